"""Draft actions: what the window may change about drafts and their words.

Each runs on the project lane and announces its changes, as :meth:`gui.base.session.Session.act` does. An error goes to
`refused` if given, otherwise to the window's message.
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

ReadableForm = Callable[[str], object]  # receives the id of the claim to continue with
# receives the id of the draft, and which parts of its file were left out
Added = Callable[[str, Sequence[str]], object]
Refused = Callable[[Exception], object]


def add_draft(session: Session, title: str, text: str, added: Added) -> None:
    """Add a pasted draft."""
    session.act(lambda project: project.drafts.receive(title, text), lambda changes: added(changes.made["draft"], ()))


def read_draft(session: Session, title: str, path: Path, added: Added, refused: Refused) -> None:
    """Import a draft from a file, read outside the project lane: a long file blocks nothing."""
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
    """Import a draft, or its next version, from a file and name it after the file."""
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
    """Save text as the next version; all claims are carried over."""
    session.act(lambda project: project.drafts.revise(draft_id, text), done, refused)


def mark_claim(session: Session, draft_id: str, start: int, words: str, shown: ReadableForm) -> None:
    """Make a claim of words at a code point of a draft."""
    session.act(
        lambda project: project.claims.add(words, draft_id=draft_id, start=start),
        lambda changes: shown(changes.made["claim"]),
    )


def reopen_claim(session: Session, claim_id: str, shown: ReadableForm) -> None:
    """Reopen a closed claim."""
    session.act(lambda project: project.lineage.bring_back(claim_id), lambda _: shown(claim_id))


def dismiss_words(session: Session, draft_id: str, item: Item, reason: str, refused: Refused) -> None:
    """Dismiss words that look like a fact as no claim, with a reason."""
    session.act(lambda project: project.coverage.dismiss(draft_id, item.start, item.end, reason), failed=refused)
