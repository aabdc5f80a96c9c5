"""Project actions: undo and redo, people and rules, verification, search index."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.jobs import Progress
from gui.base.runner import Lane
from gui.base.session import Session

if TYPE_CHECKING:
    from core.model import Changes, Role, Verification
    from core.project import Project
    from core.project.people import Rules

Refused = Callable[[Exception], object]


@dataclass(frozen=True)
class Recovered:
    """The recovered files, and name and reason of each file that was not."""

    changes: "Changes"
    refused: tuple[tuple[str, str], ...]


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


def adopt_orphans(session: Session, orphans: tuple[Path, ...], done: Callable[[Recovered], object]) -> None:
    """Recover sealed files that an interrupted capture left unlisted."""
    project = session.project
    session.start("Recovering sealed pages", lambda progress: adopt(project, orphans, progress), done, Lane.PROJECT)


def verify(session: Session, done: "Callable[[Verification], object]") -> None:
    """Check every sealed byte and every quote."""
    session.start("Checking every sealed byte", session.project.verify, done, Lane.PROJECT)


def rebuild_search(session: Session, done: Callable[[int], object]) -> None:
    """Rebuild the search index; `done` gets the number of entries."""
    session.start("Rebuilding the search index", session.project.rebuild_search, done, Lane.NET)


def adopt(project: "Project", orphans: tuple[Path, ...], progress: Progress) -> Recovered:
    """Recover every sealed file that can be; a damaged one does not stop the others."""
    found = project.snapshots.recover_all(orphans, progress)
    return Recovered(found.changes, tuple((path.name, error.sentence) for path, error in found.refused))
