"""The atomic write: a file is written beside its name, made durable, then renamed into place.

After a crash at any moment the old file stands, or the new one, whole. The order is fixed: write, fsync of the file,
rename, fsync of the folder. No other module of `core` or `gui` renames a file or calls `os.fsync` (tests/unit/test_files.py).
A name is durable only once its folder is synced, so folders are made and files removed here too, where it matters.
Errors of the system are raised as they are (`OSError`): the caller knows what the file means and says so.
"""

import contextlib
import errno
import io
import os
import secrets
import stat
from pathlib import Path
from types import TracebackType
from typing import IO, Self

ENDING = ".part"
NAME = 32  # characters of the target's name in the temporary one: with four bytes each it stays below 255 bytes
NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
GROWING = os.O_CREAT | os.O_APPEND | os.O_WRONLY | getattr(os, "O_BINARY", 0)
PRIVATE, SHARED = 0o600, 0o666  # SHARED is narrowed by the umask
PRIVATE_FOLDER, ANY_FOLDER = 0o700, 0o777  # the latter is narrowed by the umask
OTHERS = 0o077  # what a private file or folder grants to nobody
# Without blocking, so that opening a pipe does not wait for its other end.
READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
PIECE = 1024 * 1024


class AtomicFile:
    """A file that is not in its place yet. Use in a ``with`` block; without :meth:`commit` nothing is left.

    Write to `file`; or close that and let other code write to the path `part`. The temporary file is created exclusively,
    under a name that cannot be foretold, so that no link planted in the folder is ever followed.
    """

    def __init__(self, path: Path, *, private: bool = False, within: Path | None = None) -> None:
        """Create the temporary file beside its name, or in the folder `within` on the same disk."""
        self.path = path
        self.part = (within or path.parent) / f".{path.name[:NAME]}.{secrets.token_hex(4)}{ENDING}"
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


def open_regular(path: Path, *, follow: bool = True) -> io.BufferedReader:
    """Open a file for reading; OSError for a folder, device, pipe or socket, and for a link unless `follow`.

    The file that was opened is judged, not its name, and opening never waits for another program.
    """
    if not follow and path.is_symlink():  # where the system knows no O_NOFOLLOW
        raise OSError(errno.ELOOP, "it is a link to somewhere else", str(path))
    handle = os.open(path, READ if follow else READ | NO_LINK)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise OSError(errno.EINVAL, "it is not an ordinary file", str(path))


def read(path: Path, most: int, *, follow: bool = True) -> bytes:
    """Return the bytes of an ordinary file of up to `most` bytes; OSError as :func:`open_regular`, or if it is larger.

    The only way to read a whole file that somebody else may have made: a template, style, query, setting or autosave.
    """
    with open_regular(path, follow=follow) as file:
        pieces, left = [], most + 1
        while left and (piece := file.read(min(left, PIECE))):
            pieces.append(piece)
            left -= len(piece)
    if not left:
        raise OSError(errno.EFBIG, f"it is larger than {_size(most)}", str(path))
    return b"".join(pieces)


def read_text(path: Path, most: int, *, follow: bool = True) -> str:
    """Return the UTF-8 text of an ordinary file as :func:`read`; UnicodeDecodeError (a ValueError) if it is none."""
    return read(path, most, follow=follow).decode("utf-8")


def _size(most: int) -> str:
    return f"{most // 2**20:,} MB" if most >= 2**20 else f"{most:,} bytes"


def keep_private(*paths: Path) -> None:
    """Take away what a file or folder of ours grants to others; where the system refuses, it is left as it is."""
    if os.name == "nt":  # folders of a user's profile are private there
        return
    for path in paths:
        with contextlib.suppress(OSError):
            mode = path.lstat().st_mode
            if mode & OTHERS and (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                path.chmod(stat.S_IMODE(mode) & ~OTHERS)


def data_folder() -> Path:
    """Return the folder of what this program keeps for the user besides settings; STANDFIRST_CONFIG overrides it."""
    import platformdirs

    return Path(os.environ.get("STANDFIRST_CONFIG") or platformdirs.user_data_dir("standfirst", appauthor=False))


def cache_folder() -> Path:
    """Return the folder of what can be made again; STANDFIRST_CACHE overrides it."""
    import platformdirs

    return Path(os.environ.get("STANDFIRST_CACHE") or platformdirs.user_cache_dir("standfirst", appauthor=False))


def append(path: Path, data: bytes) -> None:
    """Add bytes to the end of a file that its owner alone can read, in a folder that its owner alone can enter, and make them durable."""
    make_folder(path.parent, private=True)
    with os.fdopen(os.open(path, GROWING, PRIVATE), "ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def place_folder(made: Path, path: Path) -> None:
    """Move a finished folder to a free name on the same disk. Its files are durable already, written by those who sealed them."""
    made.rename(path)
    sync_folder(path.parent)


def make_folder(path: Path, *, private: bool = False) -> None:
    """Make a folder, and those above it that are missing, durably; does nothing when it is there.

    `private`: what is made is for its owner alone, whatever the umask.
    """
    missing = []
    while not path.is_dir():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        folder.mkdir(mode=PRIVATE_FOLDER if private else ANY_FOLDER, exist_ok=True)
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
