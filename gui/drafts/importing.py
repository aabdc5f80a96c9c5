"""Bring a story into the project: from a file, or pasted. Asks where only a person knows, then stores it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from core.model import Changes, DraftNote
from gui.base.session import Session
from gui.drafts import commands

if TYPE_CHECKING:
    from core.draft.imported import Imported
    from core.project.drafts import Match

# receives the id of the draft, and which parts of its file were left out
Added = Callable[[str, Sequence[str]], object]
Refused = Callable[[Exception], object]


class DraftImport:
    """One story on its way into the project that is open when it begins; in another one it ends.

    `question` is the dialog that waits for an answer, for the tests.
    """

    def __init__(self, session: Session, window: QWidget | None, added: Added, refused: Refused | None = None) -> None:
        self._session, self._window, self._added, self._refused = session, window, added, refused
        self._project = session.project
        self.question: QDialog | None = None

    def file(self, path: Path, title: str = "") -> None:
        """Import a file, read outside the project lane: a long one blocks nothing."""
        self._read(path, title, "")

    def text(self, title: str, text: str, notes: Sequence[DraftNote] = ()) -> None:
        """Import typed or pasted text."""
        self._store((title,), title, text, tuple(notes) or None, ())

    def _read(self, path: Path, title: str, encoding: str) -> None:
        project = self._project

        def read(story: "Imported") -> None:
            if not self._here:
                return
            if story.choices:
                self._ask_encoding(path, title, story)
            else:
                self._take(path, title, story)

        self._session.start(
            f"Reading {path.name}",
            lambda progress: project.drafts.read_file(path, progress, encoding),
            read,
            failed=self._refused,
        )

    @property
    def _here(self) -> bool:
        return self._session.is_open and self._session.project is self._project

    def _ask_encoding(self, path: Path, title: str, story: "Imported") -> None:
        from gui.drafts.questions import EncodingQuestion

        asked = EncodingQuestion(self._window, path.name, story.choices)
        self.question = asked
        asked.accepted.connect(
            lambda: self._take(path, title, story) if asked.is_guess else self._read(path, title, asked.encoding)
        )
        asked.open()

    def _take(self, path: Path, title: str, story: "Imported") -> None:
        names = (title, story.headline, path.stem)
        self._store(names, title or story.title, story.text, story.notes, story.left_out)

    def _store(
        self,
        names: Sequence[str],
        title: str,
        text: str,
        notes: Sequence[DraftNote] | None,
        left_out: Sequence[str],
    ) -> None:
        def added(changes: Changes, draft_id: str = "") -> None:
            self._added(draft_id or changes.made["draft"], left_out)

        def new() -> None:
            if self._here:
                commands.add_draft(self._session, title, text, added, notes=notes, refused=self._refused)

        def version(draft_id: str) -> None:
            if self._here:
                done = partial(added, draft_id=draft_id)
                commands.revise_draft(self._session, draft_id, text, done, notes=notes, refused=self._refused)

        def matched(match: "Match | None") -> None:
            if not self._here:
                return
            if match is None:
                new()
            elif match.sure:
                version(match.draft.id)
            else:
                from gui.drafts.questions import ask_whether_new

                draft_id = match.draft.id
                self.question = ask_whether_new(self._window, match, lambda: version(draft_id), new)

        self._session.act(lambda project: project.drafts.match(names, text), matched, self._refused)
