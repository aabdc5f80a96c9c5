"""The two files that SQLite makes beside a database to read it: removed again by a reader that found none.

A reader must leave a project as it was, so that looking changes nothing. SQLite leaves the files to the next writer.
They are removed only when nobody can be using them: no writer holds the project's lock, no connection holds its mark on
the shared memory, and nothing is in the log.
"""

import os
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

IN_USE_BYTE = 128  # of the -shm file: every connection holds a shared lock there (UNIX_SHM_DMS in SQLite's os_unix.c)
_guard = threading.Lock()
_open: Counter[str] = Counter()  # databases open in this process: its own locks would not show


class Beside:
    """What lies beside a database while a reader, or a writer, has it open."""

    def __init__(self, database: Path, lock: Path, *, reading: bool) -> None:
        self._files = tuple(database.with_name(database.name + ending) for ending in ("-wal", "-shm"))
        self._lock = lock
        self._key = str(database.absolute())
        with _guard:
            _open[self._key] += 1
            self._tidy = reading and not any(file.exists() for file in self._files)

    def close(self) -> None:
        """Remove what was made for reading, after all connections were closed."""
        with _guard:
            _open[self._key] -= 1
            alone = not _open[self._key]
            if alone:
                del _open[self._key]
            if self._tidy and alone and any(file.exists() for file in self._files):
                self._tidy = False
                with suppress(OSError, Timeout):
                    self._remove()

    def _remove(self) -> None:
        there = self._lock.exists()
        with FileLock(self._lock, timeout=0):
            wal, shm = self._files
            if not wal.stat().st_size and not _in_use(shm):
                shm.unlink(missing_ok=True)
                wal.unlink()
            if not there:
                self._lock.unlink(missing_ok=True)


def _in_use(shm: Path) -> bool:
    if os.name == "nt" or not shm.exists():  # Windows refuses by itself to remove a file in use
        return False
    import fcntl

    with shm.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, IN_USE_BYTE)
        except OSError:
            return True
    return False
