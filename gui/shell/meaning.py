"""Makes what suggestions by meaning need of the captures, behind all other work."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from core.errors import Cancelled
from gui.base.runner import Lane
from gui.base.session import Session

if TYPE_CHECKING:
    from core.model import Changes

PAUSE_MS = 5000  # after a capture: others often follow


class MeaningKeeper(QObject):
    """Starts a job some time after a project was opened or a page was captured; without the extra it does nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._running = False
        self.pause.timeout.connect(self._start)
        session.switched.connect(self._wait)
        session.changed.connect(self._changed)

    def _wait(self) -> None:
        from core.rank.meaning import available  # the first paint does not wait for it

        if available():
            self.pause.start()

    def _changed(self, changes: "Changes") -> None:
        if changes.made.get("snapshot"):
            self._wait()

    def _start(self) -> None:
        if not self._session.is_open or not self._session.writable:
            return
        if self._running:
            self.pause.start()
            return
        self._running = True
        prepare = self._session.project.evidence_suggestions.prepare
        self._session.start("Reading captures for suggestions", prepare, self._ended, Lane.BEHIND, self._failed)

    def _ended(self, _: object = None) -> None:
        self._running = False

    def _failed(self, error: Exception) -> None:
        self._ended()
        if not isinstance(error, Cancelled):
            self._session.failed.emit(error)
