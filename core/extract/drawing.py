"""Draw sealed PDFs and pictures as pixels, and read the words of pages. Runs in the worker process.

Pixels are rows of four bytes: blue, green, red, and one without meaning; opaque. Pages count from 0, points from the
top left corner of a page as shown.
"""

import array
import ctypes
import math
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from core.errors import InputError
from core.extract import raster, svg
from core.extract.pdf import open_page, open_pdf
from core.extract.pdf_words import Letters, axes, lines, place_of, places_of, rows
from core.extract.picture import reduced
from core.security import limits
from core.security.attached import Attached

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

USUAL = (612.0, 792.0)  # points of a page whose size cannot be read
PAGE_BREAK = "\n"
MOST_PAGES = 4  # that one passage may span
GZIP = b"\x1f\x8b"
_last: list[tuple[bytes, "pypdfium2.PdfDocument"]] = []  # the document of the call before


def document(body: bytes) -> dict[str, Any]:
    """Return {"sizes": [[width, height]], "outline": [[level, title, page, y]]}; InputError when there is no page."""
    opened = _document(body)
    number = min(len(opened), limits.PDF_PAGES)
    if number < 1:
        raise InputError("This PDF has no pages.")
    sizes = [_size(opened, page) for page in range(number)]
    return {"sizes": sizes, "outline": list(islice(_outline(opened, sizes), limits.PDF_OUTLINE))}


def page(body: bytes, number: int, width: int, height: int) -> Attached:
    """Return a page as pixels that fit into a width and height."""
    sheet = _sheet(body, number)
    try:
        across, down = (max(side, 1e-3) for side in sheet.get_size())
        share = min(1.0, math.sqrt(limits.SCREEN_PIXELS / max(1, width * height)))
        scale = min(width / across, height / down) * share * (1 - 1e-6)  # sides are rounded up
        drawn = sheet.render(scale=scale, draw_annots=False, may_draw_forms=False, prefer_bgrx=True)
        pixels, row = bytes(drawn.buffer), drawn.width * 4
        if drawn.stride != row:
            pixels = b"".join(pixels[at : at + row] for at in range(0, drawn.stride * drawn.height, drawn.stride))
        return Attached([drawn.width, drawn.height], pixels)
    finally:
        sheet.close()


def content(body: bytes, number: int) -> Attached:
    """Return {"text", "links": [[left, top, right, bottom, page, x, y, url]], "rows": how many} and 32-bit floats.

    Those are four of each letter (its box), then seven of each row of letters: from which letter to which, the box
    around it, and how many lines it has; then four of each line. Rows are told here, since to find them takes long.
    """
    sheet = _sheet(body, number)
    letters = Letters(sheet)
    boxes = letters.boxes()
    held = rows(boxes)[: limits.PAGE_ROWS]
    floats = array.array("f", (edge for box in boxes for edge in box))
    for start, end, around, parts in held:
        floats.extend((start, end, *around, len(parts)))
    floats.extend(edge for *_, parts in held for box in parts for edge in box)
    letters.close()
    sheet.close()
    return Attached({"text": letters.text, "links": _links_of(body, number), "rows": len(held)}, floats.tobytes())


def places(body: bytes, first: int, exact: str) -> list[Any]:
    """Return [[page, [box of a line]]] of a passage that begins on a page; empty when it is not found there."""
    return _places(body, first, exact, drawn=False) or _places(body, first, exact, drawn=True)


def _places(body: bytes, first: int, exact: str, *, drawn: bool) -> list[Any]:
    opened, held, texts = _document(body), list[Letters](), list[str]()
    for number in range(first, min(first + MOST_PAGES, len(opened))):
        held.append(Letters(_sheet(body, number), drawn=drawn))
        texts.append(held[-1].text)
        if place := place_of(PAGE_BREAK.join(texts), exact):
            return list(_over(first, held, *place))
    return []


def found(body: bytes, words: str, first: int, number: int) -> list[Any]:
    """Return [[page, [box of a line]]] of every place of words on some pages, in order."""
    opened, hits = _document(body), list[Any]()
    for page_number in range(first, min(first + number, len(opened))):
        try:
            sheet = _sheet(body, page_number)
        except InputError:  # a damaged page must not hide the others
            continue
        letters = Letters(sheet)
        for start, length in islice(places_of(letters.text, words), limits.PAGE_HITS):
            hits.append([page_number, lines(letters.boxes(start, start + length))])
        letters.close()
        sheet.close()
    return hits


def picture(body: bytes) -> Attached:
    """Return [width, height, width as stored, height as stored, orientation] and the pixels of a picture, upright.

    A very large one comes at reduced size.
    """
    drawing = _drawing(body)
    with raster.opened(_drawn(drawing) if drawing else body) as sealed:
        orientation = raster.turn(sealed)
        own = [max(1, round(side / svg.SHARP)) if drawing else side for side in sealed.size]
        reduced(sealed)
        shown = raster.turned(raster.opaque(_bounded(sealed)), orientation)
    return Attached([*shown.size, *own, orientation], shown.tobytes("raw", "BGRX"))


def _drawn(drawing: bytes) -> bytes:
    """Return an SVG as a PNG; InputError when it cannot be drawn."""
    try:
        return svg.png(svg.alone(drawing), svg.SHARP * svg.DPI)
    except (ValueError, SyntaxError, OSError) as error:
        raise InputError("This picture cannot be drawn.", "It is sealed unchanged.") from error


def _document(body: bytes) -> "pypdfium2.PdfDocument":
    """Return the document of these bytes; that of the call before is kept open."""
    if not (_last and _last[0][0] is body):
        for _, opened in _last:
            opened.close()
        _last[:] = [(body, open_pdf(body))]
    return _last[0][1]


def _sheet(body: bytes, number: int) -> "pypdfium2.PdfPage":
    from pypdfium2 import PdfiumError

    try:
        return open_page(_document(body), number)
    except (PdfiumError, IndexError) as error:
        raise InputError(f"Page {number + 1} is damaged and cannot be drawn.", "It is sealed unchanged.") from error


def _size(opened: "pypdfium2.PdfDocument", number: int) -> tuple[float, float]:
    from pypdfium2 import PdfiumError

    try:
        width, height = opened.get_page_size(number)
    except PdfiumError:
        return USUAL
    sound = all(math.isfinite(side) and side > 0 for side in (width, height))
    return (min(max(width, 1.0), limits.PAGE_SIDE), min(max(height, 1.0), limits.PAGE_SIDE)) if sound else USUAL


def _outline(opened: "pypdfium2.PdfDocument", sizes: list[tuple[float, float]]) -> Iterator[list[Any]]:
    for mark in opened.get_toc():
        target = mark.get_dest()
        number, _, y = _place(opened, target.raw if target else None)
        if 0 <= number < len(sizes):
            yield [mark.level, mark.get_title()[: limits.METADATA_FIELD], number, max(0.0, sizes[number][1] - y)]


def _place(opened: "pypdfium2.PdfDocument", target: Any) -> tuple[int, float, float]:
    """Return page and user-space coordinates of a destination; -1 for none, and the page's top if it names no place."""
    from pypdfium2 import raw

    if not target:
        return -1, 0.0, 0.0
    number = raw.FPDFDest_GetDestPageIndex(opened, target)
    has = [ctypes.c_int() for _ in range(3)]
    at = [ctypes.c_float() for _ in range(3)]
    raw.FPDFDest_GetLocationInPage(target, *has, *at)
    top = _size(opened, number)[1] if number >= 0 else 0.0
    return number, at[0].value if has[0].value else 0.0, at[1].value if has[1].value else top


def _links_of(body: bytes, number: int) -> list[list[Any]]:
    """Return the links of a page, read from a document of its own: a page to be drawn has none left."""
    opened = open_pdf(body)
    try:
        return list(islice(_links(opened, opened[number]), limits.PAGE_LINKS))
    finally:
        opened.close()


def _links(opened: "pypdfium2.PdfDocument", sheet: "pypdfium2.PdfPage") -> Iterator[list[Any]]:
    from pypdfium2 import raw

    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    across, down, shift = axes(sheet)
    while raw.FPDFLink_Enumerate(sheet, position, link):
        box = raw.FS_RECTF()
        if not raw.FPDFLink_GetAnnotRect(link, box):
            continue
        x = [across[0] * a + down[0] * b + shift[0] for a, b in ((box.left, box.bottom), (box.right, box.top))]
        y = [across[1] * a + down[1] * b + shift[1] for a, b in ((box.left, box.bottom), (box.right, box.top))]
        action = raw.FPDFLink_GetAction(link)
        target = raw.FPDFLink_GetDest(opened, link) or (raw.FPDFAction_GetDest(opened, action) if action else None)
        number, left, bottom = _place(opened, target)
        top = max(0.0, _size(opened, number)[1] - bottom) if number >= 0 else 0.0
        yield [min(x), min(y), max(x), max(y), number, left, top, _address(opened, action)]


def _address(opened: "pypdfium2.PdfDocument", action: Any) -> str:
    from pypdfium2 import raw

    if not action:
        return ""
    held = ctypes.create_string_buffer(limits.URL_LENGTH)
    length = raw.FPDFAction_GetURIPath(opened, action, held, limits.URL_LENGTH)
    return held.raw[: max(0, min(length, limits.URL_LENGTH) - 1)].decode("utf-8", "replace")


def _over(first: int, held: list[Letters], start: int, length: int) -> Iterator[list[Any]]:
    """Yield the line boxes of a stretch of the words of several pages, joined by page breaks."""
    begin = 0
    for number, letters in enumerate(held, first):
        here, there = max(start, begin), min(start + length, begin + len(letters.text))
        if here < there:
            yield [number, lines(letters.boxes(here - begin, there - begin))]
        begin += len(letters.text) + len(PAGE_BREAK)


def _drawing(body: bytes) -> bytes:
    """Return the markup if these are the bytes of an SVG, compressed or not; otherwise nothing."""
    if body.startswith(GZIP):
        try:
            body = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, limits.SVG_BYTES)
        except zlib.error:
            return b""
    return body[: limits.SVG_BYTES] if svg.is_drawing(body) else b""


def _bounded(sealed: "Image.Image") -> "Image.Image":
    pixels = sealed.size[0] * sealed.size[1]
    if pixels > limits.SCREEN_PIXELS:
        return sealed.reduce(math.ceil(math.sqrt(pixels / limits.SCREEN_PIXELS)))
    return sealed
