"""Project actions: undo and redo, people and rules, verification, search index."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gui.base.runner import Lane
from gui.base.session import Session

if TYPE_CHECKING:
    from core.jobs import Progress
    from core.model import Role, Verification
    from core.project.people import Rules
    from core.project.snapshots import Recovered

Refused = Callable[[Exception], object]


def undo(session: Session) -> None:
    """Undo the last change."""
    session.act(lambda project: project.journal.undo())


def redo(session: Session) -> None:
    """Redo the last undone change."""
    session.act(lambda project: project.journal.redo())


def put_person(session: Session, name: str, role: "Role", refused: Refused) -> None:
    """Set a person's role; add them to the list if new."""
    session.act(lambda project: project.people.put(name, role), failed=refused)


def remove_person(session: Session, person_id: str, refused: Refused) -> None:
    """Remove a person from the list; their decisions stay."""
    session.act(lambda project: project.people.bin(person_id), failed=refused)


def set_rules(session: Session, rules: "Rules", refused: Refused) -> None:
    """Change the project's rules from now on."""
    session.act(lambda project: project.people.set_rules(rules), failed=refused)


def recover_orphans(session: Session, orphans: tuple[Path, ...], done: "Callable[[Recovered], object]") -> None:
    """Recover sealed files that an interrupted capture left unlisted."""
    project = session.project
    session.start(
        "Recovering sealed pages", lambda progress: project.snapshots.recover_all(orphans, progress), done, Lane.PROJECT
    )


def verify(session: Session, done: "Callable[[Verification], object]") -> None:
    """Check every sealed byte and every quote."""
    session.start("Checking every sealed byte", session.project.verify, done, Lane.PROJECT)


def acknowledge(session: Session, name: str, reason: str) -> None:
    """Say who restored or copied the project, and why."""
    session.act(lambda project: project.heads.acknowledge(name, reason))


def rebuild_search(session: Session, done: Callable[[tuple[int, int]], object]) -> None:
    """Rebuild the search index; `done` gets the number of entries, and of findings against the journal before."""
    project = session.project

    def work(progress: "Progress") -> tuple[int, int]:
        unaccounted = len(project.unaccounted())
        return project.rebuild_search(progress), unaccounted

    session.start("Rebuilding the search index", work, done, Lane.NET)
