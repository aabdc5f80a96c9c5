"""Words as the pieces that BERT knows (WordPiece, uncased), for the model in :mod:`core.rank.meaning`.

`wordpieces.txt` is the vocabulary of BERT base uncased (Google, Apache-2.0), one piece a line, its number being its line.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

LONGEST_WORD = 100
UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
HAN = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ceaf\U0002f800-\U0002fa1f])")
ASCII_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


def numbers(text: str, most: int) -> list[int]:
    """Return the numbers of the pieces of a text, at most `most`, between those that mark its beginning and its end."""
    known = vocabulary()
    pieces: list[int] = []
    for word in _words(text):
        pieces += _pieces(word)
        if len(pieces) >= most - 2:
            break
    return [known[FIRST], *pieces[: most - 2], known[LAST]]


def _words(text: str) -> list[str]:
    shown = "".join(" " if letter.isspace() else letter for letter in text if letter.isspace() or _shows(letter))
    bare = "".join(one for one in unicodedata.normalize("NFD", shown.lower()) if unicodedata.category(one) != "Mn")
    apart = ASCII_SIGNS.sub(r" \1 ", HAN.sub(r" \1 ", bare))
    return "".join(f" {one} " if unicodedata.category(one)[0] == "P" else one for one in apart).split()


def _shows(letter: str) -> bool:
    return unicodedata.category(letter)[0] != "C" and letter != "\ufffd"


@lru_cache(maxsize=1 << 16)
def _pieces(word: str) -> tuple[int, ...]:
    """Return the numbers of the longest pieces of a word, from its beginning on; that of the unknown piece when one is not known."""
    known, found, start = vocabulary(), list[int](), 0
    while start < len(word) <= LONGEST_WORD:
        ends = range(len(word), start, -1)
        end = next((end for end in ends if f"{'##' if start else ''}{word[start:end]}" in known), 0)
        if not end:
            break
        found.append(known[f"{'##' if start else ''}{word[start:end]}"])
        start = end
    return tuple(found) if start == len(word) else (known[UNKNOWN],)


@cache
def vocabulary() -> dict[str, int]:
    """Return the number of each piece."""
    lines = Path(__file__).with_name("wordpieces.txt").read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}
