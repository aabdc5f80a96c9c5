"""Text as it is compared: forms in which the same words typed another way are equal, from the loosest to the strictest.

    letters        letters and digits only, in one compatibility form, without case
    loose          as below, and without accents, vowel points and variants of letters, as search folds them
    fold, folded   no whitespace, case, accent's coding or typography; `folded` keeps the place that each character came from
    even           quotation marks, dashes and blanks made one of each; letters and their case stay
    same_glyphs    only glyphs that word processors swap on their own: quotation marks and hyphens

Folding: compatibility decomposition (NFKD, Unicode TR 15) and case folding of each character; quotes and dashes made one
of each; soft hyphens, zero-width and directional marks left out.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from core.text import search_folding
from core.text.surrogates import whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Positions = NDArray[np.int32]

SINGLE_QUOTES = "'`´‘’‚‛‹›′‵＇ʼʹ"
DOUBLE_QUOTES = '"“”„‟«»″‶＂〝〞〟'
MARKS = {**dict.fromkeys(SINGLE_QUOTES, "'"), **dict.fromkeys(DOUBLE_QUOTES, '"'), "−": "-", "⁃": "-", "\u2044": "/"}
KEPT_TEXTS = 4
NO_LETTER = re.compile(r"[\W_]+")
EVEN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": "",
    }
)
SAME_GLYPHS = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("\u2010\u2011", "-")}
)


@lru_cache(maxsize=65_536)
def fold_character(character: str) -> str:
    """Return what one character is compared as: nothing, itself or more than one."""
    if character in MARKS:
        return MARKS[character]
    out = []
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", whole(character)).casefold()):
        category = unicodedata.category(part)
        if category == "Cf" or part.isspace() or part == "\u034f" or "\ufe00" <= part <= "\ufe0f":
            continue
        out.append("-" if category == "Pd" else MARKS.get(part, part))
    return "".join(out)


@dataclass(frozen=True)
class Form:
    """A text as it is compared. `starts[i]` is the place in the original of character i."""

    text: str
    starts: "Positions"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that text[start:end] came from."""
        return int(self.starts[start]), int(self.starts[end - 1]) + 1

    def at(self, position: int) -> int:
        """Return the place in this form of a place in the original."""
        import numpy as np

        return int(np.searchsorted(self.starts, position))

    @cached_property
    def codes(self) -> "NDArray[np.uint32]":
        """The code points of the text."""
        return code_points(self.text)


class Folded:
    """A text with the forms it is compared in, each made once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def bare(self) -> Form:
        """The text without any whitespace."""
        return form_of(self.text, _bare_character)

    @cached_property
    def folded(self) -> Form:
        """The text without whitespace, case and typography."""
        return form_of(self.text, fold_character)

    @cached_property
    def loose(self) -> Form:
        """The folded text as search folds it, too: no accents, vowel points or variants of letters, one kind of digits."""
        return form_of(self.text, loose_character)

    @cached_property
    def joined(self) -> Form:
        """The folded text without its hyphens, for words that a line end broke."""
        import numpy as np

        folded = self.folded
        kept = np.flatnonzero(folded.codes != ord("-"))
        return Form(folded.text.replace("-", ""), folded.starts[kept])


def fold(text: str) -> str:
    """Return a short text as it is compared."""
    return "".join(map(fold_character, text))


@lru_cache(maxsize=KEPT_TEXTS)
def folded(text: str) -> Folded:
    """Return the forms of a text; those of the last few texts are kept."""
    return Folded(text)


def loose(text: str) -> str:
    """Return a short text as it is compared where an accent, a vowel point or a variant of a letter must not hide a name."""
    return "".join(map(loose_character, text))


@lru_cache(maxsize=65_536)
def loose_character(character: str) -> str:
    """Return what one character is in the loose form."""
    return "".join(search_folding.fold(fold_character(character)).split())


def letters(text: str) -> str:
    """Return only the letters and digits of a text, in one compatibility form (NFKC) and without case."""
    return NO_LETTER.sub("", unicodedata.normalize("NFKC", text)).casefold()


def only_case(one: str, other: str) -> bool:
    """Return whether two texts have the same letters and digits in the same order, but not the same capitals."""
    ours, theirs = (NO_LETTER.sub("", unicodedata.normalize("NFKC", text)) for text in (one, other))
    return ours != theirs and ours.casefold() == theirs.casefold()


def even(text: str) -> str:
    """Return a text with one kind of quotation mark, dash and blank; letters and their case as they are."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(EVEN).split())


def same_glyphs(word: str) -> str:
    """Return a word as two versions of one text share it (NFC); nothing for a lone invisible character."""
    if len(word) == 1 and unicodedata.category(word) == "Cf":
        return ""
    return unicodedata.normalize("NFC", word.translate(SAME_GLYPHS))


def code_points(text: str) -> "NDArray[np.uint32]":
    """Return the code points of a text as an array."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _bare_character(character: str) -> str:
    return "" if character.isspace() else character


def form_of(text: str, change: Callable[[str], str]) -> Form:
    """Return a text in the form that `change` gives each character: called once per different character."""
    import numpy as np

    codes = code_points(text)
    table = {code: change(chr(code)) for code in map(int, np.flatnonzero(np.bincount(codes)))}
    widths = np.zeros(max(table, default=0) + 1, dtype=np.int8)
    for code, changed in table.items():
        widths[code] = len(changed)
    starts = np.repeat(np.arange(len(codes), dtype=np.int32), widths[codes])
    return Form(text.translate(table), starts)
