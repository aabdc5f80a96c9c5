"""The project's scale of verdicts: one of the program's, or one of its own. A verdict is never left without its word."""

from collections.abc import Mapping, Sequence

from core import verdicts
from core.errors import InputError
from core.model import Axis, Changes, Claim, new_id, now
from core.project.decisions import decide
from core.store import read, read_scales, rows
from core.store.actions import Act
from core.store.journal import Transaction
from core.store.store import Store
from core.verdicts import ARROW, VerdictScale, VerdictValue


class Scales:
    """Reads and changes the scale of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def current(self) -> VerdictScale:
        """The scale that verdicts are given on."""
        return read_scales.current(self._store.db)

    def used(self) -> dict[str, int]:
        """Return how many claims have each verdict."""
        found: dict[str, int] = {}
        for claim in read.claims(self._store.db):
            if claim.verdict:
                found[claim.verdict] = found.get(claim.verdict, 0) + 1
        return found

    def use(self, scale_id: str, renamed: Mapping[str, str] | None = None) -> Changes:
        """Take one of the program's scales. `renamed` and errors as for `put`; InputError for a scale that is none."""
        if scale_id not in {scale.id for scale in verdicts.SCALES}:
            known = ", ".join(scale.id for scale in verdicts.SCALES)
            raise InputError(f"There is no scale “{scale_id}”.", f"There are {known}; or make one of your own.")
        return self._take(verdicts.scale(scale_id), renamed or {}, new=False)

    def put(
        self, label: str, steps: Sequence[VerdictValue], renamed: Mapping[str, str] | None = None, *, ordered: bool
    ) -> Changes:
        """Make a scale of one's own and use it from now on.

        `renamed` says by which word a verdict of the old scale is followed; it is kept in the history of each claim, and what
        was decided before keeps its words. InputError when claims have a verdict that the new scale has not and nothing follows.
        """
        return self._take(verdicts.own(new_id(), label, steps, ordered=ordered), renamed or {}, new=True)

    def _take(self, scale: VerdictScale, renamed: Mapping[str, str], *, new: bool) -> Changes:
        followed = {old.casefold(): word for old, word in renamed.items()}
        moved = [(claim, word) for claim in read.claims(self._store.db) if (word := _next(claim, scale, followed))]
        with self._store.transaction(Act.SCALE_CHANGE) as action:
            if new:
                steps = [vars(step) for step in scale.values]
                row = {"id": scale.id, "label": scale.label, "steps": steps, "at": now()}
                action.tx.insert("scale", rows.to_row(row))
            action.tx.update("project", read.project(action.tx.db)["id"], {"scale": scale.id})
            for claim, word in moved:
                self._follow(action.tx, claim, word)
        return action.changes

    def _follow(self, tx: Transaction, claim: Claim, word: str) -> None:
        """Give a claim the word that follows its verdict: a decision on the scale, not on the claim."""
        versions = read.versions(tx.db, claim.draft_id) if claim.draft_id else []
        seen = versions[0].id if versions else None
        told = f"{claim.verdict}{ARROW}{word}"
        decide(tx, claim.id, Axis.SCALE, told, author=self._store.actor, version_id=seen, sets={"verdict": word})


def _next(claim: Claim, scale: VerdictScale, followed: Mapping[str, str]) -> str:
    """Return the word that a claim gets on a new scale; empty when it keeps its own. InputError when there is none."""
    if not claim.verdict:
        return ""
    wanted = followed.get(claim.verdict.casefold(), claim.verdict)
    step = scale.find(wanted)
    if step is None:
        raise InputError(
            f"A claim has the verdict “{claim.verdict}”, and the new scale has no word for it.",
            "Rename that step instead of leaving it out, or decide on its claims first.",
        )
    return "" if step.value == claim.verdict else step.value
