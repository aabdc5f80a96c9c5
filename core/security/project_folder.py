"""The files of a project folder, looked at before any of them is opened: a folder from somebody else may hold anything.

A link would let the program read, write or delete outside the folder; a pipe would make it wait for ever.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from core.errors import InputError, WorldError

# SQLite follows the name of another database's journal that is written at the end of this one's, and deletes that file.
SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")


def vet(folder: Path, files: Iterable[str], folders: Iterable[str]) -> None:
    """Check that these names in a project folder are missing, or ordinary files and folders; InputError otherwise.

    WorldError when the folder cannot be looked into.
    """
    for names, ordinary, what in ((files, stat.S_ISREG, "file"), (folders, stat.S_ISDIR, "folder")):
        for name in names:
            mode = _mode(folder / name)
            if mode is None or ordinary(mode):
                continue
            if stat.S_ISLNK(mode):
                raise InputError(
                    f"“{name}” in this project is a link to somewhere else.",
                    f"Put the {what} itself into the project folder; nothing was changed.",
                )
            raise InputError(
                f"“{name}” in this project is not an ordinary {what}.",
                "The folder was changed outside Standfirst: restore it from a copy.",
            )


def vet_journal(path: Path) -> None:
    """Check that a rollback journal beside a database names no other file; InputError if it does."""
    mode = _mode(path)
    if mode is None or not stat.S_ISREG(mode):
        return
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - len(SUPER_JOURNAL)))
            ends = file.read()
    except OSError as error:
        raise _unseen(path, error) from error
    if ends == SUPER_JOURNAL:
        raise InputError(
            f"“{path.name}” in this project belongs to another database.",
            "Delete it if you did not make it, or restore the project from a copy; nothing was changed.",
        )


def _mode(path: Path) -> int | None:
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unseen(path, error) from error


def _unseen(path: Path, error: Exception) -> WorldError:
    told = getattr(error, "strerror", None) or "not a name of a file"
    return WorldError(f"“{path.parent.name}” cannot be looked into.", f"Check the folder and its permissions ({told}).")
