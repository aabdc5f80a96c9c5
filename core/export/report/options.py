"""What the user may choose for a brief."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from core.export.template.model import OURS, House
from core.model import Edition, now


class Section(StrEnum):
    """A part of the brief that may be left out. The claims themselves always stay, and so does the title as a line."""

    TITLE = "title"
    SUMMARY = "summary"
    CONTENTS = "contents"
    EXHIBITS = "exhibits"
    SOURCES = "sources"
    METHOD = "method"
    SIGNOFF = "signoff"


@dataclass(frozen=True)
class Options:
    """How a brief is made: who reads it, how and in which language it cites, which parts and claims it holds.

    `style` is a key of :data:`core.cite.styles.STYLES` or the path of a .csl file, `locale` a key of
    :data:`core.cite.locales.LOCALES`: empty for the style's own. `claims` are ids, or None for all. `house` is how the newsroom wants it to look.
    """

    edition: Edition = Edition.DESK
    style: str = "chicago-notes"
    locale: str = ""
    sections: frozenset[Section] = frozenset(Section)
    claims: frozenset[str] | None = None
    house: House = OURS
    made_at: dt.datetime = field(default_factory=now)
