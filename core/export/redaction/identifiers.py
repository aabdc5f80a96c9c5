"""Terms that identify a source: its title, its addresses, and the people it names, in their usual spellings."""

from collections.abc import Iterator, Mapping
from typing import Any

from core.cite.fields import NAMES, OTHERS
from core.model import Snapshot, Source, SourceKind
from core.security.urls import host, in_letters
from core.text.names import capital_rows, caseless_runs, tails
from core.text.names import names as names_in
from core.text.scripts import unspaced

MOST_WORDS = 4  # words of a person's name
SHORTEST_IN_USER_NAME = 4  # letters of a family name written together with an initial
HONORIFICS = (
    "女士",
    "先生",
    "小姐",
    "太太",
    "夫人",
    "老师",
    "老師",
    "教授",
    "医生",
    "醫生",
    "律师",
    "律師",
    "主任",
    "さん",
    "氏",
    "様",
    "さま",
    "씨",
    "님",
    "선생님",
    "교수",
)  # written behind a family name
SHORTEST_TITLE = 3  # words; a shorter title may be the name of the story's subject


def names(source: Source) -> Iterator[str]:
    """Yield terms that must not appear for a hidden source. For a person, the names in the title are included."""
    person = source.kind is SourceKind.PERSON
    titles = (source.title, str(source.csl.get("title") or ""))
    yield from (title for title in titles if person or unspaced(title) or len(title.split()) >= SHORTEST_TITLE)
    yield from (source.url, *_sites(source.url), str(source.csl.get("URL") or ""))
    for variable in NAMES:
        for one in _people(source, variable):
            yield from _written(one, whole=person)
    if person:
        yield from _in_title(source.title)


def in_title(source: Source) -> Iterator[tuple[str, ...]]:
    """Yield further names in a person's title, such as Ursula von der Leyen, each as a tuple of its spellings.

    In scripts without capitals, every two adjacent words that are not stop words. Single words are skipped, since they
    may be an office or a town.
    """
    if source.kind is SourceKind.PERSON:
        for name in names_in(source.title):
            words = source.title[name.start : name.end].split()
            if len(words) > 1:
                yield tuple(tails(words))
        yield from ((run,) for run in caseless_runs(source.title))


def of_copy(snapshot: Snapshot) -> Iterator[str]:
    """Yield terms that must not appear for a sealed copy of a hidden source."""
    yield from (snapshot.url, snapshot.final_url, *_sites(snapshot.url, snapshot.final_url), snapshot.warc)


def of_name(name: str) -> Iterator[str]:
    """Yield terms that must not appear for a hidden name: the whole, and what stands behind given names."""
    parts = name.split()
    yield name
    if len(parts) > 1:
        yield from tails(parts)
        yield from _written({"family": parts[-1], "given": " ".join(parts[:-1])}, whole=True)


def given(source: Source) -> Iterator[str]:
    """Yield given names: harmless alone, but identifying within the source's own words."""
    return (str(person.get("given") or "") for variable in NAMES for person in _people(source, variable))


def _sites(*addresses: str) -> Iterator[str]:
    """Yield the host of each address, in ASCII and in Unicode."""
    for name in map(host, addresses):
        yield from (name, in_letters(name))


def _people(source: Source, variable: str) -> Iterator[Mapping[str, Any]]:
    names_listed = source.csl.get(variable)
    return (
        one
        for one in (names_listed if isinstance(names_listed, (list, tuple)) else ())
        if isinstance(one, Mapping) and one != OTHERS
    )


def _written(person: Mapping[str, Any], *, whole: bool) -> Iterator[str]:
    parts = [str(person.get(part) or "") for part in ("given", "dropping-particle", "non-dropping-particle", "family")]
    first, _, particle, family = parts
    yield from (family, f"{particle} {family}", " ".join(filter(None, parts)))
    if first and family:
        yield from (f"{first} {family}", f"{family}, {first}", f"{family} {first}")
        if unspaced(first + family):
            yield family + first
        elif len(family) >= SHORTEST_IN_USER_NAME:
            yield from (f"{first[0]}{family}", f"{family}{first[0]}")
    if family and unspaced(family):
        yield from (f"{family}{honorific}" for honorific in HONORIFICS)
    literal = str(person.get("literal") or "")
    yield literal
    if whole and 1 < len(literal.split()) <= MOST_WORDS:
        yield from tails(literal.split())


def _in_title(title: str) -> Iterator[str]:
    """Yield the names in a title such as “Call with Odile Marchetti”: 2 to 4 capitalised words, and the last."""
    for row in capital_rows(title):
        if 1 < len(row) <= MOST_WORDS:
            yield from tails(row)
