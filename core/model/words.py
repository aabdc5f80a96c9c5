"""Words the nouns may take: enumerations, ids and the clock."""

import datetime as dt
from enum import StrEnum

import uuid_utils


def new_id() -> str:
    """Return a fresh UUIDv7 (RFC 9562) as text."""
    return str(uuid_utils.uuid7())


def now() -> dt.datetime:
    """Return the present time in UTC."""
    return dt.datetime.now(dt.UTC)


class SourceKind(StrEnum):
    """What a source is, as far as the way of showing and citing it differs."""

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
    """What a person agreed to be used for: with the name, without it, without saying where it is from, not at all."""

    NONE = ""
    ON_RECORD = "on record"
    BACKGROUND = "background"
    DEEP_BACKGROUND = "deep background"
    OFF_RECORD = "off record"


class Confidentiality(StrEnum):
    """The lowest edition a thing may appear in: everyone, legal and desk, or the desk alone."""

    PUBLIC = "public"
    LEGAL = "legal"
    DESK = "desk"

    def keeps(self, other: "Confidentiality") -> bool:
        """Return whether this class keeps a thing closer than the other."""
        order = tuple(Confidentiality)
        return order.index(self) > order.index(other)


class Edition(StrEnum):
    """Who a brief is for."""

    DESK = "desk"
    LEGAL = "legal"
    PUBLIC = "public"


class Method(StrEnum):
    """How the bytes of a snapshot came to be sealed."""

    STATIC = "static"
    BROWSER = "browser"
    IMPORT = "import"


class PageVerdict(StrEnum):
    """What the page quality check says of a captured page."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


class Relation(StrEnum):
    """What a piece of evidence does for a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class Directness(StrEnum):
    """Whether the source saw it itself."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class Level(StrEnum):
    """How a passage was found in a text, from letter for letter to not at all."""

    VERBATIM = "verbatim"
    WHITESPACE = "whitespace"
    FOLDED = "folded"
    FUZZY = "fuzzy"
    GONE = "gone"


class Fate(StrEnum):
    """What became of a quoted passage in a newer capture of its source."""

    SAME = "same"
    MOVED = "moved"
    EDITED = "edited"
    GONE = "gone"


class SpanLevel(StrEnum):
    """What became of a claim's words in a version of the draft."""

    SAME = "same"
    MOVED = "moved"
    EDITED = "edited"
    LOST = "lost"


class Status(StrEnum):
    """Where a claim is in the process of checking; never says whether it is true."""

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
    """What somebody does on a story."""

    REPORTER = "reporter"
    CHECKER = "checker"
    EDITOR = "editor"
    LEGAL = "legal"


class ClaimKind(StrEnum):
    """What sort of fact a claim states."""

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
    """The two questions a decision answers: how far the check is, and whether the claim is true; and a verdict's new word on another scale."""

    STATUS = "status"
    VERDICT = "verdict"
    SCALE = "scale"
