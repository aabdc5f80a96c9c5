"""Numbers in words, of many languages: seven, twenty-one, dreihundertzwölf, quatre-vingt-dix-sept, خمسة وعشرون, 三千."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.text.lexicon import Lexicon, key
from core.text.scripts import MARKS

WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*")
BETWEEN = re.compile(r"[ \u00a0\u202f-]")  # one of these parts the words of a number
LONGEST = 5  # words of one item of a lexicon
HUNDRED, THOUSAND, TEN, TWENTY = 100, 1000, 10, 20
JOINERS = frozenset(["and", "und", "et", "y", "e", "en", "och", "og", "i", "и", "та", "ve", "و"])
ONES = frozenset(
    ["one", "eins", "un", "une", "uno", "una", "um", "uma", "один", "одна", "واحد"]
)  # within a number: a hundred and one
ARTICLES = frozenset(
    [
        "a",
        "an",
        "one",
        "ein",
        "eine",
        "einen",
        "einer",
        "eines",
        "einem",
        "un",
        "une",
        "una",
        "uno",
        "um",
        "uma",
        "een",
        "ett",
        "et",
        "en",
        "один",
        "одна",
        "واحد",
    ]
)
ALONE = frozenset(
    {"hundert", "tausend", "cent", "mille", "mil", "cien", "cento", "الف", "الفان", "الفين"}
)  # a number without an article
INFLECTED = frozenset({"de", "es", "fr", "pt", "it", "ar"})  # whose ordinals are looked up by their stem
COMPOUND = frozenset({"de", "nl", "sv", "da", "no", "it"})  # languages that write numbers as one word
SHORTEST_COMPOUND, LONGEST_COMPOUND = 6, 100  # letters
ARABIC_AND = "و"
CHINESE = re.compile(r"[零〇一二两兩三四五六七八九十百千万萬亿億]{2,}")
CHINESE_DIGITS = {**{sign: value for value, sign in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2, "兩": 2}
CHINESE_TENS = {"十": 10, "百": 100, "千": 1000}
CHINESE_SCALES = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}


@dataclass(frozen=True)
class Numeral:
    """A number in words, text[start:end], and its worth; `scale` is the factor that its last word is: a million."""

    start: int
    end: int
    value: float
    scale: float = 1.0
    ordinal: bool = False


@dataclass(frozen=True)
class _Item:
    """A word or phrase that is a number below a thousand, or (`is_scale`) a factor."""

    start: int
    end: int
    value: float
    is_scale: bool = False
    joined: bool = False


def numerals(text: str, lexicon: Lexicon) -> list[Numeral]:
    """Return the numbers in words of a text in the language of the lexicon, and those in Chinese, in order."""
    words = [(found.start(), found.end(), key(found[0])) for found in WORD.finditer(text)]
    found, at = list(_chinese(text)), 0
    while at < len(words):
        read = _read(text, words, at, lexicon) if _may_begin(words, at, lexicon) else None
        if read is None:
            at += 1
            continue
        numeral, at = read
        found.append(numeral)
    return sorted(found, key=lambda one: one.start)


def _may_begin(words: Sequence[tuple[int, int, str]], at: int, lexicon: Lexicon) -> bool:
    """Return whether a number may begin at a word: most words are sorted out here."""
    word, heads = words[at][2], lexicon.numeral_heads
    if word in ARTICLES:
        return at + 1 < len(words) and words[at + 1][2] in heads
    if word in heads or (
        lexicon.language in COMPOUND
        and SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND
        and bool(_parts(word, lexicon))
    ):
        return True
    return lexicon.language in INFLECTED and any(one in lexicon.ordinals for one in _inflected(word, lexicon.language))


def _read(text: str, words: Sequence[tuple[int, int, str]], at: int, lexicon: Lexicon) -> tuple[Numeral, int] | None:
    """Return the number that begins at a word, and the place after its words."""
    if (ordinal := _ordinal(text, words, at, lexicon)) and ordinal[1] > at + 1:
        return ordinal
    items, after, article = list[_Item](), at, False
    if words[at][2] in ARTICLES and _adjacent(text, words, at + 1):
        article, after = True, at + 1
    while after < len(words) and (after == at or (article and after == at + 1) or _adjacent(text, words, after)):
        step = _items(text, words, after, lexicon, first=not items)
        if step is None:
            break
        more, following = step
        if items and not _continues(items, more):
            break
        items += more
        after = following
    if article:
        if not items or not (items[0].is_scale or items[0].value == HUNDRED):
            return None
        items[0] = _Item(words[at][0], items[0].end, items[0].value, items[0].is_scale)
    if not items:
        return ordinal
    if items[0].is_scale and not article and words[at][2] not in ALONE:
        return None
    scales = [one.value for one in items if one.is_scale]
    last = scales[-1] if items[-1].is_scale else 1.0
    return Numeral(items[0].start, items[-1].end, _worth(items), last), after


def _ordinal(text: str, words: Sequence[tuple[int, int, str]], at: int, lexicon: Lexicon) -> tuple[Numeral, int] | None:
    for length in (2, 1):
        if at + length <= len(words) and all(_adjacent(text, words, one) for one in range(at + 1, at + length)):
            said = " ".join(word for _, _, word in words[at : at + length])
            value = next(
                (lexicon.ordinals[one] for one in _inflected(said, lexicon.language) if one in lexicon.ordinals), 0
            )
            if value:
                return Numeral(words[at][0], words[at + length - 1][1], value, ordinal=True), at + length
    return None


def _inflected(said: str, language: str) -> Iterator[str]:
    yield said
    if language == "de" and said[-3:] in {"ter", "tes", "ten", "tem"}:
        yield said[:-1]
    if language == "es":
        yield from (said[:-1] + "o", said + "o")
    if language in {"fr", "pt", "it"}:
        yield from (said[:-1], said[:-1] + "o")
    if language == "ar" and said.startswith("ال"):
        yield from (said[2:], said[2:].removesuffix("ه"))


def _adjacent(text: str, words: Sequence[tuple[int, int, str]], at: int) -> bool:
    """Return whether one blank or hyphen parts a word from the word before it."""
    return 0 < at < len(words) and words[at][0] - words[at - 1][1] == 1 and bool(BETWEEN.match(text, words[at - 1][1]))


def _items(
    text: str, words: Sequence[tuple[int, int, str]], at: int, lexicon: Lexicon, *, first: bool
) -> tuple[list[_Item], int] | None:
    """Return the items that begin at a word, and the place after them; a word that joins two is left out."""
    joined = not first and words[at][2] in JOINERS and _adjacent(text, words, at + 1)
    at += joined
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        if not all(_adjacent(text, words, one) for one in range(at + 1, at + length)):
            continue
        said = " ".join(word for _, _, word in words[at : at + length])
        value, scale = lexicon.numbers.get(said), lexicon.scales.get(said)
        if value is None and scale is None and not first and length == 1:
            value, joined = _within(said, lexicon, joined=joined)
        if value is not None or scale is not None:
            worth = float(value if value is not None else scale or 0)
            return [_Item(words[at][0], words[at + length - 1][1], worth, value is None, joined)], at + length
    start, end, word = words[at]
    if (
        lexicon.language in COMPOUND
        and SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND
        and (parts := _parts(word, lexicon))
    ):
        return [_Item(start, end, value, is_scale, joined) for value, is_scale in parts], at + 1
    return None


def _within(said: str, lexicon: Lexicon, *, joined: bool) -> tuple[int | None, bool]:
    """Return what a word is worth that would be no number at the head, and whether it is joined to the word before."""
    if said in ONES:
        return 1, joined
    if said.startswith(ARABIC_AND) and said[1:] in lexicon.numbers:
        return lexicon.numbers[said[1:]], True
    return None, joined


@lru_cache(maxsize=1 << 12)
def _parts(word: str, lexicon: Lexicon) -> tuple[tuple[float, bool], ...]:
    """Return the items that a word is put together of, nothing when it is put together of others too."""
    if not word:
        return ()
    for length in range(len(word), 2, -1):
        said, rest = word[:length], word[length:]
        said_value = lexicon.numbers.get(said) or (1 if said in (ARTICLES if rest else ONES) else None)
        scale = lexicon.scales.get(said) if length > len("tsd") else None
        if said_value is None and scale is None:
            continue
        after = _parts(rest, lexicon) or _parts(rest.removeprefix("und"), lexicon)
        if not rest or after:
            return ((float(said_value or scale or 0), said_value is None), *after)
    return ()


def _continues(items: Sequence[_Item], more: Sequence[_Item]) -> bool:
    """Return whether items go on with a number: twenty | one, two hundred | and twelve, five | thousand; not five | six."""
    last, new = items[-1], more[0]
    if new.is_scale:
        return not last.is_scale or new.value > last.value or not new.joined
    if last.is_scale:
        return new.value < last.value
    if new.value >= HUNDRED:
        return new.value == HUNDRED and last.value < HUNDRED and not new.joined
    if last.value >= HUNDRED:
        return True
    tens_and_ones = last.value >= TWENTY and last.value % TEN == 0 and new.value < TEN
    ones_and_tens = new.joined and last.value < TEN and new.value >= TWENTY and new.value % TEN == 0
    return tens_and_ones or ones_and_tens


def _worth(items: Sequence[_Item]) -> float:
    total = group = 0.0
    for item in items:
        if item.is_scale:
            if group or not total:
                total += (group or 1) * item.value
            else:
                total *= item.value
            group = 0.0
        elif item.value == HUNDRED and 0 < group < HUNDRED:
            group *= HUNDRED
        else:
            group += item.value
    return total + group


def _chinese(text: str) -> Iterator[Numeral]:
    for found in CHINESE.finditer(text):
        signs = found[0]
        if not any(CHINESE_DIGITS.get(sign) for sign in signs) or all(sign in CHINESE_DIGITS for sign in signs):
            continue
        total, group, digit = 0, 0, 0
        for sign in signs:
            if sign in CHINESE_DIGITS:
                digit = CHINESE_DIGITS[sign]
            elif sign in CHINESE_TENS:
                group, digit = group + (digit or 1) * CHINESE_TENS[sign], 0
            else:
                total, group, digit = total + (group + digit) * CHINESE_SCALES[sign], 0, 0
        yield Numeral(*found.span(), float(total + group + digit))
