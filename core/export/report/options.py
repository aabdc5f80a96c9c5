"""The options of a brief."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from core.export.template.model import OURS, HouseTemplate
from core.model import Edition, now


class Section(StrEnum):
    """An optional section of the brief. The claims always stay, and so does the title as a line."""

    TITLE = "title"
    SUMMARY = "summary"
    CONTENTS = "contents"
    EXHIBITS = "exhibits"
    SOURCES = "sources"
    METHOD = "method"
    SIGNOFF = "signoff"


@dataclass(frozen=True)
class Options:
    """Options of a brief: audience, citation style and language, sections and claims.

    `style` is a key of :data:`core.cite.styles.STYLES` or the path of a .csl file; `locale` a key of
    :data:`core.cite.locales.LOCALES`, empty for the style's own. `claims` are ids, or None for all. `house` is the
    newsroom's template.
    """

    edition: Edition = Edition.DESK
    style: str = "chicago-notes"
    locale: str = ""
    sections: frozenset[Section] = frozenset(Section)
    claims: frozenset[str] | None = None
    house: HouseTemplate = OURS
    made_at: dt.datetime = field(default_factory=now)
