"""The look of the Word document: pandoc's own reference document with our styles put in."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.export.document import pandoc
from core.export.document.template import word_looks
from core.export.formats.docx_footer import FOOT, FOOT_PART, linked, put_under
from core.export.template.model import OURS, PAPERS, House

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SERIF, SANS, MONO = "Georgia", "Calibri", "Consolas"
STYLES_PART, BODY_PART = "word/styles.xml", "word/document.xml"
SIDES, MARGIN = ("top", "right", "bottom", "left"), "1440"  # an inch
EDGES = {"header": "720", "footer": "720", "gutter": "0"}


@dataclass(frozen=True)
class Look:
    """How a named style looks. Sizes and spaces in points; colours as RRGGBB; empty or 0 leaves what it is based on."""

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
INK, QUIET = "1C1E21", "5C636C"
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
    "Passage Mark": Look(CHAR, fill="FFF0B3"),
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


def word_styles(house: House = OURS) -> bytes:
    """Return a reference document for pandoc's DOCX writer, in the look of a house."""
    packed = pandoc.run(b"", "--print-default-data-file=reference.docx")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = linked(name, old.read(name))
            if name == STYLES_PART:
                body = _restyled(body, house)
            elif name == BODY_PART:
                body = _cut_to(body, house)
            new.writestr(name, body)
        new.writestr(zipfile.ZipInfo(FOOT_PART), FOOT)  # of 1980: no file tells when it was made
    return out.getvalue()


def _cut_to(part: bytes, house: House) -> bytes:
    """Give the pages of a document the size of the house's paper (ECMA-376, 17.6.13), in twentieths of a point."""
    from lxml import etree

    root = etree.fromstring(part)
    for section in root.iter(f"{W}sectPr"):
        for old in [*section.findall(f"{W}pgSz"), *section.findall(f"{W}pgMar")]:
            section.remove(old)
        put_under(section)
        width, height = (round(side / 25.4 * 1440) for side in PAPERS[house.paper])
        _properties(
            section, [("pgSz", {"w": str(width), "h": str(height)}), ("pgMar", dict.fromkeys(SIDES, MARGIN) | EDGES)]
        )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _restyled(part: bytes, house: House) -> bytes:
    from lxml import etree

    root = etree.fromstring(part)
    by_name = {_name(style): style for style in root.iterfind(f"{W}style")}
    for name, look in word_looks(LOOKS, house).items():
        style = by_name.get(name)
        _dress(style if style is not None else _made(root, name, look), look)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _made(root: "_Element", name: str, look: Look) -> "_Element":
    from lxml import etree

    style = etree.SubElement(
        root, f"{W}style", {f"{W}type": look.kind, f"{W}customStyle": "1", f"{W}styleId": name.replace(" ", "")}
    )
    etree.SubElement(style, f"{W}name", {f"{W}val": name})
    if look.base:
        etree.SubElement(style, f"{W}basedOn", {f"{W}val": look.base})
    return style


def _dress(style: "_Element", look: Look) -> None:
    """Replace a style's paragraph and run properties, in the order that the schema (ECMA-376, 17.7) asks for."""
    from lxml import etree

    spaced = look.kind == PARA and bool(look.before or look.after or look.keep)
    for old in [*style.findall(f"{W}rPr"), *(style.findall(f"{W}pPr") if spaced else [])]:
        style.remove(old)
    if spaced:
        _properties(etree.SubElement(style, f"{W}pPr"), _of_paragraph(_name(style), look))
    _properties(etree.SubElement(style, f"{W}rPr"), _of_run(look))


def _name(style: "_Element") -> str:
    name = style.find(f"{W}name")
    return "" if name is None else str(name.get(f"{W}val", ""))


def _properties(parent: "_Element", properties: list[tuple[str, dict[str, str]]]) -> None:
    from lxml import etree

    for tag, values in properties:
        etree.SubElement(parent, f"{W}{tag}", {f"{W}{name}": value for name, value in values.items()})


def _of_paragraph(name: str, look: Look) -> list[tuple[str, dict[str, str]]]:
    keep: list[tuple[str, dict[str, str]]] = [("keepNext", {}), ("keepLines", {})] if look.keep else []
    spacing = ("spacing", {"before": str(round(look.before * 20)), "after": str(round(look.after * 20))})
    level = [("outlineLvl", {"val": str(int(name[-1]) - 1)})] if name.startswith("heading ") else []
    return [*keep, spacing, *level]


def _of_run(look: Look) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    if look.font:
        found.append(("rFonts", {"ascii": look.font, "hAnsi": look.font}))
    found += [(tag, {}) for tag, wanted in (("b", look.bold), ("i", look.italic), ("caps", look.caps)) if wanted]
    if look.colour:
        found.append(("color", {"val": look.colour}))
    if look.size:
        found.append(("sz", {"val": str(round(look.size * 2))}))
    if look.fill:
        found.append(("shd", {"val": "clear", "color": "auto", "fill": look.fill}))
    return found
