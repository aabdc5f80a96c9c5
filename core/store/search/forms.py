"""Other forms of words among the words of the index: inflected ones, and what a word that is nowhere may have meant."""

import re
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from core.text.language import guess, likely
from core.text.near import SHORTEST, Vocabulary
from core.text.scripts import ONE_BY_ONE
from core.text.search_folding import spellings
from core.text.tokens import STEMMERS, stem

NO_WORD = re.compile(rf"[\d\s]|{ONE_BY_ONE.pattern}")
MOST_FORMS = 24  # of one word
MOST_LANGUAGES = 8  # of the index, the commonest
LOOKED_AT = 2000  # words of the index that begin like a stem, the commonest first
SHORTEST_STEM = 3
LONGEST_ENDING = 8
PAST_ALL = "\U0010ffff"  # sorts behind every letter
BEGINNING = "SELECT term FROM search_term WHERE ({}) AND length(term) <= ? ORDER BY entries DESC LIMIT ?"
ABOUT_AS_LONG = "SELECT term FROM search_term WHERE length(term) BETWEEN ? AND ? ORDER BY entries DESC, term"
LANGUAGES = "SELECT language FROM search_entry WHERE language <> '' GROUP BY language ORDER BY count(*) DESC LIMIT ?"


def languages(db: Database, text: str) -> tuple[str, ...]:
    """Return the languages whose rules of inflection apply: that of a text and those of the index; where none is known, likely ones."""
    stored = (row[0].partition("-")[0] for row in db.execute(LANGUAGES, [MOST_LANGUAGES]).fetchall())
    known = [one for one in dict.fromkeys((guess(text), *stored)) if one in STEMMERS]
    return tuple(known or (one for one in likely(text) if one in STEMMERS)) or ("",)


def inflected(db: Database, word: str, rules: Sequence[str]) -> tuple[str, ...]:
    """Return the other words of the index with the stem of a bare folded word by any of these languages' rules."""
    found: dict[str, None] = {}
    for language in rules if not NO_WORD.search(word) else ():
        stems = stem(word, language)
        if len(stems) == 1 and len(stems[0]) >= SHORTEST_STEM:
            begun = spellings(stems[0][: max(SHORTEST_STEM, len(stems[0]) - 1)])
            sql = BEGINNING.format(" OR ".join(["term >= ? AND term < ?"] * len(begun)))
            ends = [end for one in begun for end in (one, one + PAST_ALL)]
            rows = db.execute(sql, [*ends, len(word) + LONGEST_ENDING, LOOKED_AT]).fetchall()
            found |= dict.fromkeys(row[0] for row in rows if stem(row[0], language) == stems)
    return tuple(one for one in found if one != word)[:MOST_FORMS]


def near(db: Database, words: Iterable[str]) -> dict[str, list[str]]:
    """Return for each of these bare folded words, which the index lacks, the words of it that may be meant, the nearest first."""
    wanted = [word for word in words if len(word) >= SHORTEST and not NO_WORD.search(word)]
    if not wanted:
        return {}
    bounds = [max(SHORTEST - 1, min(map(len, wanted)) // 2), 2 * max(map(len, wanted))]
    vocabulary = Vocabulary(row[0] for row in db.execute(ABOUT_AS_LONG, bounds).fetchall())
    return {word: vocabulary.near(word) for word in wanted}
