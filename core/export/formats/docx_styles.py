"""The styles of the Word document: pandoc's reference document with ours applied."""

import io
import zipfile
from typing import TYPE_CHECKING

from core.export.document import pandoc
from core.export.document.template import word_looks
from core.export.formats.docx_footer import FOOT, FOOT_PART, linked, put_under
from core.export.template.looks import LOOKS, PARA, Look
from core.export.template.model import OURS, PAPERS, HouseTemplate

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES_PART, BODY_PART = "word/styles.xml", "word/document.xml"
SIDES, MARGIN = ("top", "right", "bottom", "left"), "1440"  # twentieths of a point: one inch
EDGES = {"header": "720", "footer": "720", "gutter": "0"}


def word_styles(house: HouseTemplate = OURS) -> bytes:
    """Return a reference document for pandoc's DOCX writer with a house's styles."""
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
        new.writestr(zipfile.ZipInfo(FOOT_PART), FOOT)  # ZipInfo's default date, 1980: the output is reproducible
    return out.getvalue()


def _cut_to(part: bytes, house: HouseTemplate) -> bytes:
    """Set the page size of a document to the house's paper (ECMA-376, 17.6.13), in twentieths of a point."""
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


def _restyled(part: bytes, house: HouseTemplate) -> bytes:
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
    """Replace a style's paragraph and run properties, in schema order (ECMA-376, 17.7)."""
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
    properties: list[tuple[str, dict[str, str]]] = []
    if look.font:
        properties.append(("rFonts", {"ascii": look.font, "hAnsi": look.font}))
    properties += [(tag, {}) for tag, wanted in (("b", look.bold), ("i", look.italic), ("caps", look.caps)) if wanted]
    if look.colour:
        properties.append(("color", {"val": look.colour}))
    if look.size:
        properties.append(("sz", {"val": str(round(look.size * 2))}))
    if look.fill:
        properties.append(("shd", {"val": "clear", "color": "auto", "fill": look.fill}))
    return properties
