"""What rechecks found of a passage since it was sealed, until somebody has looked."""

import datetime as dt
from dataclasses import dataclass, replace

from core.model.remarks import Remarks, looks_like
from core.model.words import Doubt, Fate

DOUBTS = {
    Fate.EDITED: Doubt.EDITED_SINCE,
    Fate.GONE: Doubt.GONE_SINCE,
    Fate.UNREADABLE: Doubt.UNREADABLE_SINCE,
}
"""The fates that somebody has to look at, each with what it says of a claim."""
CHANGE_WORDS = {
    Fate.EDITED: "edited since",
    Fate.GONE: "gone since",
    Fate.UNREADABLE: "could not be read as before",
}
"""Each in a few words, which search finds as the status of the evidence."""


@dataclass(frozen=True)
class PassageChange:
    """A passage that was edited, is gone, or could not be read as before, when its page was captured again.

    `sealed_at` is the time of the capture that is the evidence, `seen_at` that of the newer one; `again_at` that of the
    newest capture in which the words of the seal stood again, if they did. `reanchor_id` is the row of the recheck,
    `seen_in` the newer snapshot.
    """

    evidence_id: str
    reanchor_id: str
    seen_in: str
    fate: Fate
    sealed_at: dt.datetime
    seen_at: dt.datetime
    reasons: Remarks = ()
    again_at: dt.datetime | None = None

    @property
    def doubt(self) -> Doubt:
        """What this says of a claim that rests on the passage."""
        return DOUBTS[self.fate]

    @property
    def words(self) -> str:
        """The change in a few words."""
        return CHANGE_WORDS[self.fate]

    @property
    def sentence(self) -> str:
        """The change in a sentence, with both days; with the hours when they are one day."""
        sealed, seen = (self._day(at) for at in (self.sealed_at, self.seen_at))
        why = f" ({looks_like(self.reasons)})" if self.reasons else ""
        told = f"{self.words.capitalize()}{why}: sealed on {sealed}, looked at again on {seen}"
        told += {Fate.GONE: ", when the passage was not on the page."}.get(self.fate, ".")
        return told + (
            f" The words of the seal stood there again on {self._day(self.again_at)}." if self.again_at else ""
        )

    def told_briefly(self) -> "PassageChange":
        """Return it without what the newer capture looks like: that may tell who a protected source is."""
        return replace(self, reasons=())

    def _day(self, at: dt.datetime) -> str:
        utc = at.astimezone(dt.UTC)
        day = f"{utc.day} {utc:%B %Y}"
        days = {one.astimezone(dt.UTC).date() for one in (self.sealed_at, self.seen_at, self.again_at) if one}
        times = sum(one is not None for one in (self.sealed_at, self.seen_at, self.again_at))
        return day if len(days) == times else f"{day}, {utc:%H:%M} UTC"
