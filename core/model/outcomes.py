"""The results of actions and questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model.findings import Problem
from core.model.nouns import ClaimEvidence, Evidence, Snapshot, Source
from core.model.passage_changes import PassageChange


@dataclass(frozen=True)
class Changes:
    """The effect of an action: the kinds of rows changed, and the ids of rows made, by kind."""

    kinds: frozenset[str]
    made: Mapping[str, str] = field(default_factory=dict)
    action: str = ""

    def __or__(self, other: "Changes") -> "Changes":
        """Combine both."""
        return Changes(self.kinds | other.kinds, {**self.made, **other.made}, other.action or self.action)


@dataclass(frozen=True)
class LinkedEvidence:
    """A piece of evidence with its link to a claim, its snapshot and its source.

    `changes` are what rechecks found of it that nobody has looked at.
    """

    evidence: Evidence
    link: ClaimEvidence
    snapshot: Snapshot
    source: Source
    changes: tuple[PassageChange, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A search result. `marks` are the matching spans of the snippet.

    `start` and `end` the first match in the whole text, -1 if only in the title; `day`, `site` and `status` are used by
    filters. The status of evidence is what rechecks found of it that nobody has looked at, such as “edited since”.
    """

    kind: str
    id: str
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
    start: int = -1
    end: int = -1
    day: str = ""
    site: str = ""
    status: str = ""


SEARCH_INDEX = "search index"
"""The item of a Problem that rebuilding the search index solves."""


@dataclass(frozen=True)
class Verification:
    """The result of verifying a project: number of items checked, damage, and incidental notes."""

    checked: int
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is damaged."""
        return not self.problems
