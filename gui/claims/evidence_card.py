"""A card for a piece of evidence: relation, quoted passage, where and when it was sealed."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from core.model import Level, LinkedEvidence, PageVerdict
from gui.base.session import Session
from gui.claims import commands
from gui.claims.menus import DIRECTNESS_WORDS, class_menu, copy_menu, directness_menu, relation_menu
from gui.claims.since import EvidenceSince
from gui.highlights.marks import RELATION_WORDS
from gui.widgets.controls import plain_label, tool_button
from gui.widgets.formatting import day
from gui.widgets.icon_label import Picture
from gui.widgets.icons import icon
from gui.widgets.paint import quality_badge
from gui.widgets.palettes import RELATION_TONES
from gui.widgets.theme import GRID, colours, reading_font, role

LONGEST_SHOWN = 420
SIGN = 14
EDGE = 3
LEVEL_WORDS = {
    Level.VERBATIM: "Verbatim",
    Level.WHITESPACE: "Verbatim except spacing",
    Level.FOLDED: "Same words, different quotes or case",
    Level.FUZZY: "Close match",
    Level.GONE: "No longer found",
}
LEVEL_TONES = {
    Level.VERBATIM: "good",
    Level.WHITESPACE: "good",
    Level.FOLDED: "fair",
    Level.FUZZY: "warn",
    Level.GONE: "bad",
}
LEVEL_DRAWINGS = {
    Level.VERBATIM: "seal",
    Level.WHITESPACE: "seal",
    Level.FOLDED: "seal",
    Level.FUZZY: "doubtful",
    Level.GONE: "bad",
}


class EvidenceCard(QFrame):
    """A claim's link to evidence.

    Signals: `opened(evidence id)` by click or Enter; `citation_wanted(source id)`; `compare_wanted(old snapshot, new
    snapshot, evidence id)` to see what a recheck found.
    """

    opened = Signal(str)
    citation_wanted = Signal(str)
    compare_wanted = Signal(str, str, str)

    def __init__(self, session: Session, linked: LinkedEvidence) -> None:
        super().__init__()
        self._session = session
        self.linked = linked
        role(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_spoken(linked))
        self.setToolTip(
            "Open the passage in its snapshot (Enter). R: relation, D: directness, X: who may see it, Delete: unlink"
        )
        self.relation = self._relation_button()
        self.directness = self._chooser(
            "", f"Directness: {DIRECTNESS_WORDS[linked.link.directness]}", "First-hand or second-hand (D)"
        )
        self.directness.setText(DIRECTNESS_WORDS[linked.link.directness])
        self.directness.clicked.connect(self.choose_directness)
        seen = linked.evidence.confidentiality
        self.classed = self._chooser(str(seen), f"Who may see it: {seen}", f"Who may see this passage: {seen} (X)")
        self.classed.clicked.connect(self.choose_class)
        self.unlink = tool_button(
            "close", "Unlink evidence", "Unlink this evidence from the claim (Delete); Undo restores it"
        )
        self.unlink.setEnabled(session.writable)
        self.unlink.clicked.connect(self.take_off)
        self.since = EvidenceSince(session, linked.snapshot.id, linked.changes) if linked.changes else None
        if self.since is not None:
            self.since.compare_wanted.connect(self.compare_wanted)
        self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put relation and directness below each other where they have no room beside each other."""
        super().resizeEvent(event)
        tools = self.classed.sizeHint().width() + self.unlink.sizeHint().width()
        words = self.relation.sizeHint().width() + self.directness.sizeHint().width()
        directions = QBoxLayout.Direction
        fits = words + tools + 5 * GRID <= self.width()
        self._choices.setDirection(directions.LeftToRight if fits else directions.TopToBottom)

    def take_off(self) -> None:
        """Unlink this evidence from its claim."""
        commands.unlink(self._session, self.linked.link.id)

    def choose_relation(self) -> None:
        """Offer the relations of this evidence to the claim."""
        link = self.linked.link
        menu = relation_menu(self._session, link.id, link.relation, self)
        menu.popup(self.relation.mapToGlobal(QPoint(0, self.relation.height())))

    def choose_directness(self) -> None:
        """Offer first-hand and second-hand."""
        link = self.linked.link
        menu = directness_menu(self._session, link.id, link.directness, self)
        menu.popup(self.directness.mapToGlobal(QPoint(0, self.directness.height())))

    def choose_class(self) -> None:
        """Offer the editions that may show the passage."""
        evidence = self.linked.evidence
        menu = class_menu(self._session, evidence.id, evidence.confidentiality, self)
        menu.popup(self.classed.mapToGlobal(QPoint(0, self.classed.height())))

    def look(self) -> None:
        """Ask why the passage may stay after what a recheck found; nothing when there is nothing to look at."""
        if self.since is not None:
            self.since.ask()

    def copy(self) -> None:
        """Copy the passage with its source."""
        source, snapshot = self.linked.source, self.linked.snapshot
        words = " ".join(self.linked.evidence.selector.exact.split())
        lines = f"“{words}”\n{source.title}, {snapshot.final_url}. Captured {day(snapshot.captured_at)}. SHA-256 {snapshot.warc_sha256}"
        QGuiApplication.clipboard().setText(lines)

    def cite(self) -> None:
        """Request the citation of the source, to check and correct it."""
        self.citation_wanted.emit(self.linked.source.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the passage."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.linked.evidence.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; R, D and X change relation, directness and confidentiality; L: looked at; Delete unlinks."""
        key = event.key()
        change = {
            Qt.Key.Key_R: self.choose_relation,
            Qt.Key.Key_D: self.choose_directness,
            Qt.Key.Key_X: self.choose_class,
            Qt.Key.Key_L: self.look,
            Qt.Key.Key_Delete: self.take_off,
        }.get(Qt.Key(key))
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.linked.evidence.id)
        elif change is not None and self._session.writable:
            change()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show all actions for this evidence."""
        link = self.linked.link
        menu = relation_menu(self._session, link.id, link.relation, self)
        for action in menu.actions():
            action.setEnabled(self._session.writable)
        menu.addSeparator()
        if self.since is not None:
            menu.addAction(icon("doubtful", "warn"), "I have looked…", self.look).setEnabled(self._session.writable)
        menu.addAction(icon("page"), "Open in snapshot", lambda: self.opened.emit(self.linked.evidence.id))
        menu.addAction(icon("copy"), "Copy passage with source", self.copy)
        copy_menu(self._session, link.claim_id, menu)
        menu.addAction(icon("quote"), "Citation of the source…", self.cite)
        menu.addAction(icon("close"), "Unlink", self.take_off).setEnabled(self._session.writable)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, its edge in the colour of the relation, and a ring when it has the focus."""
        super().paintEvent(event)
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.relation(self.linked.link.relation))
        edge = self.rect().adjusted(1, GRID, 0, -GRID)
        edge.setWidth(EDGE)
        painter.drawRoundedRect(edge, EDGE / 2, EDGE / 2)
        if self.hasFocus():
            painter.setPen(palette.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), GRID, GRID)

    def _chooser(self, drawing: str, name: str, tip: str) -> QToolButton:
        button = tool_button(drawing or "down", name, tip)
        if not drawing:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setEnabled(self._session.writable)
        return button

    def _relation_button(self) -> QToolButton:
        relation = self.linked.link.relation
        button = tool_button(
            str(relation), f"Relation: {RELATION_WORDS[relation]}", "Change the relation to the claim (R)"
        )
        button.setIcon(icon(str(relation), RELATION_TONES[relation]))
        button.setText(RELATION_WORDS[relation])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setEnabled(self._session.writable)
        button.clicked.connect(self.choose_relation)
        return button

    def _lay_out(self) -> None:
        linked = self.linked
        head = QHBoxLayout()
        head.setSpacing(GRID // 2)
        for chooser in (self.relation, self.directness):
            chooser.setMinimumWidth(1)  # their words do not widen the panel
            self._choices.addWidget(chooser, alignment=Qt.AlignmentFlag.AlignLeft)
        self._choices.setSpacing(GRID // 2)
        head.addLayout(self._choices)
        head.addStretch(1)
        head.addWidget(self.classed)
        head.addWidget(self.unlink)
        quote = plain_label(_shortened(linked.evidence.selector.exact))
        quote.setFont(reading_font(15))
        title = plain_label(linked.source.title or linked.source.url)
        title.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 6, GRID // 2, GRID // 2, GRID + 2)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        inner = QVBoxLayout()
        inner.setContentsMargins(GRID // 2, 0, GRID, 0)
        inner.setSpacing(GRID - 2)
        for label in (quote, title):
            inner.addWidget(label)
        if self.since is not None:
            inner.addWidget(self.since)
        if linked.link.note:
            inner.addWidget(plain_label(linked.link.note, "small"))
        inner.addLayout(self._foot())
        column.addLayout(inner)

    def _foot(self) -> QHBoxLayout:
        linked = self.linked
        level = linked.evidence.level
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        mark = Picture(LEVEL_DRAWINGS[level], SIGN, LEVEL_TONES[level])
        page = f" · page {linked.evidence.selector.page}" if linked.evidence.selector.page else ""
        words = role(QLabel(f"{LEVEL_WORDS[level]} · {day(linked.snapshot.captured_at)}{page}"), "small")
        words.setWordWrap(True)
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        verdict = linked.snapshot.quality.verdict
        if verdict is not PageVerdict.GOOD:
            doubt = quality_badge(verdict)
            sign = Picture(doubt.symbol, SIGN, doubt.tone)
            sign.setToolTip(f"Capture: {doubt.text}")
            row.addWidget(sign)
        return row


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words}”" if len(words) <= LONGEST_SHOWN else f"“{words[:LONGEST_SHOWN].rsplit(' ', 1)[0]}…”"


def _spoken(linked: LinkedEvidence) -> str:
    relation = RELATION_WORDS[linked.link.relation]
    since = "".join(f". {change.sentence}" for change in linked.changes)
    return f"{relation}: {_shortened(linked.evidence.selector.exact)}, {linked.source.title}, captured {day(linked.snapshot.captured_at)}{since}"
