"""Code points and UTF-16 code units: Qt and JavaScript count the latter, all stored offsets the former."""

import re
from bisect import bisect_left

ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """Converts positions in one text between code points and UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._points = [] if text.isascii() else [found.start() for found in ASTRAL.finditer(text)]
        self._units = [point + seen for seen, point in enumerate(self._points)]
        self.length = len(text) + len(self._points)

    def units(self, point: int) -> int:
        """Return the position in code units of a code point."""
        return point + bisect_left(self._points, point)

    def point(self, units: int) -> int:
        """Return the code point at a position in code units; the middle of a surrogate pair counts as its start."""
        return units - bisect_left(self._units, units)
