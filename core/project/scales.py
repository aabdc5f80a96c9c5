"""The verdict scale of a project: a built-in one or its own. No verdict ever lacks its step on the scale."""

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
    """Reads and changes the verdict scale of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def current(self) -> VerdictScale:
        """The current verdict scale."""
        return read_scales.current(self._store.db)

    def used(self) -> dict[str, int]:
        """Return the number of claims with each verdict."""
        counts: dict[str, int] = {}
        for claim in read.claims(self._store.db):
            if claim.verdict:
                counts[claim.verdict] = counts.get(claim.verdict, 0) + 1
        return counts

    def use(self, scale_id: str, renamed: Mapping[str, str] | None = None) -> Changes:
        """Use a built-in scale. `renamed` and errors as for :meth:`put`; InputError for an unknown scale."""
        if scale_id not in {scale.id for scale in verdicts.SCALES}:
            known = ", ".join(scale.id for scale in verdicts.SCALES)
            raise InputError(f"There is no scale “{scale_id}”.", f"Choose one of {known}, or make your own.")
        return self._take(verdicts.scale(scale_id), renamed or {}, new=False)

    def put(
        self, label: str, steps: Sequence[VerdictValue], renamed: Mapping[str, str] | None = None, *, ordered: bool
    ) -> Changes:
        """Create a scale and use it from now on.

        `renamed` maps verdicts of the old scale to the new one; this is recorded in the history of each claim, and
        earlier decisions keep their words. InputError when a verdict in use is neither on the new scale nor mapped.
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
        """Replace a claim's verdict by its successor: recorded as a change of scale, not as a decision on the claim."""
        versions = read.versions(tx.db, claim.draft_id) if claim.draft_id else []
        seen = versions[0].id if versions else None
        told = f"{claim.verdict}{ARROW}{word}"
        decide(tx, claim.id, Axis.SCALE, told, author=self._store.actor, version_id=seen, sets={"verdict": word})


def _next(claim: Claim, scale: VerdictScale, followed: Mapping[str, str]) -> str:
    """Return a claim's verdict on the new scale, empty when unchanged; InputError when it has none."""
    if not claim.verdict:
        return ""
    wanted = followed.get(claim.verdict.casefold(), claim.verdict)
    step = scale.find(wanted)
    if step is None:
        raise InputError(
            f"A claim has the verdict “{claim.verdict}”, and the new scale has no word for it.",
            "Rename that step instead of removing it, or change its claims first.",
        )
    return "" if step.value == claim.verdict else step.value
