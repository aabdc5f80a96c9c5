"""What actions and questions give back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model.nouns import ClaimEvidence, Evidence, Snapshot, Source


@dataclass(frozen=True)
class Changes:
    """What an action changed: the kinds of thing, and the ids of the rows that it made, by kind."""

    kinds: frozenset[str]
    made: Mapping[str, str] = field(default_factory=dict)
    action: str = ""

    def __or__(self, other: "Changes") -> "Changes":
        """Both together."""
        return Changes(self.kinds | other.kinds, {**self.made, **other.made}, other.action or self.action)


@dataclass(frozen=True)
class LinkedEvidence:
    """A piece of evidence with the claim it bears on and where it comes from."""

    evidence: Evidence
    link: ClaimEvidence
    snapshot: Snapshot
    source: Source


@dataclass(frozen=True)
class Hit:
    """A search result. `marks` are the spans of the snippet that answered the query; `start` and `end` the first place in the whole text, -1 where it is in the title alone; `day` and `site` are what filters go by."""

    kind: str
    id: str
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
    start: int = -1
    end: int = -1
    day: str = ""
    site: str = ""


SEARCH_INDEX = "search index"
"""The item of a Problem that making the index anew mends."""


@dataclass(frozen=True)
class Problem:
    """Something a check found: which item, what is wrong with it, and what that means for the claims."""

    item: str
    what: str
    means: str


@dataclass(frozen=True)
class Verification:
    """The outcome of checking a project: how many things were checked, what is damaged, what is only worth knowing."""

    checked: int
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is damaged."""
        return not self.problems
