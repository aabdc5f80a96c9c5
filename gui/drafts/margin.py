"""The margin of the draft: a card next to each claim's first line, reduced to its symbol where space is short."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from core.model import Relation
from gui.drafts.text import DraftText
from gui.drafts.view_model import DraftClaim
from gui.widgets.icons import icon
from gui.widgets.palettes import RELATION_TONES, STATUS_TONES
from gui.widgets.status_looks import STATUS_LOOKS, kind_words, status_words
from gui.widgets.theme import GRID, colours, ui_font

WIDE, NARROW = 156, 36
CARD, COMPACT, GAP = 40, 22, 4
MARK = 15
SMALL = 12


@dataclass(frozen=True)
class Card:
    """A claim's card at a vertical position in the viewport."""

    placed: DraftClaim
    top: int
    height: int


class DraftMargin(QWidget):
    """Cards to the right of the text. Signals: `claim_clicked(claim id)`."""

    claim_clicked = Signal(str)

    def __init__(self, text: DraftText) -> None:
        super().__init__(text)  # the viewport would scroll it away
        self._text = text
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        text.moved.connect(self._follow)

    def _follow(self) -> None:
        """Stay next to the text column."""
        view = self._text.viewport().geometry()
        self.setGeometry(view.left() + self._text.margin_left, view.top(), self._text.margin, view.height())
        self.update()

    @property
    def narrow(self) -> bool:
        """Whether only symbols are drawn."""
        return self._text.margin < WIDE

    def cards(self) -> list[Card]:
        """Return the cards of visible claims: each at its line or below the previous one; one line high if crowded."""
        seen = [(placed, self._text.top_of(placed)) for placed in self._text.in_view()]
        seen = [(placed, line) for placed, line in seen if -CARD // 2 < line < self.height()]
        height = COMPACT if self.narrow or len(seen) * (CARD + GAP) > self.height() else CARD
        shown: list[Card] = []
        low = -CARD
        for placed, line in seen:
            top = max(line, low)
            low = top + height + GAP
            shown.append(Card(placed, top, height))
        return shown

    def card_at(self, place: QPoint) -> DraftClaim | None:
        """Return the claim whose card is at a place."""
        return next((card.placed for card in self.cards() if card.top <= place.y() < card.top + card.height), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the claim of a card."""
        found = self.card_at(event.position().toPoint())
        if found is not None:
            self.claim_clicked.emit(found.claim.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        QCoreApplication.sendEvent(self._text.viewport(), event)

    def event(self, event: QEvent) -> bool:
        """Show status and verdict of the card under the mouse."""
        if isinstance(event, QHelpEvent):
            found = self.card_at(event.pos())
            QToolTip.showText(event.globalPos(), _words(found) if found else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the cards."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for card in self.cards():
            chosen = card.placed.claim.id == self._text.chosen
            if self.narrow:
                _symbol(painter, QRect(GRID, card.top + 3, MARK, MARK), card.placed)
            else:
                _card(painter, QRect(GRID, card.top, self.width() - GRID * 2, card.height), card.placed, chosen=chosen)


def _words(placed: DraftClaim) -> str:
    return " · ".join(part for part in (status_words(placed.claim.status), placed.claim.verdict) if part)


def _symbol(painter: QPainter, box: QRect, placed: DraftClaim) -> None:
    status = placed.claim.status
    icon(STATUS_LOOKS[status].drawing, STATUS_TONES[status]).paint(painter, box)


def _card(painter: QPainter, box: QRect, placed: DraftClaim, *, chosen: bool) -> None:
    palette = colours()
    painter.setPen(palette.accent if chosen else palette.line)
    painter.setBrush(palette.selection if chosen else palette.surface)
    painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 6, 6)
    _symbol(painter, QRect(box.left() + 6, box.top() + 3, MARK, MARK), placed)
    words = QRect(box.left() + MARK + 11, box.top() + 2, box.width() - MARK - 16, COMPACT - 4)
    _line(painter, words, status_words(placed.claim.status), palette.named(STATUS_TONES[placed.claim.status]).name())
    if box.height() < CARD:
        return
    second = words.translated(0, CARD // 2 - 3)
    right = _counts(painter, second, placed)
    room = QRect(second.left(), second.top(), right - second.left(), second.height())
    if placed.step is not None:
        _line(painter, room, f"{placed.step.symbol} {placed.step.value}", palette.named(placed.step.tone).name())
    else:
        said = kind_words(placed.claim.kind) if any(placed.counts.values()) else "no evidence"
        _line(painter, room, said, palette.muted.name())


def _line(painter: QPainter, room: QRect, words: str, ink: str) -> None:
    font = ui_font(SMALL)
    painter.setFont(font)
    painter.setPen(ink)
    cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


def _counts(painter: QPainter, place: QRect, placed: DraftClaim) -> int:
    painter.setFont(ui_font(11))
    right = place.right()
    for relation in reversed(Relation):
        number = placed.counts.get(relation, 0)
        if number:
            width = painter.fontMetrics().horizontalAdvance(str(number))
            painter.setPen(colours().relation(relation))
            painter.drawText(
                QRect(right - width, place.top(), width + 1, place.height()), Qt.AlignmentFlag.AlignVCenter, str(number)
            )
            icon(str(relation), RELATION_TONES[relation]).paint(
                painter, QRect(right - width - 14, place.top() + 3, 12, 12)
            )
            right -= width + 18
    return right
