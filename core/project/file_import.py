"""Files as evidence: each is sealed as a snapshot; of a web archive, each chosen page."""

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import Cancelled, InputError, StandfirstError
from core.jobs import Progress
from core.model import Failure
from core.store.actions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.capture.imported import Collection, ListedPage
    from core.capture.intake import Incoming
    from core.project.snapshots import Capture, Sealing, Snapshots


@dataclass(frozen=True)
class Intake:
    """What taking in a file made, and which pages of it were refused and why."""

    captures: "tuple[Capture, ...]"
    refused: tuple[Failure, ...] = ()


def take_in(snapshots: "Snapshots", path: Path, wanted: tuple[str, ...], progress: Progress) -> Intake:
    """Seal a file, or the wanted pages of a web archive (all for none); StandfirstError when nothing of it could be sealed."""
    from core.capture.intake import seal_file

    incoming = _look_at(path, progress)
    if _is_archive(incoming):
        return _pages(snapshots, incoming, wanted, progress)
    if wanted:
        raise InputError(f"“{incoming.name}” is no web archive: there are no pages to choose.", "Leave --page out.")
    sealing = snapshots.seal(lambda warc: seal_file(incoming, warc, _convert, progress))
    return Intake((snapshots.record(sealing, Act.TAKE_IN.of(name=incoming.name)),))


def seal_document(snapshots: "Snapshots", path: Path, progress: Progress) -> "Sealing":
    """Seal a file that is no web archive; no row is written. InputError for a web archive: each of its pages is a source."""
    from core.capture.intake import seal_file

    incoming = _look_at(path, progress)
    if _is_archive(incoming):
        raise InputError(f"“{incoming.name}” is a web archive: each of its pages is a source.", "Import it as it is.")
    return snapshots.seal(lambda warc: seal_file(incoming, warc, _convert, progress))


def pages_in(path: Path, progress: Progress) -> "tuple[ListedPage, ...]":
    """Return the pages of a WARC or WACZ; nothing is kept."""
    incoming = _look_at(path, progress)
    if not _is_archive(incoming):
        raise InputError(f"“{incoming.name}” is no web archive: there are no pages to list.", "Import it as it is.")
    with tempfile.TemporaryDirectory() as folder, _opened(incoming, Path(folder), progress) as collection:
        return collection.pages


def _pages(snapshots: "Snapshots", incoming: "Incoming", wanted: tuple[str, ...], progress: Progress) -> Intake:
    """Seal the wanted pages, then write the rows of all of them in one action; of those sealed before somebody stopped it too."""
    made: list[Sealing] = []
    refused: list[tuple[str, StandfirstError]] = []
    stopped: Cancelled | None = None
    with _opened(incoming, snapshots.archive, progress) as collection:
        try:
            for sealed in _sealed(snapshots, collection, wanted, progress):
                made.append(sealed) if not isinstance(sealed, tuple) else refused.append(sealed)
        except Cancelled as error:
            stopped = error
    captures = snapshots.record_all(made, incoming.name)
    if stopped is not None:
        raise stopped
    if refused and not made:
        raise refused[0][1]
    return Intake(captures, tuple(Failure(url, error.sentence) for url, error in refused))


def _sealed(
    snapshots: "Snapshots", collection: "Collection", wanted: tuple[str, ...], progress: Progress
) -> "Iterator[Sealing | tuple[str, StandfirstError]]":
    """Yield each wanted page as it was sealed, or its address and why it could not be."""
    chosen = collection.chosen(wanted)
    for number, page in enumerate(chosen):
        progress.update(number, len(chosen), f"Sealing {page.url}")
        try:
            yield snapshots.seal(partial(collection.seal, page, progress=progress))
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

    with collection(incoming, folder, progress) as found:
        yield found


def _convert(data: bytes, name: str) -> bytes:
    from core.export.document import pandoc

    return pandoc.run(data, f"--from={name}", "--to=html5", "--wrap=none")
