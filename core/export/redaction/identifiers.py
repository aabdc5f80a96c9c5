"""What would give a source away: its title, its addresses, and the people it names, in the ways that people write them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from core.cite.fields import NAMES
from core.model import Snapshot, Source, SourceKind
from core.security.urls import host, in_letters
from core.text.scripts import unspaced

_CAPITALISED = re.compile(r"[^\W\d_][\w’'.-]*")
MOST_WORDS = 4  # of a person's name
SHORTEST_TITLE = 3  # words: a shorter one may be the name of what the whole story is about


def names(source: Source) -> Iterator[str]:
    """Yield what must not be said of a hidden source. A person's title names the person."""
    person = source.kind is SourceKind.PERSON
    titles = (source.title, str(source.csl.get("title") or ""))
    yield from (title for title in titles if person or unspaced(title) or len(title.split()) >= SHORTEST_TITLE)
    yield from (source.url, *_sites(source.url), str(source.csl.get("URL") or ""))
    for variable in NAMES:
        for one in _people(source, variable):
            yield from _written(one, whole=person)
    if person:
        yield from _in_title(source.title)


def of_copy(snapshot: Snapshot) -> Iterator[str]:
    """Yield what must not be said of a sealed copy of a hidden source."""
    yield from (snapshot.url, snapshot.final_url, *_sites(snapshot.url, snapshot.final_url), snapshot.warc)


def given(source: Source) -> Iterator[str]:
    """Yield the given names: alone they tell nothing, but in the source's own words they do."""
    return (str(person.get("given") or "") for variable in NAMES for person in _people(source, variable))


def _sites(*addresses: str) -> Iterator[str]:
    """Yield the host of each address, in ASCII and as people write it."""
    for name in map(host, addresses):
        yield from (name, in_letters(name))


def _people(source: Source, variable: str) -> Iterator[Mapping[str, Any]]:
    found = source.csl.get(variable)
    return (one for one in (found if isinstance(found, (list, tuple)) else ()) if isinstance(one, Mapping))


def _written(person: Mapping[str, Any], *, whole: bool) -> Iterator[str]:
    parts = [str(person.get(part) or "") for part in ("given", "dropping-particle", "non-dropping-particle", "family")]
    first, _, particle, family = parts
    yield from (family, f"{particle} {family}", " ".join(filter(None, parts)))
    if first and family:
        yield from (f"{first} {family}", f"{family}, {first}", f"{family} {first}")
        if unspaced(first + family):
            yield family + first
    literal = str(person.get("literal") or "")
    yield literal
    if whole and 1 < len(literal.split()) <= MOST_WORDS:
        yield from _tails(literal.split())


def _in_title(title: str) -> Iterator[str]:
    """Yield the names in a title such as “Call with Odile Marchetti”: two to four words with capitals in a row, and the last of them."""
    row: list[str] = []
    for word in [*title.split(), ""]:
        bare = word.strip("“”\"'‘’().,:;!?")
        if bare[:1].isupper() and _CAPITALISED.fullmatch(bare):
            row.append(bare)
        if not word.endswith(bare) or not bare[:1].isupper():
            if 1 < len(row) <= MOST_WORDS:
                yield from _tails(row)
            row = []


def _tails(words: list[str]) -> Iterator[str]:
    """Yield the ends of a row of words: a name with its titles and given names, down to the family name."""
    return (" ".join(words[at:]) for at in range(len(words)))
