"""Numbers of list items in a plain text: what counts the lines is no word of the sentence behind it.

A line is an item only where the numbers before it count down to the first, and no date begins it: “3. Liga” and
“12. Mai” stay words.
"""

import re
from collections.abc import Iterator

from core.draft.labels import letters, roman
from core.text.dates import dates

ITEM = re.compile(
    r"^[ \t]*(?P<open>\(?)(?P<parents>(?:\d{1,3}\.){0,5})(?P<count>\d{1,3}|[a-z]{1,2}|[A-Z]|[ivxIVX]{1,6})(?P<close>[.)]|(?<=\d)(?=[ \t]))[ \t]+(?=\S)",
    re.MULTILINE,
)
MOST_COUNTED = 60  # items counted in letters or Roman numerals
ROMAN = {roman(number): number for number in range(1, MOST_COUNTED)}
LETTERS = {letters(number): number for number in range(1, 27)}
DATE_REACH = 40  # characters behind a number in which a date that it belongs to ends


def list_numbers(text: str) -> dict[int, int]:
    """Return start and end of each list number, by start: those of “1.”, “b)”, “(iv)” or “2.3”."""
    reached: dict[tuple[str, ...], int] = {}
    found = {}
    for item in ITEM.finditer(text):
        start = item.start("open")
        if any(one.start < item.end("close") - start for one in dates(text[start : item.end() + DATE_REACH])):
            continue
        if not item["close"] and not item["parents"]:
            continue
        counted = False
        for kind, number in _counts(item["count"]):
            series = (kind, item["open"], item["parents"], item["close"])
            if number == 1 or reached.get(series) == number - 1:
                reached[series], counted = number, True
        if counted:
            found[start] = item.end("close")
    return found


def _counts(count: str) -> Iterator[tuple[str, int]]:
    """Yield what a number may count, by the way it is written."""
    if count.isdecimal():
        yield "decimal", int(count)
        return
    case = "upper" if count.isupper() else "lower"
    for kind, numbers in (("letters", LETTERS), ("roman", ROMAN)):
        if count.lower() in numbers:
            yield f"{case} {kind}", numbers[count.lower()]
