"""The canonical text with a native caret, selectable by mouse and keyboard, readable to screen readers."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from core.model import Block, SnapshotText
from gui.highlights.marks import Mark, format_of
from gui.highlights.selection import Passage, dragged
from gui.widgets.document import HEADINGS, TextMap, fill
from gui.widgets.paint import FOUND_TINT
from gui.widgets.theme import GRID, colours, role

WIDEST = 720
EMPTY = SnapshotText("", "", "", "", "")
LONGEST_FIND = 500
MOST_FOUND = 2000
SHARE_OF_TITLE = 4  # a heading must match 1/4 of the page title: the rest names the site, as other headings may do


class TextView(QTextEdit):
    """Shows one text. Signals: `selected(start, end)` in code points, equal if empty; `mark_clicked(Mark)`."""

    selected = Signal(int, int)
    mark_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = EMPTY
        self.marks: tuple[Mark, ...] = ()
        self.found: list[tuple[int, int]] = []
        self._places = TextMap(EMPTY)
        self._chosen = ""
        role(self, "raised")
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setAccessibleName("Text of the snapshot")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.viewport().setMouseTracking(True)
        self.selectionChanged.connect(self._selection_changed)

    def show_text(self, text: SnapshotText, title: str = "") -> None:
        """Show a text from the heading of the story on, without marks; `title` is the page's title."""
        self.text, self.marks, self.found = text, (), []
        self.setExtraSelections([])
        self.clear()
        self._places = fill(self.document(), text)
        self._set_margins()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._begin_at(heading_of(text, title))

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark this evidence."""
        written = (mark for mark in marks if not mark.wordless)
        self.marks = tuple(sorted(written, key=lambda mark: (mark.start, mark.end)))
        self._paint()

    def selection(self) -> tuple[int, int]:
        """Return the selected range in code points, without whitespace at its ends."""
        cursor = self.textCursor()
        start, end = self._places.point(cursor.selectionStart()), self._places.point(cursor.selectionEnd())
        words = self.text.text[start:end]
        start += len(words) - len(words.lstrip())
        return start, max(start, start + len(words.strip()))

    def select(self, start: int, end: int) -> None:
        """Select text[start:end] and scroll to it."""
        cursor = self.textCursor()
        cursor.setPosition(self._places.position(start))
        cursor.setPosition(self._places.position(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._centre()

    def go_to(self, mark: Mark) -> None:
        """Scroll to a piece of evidence, put the caret there and emphasise it."""
        self._chosen = mark.evidence_id
        cursor = self.textCursor()
        cursor.setPosition(self._places.position(mark.start))
        self.setTextCursor(cursor)
        self._paint()
        self._centre()

    def step(self, by: int) -> Mark | None:
        """Go to the next (`by` = 1) or previous (-1) piece of evidence from the caret, wrapping around."""
        if not self.marks:
            return None
        here = self._places.point(self.textCursor().position())
        chosen = [number for number, mark in enumerate(self.marks) if mark.evidence_id == self._chosen]
        if chosen and self.marks[chosen[0]].start == here:
            number = chosen[0] + by
        elif by > 0:
            number = sum(1 for mark in self.marks if mark.start <= here)
        else:
            number = sum(1 for mark in self.marks if mark.start < here) - 1
        mark = self.marks[number % len(self.marks)]
        self.go_to(mark)
        return mark

    def mark_at(self, point: int) -> Mark | None:
        """Return the shortest evidence range that holds a code point."""
        held = [mark for mark in self.marks if mark.start <= point < mark.end]
        return min(held, key=lambda mark: mark.end - mark.start, default=None)

    def paragraph(self, point: int) -> tuple[int, QRect]:
        """Return the number of the paragraph that holds a code point, and its rectangle in the viewport."""
        block = self.document().findBlock(self._places.position(point))
        box = self.document().documentLayout().blockBoundingRect(block).translated(-self._scrolled())
        return block.blockNumber(), box.toRect()

    def find_words(self, words: str) -> int:
        """Mark every occurrence of these words, ignoring case and spacing; return how many there are."""
        pattern = r"\s+".join(re.escape(word) for word in words[:LONGEST_FIND].split())
        places = re.finditer(pattern, self.text.text, re.IGNORECASE) if pattern else ()
        self.found = [found.span() for _, found in zip(range(MOST_FOUND), places, strict=False)]
        self._paint()
        return len(self.found)

    def step_found(self, by: int) -> int:
        """Select the next or previous match; return its number from 1, or 0 if there is none."""
        if not self.found:
            return 0
        start, end = self.selection()
        if by > 0:
            after = [number for number, place in enumerate(self.found) if place[0] >= (max(start, end))]
            number = after[0] if after else 0
        else:
            before = [number for number, place in enumerate(self.found) if place[0] < start]
            number = before[-1] if before else len(self.found) - 1
        self.select(*self.found[number])
        return number + 1

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the selected words as archived, and their selector, for copying and dragging."""
        from core.anchor import describe

        start, end = self.selection()
        words = self.text.text[start:end]
        if not words:
            return QMimeData()
        selector = describe(self.text.text, start, end, self.text.pages)
        return dragged(Passage(self.text.snapshot_id, selector), words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Report a click on evidence."""
        super().mouseReleaseEvent(event)
        mark = self._mark_under(event)
        if mark is not None and event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.mark_clicked.emit(mark)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a tooltip for evidence under the mouse."""
        super().mouseMoveEvent(event)
        mark = None if event.buttons() else self._mark_under(event)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.IBeamCursor)
        self.viewport().setToolTip(self._tip(mark) if mark else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column at a readable width."""
        super().resizeEvent(event)
        self._set_margins()

    def changeEvent(self, event: QEvent) -> None:
        """Paint the marks in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.text is not EMPTY:
            self._paint()

    def _tip(self, mark: Mark) -> str:
        """Show the relation of these words to every claim that cites them."""
        here = [one.tip for one in self.marks if one.start < mark.end and one.end > mark.start]
        return "\n".join(dict.fromkeys(here))

    def _mark_under(self, event: QMouseEvent) -> Mark | None:
        position = (
            self.document().documentLayout().hitTest(event.position() + self._scrolled(), Qt.HitTestAccuracy.ExactHit)
        )
        return self.mark_at(self._places.point(position)) if position >= 0 else None

    def _scrolled(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _paint(self) -> None:
        selections = [
            self._range(mark.start, mark.end, format_of(mark.relation, chosen=mark.evidence_id == self._chosen))
            for mark in self.marks
        ]
        found = QTextCharFormat()
        found.setBackground(colours().tint(colours().warn, FOUND_TINT))
        selections += [self._range(start, end, found) for start, end in self.found]
        self.setExtraSelections(selections)

    def _range(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._places.position(start))
        cursor.setPosition(self._places.position(end), QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        made.format = look
        return made

    def _selection_changed(self) -> None:
        self.selected.emit(*self.selection())

    def _centre(self) -> None:
        self.ensureCursorVisible()
        top = self.cursorRect().top()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + top - self.viewport().height() // 3)

    def _begin_at(self, heading: Block | None) -> None:
        """Put the caret at a heading, if there is one: before it are the site's menus."""
        if heading is not None:
            cursor = self.textCursor()
            cursor.setPosition(self._places.position(heading.start))
            self.setTextCursor(cursor)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect().top() - GRID * 3)

    def _set_margins(self) -> None:
        room = self.viewport().width()
        side = max(GRID * 3, (room - WIDEST) // 2)
        frame = self.document().rootFrame().frameFormat()
        if frame.leftMargin() != side:
            frame.setLeftMargin(side)
            frame.setRightMargin(side)
            frame.setTopMargin(GRID * 3)
            frame.setBottomMargin(GRID * 8)
            self.document().rootFrame().setFrameFormat(frame)


def heading_of(text: SnapshotText, title: str) -> Block | None:
    """Return where the story begins: the longest heading that is a good part of the title, else of the top rank.

    Of several, that is the last above the article; without one, the story begins with the article.
    """
    headings = [block for block in text.blocks if block.kind in HEADINGS]
    least = max(1, len(title) // SHARE_OF_TITLE)
    repeated = [
        block for block in headings if block.end - block.start >= least and text.text[block.start : block.end] in title
    ]
    start = text.main[0]
    ranked = [block for block in headings if block.kind == "h1"]
    above = [block for block in ranked if block.start < start]
    article = next((block for block in text.blocks if block.start >= start), None)
    first = above[-1] if above else article if start else next(iter(ranked), None)
    return max(repeated, key=lambda block: block.end - block.start, default=first)
