"""Passage images for the printed brief: part of a sealed picture or of a PDF page, with the passage marked.

Runs in the worker process. The output is re-encoded pixels only, without any metadata of the file.
"""

import base64
import io
import json
import math
import unicodedata
from typing import TYPE_CHECKING, Any

from core.errors import InputError
from core.extract import image, raster
from core.extract.pdf import open_page, open_pdf
from core.extract.pdf_words import Letters
from core.security import limits

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels
DPI = 200
MARKER = (255, 232, 130)
FRAME = (192, 57, 47)
AROUND = 60  # points shown above and below a passage
SPARE = 24  # further points in which a clear row to cut at is searched
QUALITY = 85
MARGIN = 14  # white pixels above and below a page excerpt
BESIDE, ABOVE = 48, 70  # pixels of a page shown around a passage
REACH = 40  # further pixels in which a clear row to cut at is searched
NARROWEST, LONGEST = 720, 1600  # pixels of a page shown: minimum width, maximum height
FARTHEST = 200_000  # maximum pixel coordinate on a page
BLANK = 250  # darkest grey of a row without text
SHADES = 64  # greys of a PDF page: black text on white needs few
LINE = 0.5  # letters whose heights overlap by this share are on one line
_SKIPPED = {"Zs", "Cc", "Cf", "Pd", "Zl", "Zp", "Cn"}  # space, controls, hyphens: they differ at line breaks


def part(body: bytes, region: str) -> dict[str, Any]:
    """Return a region `x,y,width,height` of a picture as stored, framed, with its surroundings, the right way up.

    Its "place" is where the region is as shown. InputError when it cannot be drawn.
    """
    from PIL import ImageDraw

    x, y, width, height = map(int, region.split(","))
    margin = max(24, min(width, height) // 3)
    piece, corner, scale = _cut(body, (x - margin, y - margin, x + width + margin, y + height + margin))
    place = (
        x / scale - corner[0],
        y / scale - corner[1],
        (x + width) / scale - corner[0],
        (y + height) / scale - corner[1],
    )
    bounded, ratio = _bounded(piece)
    ImageDraw.Draw(bounded).rectangle([edge * ratio for edge in place], outline=FRAME, width=3)
    across, down, orientation = image.stored(body)
    shown = raster.upright((x, y, width, height), (across, down), orientation)
    return {**_jpeg(raster.turned(bounded, orientation)), "place": list(map(round, shown))}


def page(body: bytes, number: int, exact: str, prefix: str = "") -> dict[str, Any]:
    """Return the excerpt of a PDF page (from 1) around a passage, marked; InputError when it is not found."""
    document = open_pdf(body)
    try:
        if not 0 < number <= len(document):
            raise InputError("This PDF has no such page.")
        sheet = open_page(document, number - 1)
        boxes = _lines(Letters(sheet), exact, prefix) or _lines(Letters(sheet, drawn=True), exact, prefix)
        if not boxes:
            raise InputError("The passage was not found in the picture of its page.")
        return _marked(sheet, boxes)
    finally:
        document.close()


def passage(body: bytes, words: str, exact: str, prefix: str = "") -> dict[str, Any]:
    """Return the excerpt of a page's screenshot around a passage, marked at the word positions from the browser.

    `words` is JSON, `[word, left, top, width, height]` in pixels. InputError when the passage is not among them, or the
    picture cannot be drawn.
    """
    boxes = _spoken(words, exact, prefix)
    if not boxes:
        raise InputError("The passage was not found in the picture of its page.")
    piece, corner, scale = _cut(body, _context(boxes))
    placed = [[round(edge / scale) - corner[place % 2] for place, edge in enumerate(box)] for box in boxes]
    first, last = max(0, min(box[1] for box in placed)), min(piece.size[1], max(box[3] for box in placed))
    grey, room = piece.convert("L"), ABOVE / scale
    upper, lower = _clear(grey, first - room, -1), _clear(grey, last + room, 1)
    for box in placed:
        _mark(piece, box)
    return _jpeg(_bounded(piece.crop((0, upper, piece.size[0], lower)))[0])


def _cut(body: bytes, box: tuple[int, int, int, int]) -> tuple["Image.Image", tuple[int, int], float]:
    """Return the part of a picture in a box, its corner, and the scale at which it was read.

    InputError when it cannot be drawn.
    """
    with raster.opened(body) as sealed:
        scale = reduced(sealed)
        shown = _within(box, sealed.size, scale)
        if shown[0] >= shown[2] or shown[1] >= shown[3]:
            raise InputError("The passage is outside the picture of its page.")
        return raster.opaque(sealed).crop(shown), shown[:2], scale


def _mark(piece: "Image.Image", box: list[int]) -> None:
    """Highlight a box of a picture, clipped to the picture."""
    from PIL import Image, ImageChops

    left, top = max(box[0] - 1, 0), max(box[1], 0)
    right, bottom = min(box[2] + 1, piece.size[0]), min(box[3], piece.size[1])
    if left < right and top < bottom:
        marked = piece.crop((left, top, right, bottom))
        piece.paste(ImageChops.multiply(marked, Image.new("RGB", marked.size, MARKER)), (left, top))


def _spoken(words: str, exact: str, prefix: str) -> list[Box]:
    """Return a box per line of a passage, from the word positions of a page; empty when not found."""
    places: list[tuple[str, Box]] = []
    for word, left, top, width, height in _sound(words):
        places += [(letter, (left, top, left + width, top + height)) for letter in word if _counts(letter)]
    held = "".join(letter for letter, _ in places)
    wanted, lead = _folded(exact), _folded(prefix)
    start = held.find(lead + wanted)
    start = start + len(lead) if start >= 0 else held.find(wanted)
    if start < 0 or not wanted:
        return []
    boxes: list[Box] = []
    for _, box in places[start : start + len(wanted)]:
        _join(boxes, box)
    return boxes


def _sound(words: str) -> list[tuple[str, int, int, int, int]]:
    """Return the valid entries of the word list, which was made inside an untrusted page."""
    try:
        said = json.loads(words)
    except (ValueError, RecursionError):
        return []
    rows = [tuple(row) for row in said if isinstance(row, list)] if isinstance(said, list) else []
    return [
        (row[0], row[1], row[2], row[3], row[4])
        for row in rows
        if len(row) == 5  # noqa: PLR2004 - a word and its box
        and isinstance(row[0], str)
        and all(isinstance(side, int) and abs(side) <= FARTHEST for side in row[1:])
    ]


def _context(boxes: list[Box]) -> tuple[int, int, int, int]:
    """Return the box to show around lines: their column, and some space above and below."""
    left, right = min(box[0] for box in boxes) - BESIDE, max(box[2] for box in boxes) + BESIDE
    top, bottom = min(box[1] for box in boxes) - ABOVE - REACH, max(box[3] for box in boxes) + ABOVE + REACH
    spare = max(0, NARROWEST - (right - left)) / 2
    return round(left - spare), round(top), round(right + spare), round(min(bottom, top + LONGEST))


def reduced(sealed: "Image.Image") -> float:
    """Read a very large picture at reduced size and return the factor; InputError when its format cannot."""
    width, height = sealed.size
    if width * height <= limits.DRAWN_PIXELS:
        return 1
    less = 2 ** math.ceil(math.log2(math.sqrt(width * height / limits.DRAWN_PIXELS)))
    sealed.draft("RGB", (max(1, width // less), max(1, height // less)))  # only JPEG can be read at 1/2, 1/4 or 1/8
    if sealed.size[0] * sealed.size[1] > limits.DRAWN_PIXELS:
        raise InputError(f"A picture of {width} × {height} pixels is too large to be drawn.")
    return width / sealed.size[0]


def _within(box: tuple[int, int, int, int], size: tuple[int, int], scale: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(edge / scale) for edge in box)
    return max(left, 0), max(top, 0), max(min(right, size[0]), 1), max(min(bottom, size[1]), 1)


def _bounded(piece: "Image.Image") -> tuple["Image.Image", float]:
    """Scale a picture down to the printed size; returns it and the factor."""
    from PIL import Image

    ratio = min(1.0, limits.PRINTED_SIDE / max(piece.size))
    size = (max(1, round(piece.size[0] * ratio)), max(1, round(piece.size[1] * ratio)))
    return (piece.resize(size, Image.Resampling.LANCZOS) if ratio < 1 else piece), ratio


def _jpeg(picture: "Image.Image") -> dict[str, Any]:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return _answer(out, picture, "jpg")


def _answer(out: io.BytesIO, picture: "Image.Image", suffix: str) -> dict[str, Any]:
    body = base64.b64encode(out.getvalue()).decode()
    return {"body": body, "suffix": suffix, "width": picture.size[0], "height": picture.size[1]}


def _lines(letters: Letters, exact: str, prefix: str) -> list[Box]:
    """Return a box per line of a passage, in points from the top left of the page; empty when not found."""
    counted = [(letter, index) for index, letter in enumerate(letters.text) if _counts(letter)]
    held = "".join(letter for letter, _ in counted)
    wanted, lead = _folded(exact), _folded(prefix)
    start = held.find(lead + wanted)
    start = start + len(lead) if start >= 0 else held.find(wanted)
    if start < 0:  # the passage continues on the next page
        start = held.find(wanted[: limits.PASSAGE_HEAD]) if len(wanted) > limits.PASSAGE_HEAD else -1
    if start < 0 or not wanted:
        return []
    places = letters.boxes()
    boxes: list[Box] = []
    for _, index in counted[start : start + len(wanted)]:
        _join(boxes, places[index])
    return boxes


def _counts(letter: str) -> bool:
    return unicodedata.category(letter) not in _SKIPPED


def _folded(text: str) -> str:
    return "".join(letter for letter in text if _counts(letter))


def _join(boxes: list[Box], one: Box) -> None:
    """Add a letter's box to its line, or start a new line."""
    if boxes:
        left, top, right, bottom = boxes[-1]
        shared = min(bottom, one[3]) - max(top, one[1])
        if shared > LINE * max(1e-6, min(bottom - top, one[3] - one[1])):
            boxes[-1] = (min(left, one[0]), min(top, one[1]), max(right, one[2]), max(bottom, one[3]))
            return
    boxes.append(one)


def _marked(sheet: "pypdfium2.PdfPage", boxes: list[Box]) -> dict[str, Any]:
    """Render the part of a page with the boxes highlighted."""
    from PIL import Image, ImageOps

    width, height = sheet.get_size()
    scale = min(DPI / 72, math.sqrt(limits.DRAWN_PAGE / max(width * height, 1)), limits.PRINTED_SIDE / max(width, 1))
    first, last = min(box[1] for box in boxes) - AROUND, max(box[3] for box in boxes) + AROUND
    upper, lower = max(first - SPARE, 0), min(last + SPARE, height)  # the part rendered, in points from the top
    strip = (
        sheet.render(scale=scale, crop=(0, height - lower, 0, upper), draw_annots=False, may_draw_forms=False)
        .to_pil()
        .convert("RGB")
    )
    for left, top, right, bottom in boxes:
        edges = (left - 1, top - 1 - upper, right + 1, bottom + 1 - upper)
        _mark(strip, [round(edge * scale) for edge in edges])
    grey = strip.convert("L")
    shown = strip.crop(
        (0, _clear(grey, (first - upper) * scale, -1), strip.size[0], _clear(grey, (last - upper) * scale, 1))
    )
    bounded, _ = _bounded(ImageOps.expand(shown, (0, MARGIN), "white"))
    out = io.BytesIO()
    bounded.quantize(SHADES, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return _answer(out, bounded, "png")


def _clear(grey: "Image.Image", row: float, step: int) -> int:
    """Return the row to cut at: the nearest one outwards without text, within the rendered part."""
    width, height = grey.size
    place = min(max(round(row), 0), height)
    for reach in range(round(SPARE * DPI / 72)):
        candidate = place + step * reach
        if not 0 < candidate < height:
            return min(max(candidate, 0), height)
        darkest = grey.crop((0, candidate, width, candidate + 1)).getextrema()[0]
        if isinstance(darkest, (int, float)) and darkest >= BLANK:
            return candidate
    return place
