"""Which of several identical passages is meant: page and sealed text count them alike, ignoring whitespace."""

import re
from bisect import bisect_left

BLANKS = re.compile("[\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")  # as in annotate.js
MOST = 500


class Ordinals:
    """Counts the occurrences of a passage in one text."""

    def __init__(self, text: str) -> None:
        self._held = BLANKS.sub("", text)
        # code points where whitespace begins, and how many whitespace characters precede and include them
        self._begins: list[int] = []
        self._dropped: list[int] = [0]
        for found in BLANKS.finditer(text):
            self._begins.append(found.start())
            self._dropped.append(self._dropped[-1] + found.end() - found.start())

    def of(self, start: int, exact: str) -> tuple[int, int]:
        """Return (number of the occurrence that begins at a code point, from 0; number of occurrences), or (0, 0)."""
        places = self._places(exact)
        at = start - self._dropped[bisect_left(self._begins, start)]
        return (places.index(at), len(places)) if at in places else (0, 0)

    def start(self, exact: str, nth: int, total: int) -> int:
        """Return where the nth occurrence begins in the text; -1 if there are fewer than on the page."""
        places = self._places(exact)
        if not 0 <= nth < len(places) == total:
            return -1
        at = places[nth]
        low, high = at, at + self._dropped[-1]
        while low < high:  # the first non-whitespace code point that so many others precede
            middle = (low + high) // 2
            if self._kept(middle + 1) > at:
                high = middle
            else:
                low = middle + 1
        return low

    def _kept(self, point: int) -> int:
        """Return how many characters before a code point are not whitespace."""
        number = bisect_left(self._begins, point)
        if not number:
            return point
        begin, width = self._begins[number - 1], self._dropped[number] - self._dropped[number - 1]
        return point - self._dropped[number - 1] - min(width, point - begin)

    def _places(self, exact: str) -> list[int]:
        wanted, places = BLANKS.sub("", exact), list[int]()
        at = self._held.find(wanted) if wanted else -1
        while at >= 0 and len(places) < MOST:
            places.append(at)
            at = self._held.find(wanted, at + 1)
        return places
