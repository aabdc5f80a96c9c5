"""The number of a list item as word processors write it: decimal, Roman, letters."""

from collections.abc import Callable
from string import ascii_lowercase

ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
MOST_ROMAN = 4_999
MOST_LETTERS = 780  # “zzz…” thirty times over: nobody counts so far in letters


def roman(number: int) -> str:
    """Return a number in lower-case Roman numerals; empty where they end."""
    if not 0 < number <= MOST_ROMAN:
        return ""
    made = ""
    for value, letters in ROMAN:
        made += letters * (number // value)
        number %= value
    return made


def letters(number: int) -> str:
    """Return a, b … z, aa, bb …, as Word counts; empty for numbers outside."""
    if not 0 < number <= MOST_LETTERS:
        return ""
    return ascii_lowercase[(number - 1) % 26] * ((number - 1) // 26 + 1)


def columns(number: int) -> str:
    """Return a, b … z, aa, ab …, as browsers and OpenDocument count."""
    made = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        made = ascii_lowercase[rest] + made
    return made


def ordinal(number: int) -> str:
    """Return a number as 1st, 2nd, 3rd or 4th."""
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


# Formats of WordprocessingML (ST_NumberFormat); one that is not here has no label rather than a wrong one.
WORD: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "ordinal": ordinal,
    "numberInDash": lambda number: f"- {number} -",
}


def write(style: str, number: int) -> str:
    """Return a number in a format of WordprocessingML; empty when we cannot write it."""
    return WORD[style](number) if style in WORD else ""


# Formats of OpenDocument (style:num-format) and of HTML (ol type).
OPEN: dict[str, Callable[[int], str]] = {
    "1": str,
    "i": roman,
    "I": lambda number: roman(number).upper(),
    "a": columns,
    "A": lambda number: columns(number).upper(),
}
# Formats of pandoc's lists.
PANDOC = {
    "LowerRoman": OPEN["i"],
    "UpperRoman": OPEN["I"],
    "LowerAlpha": OPEN["a"],
    "UpperAlpha": OPEN["A"],
}
