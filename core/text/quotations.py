"""Words between quotation marks, of every pair of marks that the press uses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOGETHER = "\u0621-\u064a\u3040-\u30ff\u3400-\u9fff"  # Arabic and East Asian letters stand right beside a mark
# A straight mark opens where no word ends, and closes where none begins: 5'10" are feet and inches.
STRAIGHT = rf"(?:(?<!\w)|(?<=[{TOGETHER}]))\"[^\"]+\"(?:(?!\w)|(?=[{TOGETHER}]))"
# A paragraph may end within a quotation when the next begins with the mark again, as newspapers set it.
DOUBLE = (
    rf"“[^“”\n]+(?=\n\s*“)|“[^“”]+”|„[^„“”]+[“”]|«[^«»\n]+(?=\n\s*«)|«[^«»]+»|»[^«»]+«|{STRAIGHT}|「[^「」]+」|『[^『』]+』"
    r"|(?<!\w)”[^“”„\n]+”(?!\w)|＂[^＂]+＂|❝[^❝❞]+❞|``[^`\n]+?(?:''|``)|,,[^,\n][^\n]*?(?:''|“|”)|〝[^〝〞〟]+[〞〟]"
)
# Within single marks an apostrophe stands between letters; the first mark that may close does.
SINGLE = (
    r"(?<!\w)‘(?=\S)[^‘]*?\S’(?!\w)|‚(?=\S)[^‚‘’]*[^\s‚‘’][‘’](?!\w)|‹[^‹›]+›|›[^‹›]+‹"
    r"|(?<![\w'’])'(?=[^\W\d_])(?:[^'\n]|(?<=\w)'(?=\w)){2,400}(?<=\S)'(?![\w'])"
)
QUOTED = re.compile(DOUBLE)
QUOTED_EITHER_WAY = re.compile(f"{DOUBLE}|{SINGLE}")
TYPED, TYPED_END = frozenset({"``", ",,"}), "''"  # marks put together of others
CLOSING = frozenset("”“»«’‘›‹\"'」』＂❞〞〟")
SHORTEST = 6  # letters: a shorter word alone is one in inverted commas, nothing that somebody said


SAYS = (
    r"(?:said|says|told|tells|asked|added|wrote|writes|replied|answered|declared|insisted|sagte|sagt|erklärte|meinte|schrieb|dit|a dit|a déclaré|a affirmé"
    r"|dijo|afirmó|declaró|ha detto|disse|قال|قالت|صرح|сказал|сказала|заявил|заявила)"
)
WHO = r"(?P<who>[^\W\d_a-zà-ÿ][\w’-]+(?: [^\W\d_a-zà-ÿ][\w’-]+)*)"
OTHER = WHO.replace("who", "other")
MARKS_BETWEEN = r"[”“\"»«’,.!?\s]*"
SPEAKER_BEHIND = re.compile(rf"{MARKS_BETWEEN}(?:{SAYS} {WHO}|{OTHER} {SAYS}(?!\w))")
SPEAKER_BEFORE = re.compile(rf"{WHO}(?: [^.“”\"„«»]{{0,30}})? {SAYS}(?: [^.“”\"„«»]{{0,20}})?[:,]?\s*[“\"„«‘]?$")
NOBODY = frozenset(
    {"he", "she", "they", "we", "it", "i", "er", "sie", "es", "il", "elle", "ils", "él", "ella", "who", "the"}
)
NEAR = 80  # characters on either side of a quotation in which its speaker is looked for


@dataclass(frozen=True)
class Quotation:
    """A quotation, text[start:end] with its marks; `words` is what stands between them, `mark` the length of the first.

    One that goes on in the next paragraph has no mark at its end.
    """

    start: int
    end: int
    words: str
    mark: int = 1

    @property
    def inside(self) -> tuple[int, int]:
        """The place of the words."""
        return self.start + self.mark, self.start + self.mark + len(self.words)

    @property
    def is_speech(self) -> bool:
        """Whether it is long enough to be what somebody said."""
        return sum(char.isalnum() for char in self.words) >= SHORTEST or len(self.words.split()) > 1


def quotations(text: str, *, single: bool = False) -> list[Quotation]:
    """Return the quotations of a text, in order, none within another; with `single` those in ‘single’ marks too."""
    found = (QUOTED_EITHER_WAY if single else QUOTED).finditer(text)
    return [_made(one) for one in found]


def _made(found: re.Match[str]) -> Quotation:
    marked, mark = found[0], 2 if found[0][:2] in TYPED else 1
    behind = 2 if mark == len(TYPED_END) and marked.endswith(TYPED_END) else int(marked[-1] in CLOSING)
    return Quotation(*found.span(), marked[mark : len(marked) - behind], mark)


def speech(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the words between quotation marks that somebody may have said."""
    return (one.inside for one in quotations(text, single=True) if one.is_speech)


def speaker(text: str, start: int, end: int) -> str:
    """Return the name that is said to have said the words of text[start:end], nothing where none stands right beside them."""
    found = SPEAKER_BEHIND.match(text, end) or SPEAKER_BEFORE.search(text[max(0, start - NEAR) : start])
    groups = [who for who in found.groups() if who] if found else []
    name = groups[0] if groups else ""
    return "" if name.split(" ")[0].lower() in NOBODY else name
