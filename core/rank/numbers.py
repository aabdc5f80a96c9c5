"""Numbers as they are written, and what they have in common with others of the same worth: 41,000, 41.000, 41 000 and 41’000 are 41000."""

import re
from functools import lru_cache

from core.text.search_folding import fold

SPACED = r"\d{0,2}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?!\d)(?:[.,٫]\d+)?"  # such signs part thousands only
NUMBER = re.compile(rf"\d(?:{SPACED}|\d*(?:[.,٫٬]\d+)*)")
THOUSANDS = re.compile(r"(?<!\b0)[^\d٫](?=(?:\d{2,3}[^\d٫])*\d{3}(?!\d))")  # of two digits each in India
DECIMAL = re.compile(r"\D")
SHORTEST_PARTED = 4


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as they are written."""
    return NUMBER.findall(text)


@lru_cache(maxsize=1 << 12)
def plain(number: str) -> str:
    """Return a number in our digits with its thousands together and a point before its decimals."""
    if number.isascii() and number.isdigit():
        return number
    return DECIMAL.sub(".", THOUSANDS.sub("", fold(number)))


def joined(text: str) -> str:
    """Return a text with each of its numbers as one word, the same for all of the same worth."""
    return NUMBER.sub(lambda found: plain(found[0]).replace(".", "d"), text)


def spelled(text: str) -> list[str]:
    """Return the other ways to write the large numbers of a text, for an index that knows only words."""
    found = (plain(number).partition(".")[0] for number in numbers(text))
    return [way for whole in found if len(whole) >= SHORTEST_PARTED for way in (whole, f"{int(whole):,}")]
