"""Folding for search: the same letters whatever the writer's keyboard did.

NFKD, marks stripped, case folded, soft hyphens and joiners out, Arabic letter forms and the dotless i joined to their
plain neighbours, digits of every script the same. Scripts written without spaces become single characters between spaces,
so that unicode61 makes a token of each and a word is a phrase of them.
"""

import re
import unicodedata
from functools import cache

from core.text.scripts import ONE_BY_ONE, SPELT

FOREIGN = re.compile("[^\x00-\x7f]+")
LATIN = (range(0xC0, 0x180), range(0x1E00, 0x1F00))
SIGNS = (range(0xA0, 0xC0), range(0x2010, 0x2060))
WESTERN = "cp1252"
FEW = 64  # different letters of a text that are replaced one after the other
SPELLING = (0, 8, 9)  # combining classes of the marks of kana and of what joins consonants in India: no mere accents
WORD = re.compile(rf"(?:[^\W_]|[{SPELT}])+")
LETTERS = {
    **dict.fromkeys("أإآٱ", "ا"),
    "ى": "ي",
    "ی": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ة": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ک": "ك",
    "ء": "",
    "ı": "i",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ð": "d",
    "þ": "th",
    "ـ": "",
    **dict.fromkeys("ʼʻ", "'"),
}
ARTICLES = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل")  # Arabic “the”, with what is written together with it
SHORTEST_BARE = 3
GROUPS = re.compile(r"(?<![^ ])[1-9]\d{0,2}(?: \d{3})+(?![^ ])")  # 41,000 as the index has it
LONG = re.compile(r"(?<![^ ])[1-9]\d{3,14}(?![^ ])")


def fold(text: str) -> str:
    """Return the folded text, with every character of a space-less script between spaces."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    changed = {one: TABLE[ord(one)] for one in set(lowered) if one > "\x7f" and TABLE[ord(one)] != one}
    if len(changed) > FEW or not changed.keys().isdisjoint("".join(changed.values())):
        return FOREIGN.sub(lambda found: found[0].translate(TABLE), lowered)
    for one, folded in changed.items():  # in most languages but a handful of letters: two to three times as fast
        lowered = lowered.replace(one, folded)
    return lowered


def fold_for_index(text: str) -> str:
    """Fold a text as far as the index's tokenizer needs it: Latin letters lose case and marks there, at the speed of C."""
    if text.isascii():
        return text
    try:
        text.encode(WESTERN)  # a fifth of the time of the expression below, and true of most pages in Western languages
    except UnicodeEncodeError:
        return _beyond_latin().sub(lambda found: found[0].translate(TABLE), text)
    for character, folded in _western().items():
        if character in text:
            text = text.replace(character, folded)
    return text


def fold_query(text: str) -> list[str]:
    """Return the words of a query, each as the phrase that finds it in folded text."""
    phrases = (" ".join("".join(c if is_token(c) else " " for c in fold(word)).split()) for word in text.split())
    return [phrase for phrase in phrases if phrase]


def bare(word: str) -> str:
    """Return a folded word without the Arabic article that it may begin with."""
    found = max((article for article in ARTICLES if word.startswith(article)), key=len, default="")
    return word[len(found) :] if len(word) - len(found) >= SHORTEST_BARE else word


def spellings(phrase: str) -> tuple[str, ...]:
    """Return what a bare folded phrase is looked for as: a number with and without its groups, an Arabic word with each article."""
    if "ا" <= phrase[:1] <= "ي" and len(phrase) >= SHORTEST_BARE and " " not in phrase:
        return (phrase, *(f"{article}{phrase}" for article in ARTICLES))
    whole = GROUPS.sub(lambda found: found[0].replace(" ", ""), phrase)
    grouped = LONG.sub(lambda found: f"{int(found[0]):,}".replace(",", " "), whole)
    return tuple(dict.fromkeys((phrase, whole, grouped)))


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text, each character of a space-less script as one."""
    return WORD.findall(fold(text))


def is_token(character: str) -> bool:
    """Return whether the index sees a character as part of a word: its tokenizer is told the same categories."""
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) in ("Mn", "Mc", "Co")


@cache
def _beyond_latin() -> re.Pattern[str]:
    """Match what the tokenizer (unicode61, remove_diacritics 2) would not fold as :func:`fold` does."""
    return re.compile(f"[^\x00-\x7f{re.escape(''.join(left_to_tokenizer()))}]+")


@cache
def _western() -> dict[str, str]:
    """Return what :func:`_beyond_latin` matches of the Western code page, with what each becomes."""
    characters = bytes(range(128, 256)).decode(WESTERN, "ignore")
    return {one: TABLE[ord(one)] for one in characters if _beyond_latin().match(one)}


def left_to_tokenizer() -> list[str]:
    """Return the letters with marks, and the signs between words, that the tokenizer treats as :func:`fold` does."""
    letters = [chr(code) for span in LATIN for code in span if _is_marked(chr(code))]
    return letters + [chr(code) for span in SIGNS for code in span if _parts(chr(code))]


def _is_marked(character: str) -> bool:
    base, *marks = list(unicodedata.normalize("NFD", character))
    return base.isascii() and character.lower() not in LETTERS and all(unicodedata.combining(mark) for mark in marks)


def _parts(character: str) -> bool:
    """Whether a sign stands between words, as it is and folded."""
    return unicodedata.category(character)[0] in "PSZ" and not any(map(is_token, TABLE[ord(character)]))


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is first met: str.translate then runs at the speed of C."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


TABLE = _Table()


def _fold_character(character: str) -> str:
    """Return what one character becomes: nothing, a letter or more, or a character between spaces."""
    out = []
    for part in unicodedata.normalize("NFKD", LETTERS.get(character, character)):
        if unicodedata.combining(part) not in SPELLING or unicodedata.category(part) == "Cf":
            continue
        digit = unicodedata.decimal(part, None)
        folded = LETTERS.get(part.casefold(), part.casefold()) if digit is None else str(digit)
        out.append(f" {folded} " if ONE_BY_ONE.match(folded) else folded)
    return "".join(out)
