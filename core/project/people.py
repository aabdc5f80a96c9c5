"""Who works on a project and what each may do. A project decides whether a confirmation takes two people, and whether roles count."""

from dataclasses import dataclass
from enum import StrEnum

from core.errors import InputError
from core.model import Axis, Changes, Claim, Decision, Person, Role, Status, new_id
from core.store import actions, read
from core.store.store import Store


class Act(StrEnum):
    """What a role may be needed for."""

    CONFIRM = "confirm a claim"


MAY = {Act.CONFIRM: frozenset({Role.CHECKER, Role.EDITOR})}


@dataclass(frozen=True)
class Rules:
    """What a project asks for: a second person for each confirmation; a role for confirming."""

    two_person: bool = False
    roles: bool = False


class People:
    """The people of a project and its rules for them. Names are those that sign decisions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Person]:
        """Return everybody, by name."""
        return read.people(self._store.db)

    def role_of(self, name: str) -> Role | None:
        """Return somebody's role, or None for a name that is not on the list; case and blanks do not count."""
        return next((person.role for person in self.all() if same_person(person.name, name)), None)

    def put(self, name: str, role: Role) -> Changes:
        """Give somebody a role, on the list or new to it; InputError for no name."""
        name = " ".join(name.split())
        if not name:
            raise InputError("A person needs a name.", "Write it as it signs decisions.")
        known = next((person for person in self.all() if same_person(person.name, name)), None)
        with self._store.transaction(actions.Act.PERSON_ROLE) as action:
            if known is None:
                action.tx.insert("person", {"id": new_id(), "name": name, "role": str(Role(role))})
            else:
                action.tx.update("person", known.id, {"role": str(Role(role))})
        return action.changes

    def bin(self, person_id: str) -> Changes:
        """Take somebody off the list; what they decided stays."""
        with self._store.transaction(actions.Act.PERSON_REMOVE) as action:
            action.tx.bin("person", person_id)
        return action.changes

    @property
    def rules(self) -> Rules:
        """What the project asks for."""
        row = read.project(self._store.db)
        return Rules(bool(row["two_person"]), bool(row["roles"]))

    def set_rules(self, rules: Rules) -> Changes:
        """Ask for something else from now on; what was confirmed before stays so."""
        row = {"two_person": int(rules.two_person), "roles": int(rules.roles)}
        with self._store.transaction(actions.Act.RULES_CHANGE) as action:
            action.tx.update("project", read.project(self._store.db)["id"], row)
        return action.changes

    def require(self, act: Act) -> None:
        """Raise InputError unless the person at work may do this, where the project asks for roles."""
        if not self.rules.roles:
            return
        role = self.role_of(self._store.actor)
        if role not in MAY[act]:
            who = f"{self._store.actor or 'Nobody'} ({role or 'no role'})"
            allowed = " or ".join(sorted(MAY[act]))
            raise InputError(f"{who} may not {act} in this project.", f"It takes the role of {allowed}.")


def settled(people: People, actor: str, claim: Claim, history: list[Decision]) -> Status:
    """Return what a wish to confirm comes to: a proposal first where two people are needed, confirmed by the second.

    InputError when nobody's name is set, when one person would be both, or when the role is another.
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
    """Return the last word of each person who holds something else than what stands, on either axis; newest first.

    Steps on the way to the same end (checking, then confirmed) are no dissent: of the status only a word of the end counts.
    """
    found: list[Decision] = []
    for axis in (Axis.STATUS, Axis.VERDICT):
        told = [one for one in history if one.axis is axis]
        if not told:
            continue
        stands, heard = told[0], {_folded(told[0].author)}
        for one in told[1:]:
            if _folded(one.author) not in heard and one.value:
                heard.add(_folded(one.author))
                found += [one] if _differs(axis, one.value, stands.value) else []
    return sorted(found, key=lambda one: one.id, reverse=True)


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
    """Return whether two names are the same but for case and blanks."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
