"""What became of a quoted passage in a newer capture of its source.

“Gone” is said only of a page that could be read and shows the place: a wall, an error, a hollow or another page says
nothing about a passage, and neither does one that a passage of few words happens to stand on.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from core.model import (
    Code,
    Evidence,
    Fate,
    Level,
    PageVerdict,
    Reanchor,
    Remarks,
    Selector,
    Snapshot,
    SnapshotText,
    new_id,
    remark,
)
from core.model.remarks import looks_like
from core.text.match_folding import letters, only_case
from core.text.scripts import ONE_BY_ONE
from core.text.tokens import words

if TYPE_CHECKING:
    from core.anchor import Match
    from core.compare import Comparison, Piece
    from core.compare.sharing import Sharing

EXACT = frozenset({Level.VERBATIM, Level.WHITESPACE, Level.FOLDED})
RULES = 1  # of the rules below, noted with each result
FEW_WORDS = 5  # a shorter passage may stand on any page; a character of a script without spaces is half a word
BESIDE = 8  # letters before or after a passage that tell that it is the one
REACH = 32  # characters in which they are looked for
LIKELY = 0.65  # probability of an edit that is believed on a page where nothing else stands around it
# What is said of a page by how much it tells of the place (core.compare.sharing.Sight).
UNSEEN = {"nothing": Code.SHARES_NOTHING, "cut": Code.ENDS_BEFORE, "hole": Code.WITHOUT_SURROUNDINGS}

CHANGED = "The words of the passage changed."
CAPITALS_CHANGED = "Capitals of the passage changed, its words did not."
MOVED = "The same words stand at another place of the page."
PAGE_CHANGED = "The page changed, the passage did not."
SAME_FILE = "The file is the same, byte for byte."
GONE = "The passage is not on the page any more."


@dataclass(frozen=True)
class Outcome:
    """What became of one piece of evidence in a newer snapshot.

    `sealed_at` is the time of the snapshot that is the evidence. `start`, `end` and `text` are its place and words in the
    newer text, None and empty when gone or not looked up; `probability` (0–1) is that of the match. `reasons` are why
    nothing could be read, for the fate UNREADABLE. `reason` is a sentence for people.
    """

    evidence: Evidence
    sealed_at: dt.datetime
    snapshot: Snapshot
    fate: Fate
    probability: float
    level: Level
    page_changed: bool
    start: int | None = None
    end: int | None = None
    text: str = ""
    reasons: Remarks = ()
    reason: str = ""

    @property
    def readable(self) -> bool:
        """Whether the newer page could be read as before."""
        return self.fate is not Fate.UNREADABLE

    @property
    def holds(self) -> bool:
        """Whether the passage is still on the page in the same words."""
        return self.fate in (Fate.SAME, Fate.MOVED)

    @property
    def diff(self) -> "tuple[Piece, ...]":
        """Word diff between the quoted and the newer text; nothing of a page that could not be read."""
        from core.compare import word_diff

        return word_diff(self.evidence.selector.exact, self.text) if self.readable else ()

    def row(self, text_id: str, confirmed_by: str = "") -> Reanchor:
        """Return it as it is stored, with who looked at the same before."""
        return Reanchor(
            id=new_id(),
            evidence_id=self.evidence.id,
            text_id=text_id,
            start=self.start,
            end=self.end,
            level=self.level,
            probability=self.probability,
            fate=self.fate,
            confirmed_by=confirmed_by,
            reasons=self.reasons,
            rules=RULES,
        )


@dataclass(frozen=True)
class Judge:
    """Looks up passages of one snapshot in a newer one.

    `reviewed`: somebody accepted the newer snapshot. `same_file(evidence)` tells whether both hold the same bytes of
    the picture or recording that it is a part of.
    """

    old: Snapshot
    old_text: SnapshotText
    new: Snapshot
    new_text: SnapshotText
    comparison: "Comparison"
    reviewed: bool
    same_file: Callable[[Evidence], bool]

    def judge(self, evidence: Evidence) -> Outcome:
        """Return what became of a piece of evidence."""
        from core.anchor import locate

        if evidence.selector.wordless:
            return self._part(evidence)
        match = locate(self.new_text.text, evidence.selector, former=self.old_text.text)
        if unread := self._unread(evidence, match):
            return self._outcome(evidence, None, Fate.UNREADABLE, reasons=unread)
        if match is None:
            return self._outcome(evidence, None, Fate.GONE, reason=self._why_gone())
        if match.level not in EXACT:
            return self._outcome(evidence, match, Fate.EDITED, reason=CHANGED)
        if only_case(evidence.selector.exact, self.new_text.text[match.start : match.end]):
            return self._outcome(evidence, match, Fate.EDITED, reason=CAPITALS_CHANGED)
        return self._unchanged(evidence, match)

    def _unread(self, evidence: Evidence, match: "Match | None") -> Remarks:
        """Return why the newer page says nothing about a passage; nothing when it does."""
        from core.compare.sharing import Sight

        if match is not None and match.level in EXACT and self._is_its_own(evidence.selector, match):
            return ()
        if not self.new_text.text.strip():
            return self._doubts or (remark(Code.NO_TEXT),)
        if self.new.quality.verdict is PageVerdict.BAD and self._doubts:
            return self._doubts
        sight = self._sharing.sight(self._place(evidence))
        unseen = UNSEEN.get(sight)
        if unseen and (match is None or (match.level not in EXACT and match.probability < LIKELY)):
            return (*self._doubts, remark(unseen))
        if sight is Sight.NOTHING and match is not None and match.level in EXACT:
            return (*self._doubts, remark(Code.SHARES_NOTHING))
        return self._doubts if match is None and sight is not Sight.PLACE else ()

    @cached_property
    def _doubts(self) -> Remarks:
        """What speaks against the newer page and did not speak against the older one; nothing once it was reviewed."""
        known = {one.code for one in self.old.quality.remarks}
        quality = self.new.quality
        if self.reviewed or quality.verdict is PageVerdict.GOOD:
            return ()
        return tuple(one for one in quality.remarks if one.code not in known or one.code == Code.SAID)

    @cached_property
    def _sharing(self) -> "Sharing":
        from core.compare.sharing import Sharing

        return Sharing(self.old_text.text, self.new_text.text, self.old_text.blocks, self.old_text.main)

    def _is_its_own(self, place: Selector, match: "Match") -> bool:
        """Whether words that were found again are the passage: many, or few beside those that stood beside them."""
        told = words(place.exact)
        if len(told) - sum(map(bool, map(ONE_BY_ONE.match, told))) / 2 >= FEW_WORDS:
            return True
        text, (before, after) = self.new_text.text, (letters(place.prefix)[-BESIDE:], letters(place.suffix)[:BESIDE])
        if not before and not after:
            return letters(text) == letters(place.exact)
        here = letters(text[max(0, match.start - REACH) : match.start]), letters(text[match.end : match.end + REACH])
        return bool(before and here[0].endswith(before)) or bool(after and here[1].startswith(after))

    def _unchanged(self, evidence: Evidence, match: "Match") -> Outcome:
        """Return whether the same words stand in their place or at another one."""
        if self.comparison.same_place(self._place(evidence)[0], match.start):
            return self._outcome(evidence, match, Fate.SAME, reason=PAGE_CHANGED if self.comparison.changes else "")
        return self._outcome(evidence, match, Fate.MOVED, reason=MOVED)

    def _part(self, evidence: Evidence) -> Outcome:
        """Return what became of a part of a picture or recording: it stands where the file is the same."""
        if self.same_file(evidence):
            return self._outcome(evidence, None, Fate.SAME, reason=SAME_FILE)
        reasons = self._doubts or (remark(Code.NOT_COMPARED),)
        return self._outcome(evidence, None, Fate.UNREADABLE, reasons=reasons)

    def _why_gone(self) -> str:
        reasons = self.new.quality.reasons
        return f"{GONE} The capture is doubtful: {', '.join(reasons)}." if reasons else GONE

    def _outcome(
        self, evidence: Evidence, match: "Match | None", fate: Fate, *, reason: str = "", reasons: Remarks = ()
    ) -> Outcome:
        changed, sealed_at = bool(self.comparison.changes), self.old.captured_at
        reason = reason or (f"It could not be read as before: {looks_like(reasons)}." if reasons else "")
        if match is None:
            level, chance = (Level.VERBATIM, 1.0) if fate is Fate.SAME else (Level.GONE, 0.0)
            return Outcome(evidence, sealed_at, self.new, fate, chance, level, changed, reasons=reasons, reason=reason)
        place, said = (match.start, match.end), self.new_text.text[match.start : match.end]
        chance = float(match.probability)
        return Outcome(evidence, sealed_at, self.new, fate, chance, match.level, changed, *place, said, reason=reason)

    def _place(self, evidence: Evidence) -> tuple[int, int]:
        """Return where the passage stands in the older text, located again when that text was extracted anew."""
        from core.anchor import locate

        place = evidence.selector
        if evidence.text_id == self.old_text.id:
            return place.start, place.end
        match = locate(self.old_text.text, place, fuzzy=False)
        return (match.start, match.end) if match else (place.start, place.end)
