"""The styles of the OpenDocument text: pandoc's reference document with our styles (ODF 1.3, part 3, 16)."""

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.export.document import pandoc
from core.export.document.template import word_looks
from core.export.formats.odt_settings import SETTINGS_PART, settings
from core.export.template.looks import LOOKS, PARA, Look
from core.export.template.model import OURS, PAPERS, HouseTemplate

if TYPE_CHECKING:
    from lxml.etree import _Element

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
STYLES_PART = "styles.xml"
SAME: Mapping[str, str] = {
    "Normal": "Standard",
    "Body Text": "Text_20_body",
    "First Paragraph": "First_20_paragraph",
    "heading 1": "Heading_20_1",
    "heading 2": "Heading_20_2",
    "Footnote Text": "Footnote",
    "Verbatim Char": "Source_Text",
    "Hyperlink": "Internet_20_link",
    "Image Caption": "FigureCaption",
    "Captioned Figure": "FigureWithCaption",
}


def text_styles(house: HouseTemplate = OURS) -> bytes:
    """Return a reference document for pandoc's ODT writer with a house's styles."""
    packed = pandoc.run(b"", "--print-default-data-file=reference.odt")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():  # copied in order: the mimetype member must be first and uncompressed
            body = old.read(info)
            if info.filename != SETTINGS_PART:
                new.writestr(info, _restyled(body, house) if info.filename == STYLES_PART else body)
        new.writestr(SETTINGS_PART, settings())
    return out.getvalue()


def plain_names(encoded: bytes) -> bytes:
    """Replace our style names in an encoded document by ODF names, which have no spaces."""
    for name in LOOKS:
        encoded = encoded.replace(
            f'["custom-style","{name}"]'.encode(), f'["custom-style","{_odf_name(name)}"]'.encode()
        )
    return encoded


def _odf_name(name: str) -> str:
    return SAME.get(name) or name.replace(" ", "_20_")


def _restyled(part: bytes, house: HouseTemplate) -> bytes:
    from lxml import etree

    root = etree.fromstring(part)
    styles = root.find(f"{OFFICE}styles")
    known = {str(style.get(f"{STYLE}name")): style for style in root.iter(f"{STYLE}style")}
    for name, look in word_looks(LOOKS, house).items():
        style = known.get(_odf_name(name))
        if style is None and styles is not None:
            family = "paragraph" if look.kind == PARA else "text"
            names = {f"{STYLE}name": _odf_name(name), f"{STYLE}display-name": name, f"{STYLE}family": family}
            parent = {f"{STYLE}parent-style-name": _odf_name(look.base)} if look.base else {}
            style = etree.SubElement(styles, f"{STYLE}style", {**names, **parent})
        if style is not None:
            _dress(style, look)
    width, height = PAPERS[house.paper]
    for page in root.iter(f"{STYLE}page-layout-properties"):
        page.set(f"{FO}page-width", f"{width}mm")
        page.set(f"{FO}page-height", f"{height}mm")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _dress(style: "_Element", look: Look) -> None:
    from lxml import etree

    for old in style.findall(f"{STYLE}text-properties"):
        style.remove(old)
    if look.kind == PARA and (look.before or look.after or look.keep):
        place = style.find(f"{STYLE}paragraph-properties")
        held = etree.SubElement(style, f"{STYLE}paragraph-properties") if place is None else place
        held.set(f"{FO}margin-top", f"{look.before}pt")
        held.set(f"{FO}margin-bottom", f"{look.after}pt")
        held.set(f"{FO}text-align", "start")
        if look.keep:
            held.set(f"{FO}keep-with-next", "always")
    etree.SubElement(style, f"{STYLE}text-properties", _of_text(look))


def _of_text(look: Look) -> dict[str, str]:
    told = {
        "font-family": look.font,
        "font-size": f"{look.size}pt" if look.size else "",
        "color": f"#{look.colour.lower()}" if look.colour else "",
        "background-color": f"#{look.fill.lower()}" if look.fill else "",
        "font-weight": "bold" if look.bold else "normal",
        "font-style": "italic" if look.italic else "normal",
        "text-transform": "uppercase" if look.caps else "",
    }
    return {f"{FO}{name}": value for name, value in told.items() if value}
