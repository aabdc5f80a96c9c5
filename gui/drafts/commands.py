"""The verbs of drafts: what the window may do to the project about a story and the words in it.

Each runs on the project's lane and announces its changes, as :meth:`gui.base.session.Session.act` does. An error goes to
`refused` where one is given, else to the window's message.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.jobs import Progress
from core.model import Changes, Item
from gui.base.runner import Lane
from gui.base.session import Session

if TYPE_CHECKING:
    from core.draft.imported import Imported

Shown = Callable[[str], object]  # gets the id of the claim to go on with
Added = Callable[[str, Sequence[str]], object]  # gets the id of the draft, and what of its file was left out
Refused = Callable[[Exception], object]


def add_draft(session: Session, title: str, text: str, added: Added) -> None:
    """Add a story that was pasted."""
    session.act(lambda project: project.drafts.receive(title, text), lambda changes: added(changes.made["draft"], ()))


def read_draft(session: Session, title: str, path: Path, added: Added, refused: Refused) -> None:
    """Add the story in a file. It is read beside the project's lane: a long one keeps nothing waiting."""
    project = session.project

    def add(story: "Imported") -> None:
        if session.is_open and session.project is project:
            session.act(
                lambda held: held.drafts.receive(title, story.text, story.notes),
                lambda changes: added(changes.made["draft"], story.left_out),
                refused,
            )

    session.start(
        f"Reading {path.name}", lambda progress: project.drafts.read_file(path, progress), add, failed=refused
    )


def import_draft(session: Session, path: Path, added: Added) -> None:
    """Read a story, or its next version, from a file that is named after it."""
    project = session.project
    left_out: list[str] = []

    def run(progress: Progress) -> Changes:
        progress.update(0, 1, f"Reading {path.name}")
        story = project.drafts.read_file(path, progress)
        left_out.extend(story.left_out)
        progress.check()
        return project.drafts.receive(path.stem, story.text, story.notes)

    session.start(
        f"Reading the draft {path.name}", run, lambda changes: added(changes.made["draft"], left_out), Lane.PROJECT
    )


def revise_draft(
    session: Session, draft_id: str, text: str, done: Callable[[Changes], object], refused: Refused
) -> None:
    """Save other words as the next version; every claim is carried to it."""
    session.act(lambda project: project.drafts.revise(draft_id, text), done, refused)


def mark_claim(session: Session, draft_id: str, start: int, words: str, shown: Shown) -> None:
    """Make a claim of words of a draft, which stand at a code point of it."""
    session.act(
        lambda project: project.claims.add(words, draft_id=draft_id, start=start),
        lambda changes: shown(changes.made["claim"]),
    )


def reopen_claim(session: Session, claim_id: str, shown: Shown) -> None:
    """Take up again a claim that was taken out of the work."""
    session.act(lambda project: project.lineage.bring_back(claim_id), lambda _: shown(claim_id))


def dismiss_words(session: Session, draft_id: str, item: Item, reason: str, refused: Refused) -> None:
    """Say that words which look like a fact hold no claim, and why."""
    session.act(lambda project: project.coverage.wave_off(draft_id, item.start, item.end, reason), failed=refused)
