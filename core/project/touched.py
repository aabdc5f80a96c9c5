"""Which claims and sources a row touches, as the journal and the tables say together: for the sentences of `verify`."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from core.store.differences import Difference
from core.store.entry import Row
from core.store.replay import Replay
from core.store.tables import BY_NAME

SHOWN = 3  # claims or sources named in a sentence
LONGEST = 160  # characters of each
WHOLE = ("project", "person", "scale")  # tables that concern everything
LINKS = ("claim_evidence",)  # tables whose rows join two others
Key = tuple[str, str]


class Touched:
    """Finds what rests on a row. Where journal and table differ, both count."""

    def __init__(self, replay: Replay, found: list[Difference]) -> None:
        self._replay = replay
        self._found = {(one.table, one.id): one.found for one in found if one.found}

    def sentence(self, *keys: Key) -> str:
        """Return a sentence on what the rows touch; empty for what touches nothing that is known."""
        claims = dict.fromkeys(claim for key in keys for claim in self.claims(*key))
        if claims:
            return (
                f"It touches {_named('the claim', 'the claims', [self._told('claim', one, 'text') for one in claims])}"
            )
        sources = dict.fromkeys(source for key in keys for source in self.up("source", *key))
        if sources:
            named = _named("the source", "the sources", [self._told("source", one, "title", "url") for one in sources])
            return f"No claim rests on it. It is about {named}"
        drafts = dict.fromkeys(draft for key in keys for draft in self.up("draft", *key))
        if drafts:
            return (
                f"It touches {_named('the draft', 'the drafts', [self._told('draft', one, 'title') for one in drafts])}"
            )
        return "It concerns the whole project." if any(key[0] in WHOLE for key in keys) else ""

    def claims(self, table: str, row_id: str) -> list[str]:
        """Return the ids of the claims that a row belongs to or that rest on it."""
        if table == "bin":
            return self.claims(self._kind(row_id), row_id)
        seen: set[Key] = set()
        found = dict.fromkeys(self._down((table, row_id), seen))
        if not found:
            for parent in self._parents((table, row_id)):
                found |= dict.fromkeys(self._down(parent, seen))
        return list(found)

    def _kind(self, row_id: str) -> str:
        """Return the table of a row that is, or was, in the bin."""
        return str(self._row(("bin", row_id)).get("kind", ""))

    def _down(self, key: Key, seen: set[Key]) -> Iterator[str]:
        """Yield the claims that a row names, or that rows resting on it lead to."""
        if key in seen:
            return
        seen.add(key)
        if key[0] == "claim":
            yield key[1]
            return
        named = [parent[1] for parent in self._parents(key) if parent[0] == "claim"]
        if named:
            yield from named
            return
        for child in self._children.get(key, ()):
            if child[0] != key[0]:  # versions rest on versions; their claims are their own
                yield from self._down(child, seen)

    def up(self, table: str, own: str, row_id: str) -> Iterator[str]:
        """Yield the ids of rows of a table that a row belongs to, or is."""
        if own == "bin":
            yield from self.up(table, self._kind(row_id), row_id)
        elif own == table:
            yield row_id
        else:
            for parent in self._parents((own, row_id)):
                if parent[0] != own:
                    yield from self.up(table, *parent)

    def below(self, key: Key) -> list[Key]:
        """Return the rows that rest on a row, and those on which its own links rest: one step down, and what is linked there."""
        children = self._children.get(key, [])
        beside = [parent for child in children if child[0] in LINKS for parent in self._parents(child)]
        return [one for one in dict.fromkeys((*children, *beside)) if one != key]

    def _parents(self, key: Key) -> list[Key]:
        return list(_rests_on(key, self._row(key)))

    @cached_property
    def _children(self) -> Mapping[Key, list[Key]]:
        children: dict[Key, list[Key]] = {}
        for table, rows in self._replay.rows.items():
            for row_id, fate in rows.items():
                for parent in _rests_on((table, row_id), fate.row or {}):
                    children.setdefault(parent, []).append((table, row_id))
        for key, row in self._found.items():
            for parent in _rests_on(key, row or {}):
                children.setdefault(parent, []).append(key)
        return children

    def _row(self, key: Key) -> Row:
        fate = self._replay.rows.get(key[0], {}).get(key[1])
        return {**(self._found.get(key) or {}), **((fate and fate.row) or {})}

    def _told(self, table: str, row_id: str, *columns: str) -> str:
        row = self._row((table, row_id))
        text = next((str(row[name]) for name in columns if isinstance(row.get(name), str) and row[name]), row_id)
        return f"“{shortened(text)}”"


def _rests_on(key: Key, row: Row) -> Iterator[Key]:
    for column in BY_NAME[key[0]].columns if key[0] in BY_NAME else ():
        value = row.get(column.name)
        if column.rests_on and isinstance(value, str) and (column.rests_on, value) != key:
            yield column.rests_on, value


def _named(one: str, many: str, told: list[str]) -> str:
    more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    named = f"{one if len(told) == 1 else many} {', '.join(told[:SHOWN])}{more}"
    return named if named.endswith((".”", "!”", "?”")) else f"{named}."


def shortened(text: str) -> str:
    """Return a text on one line, cut to a length that a sentence bears."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"
