"""Import files as evidence: each file becomes a sealed snapshot, or each chosen page of a web archive."""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import Cancelled, InputError, StandfirstError
from core.jobs import Progress
from core.model import Confidentiality, Failure
from core.project.snapshots import Capture, Sealing, Snapshots
from core.security import scratch
from core.store.actions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.capture.imported import Collection, ListedPage
    from core.capture.intake import Incoming


@dataclass(frozen=True)
class Intake:
    """The result of a file import: captures, pages that were refused with the reason, and what no page took."""

    captures: tuple[Capture, ...]
    refused: tuple[Failure, ...] = ()
    left: tuple[Failure, ...] = ()


class FileImports:
    """Seals files as snapshots."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots

    def take_in(self, path: Path, progress: Progress | None = None, *, pages: tuple[str, ...] = ()) -> Intake:
        """Seal a file as evidence; of a WARC or WACZ each page, or those whose URL is in `pages`.

        StandfirstError when nothing could be sealed, or the project is open read-only.
        """
        self._snapshots.check_writable()
        told = progress or Progress()
        incoming = _look_at(path, told)
        if _is_archive(incoming):
            return self._pages(incoming, pages, told)
        if pages:
            raise InputError(f"“{incoming.name}” is no web archive: there are no pages to choose.", "Leave --page out.")
        return Intake((self._snapshots.record(self._seal(incoming, told), Act.TAKE_IN.of(name=incoming.name)),))

    def seal_document(
        self, path: Path, progress: Progress | None = None, kept: Confidentiality = Confidentiality.PUBLIC
    ) -> Sealing:
        """Seal a file that is not a web archive; :meth:`Snapshots.record` writes the rows.

        `kept`, the confidentiality that its source will have, is written into the sealed file.

        InputError for a web archive, because each of its pages is a separate source.
        """
        self._snapshots.check_writable()
        told = progress or Progress()
        incoming = _look_at(path, told)
        if _is_archive(incoming):
            raise InputError(
                f"“{incoming.name}” is a web archive: each of its pages is a source.", "Import it as it is."
            )
        return self._seal(incoming, told, kept)

    def pages_in(self, path: Path, progress: Progress | None = None) -> "tuple[ListedPage, ...]":
        """List the pages of a WARC or WACZ file; writes nothing."""
        told = progress or Progress()
        incoming = _look_at(path, told)
        if not _is_archive(incoming):
            raise InputError(f"“{incoming.name}” is no web archive: there are no pages to list.", "Import it as it is.")
        with scratch.folder() as folder, _opened(incoming, Path(folder), told) as collection:
            return collection.pages

    def _seal(
        self, incoming: "Incoming", progress: Progress, kept: Confidentiality = Confidentiality.PUBLIC
    ) -> Sealing:
        from core.capture.intake import seal_file

        return self._snapshots.seal(lambda warc: seal_file(incoming, warc, _convert, progress, kept))

    def _pages(self, incoming: "Incoming", wanted: tuple[str, ...], progress: Progress) -> Intake:
        """Seal the wanted pages, then write all their rows in one action.

        On cancellation the pages sealed so far are recorded, then Cancelled is raised.
        """
        made: list[Sealing] = []
        refused: list[tuple[str, StandfirstError]] = []
        stopped: Cancelled | None = None
        with _opened(incoming, self._snapshots.blobs.folder, progress) as collection:
            try:
                for sealed in self._sealed(collection, wanted, progress):
                    made.append(sealed) if not isinstance(sealed, tuple) else refused.append(sealed)
            except Cancelled as error:
                stopped = error
            left = () if wanted else collection.left()
        captures = self._snapshots.record_all(made, incoming.name)
        if stopped is not None:
            raise stopped
        if refused and not made:
            raise refused[0][1]
        return Intake(captures, tuple(Failure(url, error.sentence) for url, error in refused), left)

    def _sealed(
        self, collection: "Collection", wanted: tuple[str, ...], progress: Progress
    ) -> "Iterator[Sealing | tuple[str, StandfirstError]]":
        """Yield the sealing of each wanted page, or (URL, error) where it failed."""
        chosen = collection.chosen(wanted)
        for number, page in enumerate(chosen):
            progress.update(number, len(chosen), f"Sealing {page.url}")
            try:
                yield self._snapshots.seal(partial(collection.seal, page, progress=progress))
            except Cancelled:
                raise
            except StandfirstError as error:
                yield page.url, error


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

    with collection(incoming, folder, progress) as opened:
        yield opened


def _convert(data: bytes, name: str) -> bytes:
    from core.export.document import pandoc

    return pandoc.run(data, f"--from={name}", "--to=html5", "--wrap=none")
