"""What the search index holds of each kind of row, and where it is shown."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from sqlite_utils import Database

from core.security.urls import host
from core.store import tables
from core.store.vetting import BEYOND, ID, each, parsed
from core.text.surrogates import whole

SEARCHED = {table.name: table for table in tables.ALL if table.document}
KINDS = tuple(SEARCHED)
AT_ONCE = 200
# Of a CSL-JSON item, what a source is asked for by.
ROLES, NAME = ("author", "editor"), ("given", "non-dropping-particle", "family", "suffix", "literal")
WITH_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]*://", re.IGNORECASE)
TOLD = ("title", "container-title", "publisher", "DOI", "ISBN")


class Document(NamedTuple):
    """A row as the index sees it: `site` and `day` are what one filters by, `stamp` tells whether its words changed.

    Places are counted in `body` alone: `about` is what a catalogue would say of it. `main` is the column of that name of
    a canonical text, empty for other bodies; no word depends on it.
    """

    kind: str
    id: str
    title: str
    body: str
    about: str
    url: str
    day: str
    language: str
    status: str
    confidentiality: str
    main: str = ""

    @property
    def article(self) -> tuple[int, int]:
        """The span of the article in the body; (0, 0) where none is known."""
        try:
            span = parsed(self.main or "[]", list, flat=True)[:2]
            each(span, int, int)
        except BEYOND:
            span = []
        return (span[0], span[1]) if span else (0, 0)

    @property
    def words(self) -> str:
        """What is looked through beside the title."""
        return f"{self.body}\n{self.about}\n{self.url}"

    @property
    def site(self) -> str:
        """The host of the URL."""
        return host(self.url) if WITH_SCHEME.match(self.url) else ""

    @property
    def entry(self) -> tuple[str | int, ...]:
        """What stands of it in `search_entry`, behind the row number."""
        return (
            *(self.kind, self.id, self.site, self.day),
            *(self.language.casefold(), self.status, self.confidentiality, self.stamp),
        )

    @property
    def stamp(self) -> int:
        """A checksum of everything that the entry was made of."""
        return crc32("\0".join(self[2:-1]).encode("utf-8", "surrogatepass"))


def documents(db: Database, wanted: Sequence[tuple[str, str]]) -> Iterator[Document]:
    """Yield the documents of these (kind, id), in the order asked for; what is not live is passed over."""
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        found: dict[str, Document] = {}
        for kind in {kind for kind, _ in part} & SEARCHED.keys():  # an index of others may name any kind
            ids = [row_id for of, row_id in part if of == kind and ID.fullmatch(str(row_id))]
            sql = SEARCHED[kind].document.format(", ".join("?" * len(ids)))
            for row in db.execute(sql, ids).fetchall():
                document = Document(kind, *map(whole, row))
                found[document.id] = document._replace(about=_known(document)) if document.about else document
        yield from (found[row_id] for _, row_id in part if row_id in found)


def _known(source: Document) -> str:
    """Return what is known of a source: its alias, who made it, what it is part of. Who a confidential one is stands elsewhere."""
    alias, csl = json.loads(source.about)
    try:
        item = parsed(csl, dict)
    except BEYOND:  # a row that cannot be read is found by its title and alias all the same
        return str(alias)
    names = [
        " ".join(str(name[part]) for part in NAME if name.get(part))
        for role in ROLES
        if isinstance(item.get(role), list)
        for name in item[role]
        if isinstance(name, dict)
    ]
    told = [str(item[key]) for key in TOLD if item.get(key) and item[key] != source.title]
    return "\n".join(filter(None, [alias, *names, *told]))


def live(db: Database) -> list[tuple[str, str]]:
    """Return (kind, id) of everything that can be found, in the order it was made: ids begin with their time."""
    rows = [
        (kind, row[0])
        for kind, table in SEARCHED.items()
        for row in db.execute(table.listed or f"SELECT id FROM live_{kind}").fetchall()
        if row[0] is not None  # as SQLite lets the key of a table be
    ]
    return sorted(rows, key=lambda row: row[1])
