"""One of two texts read side by side, with its changes marked."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextBlock, QTextCharFormat

from core.model import SnapshotText
from gui.reader.passage_changes import change_format
from gui.reader.text_view import TextView
from gui.widgets.theme import colours

Span = tuple[int, int]

TINT = 0.10
MOST_MARKED = 3000  # more marks would make every repaint slow


class Side(TextView):
    """A text with changes of one `kind`: removed on the older side, added on the newer one."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__()
        self._kind = kind
        self._changes: tuple[Span, ...] = ()
        self._current: Span | None = None
        self.setAccessibleName(name)

    def show_changes(self, text: SnapshotText, changes: Sequence[Span]) -> None:
        """Show a text with these changes marked; empty ranges mark nothing."""
        self._changes, self._current = tuple(span for span in changes if span[0] < span[1])[:MOST_MARKED], None
        self.show_text(text)
        self._paint()

    def stand_out(self, span: Span) -> None:
        """Scroll to a change and emphasise it; an empty one is only scrolled to."""
        self._current = span
        cursor = self.textCursor()
        cursor.setPosition(self._places.position(span[0]))
        self.setTextCursor(cursor)
        self._paint()
        self._centre()

    def top(self) -> tuple[int, float]:
        """Return (code point where the top paragraph begins, share of it scrolled past)."""
        block = self.cursorForPosition(QPoint(self.viewport().width() // 2, 0)).block()
        top, height = self._extent(block)
        return self._places.point(block.position()), (self.verticalScrollBar().value() - top) / height

    def scroll_to(self, point: int, share: float) -> None:
        """Scroll the paragraph that holds a code point to the top, past the same share of it as on the other side."""
        top, height = self._extent(self.document().findBlock(self._places.position(point)))
        self.verticalScrollBar().setValue(round(top + share * height))

    def _extent(self, block: QTextBlock) -> tuple[float, float]:
        rect = self.document().documentLayout().blockBoundingRect(block)
        return rect.top(), max(1.0, rect.height())

    def _paint(self) -> None:
        quoted, looks = _quoted(), (change_format(self._kind), change_format(self._kind, chosen=True))
        marked = [self._range(mark.start, mark.end, quoted) for mark in self.marks]
        marked += [self._range(*span, looks[span == self._current]) for span in self._changes]
        self.setExtraSelections(marked)


def _quoted() -> QTextCharFormat:
    """Return how evidence is shown here: without the colours of changes, whatever its relation."""
    made = QTextCharFormat()
    made.setBackground(colours().tint(colours().accent, TINT))
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    made.setUnderlineColor(colours().accent)
    return made
