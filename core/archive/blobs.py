"""The sealed files of a project; no other code builds their paths.

A row names its file by a relative path, `archive/ID.warc.gz`, that other tools can follow too. It comes from a database
that others may have written to, so its form is enforced: a plain file in the archive folder, never a path out of it.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO

from core import files
from core.archive.writer import WarcWriter
from core.errors import InputError, TrustError, WorldError

FOLDER, SUFFIX = "archive", ".warc.gz"
NOWHERE = ".no-sealed-file"
FORBIDDEN = frozenset("/\\:\0")  # path separators of any system, streams and drives of Windows
READABLE = "Check the permissions of the folder “archive” and of what is in it; nothing was changed."
RESTORE = "Put it back from a copy of the project; nothing else was changed."


class BlobStore:
    """The folder of a project's sealed files. Each file is written once and never changed."""

    def __init__(self, project: Path) -> None:
        self.folder = project / FOLDER

    def make(self) -> None:
        """Create the folder; OSError when that fails."""
        files.make_folder(self.folder, private=True)

    def place(self, blob_id: str) -> Path:
        """Return the path of the sealed file with this id, existing or not.

        InputError for an id that is not a plain file name.
        """
        if not _plain(blob_id):
            raise InputError(f"“{blob_id}” cannot be the name of a sealed file.", "Rename the file, and try again.")
        return self.folder / f"{blob_id}{SUFFIX}"

    def path(self, name: str) -> Path:
        """Return the path of a row's sealed file, existing or not.

        TrustError for a name that leads out of the folder.
        """
        stem = name.removeprefix(f"{FOLDER}/").removesuffix(SUFFIX)
        if name != f"{FOLDER}/{stem}{SUFFIX}" or not _plain(stem):
            raise TrustError(
                f"“{name}” is not the name of a sealed file of this project.",
                "The database was changed outside Standfirst: “verify” says where.",
            )
        return self.folder / f"{stem}{SUFFIX}"

    def shown_path(self, name: str) -> Path:
        """Return a path for display only: for a name that leads out of the folder, one where no file is sealed."""
        try:
            return self.path(name)
        except TrustError:
            return self.folder / NOWHERE

    def find(self, name: str) -> Path:
        """Return the path of a row's sealed file; TrustError when it is missing, unreadable or a symbolic link."""
        path = self.path(name)
        try:
            mode = path.lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            mode = 0
        except OSError as error:
            raise TrustError(f"The sealed file {name} cannot be read ({error.strerror}).", READABLE) from error
        if stat.S_ISLNK(mode):
            raise TrustError(f"The sealed file {name} is a link to somewhere else.", RESTORE)
        if not stat.S_ISREG(mode):
            raise TrustError(f"The sealed file {name} is missing.", RESTORE)
        return path

    def open(self, name: str) -> IO[bytes]:
        """Open a row's sealed file for reading; TrustError as for :meth:`find`, or when it cannot be read."""
        path = self.find(name)
        try:
            return files.open_regular(path, follow=False)
        except OSError as error:
            raise TrustError(f"The sealed file {name} cannot be read ({error.strerror}).", RESTORE) from error

    def size(self, name: str) -> int:
        """Return the size of a row's sealed file in bytes; TrustError as for :meth:`find`."""
        return self.find(name).stat().st_size

    def writer(self, blob_id: str) -> WarcWriter:
        """Return a writer for a new sealed file, which its `seal` puts in place."""
        return WarcWriter(self.place(blob_id))

    def names(self) -> list[str]:
        """Return the names of all sealed files in the form that rows have, sorted; WorldError when that fails."""
        try:
            with os.scandir(self.folder) as entries:  # there may be 100,000 files: names are cheaper than paths
                file_names = [
                    entry.name for entry in entries if entry.name.endswith(SUFFIX) and _plain(id_of(entry.name))
                ]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise WorldError(f"The folder of sealed files cannot be read ({error.strerror}).", READABLE) from error
        return [f"{FOLDER}/{name}" for name in sorted(file_names)]

    def unlisted(self, known: Iterable[str]) -> list[Path]:
        """Return the paths of the sealed files not named in `known`, sorted."""
        rows = frozenset(known)
        return [self.path(name) for name in self.names() if name not in rows]

    def delete(self, name: str) -> None:
        """Delete a sealed file that no row names, durably; does nothing when it is missing."""
        files.remove(self.path(name))

    def sweep(self) -> None:
        """Delete temporary files of interrupted captures, never a sealed file."""
        files.sweep(self.folder)

    def holds(self, path: Path) -> bool:
        """Return whether a path is inside the folder."""
        return path.resolve().is_relative_to(self.folder.resolve())


def name_of(path: Path) -> str:
    """Return a row's name for the sealed file at this path."""
    return str(PurePosixPath(FOLDER, path.name))


def id_of(path: Path | str) -> str:
    """Return the id of a sealed file from its path or file name."""
    return Path(path).name.removesuffix(SUFFIX)


def _plain(stem: str) -> bool:
    return bool(stem) and not stem.startswith(".") and FORBIDDEN.isdisjoint(stem) and stem.isprintable()
