"""Verify that the journal holds and that it accounts for every row of the project."""

import itertools
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from multiprocessing import get_context

from core.errors import WorldError
from core.model import Finding, Problem, now
from core.project.touched import Key, Touched, shortened
from core.store import replay as replaying
from core.store import schema
from core.store.differences import Difference, Differs, differences
from core.store.entry import Row, Unproved
from core.store.replay import Replay
from core.store.store import Store
from core.store.tables import BY_NAME

MOST = 200  # rows named one by one
NAMED_STEPS = 3  # clock steps told one by one
MANY = 20_000  # entries from which processes replay faster than this one alone
WORKERS = min(4, os.cpu_count() or 1)
PARTS = 8  # that the entries are divided into for them
KINDS = {
    Differs.MISSING: Finding.ROW_MISSING,
    Differs.EXTRA: Finding.ROW_EXTRA,
    Differs.CHANGED: Finding.ROW_CHANGED,
    Differs.UNPROVED: Finding.ROW_UNPROVED,
}
SCHEMA = {
    schema.Oddity.FOREIGN: Finding.SCHEMA_FOREIGN,
    schema.Oddity.GONE: Finding.SCHEMA_GONE,
    schema.Oddity.CHANGED: Finding.SCHEMA_CHANGED,
}


class JournalCheck:
    """The journal of a project, replayed, and the rows that differ from it."""

    def __init__(
        self,
        store: Store,
        pool: Executor | None = None,
        *,
        known: Replay | None = None,
        only: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """Replay in this process, or in those of a pool when there are many entries; `known` is a replay made before.

        `only`: see :func:`core.store.differences.differences`.
        """
        self._store = store
        self.replay = known or (replaying.replay(store.db) if pool is None else _shared(store, pool))
        self.found = list(differences(store.db, self.replay, only))
        self.touched = Touched(self.replay, self.found)

    def known(self) -> Iterator[Key]:
        """Yield table and id of every row that the journal or a table has."""
        differing = {(one.table, one.id) for one in self.found}
        yield from differing
        for table, rows in self.replay.rows.items():
            yield from ((table, row_id) for row_id in rows if (table, row_id) not in differing)

    def state(self, key: Key) -> str:
        """Return how a row compares with the journal, in words."""
        told = [self.problem(one).what for one in self.found if (one.table, one.id) == key]
        fate = self.replay.rows.get(key[0], {}).get(key[1])
        return "; ".join(told) or (
            "it was deleted, as the journal says" if fate and fate.row is None else "as the journal says"
        )

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the schema, the entries and the rows."""
        for part in schema.oddities(self._store.db):
            yield SCHEMA[part.oddity].of(f"{part.kind} {part.name}")
        yield from self._entries()
        for one in itertools.islice(self.found, MOST):
            yield self.problem(one)
        if len(self.found) > MOST:
            yield Finding.ROWS_MORE.of("journal", number=f"{len(self.found) - MOST:,}")

    def _entries(self) -> Iterator[Problem]:
        if not self.replay.links:
            yield Finding.JOURNAL_EMPTY.of("journal")
        for seq, rows in sorted(self.replay.broken.items()):
            yield self.broken(seq, rows)
        for seq in self.replay.cut:
            yield Finding.ENTRY_CUT.of(f"journal {seq}")

    def broken(self, seq: int, rows: Sequence[Key]) -> Problem:
        """Return the finding about an entry that does not hold, and the rows that it names."""
        return Finding.ENTRY_BROKEN.of(f"journal {seq}", touches=self.touched.sentence(*rows))

    def problem(self, one: Difference) -> Problem:
        """Return the finding about a row."""
        told = {"touches": self.touched.sentence((one.table, one.id))}
        if one.kind is Differs.CHANGED:
            told["columns"] = "; ".join(_changed(one, name) for name in one.columns)
        elif one.kind is Differs.UNPROVED:
            told["columns"] = ", ".join(one.columns)
        return KINDS[one.kind].of(f"{one.table} {one.id}", **told)

    def notes(self) -> Iterator[str]:
        """Yield remarks about the clock: entries are in the order of the chain, whatever their times say."""
        ahead = list(self.replay.ahead(now()))
        if ahead:
            yield f"{len(ahead):,} of the journal's entries say times still to come, the first is entry {ahead[0].seq}: {ahead[0].at[:19]} UTC. A clock ran ahead."
        steps = list(self.replay.steps())
        for step in steps[:NAMED_STEPS]:
            yield (
                f"Entry {step.seq} of the journal says {step.at:%Y-%m-%d %H:%M:%S} UTC, the one before it "
                f"{step.before:%Y-%m-%d %H:%M:%S}: a clock was set back, or another computer wrote. Their order is that of the journal."
            )
        if len(steps) > NAMED_STEPS:
            yield f"The times of {len(steps) - NAMED_STEPS:,} more entries are before those of the entries before them."


def _changed(one: Difference, name: str) -> str:
    label = name.replace("_", " ")
    if one.table in BY_NAME and name in BY_NAME[one.table].digested:
        return f"its {label} is not the one that the journal holds the digest of"
    return f"its {label} is {_value(one.found, name)}, but the journal says {_value(one.said, name)}"


def _value(row: Row | None, name: str) -> str:
    value = (row or {}).get(name)
    if value is None or isinstance(value, Unproved):
        return "nothing"
    return f"“{shortened(str(value))}”" if value != "" else "empty"


def replayed(store: Store) -> Replay:
    """Return the journal replayed, in several processes when it is long; WorldError when one of them was killed."""
    if replaying.last(store.db) < MANY:
        return replaying.replay(store.db)
    try:
        with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
            return _shared(store, pool)
    except BrokenExecutor as error:
        raise WorldError(
            "A process that was checking the journal was killed.", "Try again; nothing was changed."
        ) from error


def _shared(store: Store, pool: Executor) -> Replay:
    """Replay in the processes of a pool; entries that are written meanwhile do not count."""
    db, folder = store.db, store.connections.path.parent
    until = replaying.last(db)
    step = -(-until // PARTS) or 1
    begun = [pool.submit(replaying.part_of, folder, after, min(after + step, until)) for after in range(0, until, step)]
    whole = Replay()
    for one in begun:
        whole.add(one.result())
    replaying.join(db, whole)
    return whole
