"""The atomic write: a file is written beside its name, made durable, then renamed into place.

After a crash at any moment the old file stands, or the new one, whole. The order is fixed: write, fsync of the file,
rename, fsync of the folder. No other module of `core` or `gui` renames a file or calls `os.fsync` (tests/unit/test_files.py).
A name is durable only once its folder is synced, so folders are made and files removed here too, where it matters.
Errors of the system are raised as they are (`OSError`): the caller knows what the file means and says so.
"""

import contextlib
import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import IO, Self

ENDING = ".part"
NAME = 32  # characters of the target's name in the temporary one: with four bytes each it stays below 255 bytes
NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
PRIVATE, SHARED = 0o600, 0o666  # SHARED is narrowed by the umask


class AtomicFile:
    """A file that is not in its place yet. Use in a ``with`` block; without :meth:`commit` nothing is left.

    Write to `file`; or close that and let other code write to the path `part`. The temporary file is created exclusively,
    under a name that cannot be foretold, so that no link planted in the folder is ever followed.
    """

    def __init__(self, path: Path, *, private: bool = False) -> None:
        self.path = path
        self.part = path.with_name(f".{path.name[:NAME]}.{secrets.token_hex(4)}{ENDING}")
        self.file: IO[bytes] = os.fdopen(os.open(self.part, NEW, PRIVATE if private else SHARED), "wb")

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what was not committed."""
        self.discard()

    def commit(self, *, over: bool = True) -> None:
        """Make the file durable and give it its name; FileExistsError when the name is taken and `over` is false."""
        with self.part.open("rb+") if self.file.closed else self.file as file:
            file.flush()
            os.fsync(file.fileno())
        if over:
            self.part.replace(self.path)
        else:
            _place_new(self.part, self.path)
        sync_folder(self.path.parent)

    def discard(self) -> None:
        """Remove the temporary file, if it is still there."""
        with contextlib.suppress(OSError):
            self.file.close()
        with contextlib.suppress(OSError):
            self.part.unlink(missing_ok=True)


def write(path: Path, data: bytes, *, private: bool = False, over: bool = True) -> None:
    """Write a file whole or not at all: readable by its owner alone if `private`, never over another file unless `over`."""
    with AtomicFile(path, private=private) as new:
        new.file.write(data)
        new.commit(over=over)


def place_folder(made: Path, path: Path) -> None:
    """Move a finished folder to a free name on the same disk. Its files are durable already, written by those who sealed them."""
    made.rename(path)
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, durably; does nothing when it is there."""
    missing = []
    while not path.is_dir():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def remove(path: Path) -> None:
    """Remove a file durably; does nothing when it is missing."""
    try:
        path.unlink()
    except FileNotFoundError:
        return
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Windows has no such call, and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path, name: str = "") -> None:
    """Remove what writers that were cut off left unfinished, of one file or of all, where this process alone writes."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:  # 100,000 sealed files may lie here
        leftover = [
            entry.name for entry in entries if entry.name.startswith(f".{name[:NAME]}") and entry.name.endswith(ENDING)
        ]
    for part in leftover:
        (folder / part).unlink(missing_ok=True)


def _place_new(part: Path, path: Path) -> None:
    """Rename without ever replacing; where the disk knows no links, the name is claimed first with an empty file."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        os.close(os.open(path, NEW, PRIVATE))
        part.replace(path)
    else:
        part.unlink()
