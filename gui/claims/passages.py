"""Ranked passages of the project's captures that may bear on a claim, with reasons; one key accepts each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from core.jobs import Progress
from core.model import Changes, Relation
from core.project.evidence_suggestions import Offer
from core.rank import Passage
from gui.base.session import Session
from gui.claims import commands
from gui.highlights.marks import RELATION_WORDS
from gui.widgets.controls import plain_label, scroll_area, tool_button
from gui.widgets.empty_state import Empty
from gui.widgets.formatting import count, day
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, colours, reading_font, role

SHOWN_KINDS = frozenset({"evidence", "claim", "snapshot"})
TONES = {Relation.SUPPORTS: "good", Relation.REFUTES: "bad", Relation.CONTEXT: "neutral"}
KEYS = {Qt.Key.Key_1: Relation.SUPPORTS, Qt.Key.Key_2: Relation.REFUTES, Qt.Key.Key_3: Relation.CONTEXT}
LONGEST_SHOWN = 320
NOTHING = "No capture shares a distinctive word with this claim. Capture more pages, or reword the claim."


class PassageCard(QFrame):
    """One passage. Signals: `opened(Offer)`, `accepted(Offer, Relation)`, `stepped(1 or -1)`."""

    opened = Signal(object)
    accepted = Signal(object, object)
    stepped = Signal(int)

    def __init__(self, offer: Offer, *, taken: bool, writable: bool) -> None:
        super().__init__()
        self.offer = offer
        self._writable = writable and not taken
        role(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{offer.suggestion.passage.text} {offer.source.title}. {_reasons(offer)}")
        self.setToolTip("Enter opens it in its page; 1 supports, 2 refutes, 3 is context")
        self.rests = plain_label(_resting(offer, taken=taken), "small")
        self.buttons = [self._button(key, relation) for key, relation in enumerate(Relation, 1)]
        self._lay_out()

    def show_taken(self) -> None:
        """Show that this passage is evidence for the claim now."""
        if any(button.hasFocus() for button in self.buttons):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._writable = False
        self.rests.setText(_resting(self.offer, taken=True))
        for button in self.buttons:
            button.setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept with 1, 2 or 3; read with Enter; move with the arrow keys."""
        key = Qt.Key(event.key())
        if key in KEYS and self._writable:
            self.accepted.emit(self.offer, KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.offer)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the passage in its page."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.offer)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, and a ring when it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colours().accent)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), GRID, GRID)

    def _button(self, key: int, relation: Relation) -> QToolButton:
        words = RELATION_WORDS[relation]
        button = tool_button(str(relation), f"Accept: {words}", f"Accept as evidence: {words.lower()} ({key})")
        button.setIcon(icon(str(relation), TONES[relation]))
        button.setEnabled(self._writable)
        button.clicked.connect(lambda: self.accepted.emit(self.offer, relation))
        return button

    def _lay_out(self) -> None:
        words = plain_label(_shortened(self.offer.suggestion.passage.text))
        words.setFont(reading_font(14))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID, GRID, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addWidget(words)
        column.addWidget(plain_label(self.offer.source.title or self.offer.source.url, "muted"))
        for said in filter(None, (day(self.offer.snapshot.captured_at), _copies(self.offer), _reasons(self.offer))):
            column.addWidget(plain_label(said, "small"))
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.rests, 1)
        for button in self.buttons:
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)


class PassageList(QWidget):
    """The passages for one claim. Signals: `opened(snapshot id, (start, end))`, `left()`."""

    opened = Signal(str, object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._asked = Progress()
        self.claim_id = ""
        self.back = tool_button("left", "Back to the list", "Back to the list (Esc)")
        self.back.setShortcut("Esc")
        self.claim = plain_label("", "muted")
        self._title = role(QLabel("Passages"), "heading")
        self._inside = QWidget()
        self._cards = QVBoxLayout(self._inside)
        self._empty = Empty("search", NOTHING)
        self._area = scroll_area(self._inside, "Passages that may bear on the claim")
        self._lay_out()
        self.back.clicked.connect(self.left)
        session.changed.connect(self._changed)
        session.switched.connect(self._switched)

    def show_claim(self, claim_id: str) -> None:
        """Find passages that bear on a claim."""
        if claim_id != self.claim_id:
            self._show_offers([])
            self._empty.say("Looking through the captures…")
        self.claim_id = claim_id
        self._asked.cancel()
        self._session.act(
            lambda project: project.claims.get(claim_id).text, self._show_claim, lambda _: self.left.emit()
        )
        self._asked = self._session.ask(
            lambda project, wanted: project.evidence_suggestions.offers(claim_id, progress=wanted), self._show_offers
        )

    def cards(self) -> list[PassageCard]:
        """Return the cards shown, from the top."""
        places = (self._cards.itemAt(number) for number in range(self._cards.count()))
        found = (place.widget() for place in places if place is not None)
        return [card for card in found if isinstance(card, PassageCard)]

    def _show_claim(self, text: str) -> None:
        self.claim.setText(_shortened(text))

    def _show_offers(self, offers: list[Offer]) -> None:
        focused = next((place for place, card in enumerate(self.cards()) if card.hasFocus()), -1)
        for card in self.cards():
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, offer in enumerate(offers):
            taken = any(claim.id == self.claim_id for claim in offer.resting)
            card = PassageCard(offer, taken=taken, writable=self._session.writable)
            card.opened.connect(self._open)
            card.accepted.connect(self._accept)
            card.stepped.connect(self._step_on)
            self._cards.insertWidget(place, card)
            card.show()
        self._title.setText(f"Passages · {len(offers)}" if offers else "Passages")
        self._empty.say(NOTHING)
        self._empty.setVisible(not offers)
        self._area.setVisible(bool(offers))
        if offers:
            self._step(max(0, focused))

    def _step_on(self, by: int) -> None:
        """Go on from the card that asks."""
        asking = self.sender()
        for place, card in enumerate(self.cards()):
            if card is asking:
                self._step(place + by)
                return

    def _step(self, place: int) -> None:
        cards = self.cards()
        if 0 <= place < len(cards):
            cards[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(cards[place])

    def _open(self, offer: Offer) -> None:
        passage = offer.suggestion.passage
        self.opened.emit(passage.snapshot_id, (passage.start, passage.end))

    def _accept(self, offer: Offer, relation: Relation) -> None:
        claim_id, passage = self.claim_id, offer.suggestion.passage

        def show(_: Changes) -> None:
            if claim_id == self.claim_id:
                self._show_taken(passage)

        commands.accept_passage(self._session, claim_id, passage, relation, done=show, initiator=self)

    def _show_taken(self, taken: Passage) -> None:
        """Mark new evidence without ranking again, which takes a while."""
        for card in self.cards():
            here = card.offer.suggestion.passage
            if here.snapshot_id == taken.snapshot_id and here.start < taken.end and here.end > taken.start:
                card.show_taken()

    def _changed(self, changes: Changes, initiator: object) -> None:
        if initiator is not self and self.claim_id and self.isVisible() and changes.kinds & SHOWN_KINDS:
            self.show_claim(self.claim_id)

    def _switched(self) -> None:
        self._asked.cancel()
        self.claim_id = ""
        self._show_offers([])

    def _lay_out(self) -> None:
        self._cards.setContentsMargins(GRID, 0, GRID, GRID)
        self._cards.setSpacing(GRID)
        self._cards.addStretch(1)
        head = QHBoxLayout()
        head.setContentsMargins(GRID, GRID, GRID * 2, 0)
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        self.claim.setContentsMargins(GRID * 2, 0, GRID * 2, GRID // 2)
        column.addWidget(self.claim)
        column.addWidget(self._area, 1)
        column.addWidget(self._empty, 1)


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN].rsplit(' ', 1)[0]}…"


def _copies(offer: Offer) -> str:
    others = ", ".join(source.title or source.url for source in offer.copies)
    return f"The same words in {count(len(offer.copies), 'other source')}: {others}" if others else ""


def _reasons(offer: Offer) -> str:
    return "; ".join(offer.suggestion.reasons)


def _resting(offer: Offer, *, taken: bool) -> str:
    if taken:
        return "Already evidence for this claim"
    if not offer.resting:
        return ""
    return f"{count(len(offer.resting), 'other claim cites it', 'other claims cite it')}"
