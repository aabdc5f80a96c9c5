"""How each status looks and is reached: symbol, underline, menu key. Colour is never the only cue."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from PySide6.QtGui import QTextCharFormat

from core.model import ClaimKind, Doubt, Status

UnderlineStyle = QTextCharFormat.UnderlineStyle


class Family(StrEnum):
    """What a status means for the reader of a marked draft; each has its own underline."""

    OPEN = "Unchecked"
    UNDER_WAY = "In progress"
    SETTLED = "Settled"
    AGAIN = "Recheck"
    ASIDE = "Set aside"


@dataclass(frozen=True)
class Look:
    """A status: its icon, its family, and its menu label with the key marked by &."""

    drawing: str
    family: Family
    entry: str


STATUS_LOOKS: Mapping[Status, Look] = MappingProxyType(
    {
        Status.TO_CHECK: Look("status-todo", Family.OPEN, "&To check"),
        Status.CHECKING: Look("status-half", Family.UNDER_WAY, "C&hecking"),
        Status.QUERY_REPORTER: Look("person", Family.UNDER_WAY, "Query to &reporter"),
        Status.QUERY_SOURCE: Look("question", Family.UNDER_WAY, "Query to &source"),
        Status.PROPOSED: Look("check", Family.UNDER_WAY, "Confir&mation proposed"),
        Status.CONFIRMED: Look("status-confirmed", Family.SETTLED, "&Confirmed"),
        Status.CHANGE_PROPOSED: Look("pencil", Family.UNDER_WAY, "Change &proposed"),
        Status.CHANGE_ACCEPTED: Look("status-accepted", Family.SETTLED, "Change &accepted"),
        Status.CHANGE_REFUSED: Look("status-refused", Family.AGAIN, "Change re&fused"),
        Status.ON_AUTHOR: Look("flag", Family.ASIDE, "&On author"),
        Status.NOT_CHECKABLE: Look("status-aside", Family.ASIDE, "&Not checkable"),
        Status.CUT: Look("status-cut", Family.ASIDE, "C&ut"),
        Status.REOPENED: Look("refresh", Family.AGAIN, "R&eopened"),
    }
)
UNDERLINES: Mapping[Family, UnderlineStyle] = MappingProxyType(
    {
        Family.OPEN: UnderlineStyle.DotLine,
        Family.UNDER_WAY: UnderlineStyle.DashUnderline,
        Family.SETTLED: UnderlineStyle.SingleUnderline,
        Family.AGAIN: UnderlineStyle.WaveUnderline,
        Family.ASIDE: UnderlineStyle.DashDotLine,
    }
)
FAMILY_TONES: Mapping[Family, str] = MappingProxyType(
    {
        Family.OPEN: "muted",
        Family.UNDER_WAY: "accent",
        Family.SETTLED: "good",
        Family.AGAIN: "warn",
        Family.ASIDE: "neutral",
    }
)
KIND_ENTRIES: Mapping[ClaimKind, str] = MappingProxyType(
    {
        ClaimKind.NUMBER: "&Number",
        ClaimKind.NAME: "N&ame",
        ClaimKind.DATE: "&Date",
        ClaimKind.QUOTE: "&Quote",
        ClaimKind.ATTRIBUTION: "Attri&bution",
        ClaimKind.DESCRIPTION: "D&escription",
        ClaimKind.IMAGE: "&Image",
        ClaimKind.CHARACTERISATION: "&Characterisation",
        ClaimKind.HEADLINE: "&Headline",
        ClaimKind.OTHER: "&Other",
    }
)
DOUBTS: Mapping[Doubt, str] = MappingProxyType(
    {
        Doubt.OTHERWISE: "The draft says otherwise: its words are not those that were decided on.",
        Doubt.REFUTED: "All evidence linked to this claim speaks against it.",
        Doubt.EDITED_SINCE: "A recheck found a passage of its evidence edited.",
        Doubt.GONE_SINCE: "A recheck did not find a passage of its evidence any more.",
        Doubt.UNREADABLE_SINCE: "A page of its evidence could not be read as before.",
    }
)
UNCHECKED = frozenset({Status.TO_CHECK, Status.REOPENED})


def status_words(status: Status) -> str:
    """Return a status as a label: “To check”."""
    return STATUS_LOOKS[status].entry.replace("&", "")


def kind_words(kind: ClaimKind) -> str:
    """Return a kind of fact as a label."""
    return KIND_ENTRIES[kind].replace("&", "")


def doubt_words(doubt: Doubt) -> str:
    """Return why a claim is doubted, as a sentence."""
    return DOUBTS[doubt]
