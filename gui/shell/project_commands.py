"""The verbs of the project as a whole: its journal, its people and rules, its integrity, its search index."""

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
class Adopted:
    """What was taken in, and per file that was not, its name and the reason."""

    changes: "Changes"
    refused: tuple[tuple[str, str], ...]


def undo(session: Session) -> None:
    """Take back the last change."""
    session.act(lambda project: project.journal.undo())


def redo(session: Session) -> None:
    """Do again what was taken back."""
    session.act(lambda project: project.journal.redo())


def put_person(session: Session, name: str, role: "Role", refused: Refused) -> None:
    """Give somebody a role, on the list of people or new to it."""
    session.act(lambda project: project.people.put(name, role), failed=refused)


def remove_person(session: Session, person_id: str, refused: Refused) -> None:
    """Take somebody off the list of people; what they decided stays."""
    session.act(lambda project: project.people.bin(person_id), failed=refused)


def set_rules(session: Session, rules: "Rules", refused: Refused) -> None:
    """Ask for other rules of work from now on."""
    session.act(lambda project: project.people.set_rules(rules), failed=refused)


def adopt_orphans(session: Session, orphans: tuple[Path, ...], done: Callable[[Adopted], object]) -> None:
    """List again the sealed files that an interrupted capture left in the project."""
    project = session.project
    session.start("Taking in sealed pages", lambda progress: adopt(project, orphans, progress), done, Lane.PROJECT)


def verify(session: Session, done: "Callable[[Verification], object]") -> None:
    """Check every sealed byte and every quote."""
    session.start("Checking every sealed byte", session.project.verify, done, Lane.PROJECT)


def rebuild_search(session: Session, done: Callable[[int], object]) -> None:
    """Make the search index anew; `done` gets the number of its entries."""
    session.start("Rebuilding the search index", session.project.rebuild_search, done, Lane.NET)


def adopt(project: "Project", orphans: tuple[Path, ...], progress: Progress) -> Adopted:
    """Take in every sealed file that can be; one that is damaged keeps none of the others out."""
    found = project.snapshots.adopt_all(orphans, progress)
    return Adopted(found.changes, tuple((path.name, error.sentence) for path, error in found.refused))
