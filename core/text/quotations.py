"""Words between quotation marks, of every pair of marks that the press uses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOGETHER = "\u0621-\u064a\u3040-\u30ff\u3400-\u9fff"  # Arabic and East Asian letters stand right beside a mark
# A straight mark opens where no word ends, and closes where none begins: 5'10" are feet and inches.
# It stands for both, so that a stray one would take in what follows: it holds over no blank line without being set again.
STRAIGHT = rf"(?:(?<!\w)|(?<=[{TOGETHER}]))\"(?:[^\"\n]|\n(?!\s*\n))+\"(?:(?!\w)|(?=[{TOGETHER}]))"
MOST_PARAGRAPHS = 60  # of one quotation: bounds what unclosed marks make it read


def _kept_open(mark: str, others: str) -> str:
    """Return a pattern of the paragraphs of a quotation that end without a mark because the next one opens with it again."""
    return rf"(?:{mark}(?:[^{others}\n]|\n(?!\s*(?:\n|{mark})))+\n\s*(?={mark})){{0,{MOST_PARAGRAPHS}}}+"


DOUBLE = "|".join(
    (
        rf"{_kept_open('“', '“”')}“[^“”]+”",
        rf"{_kept_open('„', '„“”')}„[^„“”]+[“”]",
        rf"{_kept_open('«', '«»')}«[^«»]+»",
        rf"{_kept_open('»', '«»')}»[^«»]+«",
        rf"(?<!\w){_kept_open(chr(34), chr(34))}{STRAIGHT}",
        STRAIGHT,
        rf"{_kept_open('「', '「」')}「[^「」]+」",
        rf"{_kept_open('『', '『』')}『[^『』]+』",
        r"(?<!\w)”[^“”„\n]+”(?!\w)",  # Swedish and Finnish open as they close
        r"＂[^＂]+＂|❝[^❝❞]+❞|``[^`\n]+?(?:''|``)|,,[^,\n][^\n]*?(?:''|“|”)|〝[^〝〞〟]+[〞〟]",
    )
)
SINGLE_CURLY = rf"(?<!\w){_kept_open('‘', '‘')}(?<!\w)‘(?=\S)[^‘]*?\S’(?!\w)"
SINGLE = (  # an apostrophe stands between letters; the first mark that may close does
    rf"{SINGLE_CURLY}|‚(?=\S)[^‚‘’]*[^\s‚‘’][‘’](?!\w)|‹[^‹›]+›|›[^‹›]+‹"
    r"|(?<![\w'’])'(?=[^\W\d_])(?:[^'\n]|(?<=\w)'(?=\w)){2,400}(?<=\S)'(?![\w'])"
)
REOPENED = re.compile(r"\n\s*[“„«»\"「『‘]")
ANY_MARK = '“”„«»「」『』"'
HALF_OPENED = re.compile(rf"(?:[“„«»「『](?=\w)|(?<!\w)\"(?=\w))(?P<words>[^{ANY_MARK}]+)\Z")
HALF_CLOSED = re.compile(rf"\A(?P<words>[^{ANY_MARK}]+)(?:(?<!\d)[“”»«」』](?!\w)|(?<=[.,!?…])\"(?!\w))")
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
SAID = re.compile(rf"(?<!\w){SAYS}(?!\w)")
PAUSES = frozenset(",.;!?…،؛؟，。；！？")
STOP_WITHIN = re.compile(r"[.!?…;:؟。！？；：]\s*\w")
NEAR = 80  # characters on either side of a quotation in which its speaker is looked for


@dataclass(frozen=True)
class Quotation:
    """A quotation, text[start:end] with its marks; `words` is what stands between them, `mark` the length of the first."""

    start: int
    end: int
    words: str
    mark: int = 1

    @property
    def inside(self) -> tuple[int, int]:
        """The place of the words."""
        return self.start + self.mark, self.start + self.mark + len(self.words)

    @property
    def said(self) -> str:
        """The words without the marks that open each further paragraph."""
        return joined(self.words)

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


def halves(text: str) -> list[Quotation]:
    """Return the parts of quotations that a stretch of a story holds without the mark that ends or begins them.

    Each is given the place of its words, widened by one character on either side as if both marks stood there.
    """
    found = [one for one in (HALF_CLOSED.match(text), HALF_OPENED.search(text)) if one]
    halved = [Quotation(one.start("words") - 1, one.end("words") + 1, one["words"]) for one in found]
    whole = quotations(text, single=True)
    return [half for half in halved if all(half.end <= one.start or half.start >= one.end for one in whole)]


def joined(text: str) -> str:
    """Return a text without the marks that open each further paragraph of a quotation."""
    return REOPENED.sub("\n", text)


def speech(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the words between quotation marks that somebody may have said."""
    return (one.inside for one in quotations(text, single=True) if one.is_speech)


def speaker(text: str, start: int, end: int) -> str:
    """Return the name that is said to have said the words of text[start:end], nothing where none stands right beside them."""
    found = SPEAKER_BEHIND.match(text, end) or SPEAKER_BEFORE.search(text[max(0, start - NEAR) : start])
    groups = [who for who in found.groups() if who] if found else []
    name = groups[0] if groups else ""
    return "" if name.split(" ")[0].lower() in NOBODY else name


@dataclass(frozen=True)
class Utterance:
    """What one person says in a row: quotations with nothing between them but who says it, and the name that is given."""

    quotations: tuple[Quotation, ...]
    speaker: str

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.quotations[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.quotations[-1].end


def utterances(text: str) -> list[Utterance]:
    """Return what is said in a text, in order, each to its end: over sentences, paragraphs and a “she said” in its midst."""
    rows: list[list[Quotation]] = []
    for one in (one for one in quotations(text, single=True) if one.is_speech):
        before = rows[-1][-1] if rows else None
        if before is not None and _goes_on(before, text[before.end : one.start]):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [Utterance(tuple(row), next(filter(None, (_speaker_of(text, one) for one in row)), "")) for row in rows]


def _speaker_of(text: str, one: Quotation) -> str:
    return speaker(text, one.start, one.end)


def _goes_on(before: Quotation, between: str) -> bool:
    """Return whether the words between two quotations only say who speaks: one clause that ends in a comma or a stop."""
    if "\n" in between or len(between) > NEAR or not any(map(str.isalpha, between)):
        return False
    clause = between.strip()
    paused = before.words.rstrip()[-1:] in PAUSES or clause[:1] in PAUSES
    return paused and clause[-1] in PAUSES and len(SAID.findall(clause)) <= 1 and not STOP_WITHIN.search(clause)
