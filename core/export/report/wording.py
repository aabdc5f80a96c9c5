"""The fixed texts of a brief."""

import datetime as dt
from collections.abc import Iterable

from core.model import Doubt, Edition, Level, PageVerdict, Relation

LANGUAGE = "en-US"  # language of the texts in this file; citations may have another
EDITIONS = {
    Edition.DESK: ("Desk edition", "For the desk only: it names confidential sources and holds working notes."),
    Edition.LEGAL: (
        "Legal edition",
        "For legal review: sources of the desk's class appear under an alias; working notes are left out.",
    ),
    Edition.PUBLIC: (
        "Public edition",
        "For readers: confidential material is left out, and protected sources appear under an alias.",
    ),
}
RELATIONS = {Relation.SUPPORTS: "In support", Relation.REFUTES: "Against", Relation.CONTEXT: "Context"}
DOUBTS = {
    Doubt.OTHERWISE: "The draft says otherwise: its words are not those that were decided on, and nobody has looked since.",
    Doubt.REFUTED: "All evidence linked to this claim speaks against it, and nobody has looked since.",
    Doubt.EDITED_SINCE: "A passage quoted for this claim was edited on its page since, and nobody has looked at that yet.",
    Doubt.GONE_SINCE: "A passage quoted for this claim is gone from its page since, and nobody has looked at that yet.",
    Doubt.UNREADABLE_SINCE: "A page quoted for this claim could not be read as before, and nobody has looked at that yet.",
}
PUBLIC_DOUBTS = {
    Doubt.OTHERWISE: "The words of the story have changed since this was decided.",
    Doubt.EDITED_SINCE: "A passage quoted for this claim was edited on its page since.",
    Doubt.GONE_SINCE: "A passage quoted for this claim is gone from its page since.",
    Doubt.UNREADABLE_SINCE: "A page quoted for this claim could not be read as before.",
}
METHODS = {
    "static": "Fetched from the network by this program, without running the page's scripts",
    "browser": "Loaded from the network in this program's browser, with the page's scripts",
    "import": "Imported from a file handed in; not fetched from the network by this program",
}
LEVELS = {
    Level.VERBATIM: "letter for letter",
    Level.WHITESPACE: "letter for letter but for white space",
    Level.FOLDED: "but for case, accents and punctuation",
    Level.FUZZY: "with small differences",
    Level.GONE: "no longer found",
}
QUALITY = {
    PageVerdict.GOOD: "",
    PageVerdict.DOUBTFUL: "The page check finds this capture doubtful",
    PageVerdict.BAD: "The page check finds this capture bad",
}
METHOD = """
Every passage quoted here was read from a sealed copy of its source, not from the live page. When a source is captured, \
the bytes of the answer are written to an archive file (WARC 1.1, ISO 28500) that is never changed again; the SHA-256 \
digest of that file is printed with each exhibit, so that anyone who holds the file can check that it is the same.
What a seal proves is limited. It shows that the file has not changed since its digest was made, and each exhibit says \
how the bytes came in. It does not prove that the server sent the same page to others, that the page told the truth, or, \
without an independent timestamp, that the capture was made at the hour given by this computer.
A claim's status tells how far the check has gone; its verdict tells what the check found. The numbers in the text lead \
to footnotes that quote the passage, and each footnote leads to its exhibit, where the passage stands in its context.
"""


def stamp(at: dt.datetime) -> str:
    """Return a time in UTC to the second, such as `4 May 2026, 14:03:22 UTC`."""
    utc = at.astimezone(dt.UTC) if at.tzinfo else at
    return f"{utc.day} {utc:%B %Y, %H:%M:%S} UTC"


def day(at: dt.datetime) -> str:
    """Return a date, such as `4 May 2026`."""
    return f"{at.day} {at:%B %Y}"


def iso(at: dt.datetime) -> str:
    """Return a time as ISO 8601 in UTC, to the second."""
    return f"{(at.astimezone(dt.UTC) if at.tzinfo else at):%Y-%m-%dT%H:%M:%SZ}"


def doubted(doubts: Iterable[Doubt], edition: Edition) -> list[str]:
    """Return a sentence for each doubt, as an edition tells it: the public one says nothing of how it was checked."""
    if edition is Edition.PUBLIC:
        return [PUBLIC_DOUBTS[doubt] for doubt in doubts if doubt in PUBLIC_DOUBTS]
    return [DOUBTS[doubt] for doubt in doubts]


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 claim`, `2 claims`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
