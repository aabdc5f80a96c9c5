"""Words between quotation marks, of every pair of marks that the press uses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOGETHER = "\u0621-\u064a\u3040-\u30ff\u3400-\u9fff"  # Arabic and East Asian letters stand right beside a mark
# A straight mark opens where no word ends, and closes where none begins: 5'10" are feet and inches.
STRAIGHT = rf"(?:(?<!\w)|(?<=[{TOGETHER}]))\"[^\"]+\"(?:(?!\w)|(?=[{TOGETHER}]))"
DOUBLE = rf"“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|»[^«»]+«|{STRAIGHT}|「[^「」]+」|『[^『』]+』"
SINGLE = r"(?<!\w)‘(?=\S)[^‘]*?\S’(?!\w)"
QUOTED = re.compile(DOUBLE)
QUOTED_EITHER_WAY = re.compile(f"{DOUBLE}|{SINGLE}")
SHORTEST = 6  # letters: a shorter word alone is one in inverted commas, nothing that somebody said


@dataclass(frozen=True)
class Quotation:
    """A quotation, text[start:end] with its marks; `words` is what stands between them."""

    start: int
    end: int
    words: str

    @property
    def inside(self) -> tuple[int, int]:
        """The place of the words."""
        return self.start + 1, self.end - 1

    @property
    def is_speech(self) -> bool:
        """Whether it is long enough to be what somebody said."""
        return sum(char.isalnum() for char in self.words) >= SHORTEST or len(self.words.split()) > 1


def quotations(text: str, *, single: bool = False) -> list[Quotation]:
    """Return the quotations of a text, in order, none within another; with `single` those in ‘single’ marks too."""
    found = (QUOTED_EITHER_WAY if single else QUOTED).finditer(text)
    return [Quotation(one.start(), one.end(), one[0][1:-1]) for one in found]


def speech(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the words between quotation marks that somebody may have said."""
    return (one.inside for one in quotations(text, single=True) if one.is_speech)
