"""Default formatting of the named word-processor styles, for Word and OpenDocument alike."""

from collections.abc import Mapping
from dataclasses import dataclass

SERIF, SANS, MONO = "Georgia", "Calibri", "Consolas"


@dataclass(frozen=True)
class Look:
    """The formatting of a named style.

    Sizes and spaces in points, colours as RRGGBB; empty or 0 inherits from the base style.
    """

    kind: str
    font: str = ""
    size: float = 0
    colour: str = ""
    fill: str = ""
    bold: bool = False
    italic: bool = False
    caps: bool = False
    before: float = 0
    after: float = 0
    keep: bool = False
    base: str = ""


PARA, CHAR = "paragraph", "character"
INK, QUIET, MARKER = "1C1E21", "5C636C", "FFF0B3"
LOOKS: Mapping[str, Look] = {
    "Normal": Look(PARA, SERIF, 10.5, INK),
    "Body Text": Look(PARA, after=6, before=3),
    "First Paragraph": Look(PARA, after=6, before=3),
    "Compact": Look(PARA, after=2, before=2),
    "Title": Look(PARA, SERIF, 26, INK, after=4),
    "Subtitle": Look(PARA, SANS, 10, QUIET, caps=True, after=2),
    "Date": Look(PARA, SANS, 10, QUIET, after=12),
    "heading 1": Look(PARA, SERIF, 17, INK, before=24, after=8, keep=True),
    "heading 2": Look(PARA, SERIF, 12.5, INK, bold=True, before=6, after=4, keep=True),
    "Footnote Text": Look(PARA, SERIF, 8.5, after=3),
    "Kicker": Look(PARA, SANS, 8, QUIET, caps=True, before=16, after=0, keep=True, base="Normal"),
    "Ruling": Look(PARA, after=4, keep=True, base="Normal"),
    "Relation": Look(PARA, SANS, 8.5, QUIET, bold=True, caps=True, before=8, after=2, keep=True, base="Normal"),
    "Reasons": Look(PARA, after=4, base="Normal"),
    "Quiet": Look(PARA, colour=QUIET, italic=True, base="Normal"),
    "Passage": Look(PARA, before=2, after=4, keep=True, base="Normal"),
    "Facts": Look(PARA, size=8.5, after=1, base="Normal"),
    "Copies": Look(PARA, size=8.5, colour=QUIET, after=4, base="Normal"),
    "Fact Term": Look(PARA, SANS, 7.5, QUIET, caps=True, before=1, after=0, base="Normal"),
    "Definition Term": Look(PARA, SANS, 8, QUIET, caps=True, before=4, after=0, keep=True),
    "Definition": Look(PARA, size=9, after=0),
    "Captioned Figure": Look(PARA, before=6, after=0, keep=True, base="Normal"),
    "Image Caption": Look(PARA, size=8.5, colour=QUIET, italic=True, after=6, base="Normal"),
    "Aside": Look(CHAR, size=9, colour=QUIET),
    "Around": Look(CHAR, colour=QUIET),
    "Passage Mark": Look(CHAR, fill=MARKER),
    "Exhibit Title": Look(CHAR, size=11),
    "Warning": Look(CHAR, colour="8F3C06"),
    "Verbatim Char": Look(CHAR, MONO, 8),
    "Verdict Good": Look(CHAR, SANS, 9, "14603A", "DFF2E7", bold=True),
    "Verdict Fair": Look(CHAR, SANS, 9, "456A12", "EBF4D8", bold=True),
    "Verdict Mixed": Look(CHAR, SANS, 9, "7A5200", "FDF0CF", bold=True),
    "Verdict Poor": Look(CHAR, SANS, 9, "8F3C06", "FDE6D5", bold=True),
    "Verdict Bad": Look(CHAR, SANS, 9, "941A14", "FBE1DF", bold=True),
    "Verdict Neutral": Look(CHAR, SANS, 9, "3D4A5C", "E6EAF0", bold=True),
    "Verdict Blank": Look(CHAR, SANS, 9, "5C636C", "EFF1F3", bold=True),
}
