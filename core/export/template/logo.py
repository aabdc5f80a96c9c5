"""Re-encode a logo from an untrusted template as a plain PNG, so that nothing else of the file enters a brief.

Run by :mod:`core.security.worker`. An SVG that loads or runs anything is refused.
"""

import base64
import io
from typing import Any

from core.errors import InputError
from core.extract import svg
from core.security import limits, xml_parsing

SIDE = 1200  # pixels of the longer side: 600 dpi at 50 mm
INCHES = 4.0
ACTS = {"script", "foreignObject", "iframe", "audio", "video", "handler", "listener", "animate", "set"}
HINT = "Use a PNG, a JPEG or a plain SVG."


def drawn(data: bytes) -> dict[str, Any]:
    """Return {"png": Base64, "width", "height"} in pixels.

    InputError when it is not a picture, too large or active content.
    """
    if len(data) > limits.LOGO_BYTES:
        raise InputError("It is too large.", f"A logo has at most {limits.LOGO_BYTES // 2**20} MB.")
    return _reduced(_from_drawing(data) if svg.is_drawing(data) else data)


def _reduced(data: bytes) -> dict[str, Any]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > limits.LOGO_PIXELS:
                raise InputError("It has too many pixels.", f"Make it smaller than {SIDE} pixels.")
            flat = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise InputError("It is no picture that can be read.", HINT) from error
    flat.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    Image.frombytes("RGBA", flat.size, flat.tobytes()).save(out, "PNG", optimize=True)  # drops metadata
    return {"png": base64.b64encode(out.getvalue()).decode(), "width": flat.width, "height": flat.height}


def _from_drawing(data: bytes) -> bytes:
    """Draw an SVG at the size of a logo."""
    _look_through(data)
    page = f'#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image(bytes(sys.inputs.drawing), format: "svg", width: {INCHES}in)'
    try:
        return svg.png(data, SIDE / INCHES, page)
    except InputError as error:
        raise InputError("It is no drawing that can be read.", HINT) from error


def _look_through(data: bytes) -> None:
    from lxml import etree

    try:
        root = xml_parsing.root_of(data)
    except etree.XMLSyntaxError as error:
        raise InputError("It is no drawing that can be read.", HINT) from error
    if b"<!ENTITY" in data:
        raise InputError("It declares entities.", HINT)
    for element in root.iter():
        if isinstance(element.tag, str):
            _judge(element)


def _judge(element: Any) -> None:
    if element.tag.rpartition("}")[2] in ACTS:
        raise InputError("It holds more than a drawing: a script or a film.", HINT)
    for name, value in element.attrib.items():
        plain = name.rpartition("}")[2].lower()
        if plain.startswith("on"):
            raise InputError("It holds more than a drawing: a script.", HINT)
        if plain == "href" and not value.strip().startswith(("#", "data:image/png;", "data:image/jpeg;")):
            raise InputError("It fetches something from elsewhere.", HINT)
