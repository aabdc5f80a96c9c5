"""Enumerations of the domain model, ids and the clock."""

import datetime as dt
from enum import StrEnum

import uuid_utils


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562) as text."""
    return str(uuid_utils.uuid7())


def now() -> dt.datetime:
    """Return the current time in UTC."""
    return dt.datetime.now(dt.UTC)


class SourceKind(StrEnum):
    """The kind of a source, as far as display and citation differ."""

    WEB = "web page"
    PDF = "PDF"
    DOCUMENT = "document"
    IMAGE = "image"
    PERSON = "person"
    RECORDING = "recording"
    BOOK = "book"
    DATASET = "data set"
    CALCULATION = "own calculation"
    WITNESSED = "witnessed"


class Terms(StrEnum):
    """Terms of attribution agreed with a person: with name, without name, without origin, or no use at all."""

    NONE = ""
    ON_RECORD = "on record"
    BACKGROUND = "background"
    DEEP_BACKGROUND = "deep background"
    OFF_RECORD = "off record"


class Confidentiality(StrEnum):
    """The widest edition in which something may appear: public, legal or desk."""

    PUBLIC = "public"
    LEGAL = "legal"
    DESK = "desk"

    def keeps(self, other: "Confidentiality") -> bool:
        """Return whether this confidentiality is stricter than the other."""
        order = tuple(Confidentiality)
        return order.index(self) > order.index(other)


class Edition(StrEnum):
    """The audience of a brief."""

    DESK = "desk"
    LEGAL = "legal"
    PUBLIC = "public"


class Method(StrEnum):
    """How the bytes of a snapshot were obtained."""

    STATIC = "static"
    BROWSER = "browser"
    IMPORT = "import"


class PageVerdict(StrEnum):
    """The result of the page quality check."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


class Relation(StrEnum):
    """How a piece of evidence bears on a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class Directness(StrEnum):
    """Whether the source witnessed what it states."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class Level(StrEnum):
    """How exactly a passage was found in a text."""

    VERBATIM = "verbatim"
    WHITESPACE = "whitespace"
    FOLDED = "folded"
    FUZZY = "fuzzy"
    GONE = "gone"


class Fate(StrEnum):
    """The state of a quoted passage in a newer capture of its source.

    UNREADABLE: the newer capture says nothing about the passage, since it shows a wall, an error or another page.
    """

    SAME = "same"
    MOVED = "moved"
    EDITED = "edited"
    GONE = "gone"
    UNREADABLE = "unreadable"


class SpanLevel(StrEnum):
    """The state of a claim's text in a version of the draft."""

    SAME = "same"
    MOVED = "moved"
    EDITED = "edited"
    LOST = "lost"


class Status(StrEnum):
    """Where a claim is in the process of checking; independent of whether it is true."""

    TO_CHECK = "to check"
    CHECKING = "checking"
    QUERY_REPORTER = "query to reporter"
    QUERY_SOURCE = "query to source"
    PROPOSED = "confirmation proposed"
    CONFIRMED = "confirmed"
    CHANGE_PROPOSED = "change proposed"
    CHANGE_ACCEPTED = "change accepted"
    CHANGE_REFUSED = "change refused"
    ON_AUTHOR = "on author"
    NOT_CHECKABLE = "not checkable"
    CUT = "cut"
    REOPENED = "reopened"


class Role(StrEnum):
    """A person's role on a story."""

    REPORTER = "reporter"
    CHECKER = "checker"
    EDITOR = "editor"
    LEGAL = "legal"


class ClaimKind(StrEnum):
    """The sort of fact a claim states."""

    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    DESCRIPTION = "description"
    IMAGE = "image"
    CHARACTERISATION = "characterisation"
    HEADLINE = "headline"
    OTHER = "other"


class Axis(StrEnum):
    """What a decision sets: the status, the verdict, or the verdict's new word after a change of scale.

    A look sets nothing: somebody saw what the draft says now, and what the evidence says against the claim.
    """

    STATUS = "status"
    VERDICT = "verdict"
    SCALE = "scale"
    LOOK = "look"


class Doubt(StrEnum):
    """Why a claim is not to be relied on until somebody looked.

    The first two are about a claim that is confirmed or has a verdict; the others are what a recheck found of its
    evidence, of which UNREADABLE_SINCE says nothing about the passage.
    """

    OTHERWISE = "the draft says otherwise"
    REFUTED = "its evidence only refutes it"
    EDITED_SINCE = "its evidence was edited since"
    GONE_SINCE = "its evidence is gone since"
    UNREADABLE_SINCE = "its evidence could not be read as before"

    @property
    def of_recheck(self) -> bool:
        """Whether a recheck found it."""
        return self in (Doubt.EDITED_SINCE, Doubt.GONE_SINCE, Doubt.UNREADABLE_SINCE)
