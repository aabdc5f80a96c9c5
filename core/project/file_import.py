"""Files as evidence: each is sealed as a snapshot; of a web archive, each chosen page."""

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import Cancelled, InputError, StandfirstError
from core.jobs import Progress
from core.model import Failure
from core.project.snapshots import Capture, Snapshots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.capture.imported import Collection, ListedPage
    from core.capture.intake import Incoming


@dataclass(frozen=True)
class Intake:
    """What taking in a file made, and which pages of it were refused and why."""

    captures: tuple[Capture, ...]
    refused: tuple[Failure, ...] = ()


class FileImports:
    """Seals files as snapshots."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots

    def take_in(self, path: Path, progress: Progress | None = None, *, pages: tuple[str, ...] = ()) -> Intake:
        """Seal a file as evidence; of a WARC or WACZ each page, or those with the addresses in `pages`.

        StandfirstError when nothing of it could be sealed, or the project is open read-only.
        """
        from core.capture.intake import seal_file

        self._snapshots.check_writable()
        told = progress or Progress()
        incoming = _look_at(path, told)
        if _is_archive(incoming):
            return self._pages(incoming, pages, told)
        if pages:
            raise InputError(f"“{incoming.name}” is no web archive: there are no pages to choose.", "Leave --page out.")
        made = self._snapshots.sealing(
            lambda warc: seal_file(incoming, warc, _convert, told), f"Take in {incoming.name}"
        )
        return Intake((made,))

    def pages_in(self, path: Path, progress: Progress | None = None) -> "tuple[ListedPage, ...]":
        """Return the pages of a WARC or WACZ file, to choose from; nothing is kept."""
        told = progress or Progress()
        incoming = _look_at(path, told)
        if not _is_archive(incoming):
            raise InputError(f"“{incoming.name}” is no web archive: there are no pages to list.", "Import it as it is.")
        with tempfile.TemporaryDirectory() as folder, _opened(incoming, Path(folder), told) as collection:
            return collection.pages

    def _pages(self, incoming: "Incoming", wanted: tuple[str, ...], progress: Progress) -> Intake:
        made: list[Capture] = []
        refused: list[StandfirstError] = []
        failures: list[Failure] = []
        with _opened(incoming, self._snapshots.archive, progress) as collection:
            chosen = collection.chosen(wanted)
            for number, page in enumerate(chosen):
                progress.update(number, len(chosen), f"Sealing {page.url}")
                try:
                    made.append(self._page(collection, page, progress))
                except Cancelled:
                    raise
                except StandfirstError as error:
                    refused.append(error)
                    failures.append(Failure(page.url, error.sentence))
        if refused and not made:
            raise refused[0]
        return Intake(tuple(made), tuple(failures))

    def _page(self, collection: "Collection", page: "ListedPage", progress: Progress) -> Capture:
        return self._snapshots.sealing(lambda warc: collection.seal(page, warc, progress), f"Take in {page.url}")


def _look_at(path: Path, progress: Progress) -> "Incoming":
    from core.capture.file_types import kind_of
    from core.capture.intake import look_at

    if path.is_dir():
        raise InputError(f"“{path.name}” is a folder.", "Choose the files in it.")
    return look_at(path, kind_of(path), progress)


def _is_archive(incoming: "Incoming") -> bool:
    from core.capture.file_types import WACZ, WARC

    return incoming.mime in (WARC, WACZ)


@contextmanager
def _opened(incoming: "Incoming", folder: Path, progress: Progress) -> "Iterator[Collection]":
    from core.capture.imported import collection

    with collection(incoming, folder, progress) as found:
        yield found


def _convert(data: bytes, name: str) -> bytes:
    from core.export.document import pandoc

    return pandoc.run(data, f"--from={name}", "--to=html5", "--wrap=none")
