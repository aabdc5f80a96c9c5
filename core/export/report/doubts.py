"""What a brief says of claims that could not be checked, and who signed for printing them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.export.report.wording import day


class Against(StrEnum):
    """What something could not be checked against; the value ends a clause."""

    COPY = "its sealed copy"
    JOURNAL = "the journal of the project"


@dataclass(frozen=True)
class Doubted:
    """The doubts that somebody signed for. `claims`: id → what the claim could not be checked against; `whole` is for all.

    `copies` are the ids of the sealed copies that are not as they were sealed. `at` is in UTC.
    """

    name: str
    reason: str
    at: dt.datetime
    claims: Mapping[str, frozenset[Against]]
    whole: frozenset[Against] = frozenset()
    copies: frozenset[str] = frozenset()

    def of(self, claim_id: str) -> str:
        """Return the warning at the head of a claim; empty for one that was checked."""
        against = self.claims.get(claim_id, frozenset()) | self.whole
        if not against:
            return ""
        told = " and ".join(one.value for one in Against if one in against)
        return f"This claim could not be checked against {told} on {day(self.at)}. {self._signed}"

    def whole_brief(self, numbers: tuple[int, ...]) -> str:
        """Return the warning about the brief, which names the claims by their numbers."""
        if self.whole:
            what = "Nothing in this brief"
        elif numbers:
            what = f"{'Claim' if len(numbers) == 1 else 'Claims'} {', '.join(map(str, numbers))} of this brief"
        else:
            return ""
        told = "could be checked in full" if self.whole else "could not be checked in full"
        return (
            f"{what} {told} on {day(self.at)}: sealed files or rows of the project are not as they were. {self._signed}"
        )

    @property
    def _signed(self) -> str:
        return f"{self.name} signed for printing it all the same ({self.reason})."
