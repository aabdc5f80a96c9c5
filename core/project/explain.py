"""What is known about one item: its rows, the entries that wrote them, the sealed files it rests on, and what was found wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import InputError
from core.model import Problem, Verification
from core.project.touched import Key
from core.project.verify_journal import JournalCheck
from core.store import entry
from core.store.store import Store

ENDING = 6  # shortest ending of an id
ENTRY = re.compile(r"(?:journal |(?!\d{6}))(\d+)")  # six digits without the word may be the ending of an id
ID = re.compile(r"[0-9a-f-]{6,36}(?=$|\.)")
MOST = 100  # rows, and entries


@dataclass(frozen=True)
class RowTold:
    """A row of the item: `state` tells how it compares with the journal."""

    table: str
    id: str
    state: str


@dataclass(frozen=True)
class EntryTold:
    """An entry that made or changed one of the rows."""

    seq: int
    at: str
    actor: str
    action: str
    holds: bool


@dataclass(frozen=True)
class SealTold:
    """A sealed file that the item rests on; `wrong` is what was found, empty if it is intact."""

    warc: str
    sha256: str
    captured_at: str
    wrong: str


@dataclass(frozen=True)
class Explanation:
    """Everything known about an item. `touches` is a sentence about the claims and sources concerned."""

    item: str
    rows: tuple[RowTold, ...]
    entries: tuple[EntryTold, ...]
    seals: tuple[SealTold, ...]
    problems: tuple[Problem, ...]
    touches: str


def explain(store: Store, journal: JournalCheck, verification: Verification, item: str) -> Explanation:
    """Explain an item: the ending of an id, or the item of a finding. InputError if there is none, or several."""
    number = ENTRY.fullmatch(item.strip())
    if number:
        keys = _rows_of_entry(store, int(number[1]))
        entries = [int(number[1])]
    else:
        root = _root(journal, item)
        keys = [root, *journal.touched.below(root)][:MOST]
        entries = []
    ids = {key[1] for key in keys}
    seals = tuple(_seals(store, journal, keys, verification))
    names = {*ids, *(f"journal {seq}" for seq in entries), *(seal.warc for seal in seals)}
    problems = tuple(one for one in verification.problems if any(name in one.item for name in names))
    return Explanation(
        " ".join(keys[0]) if keys and not entries else f"journal {entries[0]}",
        tuple(RowTold(*key, journal.state(key)) for key in keys),
        tuple(_entries(store, journal, ids, entries)),
        seals,
        problems,
        journal.touched.sentence(*keys),
    )


def _root(journal: JournalCheck, item: str) -> Key:
    found = ID.findall(item.strip().lower())
    ending = found[-1] if found else ""
    matches = [key for key in journal.known() if ending and key[1].endswith(ending)]
    matches = [key for key in matches if key[0] not in ("bin", "selector", "source_secret")] or matches
    named = [key for key in matches if item.startswith(f"{key[0]} ")]
    matches = named or matches
    if not matches:
        raise InputError(
            f"Nothing in this project is called “{item}”.",
            f"Give the last {ENDING} or more characters of an id, or the item of a finding, such as “journal 12”.",
        )
    if len(matches) > 1:
        raise InputError(
            f"“{item}” is the ending of several ids: {', '.join(' '.join(key) for key in matches[:3])}.",
            "Give more characters.",
        )
    return matches[0]


def _rows_of_entry(store: Store, seq: int) -> list[Key]:
    found = entry.entries(store.db, "WHERE seq = ?", seq)
    if not found:
        raise InputError(f"The journal has no entry {seq}.", "The entries are numbered from 1.")
    return [(change.table, change.id) for change in found[0].rows][:MOST]


def _entries(store: Store, journal: JournalCheck, ids: set[str], seqs: list[int]) -> Iterator[EntryTold]:
    db = store.db
    sql = "SELECT seq FROM journal WHERE instr(changes, ?) ORDER BY seq LIMIT ?"
    wanted = seqs or sorted({row[0] for one in ids for row in db.execute(sql, [f'"{one}"', MOST]).fetchall()})[:MOST]
    for seq in wanted:
        for one in entry.entries(db, "WHERE seq = ?", seq):
            yield EntryTold(one.seq, one.at, one.actor, one.action, one.seq not in journal.replay.broken)


def _seals(store: Store, journal: JournalCheck, keys: list[Key], verification: Verification) -> Iterator[SealTold]:
    wrong = {problem.item: problem.what for problem in verification.problems}
    snapshots = dict.fromkeys(one for key in keys for one in journal.touched.up("snapshot", *key))
    for snapshot in snapshots:
        sql = "SELECT warc, warc_sha256, captured_at FROM snapshot WHERE id = ?"
        for warc, sha256, at in store.db.execute(sql, [snapshot]).fetchall():
            yield SealTold(warc, sha256, at, wrong.get(warc, ""))


def lines(told: Explanation) -> Iterator[str]:
    """Yield an explanation as text."""
    yield told.item
    if told.touches:
        yield f"  {told.touches}"
    yield from (f"  row      {one.table} {one.id}: {one.state}" for one in told.rows)
    for one in told.entries:
        broken = "" if one.holds else "  (does not hold)"
        yield f"  entry    {one.seq}  {one.at[:19]}  {one.actor or 'unnamed'}  {one.action}{broken}"
    yield from (
        f"  seal     {one.warc}  {one.sha256[:16]}…  {one.captured_at[:19]}  {one.wrong or 'intact'}"
        for one in told.seals
    )
    yield from (f"  problem  {one.item}: {one.what}. {one.means}" for one in told.problems)
    if not told.problems:
        yield "  Nothing was found wrong with it."
