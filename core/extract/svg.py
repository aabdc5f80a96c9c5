"""SVG to pixels by the typesetter's engine, which runs no script and loads nothing. Runs in the worker process."""

from core.errors import InputError
from core.security import xml_parsing

DPI = 96  # a pixel of an SVG
SHARP = 1.5  # pixels drawn for each of its own, since a drawing may be looked at closely
MOST = 2000  # points of the longer side
PAGE = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#let drawing = image(bytes(sys.inputs.drawing), format: "svg")
#context {{
  let size = measure(drawing)
  let fit = calc.min(1, {MOST}pt / calc.max(size.width, 1pt), {MOST}pt / calc.max(size.height, 1pt))
  scale(fit * 100%, reflow: true, drawing)
}}"""


def is_drawing(data: bytes) -> bool:
    """Return whether bytes begin as an SVG does."""
    return b"<svg" in data[:4096].lower() and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def alone(data: bytes) -> bytes:
    """Return an SVG without what it would load from elsewhere, for which the engine refuses it; InputError if malformed."""
    from lxml import etree

    try:
        root = xml_parsing.root_of(data)
    except etree.XMLSyntaxError as error:
        raise InputError("This drawing cannot be read.", "It is sealed unchanged.") from error
    for element in root.iter(etree.Element):
        for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
            if name.rpartition("}")[2].lower() == "href" and not value.strip().startswith(("#", "data:")):
                del element.attrib[name]
    return etree.tostring(root)


def png(data: bytes, dpi: float, page: str = PAGE) -> bytes:
    """Return a PNG of an SVG, which `page` (typst markup) places; InputError when it cannot be read."""
    import typst

    inputs = {"drawing": data.decode("utf-8", "replace")}
    try:
        made = typst.compile(page.encode(), output=None, format="png", ppi=dpi, sys_inputs=inputs)
    except typst.TypstError as error:
        raise InputError("This drawing cannot be read.", "It is sealed unchanged.") from error
    if not isinstance(made, bytes):
        raise InputError("This drawing cannot be read.", "It is sealed unchanged.")
    return made
