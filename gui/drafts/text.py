"""The draft in a column of readable width, with the claims underlined."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from gui.drafts.blocks import draft_text, marks, sentence_at
from gui.drafts.keys import KEYS
from gui.drafts.view_model import DraftClaim, claim_format
from gui.widgets.document import TextMap, fill
from gui.widgets.theme import GRID, colours, role, ui_font

COLUMN = 600  # about 70 characters of the reading serif
CHANGE_TINT = 0.22
BEFORE_VIEW = 400  # characters before the first visible one within which a claim may begin whose card is still visible


class DraftText(QTextEdit):
    """Shows a draft. Signals: `claim_clicked(claim id)`; `key(letter)`; `moved()` the visible part changed."""

    claim_clicked = Signal(str)
    key = Signal(str)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.claims: tuple[DraftClaim, ...] = ()
        self.chosen = ""
        self.shown_claims: frozenset[str] | None = None
        self.margin = self.margin_left = 0
        self._marks: list[QTextEdit.ExtraSelection] = []
        self.sans = False  # whether to show the story in a sans-serif font, from the next text on
        self._changes: tuple[tuple[int, int], ...] = ()
        self._gone = False
        self._faint = 0  # number of marks for Markdown characters; those of the claims follow
        self._shown = draft_text("")
        self._places = TextMap(self._shown)
        role(self, "raised")
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setAccessibleName("Draft")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self.document().documentLayout().documentSizeChanged.connect(self.moved)

    def show_text(self, text: str) -> None:
        """Show another text from its beginning."""
        self.text, self.claims, self.chosen, self._changes = text, (), "", ()
        self._marks, self._faint = [], 0
        self._shown = draft_text(text)
        self.setExtraSelections([])
        self.clear()
        self._places = fill(self.document(), self._shown)
        if self.sans:
            face = QTextCharFormat()
            face.setFontFamilies(ui_font().families())
            whole = QTextCursor(self.document())
            whole.select(QTextCursor.SelectionType.Document)
            whole.mergeCharFormat(face)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._lay_out_column()

    def show_claims(self, claims: Sequence[DraftClaim]) -> None:
        """Underline these claims."""
        self.claims = tuple(claims)
        self._paint()

    def show_changes(self, places: Sequence[tuple[int, int]], *, gone: bool) -> None:
        """Mark differences from another version: struck out where removed there, highlighted where new here."""
        self._changes, self._gone = tuple(places), gone
        self._paint()

    def choose(self, claim_id: str) -> None:
        """Emphasise a claim and scroll to it."""
        before, self.chosen = self.chosen, claim_id
        self._repaint_marks({before, claim_id})
        found = next((placed for placed in self.claims if placed.claim.id == claim_id), None)
        if found is not None:
            self.setTextCursor(self._cursor(found.start, found.start))
            self._reveal()

    def show_place(self, start: int, end: int) -> None:
        """Select words and scroll to them."""
        self.setTextCursor(self._cursor(start, end))
        self._reveal()

    def point(self) -> int:
        """Return the code point at the caret."""
        return self._places.point(self.textCursor().position())

    def wanted(self) -> tuple[int, int]:
        """Return the range of a new claim in code points: the selection, else the sentence at the caret."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return sentence_at(self.text, self.point())
        start, end = self._places.point(cursor.selectionStart()), self._places.point(cursor.selectionEnd())
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        return start, start + len(words.strip())

    def in_view(self) -> list[DraftClaim]:
        """Return the claims whose first line may be visible, in text order, without filtered ones."""
        corner = self.viewport().rect()
        first = self._places.point(self.cursorForPosition(corner.topLeft()).position())
        last = self._places.point(self.cursorForPosition(corner.bottomRight()).position())
        low = bisect_left(self.claims, first - BEFORE_VIEW, key=lambda placed: placed.start)
        high = bisect_left(self.claims, last + 1, key=lambda placed: placed.start)
        return [placed for placed in self.claims[low:high] if self.shows(placed)]

    def shows(self, placed: DraftClaim) -> bool:
        """Return whether a claim passes the filter."""
        return self.shown_claims is None or placed.claim.id in self.shown_claims

    def show_only(self, claims: frozenset[str] | None) -> None:
        """Underline only these claims; None underlines all."""
        if claims != self.shown_claims:
            self.shown_claims = claims
            self._paint()
            self.moved.emit()

    def claim_at(self, point: int) -> DraftClaim | None:
        """Return the shortest claim that holds a code point."""
        held = [placed for placed in self.claims if placed.start <= point < placed.end and self.shows(placed)]
        return min(held, key=lambda placed: placed.end - placed.start, default=None)

    def top_of(self, placed: DraftClaim) -> int:
        """Return the vertical position of a claim's first line in the viewport."""
        return self.cursorRect(self._cursor(placed.start, placed.start)).top()

    def set_margin(self, width: int) -> None:
        """Reserve space on the right for the cards."""
        self.margin = width
        self._lay_out_column()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the claim under a click; a drag selects words."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            scrolled = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
            layout = self.document().documentLayout()
            place = layout.hitTest(event.position() + scrolled, Qt.HitTestAccuracy.ExactHit)
            found = self.claim_at(self._places.point(place)) if place >= 0 else None
            if found is not None:
                self.claim_clicked.emit(found.claim.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Report single-key commands; other keys move the caret."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.text() in KEYS and event.text():
            self.key.emit(event.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            found = self.claim_at(self.point())
            if found is not None:
                self.claim_clicked.emit(found.claim.id)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column at a readable width."""
        super().resizeEvent(event)
        self._lay_out_column()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the claims in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.text:
            self._paint()

    def _paint(self) -> None:
        faint = QTextCharFormat()
        faint.setForeground(colours().faint)
        self._marks = [self._range(start, end, faint) for start, end in marks(self.text, self._shown.blocks)]
        self._faint = len(self._marks)
        self._marks += [self._range(placed.start, placed.end, self._look(placed)) for placed in self.claims]
        self._marks += [self._range(start, end, self._change()) for start, end in self._changes]
        self.setExtraSelections(self._marks)

    def _change(self) -> QTextCharFormat:
        palette, made = colours(), QTextCharFormat()
        ink = palette.bad if self._gone else palette.good
        made.setForeground(ink)
        made.setBackground(palette.tint(ink, CHANGE_TINT))
        made.setFontStrikeOut(self._gone)
        return made

    def _repaint_marks(self, claims: set[str]) -> None:
        """Redraw the marks of these claims only."""
        for number, placed in enumerate(self.claims, start=self._faint):
            if placed.claim.id in claims:
                self._marks[number].format = self._look(placed)
        self.setExtraSelections(self._marks)

    def _look(self, placed: DraftClaim) -> QTextCharFormat:
        if not self.shows(placed):
            return QTextCharFormat()
        return claim_format(placed.claim, chosen=placed.claim.id == self.chosen)

    def _range(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = self._cursor(start, end)
        made.format = look
        return made

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._places.position(start))
        cursor.setPosition(self._places.position(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _reveal(self) -> None:
        place, height = self.cursorRect(), self.viewport().height()
        if place.top() < GRID * 4 or place.bottom() > height - GRID * 8:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - height // 3)

    def _lay_out_column(self) -> None:
        room = self.viewport().width()
        left = max(GRID * 3, (room - COLUMN - GRID * 2 - self.margin) // 2)
        column = min(COLUMN, room - left - GRID * 2 - self.margin)
        self.margin_left = left + column + GRID * 2  # so that the cards are next to the words, not at the far edge
        right = room - left - column
        look = self.document().rootFrame().frameFormat()
        if (look.leftMargin(), look.rightMargin()) != (left, right):
            look.setLeftMargin(left)
            look.setRightMargin(right)
            look.setTopMargin(GRID * 4)
            look.setBottomMargin(GRID * 12)
            self.document().rootFrame().setFrameFormat(look)
        self.moved.emit()
