"""In the margin of the text: how many claims cite each paragraph."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gui.reader.text_view import TextView
from gui.widgets.formatting import count
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, colours, ui_font

HEIGHT, SYMBOL = 20, 13


class RestingClaims(QWidget):
    """Drawn over the margin of a text; clicks pass through."""

    def __init__(self, text: TextView) -> None:
        super().__init__(text.viewport())
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Claims that cite the paragraphs")
        text.viewport().installEventFilter(self)
        self.setGeometry(text.viewport().rect())

    def shown(self) -> dict[int, tuple[QRect, str]]:
        """Return the rectangle and the words for each paragraph that claims cite."""
        claims: dict[int, set[str]] = {}
        places: dict[int, QRect] = {}
        for mark in self._text.marks:
            number, place = self._text.paragraph(mark.start)
            claims.setdefault(number, set()).add(mark.claim_id)
            places[number] = place
        return {number: (places[number], count(len(found), "claim")) for number, found in claims.items()}

    def told(self, at: QPoint) -> str:
        """Return the words for the paragraph at a point of the margin; empty inside the text."""
        marks: dict[str, str] = {}
        for mark in self._text.marks:
            place = self._text.paragraph(mark.start)[1]
            if place.top() <= at.y() <= place.bottom() and at.x() > place.right():
                marks.setdefault(mark.claim_id, mark.tip)
        said = count(len(marks), "claim cites", "claims cite")
        return "\n\n".join([f"{said} this paragraph", *marks.values()]) if marks else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the view; show a tooltip with the claims that cite a paragraph."""
        if isinstance(event, QHelpEvent) and (said := self.told(event.pos())):
            QToolTip.showText(event.globalPos(), said, self._text.viewport())
            return True
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._text.viewport().rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a label for each visible paragraph: words where the margin is wide enough, otherwise the number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ui_font(11, bold=True))
        for place, words in self.shown().values():
            if place.top() <= event.rect().bottom() and place.bottom() >= event.rect().top():
                self._draw(painter, place, words)

    def _draw(self, painter: QPainter, place: QRect, words: str) -> None:
        palette = colours()
        metrics = QFontMetrics(painter.font())
        room = self.width() - place.right() - GRID
        said = words if metrics.horizontalAdvance(words) + SYMBOL + GRID * 2 <= room else words.partition(" ")[0]
        width = metrics.horizontalAdvance(said) + SYMBOL + GRID
        box = QRect(min(place.right() + GRID // 2, self.width() - width - 2), place.top() + 2, width, HEIGHT)
        icon("evidence", "accent").paint(painter, QRect(box.left(), box.top() + 3, SYMBOL, SYMBOL))
        painter.setPen(palette.accent)
        painter.drawText(box.adjusted(SYMBOL + 3, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, said)
