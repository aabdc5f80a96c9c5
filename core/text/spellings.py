"""Ways to write one name: forms of a text in Latin letters, in which spellings of a name in any script are equal.

    plain      Latin letters and digits only: no accents, blanks, hyphens and apostrophes
    digraphs   as above, with two letters for an umlaut or a ring: Mueller, Soerbo, Aase
    skeleton   the consonants of it, for scripts that write no short vowels

The tables of letters are those of the library anyascii.
"""

import itertools
import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from core.text.match_folding import Form, form_of, loose_character
from core.text.scripts import takes_prefixes

NO_CONSONANT = re.compile(r"[^a-z0-9]|[aeiouwyh]")
NO_LETTER = re.compile(r"[^a-z0-9]")
TWO_LETTERS = {"\u0308": "e", "\u030a": "a", "ø": "oe", "υ": "u"}  # diaeresis, ring; Greek ου
MOST_DOUBLE = 4  # letters of a name that are written in both ways, each on its own
DOUBLES = re.compile(r"(?<=[aou])e|(?<=a)a")
LAST_VOWELS = re.compile(r"(?:aya|iya|ii|iy|yi|oi|oy|ij|yj|ya|os|is|as|[aeiouy])$")
SHORTEST_STEM = 4
# What cases, possessives and plurals add to a name, in Latin letters.
ENDINGS = frozenset(
    re.findall(
        r"\w+",
        "s es n en ns a u e i y o em om um im ym am ami ah ax oi oy oj ei ey ej ou ov ova ove ovi ogo ego omu emu aya "
        "uyu yu ya iu ii iyu ie ye os is as on an in iej iego iemu ich nin nun da de dan den ta te la le",
    )
)
CLITICS = re.compile(
    r"(?:[وف]?[بكل]?ال|[وف]?لل|[وفبكلس]{1,2}|[והבלמשכ]{1,3})\Z"
)  # written in front of Arabic and Hebrew words


@lru_cache(maxsize=65_536)
def plain_character(character: str) -> str:
    """Return what one character is in the plain form."""
    return NO_LETTER.sub("", anyascii(loose_character(character)).casefold())


@lru_cache(maxsize=65_536)
def digraph_character(character: str) -> str:
    """Return what one character is in the form with two letters for an umlaut."""
    parts = unicodedata.normalize("NFD", character.casefold())
    return "".join(TWO_LETTERS.get(part, plain_character(part)) for part in parts)


@lru_cache(maxsize=65_536)
def skeleton_character(character: str) -> str:
    """Return what one character is in the skeleton: a consonant or nothing."""
    return NO_CONSONANT.sub("", plain_character(character)).replace("q", "k")


@lru_cache(maxsize=4)
def forms(text: str) -> tuple[Form, ...]:
    """Return a text in its plain form and with digraphs, with the place that each character came from."""
    plain, digraphs = form_of(text, plain_character), form_of(text, digraph_character)
    return (plain,) if plain.text == digraphs.text else (plain, digraphs)


@lru_cache(maxsize=4)
def skeleton(text: str) -> Form:
    """Return the skeleton of a text."""
    return form_of(text, skeleton_character)


def spelled(name: str) -> frozenset[str]:
    """Return a name in Latin letters, each umlaut as one letter and as two."""
    composed = unicodedata.normalize("NFC", name)
    ways = [tuple(dict.fromkeys((plain_character(one), digraph_character(one)))) for one in composed]
    if sum(len(way) > 1 for way in ways) > MOST_DOUBLE:
        return frozenset("".join(way[at] for way in ways) for at in (0, -1))
    return frozenset(map("".join, itertools.product(*ways)))


def undoubled(name: str) -> str:
    """Return a name whose digraphs are read as umlauts without dots: Muller of Mueller."""
    return DOUBLES.sub("", "".join(map(plain_character, name)))


def stem(whole: str) -> str:
    """Return a name in Latin letters without the ending of its case; nothing when it has none or too little is left."""
    left = LAST_VOWELS.sub("", whole)
    return left if left != whole and len(left) >= SHORTEST_STEM else ""


def consonants(name: str) -> str:
    """Return a pattern for the skeleton of a name of several words in a script that writes no short vowels; else nothing."""
    words = [word.replace("ال", "", 1) if word.startswith("ال") else word for word in name.split()]
    if len(words) <= 1 or not all(takes_prefixes(word[0]) for word in words if word):
        return ""
    parts = ["".join(map(skeleton_character, word)) for word in words]
    if sum(map(len, parts)) < SHORTEST_STEM:
        return ""
    return "l?".join("".join(f"{letter}+" for letter in part) for part in parts)
