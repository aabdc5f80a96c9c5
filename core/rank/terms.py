"""What tells one sentence from another: its names, its numbers, and its words in a script that has neither spaces nor capitals."""

import re
from collections.abc import Iterator

from core.store.fold import ONE_BY_ONE, fold_words

CAPITALS = "".join(
    letter for letter in map(chr, range(0x590)) if letter.isupper()
)  # of Latin, Greek, Cyrillic, Armenian
NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
NAME = re.compile(rf"(?<![.!?]\s)(?<!^)\b[{CAPITALS}][\w’'-]+(?:\s+[{CAPITALS}][\w’'-]+)*")
GERMAN = frozenset(
    [
        "das",
        "dem",
        "den",
        "der",
        "des",
        "die",
        "ein",
        "eine",
        "einen",
        "einer",
        "für",
        "im",
        "ist",
        "mit",
        "nicht",
        "sich",
        "und",
        "vom",
        "von",
        "zu",
        "zum",
        "zur",
    ]
)
GERMAN_ENOUGH = 2
SHORTEST_RUN = 2


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as they are written."""
    return NUMBER.findall(text)


def names(text: str) -> list[str]:
    """Return what looks like a name: capitals within a sentence; in German, where every noun has one, two in a row."""
    found = NAME.findall(text)
    return [name for name in found if len(name.split()) > 1] if _is_german(text) else found


def shared_runs(one: str, other: str) -> Iterator[str]:
    """Yield the longest runs of characters written without spaces (Chinese, Japanese, Thai …) that stand in both texts."""
    for found in re.finditer(f"(?:{ONE_BY_ONE.pattern})+", one):
        run, start = found[0], 0
        while start < len(run):
            end = start
            while end < len(run) and run[start : end + 1] in other:
                end += 1
            if end - start >= SHORTEST_RUN:
                yield run[start:end]
            start = max(end, start + 1)


def _is_german(text: str) -> bool:
    return len(GERMAN & set(text.split())) >= GERMAN_ENOUGH


def folded(number: str) -> str:
    """Return a number with the digits of ours, one sign for what parts it: 4,2 and 4.2 and ٤٫٢ are the same."""
    return ".".join(fold_words(number))
