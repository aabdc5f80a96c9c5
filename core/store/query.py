"""The search language: words, "phrases", -exclude, and filters such as site:, before:, after:, kind:, language:, status:, class:."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.store.fold import ONE_BY_ONE, bare, fold_query, with_articles

PART = re.compile(r'(?P<no>-?)(?:(?P<key>[a-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
TELLING_LETTERS = 3
CONDITIONS = {
    "site": "(entry.site = ? OR entry.site LIKE '%.' || ?)",
    "before": "entry.day < ?",
    "after": "entry.day >= ?",
    "kind": "entry.kind = ?",
    "language": "entry.language = ?",
    "status": "entry.status = ?",
    "class": "entry.confidentiality = ?",
}


@dataclass(frozen=True)
class Query:
    """A query taken apart. `wanted` and `unwanted` are folded phrases; `open_end` says that the last word may go on."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    filters: tuple[tuple[str, str, bool], ...]
    open_end: bool

    @property
    def expression(self) -> str:
        """The FTS5 expression, empty when no word is looked for."""
        if not self.wanted:
            return ""
        last = self.wanted[-1]
        goes_on = self.open_end and not ONE_BY_ONE.match(last[-1])  # such a character is a word of its own
        return self._joined(either(with_articles(last), "*" if goes_on else ""))

    @property
    def vague(self) -> bool:
        """Whether the last word is only begun: what one or two letters may become is too much to be ranked in time."""
        last = self.wanted[-1] if self.wanted else ""
        return self.open_end and len(last) < TELLING_LETTERS and not ONE_BY_ONE.match(last or " ")

    def with_last(self, words: Sequence[str]) -> str:
        """Return the expression with any of `words` in the place of the last one; empty when there are none."""
        return self._joined(either(words)) if words else ""

    def _joined(self, last: str) -> str:
        wanted = " AND ".join([*(either(with_articles(phrase)) for phrase in self.wanted[:-1]), last])
        unwanted = "".join(f" NOT {either(with_articles(phrase))}" for phrase in self.unwanted)
        return f"({wanted}){unwanted}" if unwanted else wanted

    def conditions(self) -> tuple[list[str], list[str]]:
        """Return SQL conditions over ``entry`` and their values."""
        clauses, values = [], []
        for key, value, no in self.filters:
            clause = CONDITIONS[key]
            clauses.append(f"NOT {clause}" if no else clause)
            values += [value] * clause.count("?")
        return clauses, values


def either(phrases: Sequence[str], ending: str = "") -> str:
    """Return the FTS5 expression for any of these phrases, each with an `ending` such as the star of a prefix."""
    quoted = [f'"{phrase}"{ending}' for phrase in phrases]
    return f"({' OR '.join(quoted)})" if len(quoted) > 1 else quoted[0]


def parse(text: str) -> Query:
    """Take a query apart; whatever is typed is a query, at worst one without a word in it."""
    wanted: list[str] = []
    unwanted: list[str] = []
    filters: list[tuple[str, str, bool]] = []
    for found in PART.finditer(text):
        value = found["phrase"] if found["phrase"] is not None else found["word"]
        if found["key"] in CONDITIONS and value:
            filters.append((found["key"], value.casefold(), bool(found["no"])))
            continue
        words = fold_query(f"{found['key']} {value}" if found["key"] else value)
        phrases = [" ".join(words)] if found["phrase"] is not None else [bare(word) for word in words]
        (unwanted if found["no"] else wanted).extend(phrase for phrase in phrases if phrase)
    return Query(tuple(wanted), tuple(unwanted), tuple(filters), _goes_on(text))


def _goes_on(text: str) -> bool:
    """Whether the last thing typed is a bare word, so that it may be the beginning of one."""
    last = None
    for found in PART.finditer(text):
        last = found
    return last is not None and last["phrase"] is None and last["key"] not in CONDITIONS and not last["no"]
