"""The people of a project and their roles. A project may require two people, or a role, to confirm a claim."""

from dataclasses import dataclass
from enum import StrEnum

from core.errors import InputError
from core.model import Axis, Changes, Claim, Decision, Person, Role, Status, new_id
from core.store import actions, read
from core.store.store import Store


class Act(StrEnum):
    """An act that may require a role."""

    CONFIRM = "confirm a claim"


MAY = {Act.CONFIRM: frozenset({Role.CHECKER, Role.EDITOR})}


@dataclass(frozen=True)
class Rules:
    """What a project requires for a confirmation: a second person, a role, both or neither."""

    two_person: bool = False
    roles: bool = False


class People:
    """The people of a project, by the name that signs decisions, and its rules."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Person]:
        """Return all people, by name."""
        return read.people(self._store.db)

    def role_of(self, name: str) -> Role | None:
        """Return a person's role, or None for an unknown name; case and whitespace are ignored."""
        return next((person.role for person in self.all() if same_person(person.name, name)), None)

    def put(self, name: str, role: Role) -> Changes:
        """Set a person's role, adding the person if unknown; InputError for an empty name."""
        name = " ".join(name.split())
        if not name:
            raise InputError("A person needs a name.", "Write it as it is shown with decisions.")
        known = next((person for person in self.all() if same_person(person.name, name)), None)
        with self._store.transaction(actions.Act.PERSON_ROLE) as action:
            if known is None:
                action.tx.insert("person", {"id": new_id(), "name": name, "role": str(Role(role))})
            else:
                action.tx.update("person", known.id, {"role": str(Role(role))})
        return action.changes

    def bin(self, person_id: str) -> Changes:
        """Remove a person from the list; their decisions stay."""
        with self._store.transaction(actions.Act.PERSON_REMOVE) as action:
            action.tx.bin("person", person_id)
        return action.changes

    @property
    def rules(self) -> Rules:
        """The rules of the project."""
        row = read.project(self._store.db)
        return Rules(bool(row["two_person"]), bool(row["roles"]))

    def set_rules(self, rules: Rules) -> Changes:
        """Change the rules; earlier confirmations stay."""
        row = {"two_person": int(rules.two_person), "roles": int(rules.roles)}
        with self._store.transaction(actions.Act.RULES_CHANGE) as action:
            action.tx.update("project", read.project(self._store.db)["id"], row)
        return action.changes

    def require(self, act: Act) -> None:
        """Raise InputError when the project requires roles and the current user's role does not permit the act."""
        if not self.rules.roles:
            return
        role = self.role_of(self._store.actor)
        if role not in MAY[act]:
            who = f"{self._store.actor or 'Nobody'} ({role or 'no role'})"
            allowed = " or ".join(sorted(MAY[act]))
            raise InputError(f"{who} may not {act} in this project.", f"It needs the role of {allowed}.")


def settled(people: People, actor: str, claim: Claim, history: list[Decision]) -> Status:
    """Return the status a confirmation leads to: PROPOSED for the first of two people, CONFIRMED for the second.

    InputError when the user has no name, proposed it themselves, or lacks the role.
    """
    people.require(Act.CONFIRM)
    if not people.rules.two_person:
        return Status.CONFIRMED
    if not actor.strip():
        raise InputError(
            "Two people confirm here, and this computer does not know who you are.", "Set your name first."
        )
    if claim.status is not Status.PROPOSED:
        return Status.PROPOSED
    proposed = next(one for one in history if one.axis is Axis.STATUS)
    if same_person(proposed.author, actor):
        raise InputError("You proposed this confirmation yourself.", "Another person has to confirm it.")
    return Status.CONFIRMED


def dissent(history: list[Decision]) -> list[Decision]:
    """Return the latest decision of each person who disagrees with the current status or verdict, newest first.

    Only final statuses count: an intermediate status such as CHECKING is not dissent.
    """
    dissenting: list[Decision] = []
    for axis in (Axis.STATUS, Axis.VERDICT):
        told = [one for one in history if one.axis is axis]
        if not told:
            continue
        stands, heard = told[0], {_folded(told[0].author)}
        for one in told[1:]:
            if _folded(one.author) not in heard and one.value:
                heard.add(_folded(one.author))
                dissenting += [one] if _differs(axis, one.value, stands.value) else []
    return sorted(dissenting, key=lambda one: one.id, reverse=True)


ENDS = frozenset(
    {
        Status.CONFIRMED,
        Status.CHANGE_PROPOSED,
        Status.CHANGE_REFUSED,
        Status.ON_AUTHOR,
        Status.NOT_CHECKABLE,
        Status.CUT,
    }
)


def _differs(axis: Axis, value: str, stands: str) -> bool:
    if axis is Axis.STATUS:
        ended = {Status.PROPOSED: Status.CONFIRMED}.get(Status(value), Status(value))
        standing = {Status.PROPOSED: Status.CONFIRMED}.get(Status(stands), Status(stands))
        return ended in ENDS and ended is not standing
    return value != stands


def same_person(one: str, other: str) -> bool:
    """Return whether two names are equal ignoring case and whitespace."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
