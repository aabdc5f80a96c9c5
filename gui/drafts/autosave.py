"""Autosave of the draft editor: unsaved text is restored after switching drafts, closing the window or a crash."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.errors import StandfirstError
from gui.base.session import Session
from gui.drafts.editor import DraftEdit
from gui.drafts.view_model import DraftFacts

if TYPE_CHECKING:
    from core.project.autosave import Typed


class DraftTyping(QObject):
    """Connects the editor field with the store of unsaved text."""

    def __init__(self, session: Session, edit: DraftEdit) -> None:
        super().__init__(edit)
        self._session, self._edit = session, edit
        self._draft_id = self._version_id = ""
        self._warned = False
        edit.typed.connect(self._keep)
        edit.thrown.connect(self.drop)
        session.leaving.connect(self.hold)

    def begin(self, facts: DraftFacts, point: int) -> None:
        """Open a draft for editing at a code point, with its unsaved text if there is any."""
        self._draft_id, self._version_id, self._warned = facts.draft.id, facts.version.id, False
        waiting = self.waiting(facts)
        if waiting is not None:
            self._version_id = waiting.version_id
        self._edit.begin(facts.version.text, point, waiting.text if waiting is not None else "")

    def waiting(self, facts: DraftFacts) -> "Typed | None":
        """Return the unsaved text of a draft, as stored now."""
        found = self._session.project.drafts.unsaved.of(facts.draft.id) if self._session.is_open else None
        return found if found is not None and found.text != facts.version.text else None

    def hold(self) -> None:
        """Store the current input at once."""
        if self._draft_id and not self._edit.isHidden():
            self._edit.hold()

    def drop(self) -> None:
        """Delete the unsaved text: it was saved as a version, or discarded."""
        if self._draft_id and self._session.is_open:
            self._session.project.drafts.unsaved.drop(self._draft_id)

    def _keep(self, text: str) -> None:
        try:
            self._session.project.drafts.unsaved.keep(self._draft_id, self._version_id, text)
        except StandfirstError as error:
            if not self._warned:  # once is enough while typing
                self._warned = True
                self._session.failed.emit(error)


def waiting_words(typed: "Typed", facts: DraftFacts) -> str:
    """Return a notice about unsaved text: “Words typed on 23 November at 14:03 are not saved as a version yet.”."""
    when = dt.datetime.fromisoformat(typed.at).astimezone()
    said = f"Words typed on {when.day} {when:%B} at {when:%H:%M} are not saved as a version yet."
    return said if typed.version_id == facts.version.id else f"{said} They were typed into an older version."
