"""Notices when a new capture contains names or numbers of a claim."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.base.session import Session
from gui.widgets.formatting import count
from gui.widgets.notices import Notices

if TYPE_CHECKING:
    from core.model import Changes, Claim
    from core.rank import Sighting

LONGEST_CLAIM = 90


class Watcher(QObject):
    """Looks through each new capture. Signals: `wanted(snapshot id, (start, end))` show this passage."""

    wanted = Signal(str, object)

    def __init__(self, session: Session, notices: Notices) -> None:
        super().__init__(session)
        self._session = session
        self._notices = notices
        session.changed.connect(self._changed)

    def _changed(self, changes: "Changes") -> None:
        snapshot_id = changes.made.get("snapshot", "")
        if snapshot_id:
            self._session.ask(lambda project, _: project.watch_terms.look(snapshot_id), self._tell)

    def _tell(self, seen: "list[tuple[Claim, Sighting]]") -> None:
        if seen:
            claim, sighting = seen[0]
            others = f" {count(len(seen) - 1, 'more claim is', 'more claims are')} affected." if len(seen) > 1 else ""
            said = f"{' and '.join(sighting.terms)} from the claim “{_short(claim.text)}” appear in what was just captured.{others}"
            self._notices.add("evidence", said, "Read the passage", self._reading(sighting))

    def _reading(self, sighting: "Sighting") -> Callable[[], None]:
        passage = sighting.passage
        return partial(self.wanted.emit, passage.snapshot_id, (passage.start, passage.end))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_CLAIM else f"{words[:LONGEST_CLAIM].rsplit(' ', 1)[0]}…"
