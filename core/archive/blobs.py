"""The sealed files of a project: where each lies, and the only code that says so.

A row names its file by a relative name, `archive/ID.warc.gz`, that other tools can follow too. The name comes from a database
that others may have written to, so it is held to its form: one plain file in the archive folder, never a way out of it.
"""

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO

from core import files
from core.archive.writer import WarcWriter
from core.errors import InputError, TrustError

FOLDER, SUFFIX = "archive", ".warc.gz"
NOWHERE = ".no-sealed-file"
FORBIDDEN = frozenset("/\\:\0")  # what parts a path on any system, or names a stream or a drive
RESTORE = "Put it back from a copy of the project; nothing else was changed."


class BlobStore:
    """The folder of the sealed files of one project. A file in it is written once, and never again."""

    def __init__(self, project: Path) -> None:
        self.folder = project / FOLDER

    def make(self) -> None:
        """Make the folder; OSError when that fails."""
        self.folder.mkdir(parents=True, exist_ok=True)

    def place(self, blob_id: str) -> Path:
        """Return where the sealed file with this id goes or lies; InputError for an id that is no plain file name."""
        if not _plain(blob_id):
            raise InputError(f"“{blob_id}” cannot be the name of a sealed file.", "Rename the file, and try again.")
        return self.folder / f"{blob_id}{SUFFIX}"

    def path(self, name: str) -> Path:
        """Return the path of a row's sealed file, there or not; TrustError for a name that leads out of the folder."""
        stem = name.removeprefix(f"{FOLDER}/").removesuffix(SUFFIX)
        if name != f"{FOLDER}/{stem}{SUFFIX}" or not _plain(stem):
            raise TrustError(
                f"“{name}” is not the name of a sealed file of this project.",
                "The database was changed outside Standfirst: “verify” says where.",
            )
        return self.folder / f"{stem}{SUFFIX}"

    def shown_path(self, name: str) -> Path:
        """Return the path of a row's sealed file to be named, not read: for a name that leads out, one where no file is sealed."""
        try:
            return self.path(name)
        except TrustError:
            return self.folder / NOWHERE

    def find(self, name: str) -> Path:
        """Return the path of a row's sealed file; TrustError when it is gone, or no file of this folder but a link."""
        path = self.path(name)
        if path.is_symlink():
            raise TrustError(f"The sealed file {name} is a link to somewhere else.", RESTORE)
        if not path.is_file():
            raise TrustError(f"The sealed file {name} is missing.", RESTORE)
        return path

    def open(self, name: str) -> IO[bytes]:
        """Open a row's sealed file for reading; TrustError as :meth:`find`, or when the disk refuses."""
        path = self.find(name)
        try:
            return path.open("rb")
        except OSError as error:
            raise TrustError(f"The sealed file {name} cannot be read ({error.strerror}).", RESTORE) from error

    def size(self, name: str) -> int:
        """Return the bytes of a row's sealed file; TrustError as :meth:`find`."""
        return self.find(name).stat().st_size

    def writer(self, blob_id: str) -> WarcWriter:
        """Return the writer of a new sealed file; its `seal` puts the file in its place."""
        return WarcWriter(self.place(blob_id))

    def names(self) -> list[str]:
        """Return the names of all sealed files as rows would have them, sorted."""
        if not self.folder.is_dir():
            return []
        with os.scandir(self.folder) as entries:  # 100,000 files may lie here: names, not paths
            found = [entry.name for entry in entries if entry.name.endswith(SUFFIX) and _plain(id_of(entry.name))]
        return [f"{FOLDER}/{name}" for name in sorted(found)]

    def unlisted(self, known: Iterable[str]) -> list[Path]:
        """Return the sealed files that are not among the names of rows, sorted."""
        rows = frozenset(known)
        return [self.path(name) for name in self.names() if name not in rows]

    def delete(self, name: str) -> None:
        """Remove a sealed file that no row names any more, durably; nothing happens when it is gone already."""
        self.path(name).unlink(missing_ok=True)
        files.sync_folder(self.folder)

    def sweep(self) -> None:
        """Remove what captures that were cut off left unfinished: never a sealed file."""
        files.sweep(self.folder)

    def holds(self, path: Path) -> bool:
        """Say whether a path leads into the folder."""
        return path.resolve().is_relative_to(self.folder.resolve())


def name_of(path: Path) -> str:
    """Return the name that a row has for a sealed file at this path."""
    return str(PurePosixPath(FOLDER, path.name))


def id_of(path: Path | str) -> str:
    """Return the id of a sealed file from its path or file name."""
    return Path(path).name.removesuffix(SUFFIX)


def _plain(stem: str) -> bool:
    return bool(stem) and not stem.startswith(".") and FORBIDDEN.isdisjoint(stem) and stem.isprintable()
