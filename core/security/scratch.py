"""Private temporary folders that do not outlive a crash for long: each is noted, and swept at the next start.

What an export, a preview or a conversion writes on its way may hold words for the desk alone. It lies in a folder that
only its user may enter (0700), beside the target, so that it never reaches another disk and gets its name by one atomic
rename; or in the system's temporary folder where there is no target. A note in this user's own data says where it lies.
The note is locked while its program runs: an unlocked one was left by a crash.
"""

import json
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from core import files
from core.text.json_text import parse

PREFIX, ENDING = ".standfirst-", ".tmp"
MOST_BYTES = 64 * 1024
NOTES = "temporary"


@contextmanager
def folder(beside: Path | None = None) -> Iterator[Path]:
    """Yield a private folder in the folder `beside`, or in the system's temporary one; removed with its content.

    OSError when it cannot be made.
    """
    made = Path(tempfile.mkdtemp(ENDING, PREFIX, beside))
    try:
        with _noted(made):
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def sweep() -> None:
    """Remove the temporary folders that crashed programs of this user left; those on a missing disk wait for it."""
    with suppress(OSError):
        for note in sorted(_notes().glob("*.json")):
            lock = FileLock(note.with_suffix(".lock"), thread_local=False)
            with suppress(Timeout), lock.acquire(timeout=0):
                _clear(note)


def _clear(note: Path) -> None:
    place = _noted_place(note)
    if place is not None and not place.parent.is_dir():
        return
    if place is not None and place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    note.unlink(missing_ok=True)
    note.with_suffix(".lock").unlink(missing_ok=True)


def _noted_place(note: Path) -> Path | None:
    """Return the folder of a note; None for anything that this module would not have made."""
    try:
        place = Path(str(parse(files.read_text(note, MOST_BYTES))))
    except (OSError, ValueError):
        return None
    return place if place.name.startswith(PREFIX) and place.name.endswith(ENDING) else None


@contextmanager
def _noted(made: Path) -> Iterator[None]:
    """Keep a locked note of a folder; where this user's data cannot be written, there is none."""
    note = _notes() / f"{secrets.token_hex(8)}.json"
    lock = FileLock(note.with_suffix(".lock"), thread_local=False)
    with ExitStack() as held:
        with suppress(OSError, Timeout):
            note.parent.mkdir(mode=files.PRIVATE_FOLDER, parents=True, exist_ok=True)
            held.enter_context(lock.acquire(timeout=0))
            note.write_text(json.dumps(str(made.absolute())), encoding="utf-8")
        try:
            yield
        finally:
            with suppress(OSError):
                note.unlink(missing_ok=True)
    with suppress(OSError):
        note.with_suffix(".lock").unlink(missing_ok=True)


def _notes() -> Path:
    return files.data_folder() / NOTES
