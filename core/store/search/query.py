"""The search language: words, "phrases", -exclude, and filters such as site:, before:, after:, kind:, language:, status:, class:."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.errors import InputError
from core.store.search.filters import CONDITIONS, Filter, reading
from core.text.match_folding import DOUBLE_QUOTES
from core.text.scripts import ONE_BY_ONE
from core.text.search_folding import bare, fold_query, spellings
from core.text.surrogates import whole

PART = re.compile(r'(?P<no>-?)(?:(?P<key>[A-Za-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
QUOTES = str.maketrans(dict.fromkeys(f"{DOUBLE_QUOTES}‹›", '"'))
GERSHAYIM = re.compile('(?<=[א-ת])"(?=[א-ת])')  # the mark in a Hebrew abbreviation, as keyboards have it
GROUPED = re.compile(r"(?<!\S)\d{1,3}(?:\s\d{3})+(?!\S)")  # one number, its groups of three parted by spaces
MOST_PARTS = 200
TELLING_LETTERS = 3


@dataclass(frozen=True)
class Query:
    """A query taken apart. `wanted` and `unwanted` are folded phrases; `open_end` says that the last word may go on.

    `quoted` are those of the wanted phrases that mean just what they say; `also` has other forms of the rest.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    filters: tuple[Filter, ...]
    open_end: bool
    quoted: frozenset[str] = frozenset()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def expression(self) -> str:
        """The FTS5 expression, empty when no word is looked for."""
        if not self.wanted:
            return ""
        return self._joined(either(self.forms(self.wanted[-1]), "*" if self.begun else ""))

    @property
    def begun(self) -> str:
        """The last word when it may go on, else nothing: a character of a space-less script is a word of its own."""
        return self.wanted[-1] if self.open_end and not ONE_BY_ONE.match(self.wanted[-1][-1]) else ""

    @property
    def vague(self) -> bool:
        """Whether the last word is only begun: what one or two letters may become is too much to be ranked in time."""
        last = self.wanted[-1] if self.wanted else ""
        return self.open_end and len(last) < TELLING_LETTERS and not ONE_BY_ONE.match(last or " ")

    @property
    def excluded(self) -> str:
        """The FTS5 expression of what is not wanted, empty when nothing is."""
        return " OR ".join(either(spellings(phrase)) for phrase in self.unwanted)

    def forms(self, phrase: str) -> tuple[str, ...]:
        """Return all that a wanted phrase is looked for as."""
        return (*spellings(phrase), *self.also.get(phrase, ()))

    def with_last(self, words: Sequence[str]) -> str:
        """Return the expression with any of `words` in the place of the last one; empty when there are none."""
        return self._joined(either(words)) if words else ""

    def _joined(self, last: str) -> str:
        wanted = " AND ".join([*(either(self.forms(phrase)) for phrase in self.wanted[:-1]), last])
        return f"({wanted}) NOT ({self.excluded})" if self.unwanted else wanted


def either(phrases: Sequence[str], ending: str = "") -> str:
    """Return the FTS5 expression for any of these phrases, each with an `ending` such as the star of a prefix."""
    quoted = [f'"{phrase}"{ending}' for phrase in phrases]
    return f"({' OR '.join(quoted)})" if len(quoted) > 1 else quoted[0]


def parse(text: str, *, typing: bool = False) -> Query:
    """Take a query apart; whatever is typed is a query, at worst one without a word in it.

    InputError when a filter means nothing; while one is `typing` it does not filter yet.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    filters: list[Filter] = []
    quoted: set[str] = set()
    open_end = False
    for found in _parts(text):
        key, phrase = (found["key"] or "").lower(), found["phrase"]
        value = found["word"] if phrase is None else phrase
        if key in CONDITIONS and value:
            filters += _filter(key, value, no=bool(found["no"]), typing=typing)
            continue
        words = fold_query(f"{key} {value}" if key else value)
        phrases = [bare(word) for word in words] if phrase is None else [" ".join(words)]
        (unwanted if found["no"] else wanted).extend(one for one in phrases if one)
        quoted.update(phrases if phrase is not None else ())
        open_end = open_end if found["no"] or not any(phrases) else phrase is None
    return Query(tuple(wanted), tuple(unwanted), tuple(filters), open_end, frozenset(quoted))


def _parts(text: str) -> Iterable[re.Match[str]]:
    """Return the parts of a query, as the keyboards and the word processors of the world have its quotes and numbers."""
    sound = whole(text).translate(QUOTES)
    joined = GROUPED.sub(lambda found: "".join(found[0].split()), GERSHAYIM.sub("״", sound))
    return itertools.islice(PART.finditer(joined), MOST_PARTS)


def _filter(key: str, value: str, *, no: bool, typing: bool) -> list[Filter]:
    try:
        return [reading(key, value, no=no)]
    except InputError:
        if typing:
            return []
        raise
