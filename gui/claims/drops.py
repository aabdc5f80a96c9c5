"""A reader passage dropped on a claim becomes its evidence."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from gui.highlights.selection import MIME, Passage, passage_of

Target = Callable[[QPoint], str]


class PassageDrops(QObject):
    """Lets a widget accept passages: `claim_at(place)` finds the claim, `linked(passage, claim id)` runs on a drop."""

    def __init__(
        self,
        widget: QWidget,
        claim_at: Target,
        linked: Callable[[Passage, str], object],
        pointed: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(widget)
        self._claim_at = claim_at
        self._linked = linked
        self._pointed = pointed
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle drags and drops of passages; ignore all others."""
        if isinstance(event, QDropEvent):  # enter and move events are drops to be
            if not event.mimeData().hasFormat(MIME):
                return False
            return self._take(event)
        if event.type() == QEvent.Type.DragLeave and self._pointed is not None:
            self._pointed("")
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> bool:
        claim_id = self._claim_at(event.position().toPoint())
        event.setAccepted(bool(claim_id))
        if self._pointed is not None:
            self._pointed(claim_id if isinstance(event, QDragMoveEvent) else "")
        if event.type() == QEvent.Type.Drop and claim_id:
            event.acceptProposedAction()
            passage = passage_of(event.mimeData())
            if passage is not None:
                self._linked(passage, claim_id)
        elif claim_id:
            event.acceptProposedAction()
        return True
