"""Sealed PDFs and pictures for the window, as pixels and words: everything is read and drawn in the worker process.

Every function blocks up to `limits.DRAW_SECONDS`, so none is called on the window's thread. `check` is called while
waiting; an exception from it ends the call. InputError says what could not be drawn. What a worker answers is not
trusted either: it is checked here. Pages count from 0, points from the top left corner of a page as shown.
"""

import math
from array import array
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from core.errors import InputError
from core.extract import raster
from core.security import limits, worker
from core.security.attached import Attached

T = TypeVar("T")

GIGABYTE = 1024**3
WITHIN = f"within {limits.DRAW_SECONDS:.0f} seconds and {limits.SANDBOX_MEMORY // GIGABYTE} GB of memory"
UNDRAWN = f"This picture could not be drawn {WITHIN}."
KEPT = "It is sealed unchanged."
BOX, ROW = 4, 7  # numbers of each
Box = tuple[float, float, float, float]  # left, top, right, bottom in points
Spots = dict[int, list[Box]]  # boxes of lines by page
Check = Callable[[], object]


class Bitmap(NamedTuple):
    """Opaque pixels: rows of four bytes each, blue, green, red, and one without meaning."""

    width: int
    height: int
    pixels: bytes


class Mark(NamedTuple):
    """An entry of an outline: how deep it is, and where it leads."""

    level: int
    title: str
    page: int
    y: float


class Paper(NamedTuple):
    """The pages of a PDF: width and height of each in points, and its outline."""

    sizes: tuple[tuple[float, float], ...]
    outline: tuple[Mark, ...]


class Link(NamedTuple):
    """A link on a page: where it is, and the page (-1: none) and place, or the address, that it leads to."""

    box: Box
    page: int
    x: float
    y: float
    url: str


class Content(NamedTuple):
    """The words of a page and its links; per letter a box, per row of letters seven numbers, per line of a row a box.

    A row says from which letter to which it goes, what box is around it, and how many lines it has, which follow in order.
    """

    text: str
    links: tuple[Link, ...]
    letters: "array[float]"
    rows: "array[float]"
    lines: "array[float]"


NOTHING = Content("", (), array("f"), array("f"), array("f"))


class Shown(NamedTuple):
    """A picture the right way up, with its size in pixels; a very large one comes at reduced size.

    `orientation` says how its pixels are stored, as EXIF counts: stored regions are places among those.
    """

    width: int
    height: int
    bitmap: Bitmap
    orientation: int = raster.UPRIGHT


def paper(body: bytes, check: Check = lambda: None) -> Paper:
    """Return the sizes of the pages of a PDF and its outline."""
    answer = _asked("document", body, f"This PDF could not be opened {WITHIN}.", check)
    return _sound(lambda: _paper(answer))


def page(body: bytes, number: int, width: int, height: int, check: Check = lambda: None) -> Bitmap:
    """Return a page of a PDF as pixels that fit into a width and height."""
    size = {"width": max(1, width), "height": max(1, height)}
    answer = _asked("page", body, undrawn(number), check, number=number, **size)
    return _sound(lambda: _bitmap(answer.value, answer.data))


def content(body: bytes, number: int, check: Check = lambda: None) -> Content:
    """Return the words of a page of a PDF with the place of each letter, and its links."""
    answer = _asked("content", body, _unread(number), check, number=number)
    return _sound(lambda: _content(answer))


def places(body: bytes, first: int, exact: str, check: Check = lambda: None) -> Spots:
    """Return where a passage is that begins on page `first`; empty when it is not found there."""
    answer = _asked("places", body, _unread(first), check, first=first, exact=exact)
    return _sound(lambda: {int(number): _boxes(boxes) for number, boxes in answer})


def found(body: bytes, words: str, first: int, number: int, check: Check = lambda: None) -> list[Spots]:
    """Return every place of words on `number` pages from `first` on, in order."""
    answer = _asked("found", body, _unread(first), check, words=words, first=first, number=number)
    return _sound(lambda: [{int(at): _boxes(boxes)} for at, boxes in answer])


def picture(body: bytes, check: Check = lambda: None) -> Shown:
    """Return a picture of any kind that is read, SVG too."""
    answer = _asked("picture", body, UNDRAWN, check)
    return _sound(lambda: _shown(answer))


def _asked(function: str, body: bytes, failed: str, check: Check, **options: Any) -> Any:
    return within(f"core.extract.drawing:{function}", body, failed, check, hold=True, **options)


def within(function: str, body: bytes, failed: str, check: Check = lambda: None, **options: Any) -> Any:
    """Return what a drawing function of the worker answers; InputError with the sentence `failed` when it never does."""
    try:
        return worker.call(function, body, seconds=limits.DRAW_SECONDS, check=check, **options)
    except InputError as error:
        if error.sentence == worker.UNSAFE:
            raise InputError(failed, KEPT) from error
        raise


def _sound(read: Callable[[], T]) -> T:
    """Return a checked answer; InputError for one that no worker of ours gives."""
    try:
        return read()
    except (TypeError, ValueError, AttributeError, KeyError, OverflowError) as error:
        raise InputError(worker.UNSAFE, KEPT) from error


def _paper(answer: dict[str, Any]) -> Paper:
    sizes = tuple((_side(width), _side(height)) for width, height in answer["sizes"][: limits.PDF_PAGES])
    marks = (
        Mark(int(level), str(title), int(number), _finite(y))
        for level, title, number, y in answer["outline"][: limits.PDF_OUTLINE]
    )
    return Paper(sizes, tuple(mark for mark in marks if 0 <= mark.page < len(sizes)))


def _bitmap(size: list[int], pixels: bytes) -> Bitmap:
    width, height = map(int, size)
    if min(width, height) < 1 or width * height > 2 * limits.SCREEN_PIXELS or len(pixels) != 4 * width * height:
        raise ValueError(size)
    return Bitmap(width, height, pixels)


def _content(answer: Attached) -> Content:
    text, number = str(answer.value["text"]), int(answer.value["rows"])
    floats = array("f", answer.data)
    begin, end = BOX * len(text), BOX * len(text) + ROW * number
    letters, rows, lines = floats[:begin], floats[begin:end], floats[end:]
    counted = sum(rows[ROW - 1 :: ROW])
    if number < 0 or len(letters) != begin or len(rows) != ROW * number or len(lines) != BOX * counted:
        raise ValueError(number)
    if any(not 0 <= place <= len(text) for at in (0, 1) for place in rows[at::ROW]) or not _all_finite(floats):
        raise ValueError(text)
    links = tuple(
        Link(_box(one[:4]), int(one[4]), _finite(one[5]), _finite(one[6]), str(one[7]))
        for one in answer.value["links"][: limits.PAGE_LINKS]
    )
    return Content(text, links, letters, rows, lines)


def _all_finite(floats: "array[float]") -> bool:
    return math.isfinite(sum(floats))  # one that is not makes the sum so


def _shown(answer: Attached) -> Shown:
    width, height, stored_width, stored_height, orientation = map(int, answer.value)
    if min(stored_width, stored_height) < 1 or not raster.UPRIGHT <= orientation < raster.TURNED.stop:
        raise ValueError(stored_width, stored_height, orientation)
    own = (stored_width, stored_height) if orientation < raster.SIDEWAYS else (stored_height, stored_width)
    return Shown(*own, _bitmap([width, height], answer.data), orientation)


def _boxes(boxes: list[Any]) -> list[Box]:
    return [_box(box) for box in boxes]


def _box(edges: list[Any]) -> Box:
    left, top, right, bottom = map(_finite, edges)
    return left, top, right, bottom


def _side(value: Any) -> float:
    return min(max(_finite(value), 1.0), limits.PAGE_SIDE)


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def undrawn(number: int) -> str:
    """Return the sentence about a page that is beyond reach."""
    return f"Page {number + 1} could not be drawn {WITHIN}."


def _unread(number: int) -> str:
    return f"The words of page {number + 1} could not be read {WITHIN}."
