"""Opening a project database: one writer, many readers, nothing half done.

One process writes, guarded by a lock file; others open read-only. Every thread gets a connection of its own. WAL with
synchronous=FULL: NORMAL may lose acknowledged work at a power cut.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from core.errors import InputError, StandfirstError, WorldError
from core.store.migrations import APPLICATION_ID, migrations

DATABASE = "project.db"
LOCK = ".lock"
BUSY_MILLISECONDS = 5000
PRAGMAS = ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL", f"busy_timeout = {BUSY_MILLISECONDS}")


class Locked(WorldError):  # noqa: N818 - a state of the project
    """Another program has the project open for writing."""


class Connections:
    """The connections of one open project, a thread each, and the lock that makes this process its only writer."""

    def __init__(self, folder: Path, *, readonly: bool = False) -> None:
        self.path = folder / DATABASE
        self.readonly = readonly
        self.writing = threading.RLock()
        self._lock = FileLock(folder / LOCK)
        self._local = threading.local()
        self._open: list[Database] = []
        if not readonly:
            self._take_lock()

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
                f"Open the project read-only, or check its rights ({error.strerror}).",
            ) from error

    @property
    def db(self) -> Database:
        """Return this thread's connection."""
        found: Database | None = getattr(self._local, "db", None)
        if found is None:
            found = self._connect()
            self._local.db = found
            self._open.append(found)
        return found

    def _connect(self) -> Database:
        with translated():
            if not self.readonly:
                db = _database(f"{self.path.absolute().as_uri()}?mode=rwc")
                db.execute("PRAGMA journal_mode = WAL").fetchall()
            else:
                db = _readonly(self.path)
            for pragma in PRAGMAS:
                db.execute(f"PRAGMA {pragma}").fetchall()
        return db

    def migrate(self) -> None:
        """Bring the schema up to date after a checked backup; InputError for a project made by a newer Standfirst."""
        with self.writing, translated():
            self.refuse_newer()
            if not migrations.pending(self.db):
                return
            if migrations.applied(self.db):
                self.back_up()
            migrations.apply(self.db)
            self.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self.db.execute(f"PRAGMA user_version = {len(migrations.applied(self.db))}")

    def refuse_newer(self) -> None:
        """Raise InputError when the file is no project, or one with a schema that this program does not know."""
        known = len(migrations.pending(self.db)) + len(migrations.applied(self.db))
        tables = self.db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and self._pragma("application_id") not in (APPLICATION_ID, 0):
            raise InputError("This file is not a Standfirst project.", "Choose a folder that ends in .standfirst.")
        unknown = {row.name for row in migrations.applied(self.db)} - {row.name for row in migrations._migrations}  # noqa: SLF001 - no public list
        if unknown or self._pragma("user_version") > known:
            raise InputError(
                "This project was made by a newer Standfirst.",
                "Update Standfirst, then open it again; nothing was changed.",
            )

    def back_up(self) -> Path:
        """Write a checked copy beside the database; the older copy is only replaced by a sound one."""
        part, copy = self.path.with_suffix(".bak.part"), self.path.with_suffix(".db.bak")
        part.unlink(missing_ok=True)
        self.db.execute("VACUUM INTO ?", [str(part)])
        trial = _database(f"{part.absolute().as_uri()}?mode=ro")
        try:
            if trial.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise WorldError(
                    "The backup of this project could not be read back.", "Check the disk before going on."
                )
        finally:
            trial.conn.close()
        part.replace(copy)
        return copy

    def check(self) -> None:
        """Look for damage that would make writing dangerous; WorldError names the backup when there is one."""
        with translated():
            found = self.db.execute("PRAGMA quick_check(3)").fetchall()
            orphans = self.db.execute("PRAGMA foreign_key_check").fetchall()
        if found != [("ok",)] or orphans:
            raise damaged(self.path)

    def _pragma(self, name: str) -> int:
        return int(self.db.execute(f"PRAGMA {name}").fetchone()[0])

    def close(self) -> None:
        """Close every connection and let go of the lock."""
        for db in self._open:
            with suppress(sqlite.Error):
                db.conn.close()
        self._open.clear()
        self._local = threading.local()
        self._lock.release()


def _database(uri: str) -> Database:
    # Closing happens in one thread for all; each connection is otherwise used only by the thread that made it.
    return Database(sqlite.connect(uri, uri=True, check_same_thread=False))


def _readonly(path: Path) -> Database:
    uri = path.absolute().as_uri()
    db = _database(f"{uri}?mode=ro")
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except sqlite.OperationalError:  # a folder where no -shm file can be made: fine as long as no -wal holds newer rows
        db.conn.close()
        wal = Path(f"{path}-wal")
        if wal.exists() and wal.stat().st_size:
            raise WorldError(
                "This read-only project was not closed properly.", "Copy the folder to a place that can be written to."
            ) from None
        db = _database(f"{uri}?immutable=1")
    return db


def damaged(path: Path) -> WorldError:
    """Return the error for a database that fails its own checks."""
    backup = path.with_suffix(".db.bak")
    hint = (
        f"A backup is beside it: {backup.name}."
        if backup.exists()
        else "Restore the folder from your last copy; the sealed files in archive/ are whole files of their own."
    )
    return WorldError("The project's database is damaged.", hint)


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's errors into sentences. SQLCipher raises MemoryError for some kinds of damage."""
    try:
        yield
    except (StandfirstError, sqlite.IntegrityError):  # a broken constraint is a bug, not a state of the world
        raise
    except sqlite.Error as error:
        raise _sentence(error) from error
    except MemoryError as error:
        raise WorldError("The project's database is damaged.", "Restore it from a copy.") from error


def _sentence(error: Any) -> StandfirstError:
    text = str(error)
    if "full" in text:
        return WorldError("The disk is full.", "Free some space and try again; nothing that was saved before is lost.")
    if "locked" in text or "busy" in text:
        return Locked("Another program is writing to this project.", "Try again in a moment.")
    if "readonly" in text or "read-only" in text:
        return InputError("This project is open read-only.", "Open it from a place that can be written to.")
    if "not a database" in text:
        return InputError("This file is not a Standfirst project.", "Choose a folder that ends in .standfirst.")
    return WorldError("The project's database could not be used.", text)


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk, where the system knows how (Windows does not)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
