"""Draft actions: what the window may change about drafts and their words.

Each runs on the project lane and announces its changes, as :meth:`gui.base.session.Session.act` does. An error goes to
`refused` if given, otherwise to the window's message.
"""

from collections.abc import Callable, Sequence

from core.model import Changes, DraftNote, Item
from gui.base.session import Session

ReadableForm = Callable[[str], object]  # receives the id of the claim to continue with
Refused = Callable[[Exception], object]
Done = Callable[[Changes], object]
Notes = Sequence[DraftNote] | None


def add_draft(
    session: Session, title: str, text: str, done: Done, *, notes: Notes = None, refused: Refused | None = None
) -> None:
    """Add a draft with the notes of its file."""
    session.act(lambda project: project.drafts.add(title, text, notes or ()), done, refused)


def revise_draft(
    session: Session, draft_id: str, text: str, done: Done, *, notes: Notes = None, refused: Refused | None = None
) -> None:
    """Save text as the next version; all claims are carried over, and without `notes` those of the last version."""
    session.act(lambda project: project.drafts.revise(draft_id, text, notes), done, refused)


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


def dismiss_inconsistency(session: Session, draft_id: str, said: str, reason: str, refused: Refused) -> None:
    """Dismiss what does not go together as right in both places."""
    session.act(lambda project: project.coverage.dismiss_inconsistency(draft_id, said, reason), failed=refused)


def reopen_words(session: Session, dismissal_id: str, refused: Refused) -> None:
    """Reopen dismissed words of a draft."""
    session.act(lambda project: project.coverage.take_back(dismissal_id), failed=refused)
