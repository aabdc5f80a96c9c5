"""Opening a project database: one writer, many readers, all transactions atomic.

One process writes, guarded by a lock file; others open read-only. Every thread has its own connection. WAL with
synchronous=FULL: NORMAL may lose acknowledged work in a power cut.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from core.errors import Cancelled, InputError, StandfirstError, WorldError
from core.files import PRIVATE, AtomicFile, sweep
from core.security.project_folder import vet_journal
from core.store import schema
from core.store.beside import Beside
from core.store.migrations import APPLICATION_ID, STEPS, is_current, migrations, stand_in
from core.store.search.tables import IndexDamaged, names_index

# The two parts of a project folder: its rows, and the folder of its sealed files.
DATABASE = "project.db"
LOCK = ".lock"
BUSY_MILLISECONDS = 5000
LOOK_EVERY = 2000  # instructions of SQLite's virtual machine between two checks for cancellation
PATIENCE_SECONDS = 10
LARGE = 64 * 1024 * 1024
FULL = 128 * 1024  # bytes left on a disk that holds no other page of a write-ahead log
VITAL = (
    "sqlite_schema",
    "project",
    "bin",
    "claim",
)  # small tables: truncated or overwritten files already show in the schema
KEPT = "nothing that was saved before is lost"
RESTORE = "Keep this folder, and work from a copy of it with an earlier project.db or project.db.bak; the sealed files in archive/ do not depend on it."
PRAGMAS = ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL", f"busy_timeout = {BUSY_MILLISECONDS}")
# For every database, before anything is read from it: its schema runs no function that reaches outside, and each page is
# checked when it is read. The driver offers no “defensive” mode.
CAUTIOUS = ("trusted_schema = OFF", "cell_size_check = ON")
# Bytes that are no UTF-8 become lone surrogates, by which :mod:`core.store.vetting` knows them.
TEXT = partial(str, encoding="utf-8", errors="surrogateescape")
# What SQLite and this module keep beside the database.
BESIDE = (f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal", f"{DATABASE}.bak", LOCK)
NAMED_OBJECTS = 3  # listed in an error


class Locked(WorldError):  # noqa: N818 - a state of the project
    """Another program has the project open for writing."""


class Connections:
    """The connections of one open project, one per thread, and the lock that makes this process its only writer."""

    def __init__(self, folder: Path, *, readonly: bool = False) -> None:
        self.path = folder / DATABASE
        self.readonly = readonly
        self.writing = threading.RLock()
        self._lock = FileLock(folder / LOCK, thread_local=False)  # any thread may close it
        self._local = threading.local()
        self._open: list[Database] = []
        self._idle = threading.Condition()
        self._reading = 0
        self._closing = self._closed = False
        if not readonly:
            self._take_lock()
        self._beside = Beside(self.path, folder / LOCK, reading=readonly)

    def _take_lock(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise Locked(
                "Another program has this project open.", "Close it there, or open the project read-only."
            ) from None
        except OSError as error:
            raise WorldError(
                "This folder cannot be written to.",
                f"Open the project read-only, or check its permissions ({error.strerror}).",
            ) from error

    @property
    def db(self) -> Database:
        """Return this thread's connection; Cancelled when the project was closed meanwhile."""
        found: Database | None = getattr(self._local, "db", None)
        if found is None:
            if self._closed:  # without its lock another program may be writing already
                raise Cancelled
            found = self._connect()
            self._local.db = found
            self._open.append(found)
        return found

    def _connect(self) -> Database:
        with translated(self.path.parent):
            if not self.readonly:
                _create_private(self.path)
                db = _database(f"{self.path.absolute().as_uri()}?mode=rwc")
                db.execute("PRAGMA journal_mode = WAL").fetchall()
            else:
                db = _readonly(self.path)
            for pragma in PRAGMAS:
                db.execute(f"PRAGMA {pragma}").fetchall()
            if self.readonly:
                stand_in(db)
        return db

    def migrate(self) -> None:
        """Bring the schema up to date, after a verified backup if there is data."""
        with self.writing, translated(self.path.parent):
            if migrations.pending(self.db):
                if migrations.applied(self.db):
                    self.back_up()
                migrations.apply(self.db)
            if is_current(self.db) and self.db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
                return
            self.db.execute(f"PRAGMA user_version = {len(STEPS)}")
            self.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    def back_up(self) -> Path:
        """Write a verified copy next to the database; the older copy is replaced only by a valid one."""
        place = self.path.with_suffix(".db.bak")
        sweep(place.parent, place.name)
        try:
            with AtomicFile(place, private=True) as copy:
                copy.file.close()
                self.db.execute("VACUUM INTO ?", [str(copy.part)])
                _try_out(copy.part)
                copy.commit()
        except OSError as error:
            raise WorldError(
                "The backup of this project could not be written.",
                f"Check the disk before you continue ({error.strerror}).",
            ) from error
        return place

    @property
    def is_large(self) -> bool:
        """Whether reading every page of the database takes too long for opening a window."""
        return self.path.stat().st_size > LARGE

    def check(self, *, whole: bool) -> None:
        """Look for damage that makes writing dangerous, in all tables or the vital ones; WorldError if there is any.

        IndexDamaged if only the search index is damaged, which does not affect other writes.
        """
        with translated(self.path.parent), self.stoppable():
            found = [*self._looked_at(), *self._told("foreign_key_check")] if whole else self._looked_at(VITAL)
        if not all(map(names_index, found)):
            raise WorldError("The project's database is damaged.", RESTORE)
        if found:
            raise IndexDamaged

    def check_references(self) -> None:
        """Raise WorldError if a row names another that is not there."""
        with translated(self.path.parent):
            if self._told("foreign_key_check"):
                raise WorldError("The project's database is damaged: a row names one that is not there.", RESTORE)

    def _looked_at(self, tables: Sequence[str] = ()) -> list[str]:
        """Return what is wrong with these tables, or all; a broken index does not hide other damage."""
        if tables:
            return [told for name in tables for told in self._told(f"quick_check({name})")]
        try:
            return self._told("quick_check(3)")
        except sqlite.DatabaseError as error:
            if not names_index(str(error)):
                raise
            ordinary = self.db.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
            ).fetchall()
            return [str(error), *self._looked_at([row[0] for row in ordinary])]

    def _told(self, look: str) -> list[str]:
        found = self.db.execute(f"PRAGMA {look}").fetchall()
        return [" ".join(map(str, row)) for row in found if row != ("ok",)]

    @contextmanager
    def stoppable(self, stopped: Callable[[], bool] = lambda: False) -> Iterator[Database]:
        """Let reads of this thread be stopped by `stopped()` or by closing, which waits for them: Cancelled."""

        def unwanted() -> bool:
            return self._closing or stopped()

        with self._counted(unwanted):
            db = self.db
            db.conn.set_progress_handler(lambda: int(unwanted()), LOOK_EVERY)
            try:
                yield db
            except sqlite.OperationalError as error:
                if unwanted():
                    raise Cancelled from error
                raise
            finally:
                db.conn.set_progress_handler(None, 0)

    @contextmanager
    def _counted(self, unwanted: Callable[[], bool]) -> Iterator[None]:
        """Count this thread among the readers that closing waits for, under one lock."""
        with self._idle:
            if unwanted():
                raise Cancelled
            self._reading += 1
        try:
            yield
        finally:
            with self._idle:
                self._reading -= 1
                self._idle.notify_all()

    def flush(self) -> None:
        """Checkpoint the write-ahead log into the database and truncate it, so that no deleted data remains there.

        A running reader may hold part of it back until the next call.
        """
        with self.writing, translated(self.path.parent):
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close every connection and release the lock, after running transactions and reads.

        The caller ensures that no other thread reads outside `stoppable`: SQLite must not lose a connection in use.
        """
        with self._idle:
            self._closing = True
            self._idle.wait_for(lambda: self._reading == 0, PATIENCE_SECONDS)
        with self.writing:
            self._close_all()

    def _close_all(self) -> None:
        if self._closed:
            return
        self._closed = True
        for db in self._open:
            with suppress(sqlite.Error):
                db.conn.close()
        self._open.clear()
        self._local = threading.local()
        self._lock.release()
        self._beside.close()


def in_use(folder: Path) -> bool:
    """Whether a program has the project in this folder open for writing."""
    lock = FileLock(folder / LOCK, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False


def recognise(path: Path) -> None:
    """Raise InputError if a file is not a project or has a schema unknown to this program; changes nothing.

    The names beside it were vetted by :mod:`core.security.project_folder`.
    """
    vet_journal(path.with_name(f"{path.name}-journal"))
    beside = Beside(path, path.with_name(LOCK), reading=True)
    try:
        with translated(path.parent):
            db = _readonly(path)
            with closing(db.conn):
                made_by, version = (
                    db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
                )
                ours = made_by == APPLICATION_ID and version <= len(STEPS)
                strange = list(islice(schema.foreign(db), NAMED_OBJECTS + 1)) if ours else []
                lacking = list(schema.lacking(db, ("table", "view"))) if ours and version == len(STEPS) else []
    finally:
        beside.close()
    if made_by != APPLICATION_ID or version < 1:
        raise InputError("This file is not a Standfirst project.", "Choose a folder that ends in .standfirst.")
    if version > len(STEPS):
        raise InputError(
            "This project was made by a newer Standfirst.",
            "Update Standfirst, then open it again; nothing was changed.",
        )
    if lacking:
        raise WorldError(f"The project's database is damaged: it lacks the {lacking[0]}.", RESTORE)
    if strange:
        more = " and more" if len(strange) > NAMED_OBJECTS else ""
        raise InputError(
            f"The database of this project holds things that Standfirst did not make: {', '.join(map(str, strange[:NAMED_OBJECTS]))}{more}.",
            "It was changed by another program, and what is in it could run. Restore project.db from a copy.",
        )


def _create_private(path: Path) -> None:
    """Create the database file, if it is missing, for its owner alone; SQLite gives its other files the same mode."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def _database(uri: str) -> Database:
    # One thread closes all connections; otherwise each is used only by the thread that made it.
    db = Database(sqlite.connect(uri, uri=True, check_same_thread=False))
    db.conn.text_factory = TEXT
    for pragma in CAUTIOUS:
        db.execute(f"PRAGMA {pragma}").fetchall()
    return db


def _try_out(copy: Path) -> None:
    """Read a backup back; WorldError if it is not valid."""
    trial = _database(f"{copy.absolute().as_uri()}?mode=ro")
    try:
        if trial.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise WorldError("The backup of this project could not be verified.", "Check the disk before you continue.")
    finally:
        trial.conn.close()


def _readonly(path: Path) -> Database:
    uri = path.absolute().as_uri()
    db = _database(f"{uri}?mode=ro")
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchall()
    # a folder where no -shm file can be created: safe if there is no -wal with newer rows
    except sqlite.OperationalError:
        db.conn.close()
        wal = Path(f"{path}-wal")
        if wal.exists() and wal.stat().st_size:
            raise WorldError(
                "This read-only project was not closed properly.", "Copy the folder to a place that can be written to."
            ) from None
        db = _database(f"{uri}?immutable=1")
    return db


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < FULL
    except OSError:
        return False


@contextmanager
def translated(folder: Path | None = None) -> Iterator[None]:
    """Translate the driver's errors into sentences; `folder` is where the project lies, to tell whether its disk is full.

    SQLCipher raises MemoryError for some kinds of damage.
    """
    try:
        yield
    except (StandfirstError, sqlite.IntegrityError):  # a broken constraint is a bug, not a state of the world
        raise
    except sqlite.Error as error:
        raise _sentence(error, folder) from error
    except MemoryError as error:
        raise WorldError("The project's database is damaged.", RESTORE) from error


def _sentence(error: Any, folder: Path | None) -> StandfirstError:
    text = str(error)
    unwritten = "I/O" in text or "unable to open" in text  # as SQLite says too when it cannot enlarge a file beside it
    if unwritten and folder is not None and _is_full(folder):
        text = "full"
    made = next((made for words, made in TOLD if any(word in text for word in words)), None)
    return made() if made else WorldError("The project's database could not be used.", text)


TOLD: tuple[tuple[tuple[str, ...], Callable[[], StandfirstError]], ...] = (
    (("full",), lambda: WorldError("The disk is full.", f"Free some space and try again; {KEPT}.")),
    (
        ("I/O", "unable to open"),
        lambda: WorldError(
            "The disk refuses to read or write the project's database.",
            f"Check that it is connected, not full and not damaged; {KEPT}.",
        ),
    ),
    (
        ("locked", "busy"),
        lambda: Locked("Another program is writing to this project.", "Try again in a moment."),
    ),
    (
        ("readonly", "read-only"),
        lambda: InputError("This project is open read-only.", "Open it from a place that can be written to."),
    ),
    (("malformed",), lambda: WorldError("The project's database is damaged.", RESTORE)),
    (
        ("not a database",),
        lambda: InputError("This file is not a Standfirst project.", "Choose a folder that ends in .standfirst."),
    ),
)
"""What the driver's messages mean, by words in them."""
