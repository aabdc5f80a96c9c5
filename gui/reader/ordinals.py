"""Which of several same passages is meant: the page and the sealed text count them alike, blanks left out of both."""

import re
from bisect import bisect_left

BLANKS = re.compile("[\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")  # as in annotate.js
MOST = 500


class Ordinals:
    """Counts the places of a passage in one text."""

    def __init__(self, text: str) -> None:
        self._held = BLANKS.sub("", text)
        self._begins: list[int] = []  # places in the text where blanks begin, and how many came before and with them
        self._dropped: list[int] = [0]
        for found in BLANKS.finditer(text):
            self._begins.append(found.start())
            self._dropped.append(self._dropped[-1] + found.end() - found.start())

    def of(self, start: int, exact: str) -> tuple[int, int]:
        """Return which place of these words, counted from 0, begins at a code point of the text, and how many there are; (0, 0) for none."""
        places = self._places(exact)
        at = start - self._dropped[bisect_left(self._begins, start)]
        return (places.index(at), len(places)) if at in places else (0, 0)

    def start(self, exact: str, nth: int, total: int) -> int:
        """Return where the nth place of these words begins in the text; -1 when there are not as many as the page has."""
        places = self._places(exact)
        if not 0 <= nth < len(places) == total:
            return -1
        at = places[nth]
        low, high = at, at + self._dropped[-1]
        while low < high:  # the first code point before which so many that are no blanks stand, itself none
            middle = (low + high) // 2
            if self._kept(middle + 1) > at:
                high = middle
            else:
                low = middle + 1
        return low

    def _kept(self, point: int) -> int:
        """Return how many characters before a code point are no blanks."""
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
