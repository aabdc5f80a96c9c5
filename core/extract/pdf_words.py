"""Words of a PDF page in reading order with the box of each letter, and where a passage is among them.

Runs in the worker process. Boxes are (left, top, right, bottom) in points from the top left corner of the page as shown.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from core.extract import pdf_bidi, pdf_order
from core.extract.pdf_bidi import NOWHERE
from core.security import limits
from core.text.match_folding import Folded

if TYPE_CHECKING:
    import pypdfium2

Box = tuple[float, float, float, float]
LINE_END_HYPHEN = "\ufffe"  # the library's mark for a hyphen that breaks a word
HYPHENS = frozenset((LINE_END_HYPHEN, "\2"))  # the library's marks for one that breaks a word
GRAIN = 100  # of the coordinates that the library rounds to whole numbers, per point
SPAN = 1000  # points over which the direction of the axes is measured
ANGLES = 200  # letters that tell which way the text runs
HIGH, LOW, END = 0xD800, 0xDC00, 0xE000  # surrogates


class Letters:
    """The letters of one page in reading order, one per code point; `reordered` if that is not the library's order.

    With `drawn` the library's order stands, in which passages of earlier captures (standfirst-pdf 1) were read.
    """

    def __init__(self, sheet: "pypdfium2.PdfPage", *, drawn: bool = False) -> None:
        from pypdfium2 import raw

        self._sheet = sheet
        self._words = sheet.get_textpage()
        number = min(self._words.count_chars(), limits.PAGE_LETTERS)
        codes = [raw.FPDFText_GetUnicode(self._words, index) for index in range(number)]
        self._places: list[int] = []
        shown: list[str] = []
        for index, code in enumerate(codes):
            after = codes[index + 1] if index + 1 < number else 0
            if LOW <= code < END:  # the second half of the pair before
                continue
            paired = HIGH <= code < LOW <= after < END
            shown.append(chr(0x10000 + (code - HIGH) * 0x400 + after - LOW) if paired else _letter(code))
            self._places.append(index)
        self.text = "".join(shown)
        self.reordered = not drawn and number == self._words.count_chars() and self._reorder()

    def _reorder(self) -> bool:
        boxes = self._level()
        turned = pdf_bidi.logical(self.text, boxes)
        if turned is not None:
            boxes = [(0.0, 0.0, 0.0, 0.0) if at == NOWHERE else boxes[at] for at in turned]
            self.text = "".join(" " if at == NOWHERE else self.text[at] for at in turned)
            self._places = [NOWHERE if at == NOWHERE else self._places[at] for at in turned]
        lines = pdf_order.order(self.text, boxes, leftwards=pdf_bidi.leftwards(self.text))
        if lines is None:
            return turned is not None
        shown: list[str] = []
        places: list[int] = []
        for number, line in enumerate(lines):
            for part, (start, end) in enumerate(line):
                between = "" if number == part == 0 else " " if part else "\n"
                shown.append(between + self.text[start:end])
                places.extend([NOWHERE] * len(between) + self._places[start:end])
        self.text, self._places = "".join(shown), places
        return True

    def _level(self) -> list[Box]:
        """Return a box per letter of the page turned so that most of its text runs to the right."""
        from pypdfium2 import raw

        angles = Counter(
            round(raw.FPDFText_GetCharAngle(self._words, index) / (math.pi / 2)) % 4
            for index in self._places[:: 1 + len(self._places) // ANGLES]
        )
        quarters = angles.most_common(1)[0][0] if angles else 0
        held, boxes = raw.FS_RECTF(), list[Box]()
        for index in self._places:
            if not raw.FPDFText_GetLooseCharBox(self._words, index, held):
                boxes.append((0.0, 0.0, 0.0, 0.0))
                continue
            left, top, right, bottom = held.left, -held.top, held.right, -held.bottom
            boxes.append(
                (
                    (left, top, right, bottom),
                    (top, -right, bottom, -left),
                    (-right, -bottom, -left, -top),
                    (-bottom, left, -top, right),
                )[quarters]
            )
        return boxes

    def boxes(self, start: int = 0, end: int | None = None) -> list[Box]:
        """Return a box per letter from `start` to `end`; an empty one for a letter that is not drawn."""
        from pypdfium2 import raw

        across, down, shift = axes(self._sheet)
        held, boxes = raw.FS_RECTF(), list[Box]()
        for index in self._places[start:end]:
            if index == NOWHERE or not raw.FPDFText_GetLooseCharBox(self._words, index, held):
                boxes.append((0.0, 0.0, 0.0, 0.0))
                continue
            corners = ((held.left, held.bottom), (held.right, held.top))
            x = [across[0] * a + down[0] * b + shift[0] for a, b in corners]
            y = [across[1] * a + down[1] * b + shift[1] for a, b in corners]
            boxes.append((min(x), min(y), max(x), max(y)))
        return boxes

    def stored(self) -> str:
        """Return the words as the library gives them, with its marks."""
        words: str = self._words.get_text_range()
        return words

    def close(self) -> None:
        """Free the page's words."""
        self._words.close()


def axes(sheet: "pypdfium2.PdfPage") -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Return how far a point moves on the page as shown per unit of each axis, and where the origin is."""
    from pypdfium2 import raw

    width, height = sheet.get_size()
    size = (round(min(width, limits.PAGE_SIDE) * GRAIN), round(min(height, limits.PAGE_SIDE) * GRAIN))

    def shown(x: float, y: float) -> tuple[float, float]:
        left, top = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(sheet, 0, 0, *size, 0, x, y, left, top)
        return left.value / GRAIN, top.value / GRAIN

    origin, right, up = shown(0, 0), shown(SPAN, 0), shown(0, SPAN)
    return (
        ((right[0] - origin[0]) / SPAN, (right[1] - origin[1]) / SPAN),
        ((up[0] - origin[0]) / SPAN, (up[1] - origin[1]) / SPAN),
        origin,
    )


def lines(letters: Sequence[Box]) -> list[Box]:
    """Merge boxes of letters that are on one line and touch."""
    merged: list[Box] = []
    for box in letters:
        if merged and _beside(merged[-1], box):
            last = merged[-1]
            merged[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        elif box[2] > box[0]:
            merged.append(box)
    return merged


def rows(letters: Sequence[Box]) -> list[tuple[int, int, Box, list[Box]]]:
    """Return letters that follow one another at one height: from where to where, the box around, the lines in it."""
    found: list[tuple[int, int, Box, list[Box]]] = []
    begun, around = 0, None
    for place, box in enumerate([*letters, None]):
        if box is not None and box[2] <= box[0]:
            continue
        if box is not None and around is not None and _level(around, box):
            around = (min(around[0], box[0]), min(around[1], box[1]), max(around[2], box[2]), max(around[3], box[3]))
            continue
        if around is not None:
            found.append((begun, place, around, lines(letters[begun:place])))
        begun, around = place, box
    return found


def place_of(page: str, words: str) -> tuple[int, int] | None:
    """Return where `words` are on a page as (start, length) in code points, or None; first of all where they have this case."""
    wanted = "".join(words.split())
    places = list(places_of(page, words))
    same = [(start, length) for start, length in places if "".join(page[start : start + length].split()) == wanted]
    return next(iter(same or places), None)


def places_of(page: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield every place of `words` on a page, as :func:`place_of` does, in any case."""
    held, wanted = Folded(page).joined, Folded(words).joined.text
    at = held.text.find(wanted) if wanted else -1
    while at >= 0:
        start, end = held.span(at, at + len(wanted))
        yield start, end - start
        at = held.text.find(wanted, at + len(wanted))


def _level(around: Box, letter: Box) -> bool:
    return min(around[3], letter[3]) - max(around[1], letter[1]) > (letter[3] - letter[1]) / 2


def _beside(line: Box, letter: Box) -> bool:
    overlap = min(line[3], letter[3]) - max(line[1], letter[1])
    heights = line[3] - line[1], letter[3] - letter[1]
    return overlap > min(heights) / 2 and letter[0] - line[2] < max(heights) * 2


def _letter(code: int) -> str:
    if not 0 < code <= 0x10FFFF or HIGH <= code < END:  # noqa: PLR2004 - the end of Unicode
        return "\ufffd"
    return "-" if chr(code) in HYPHENS else chr(code)
