"""Files as evidence: each is sealed as a snapshot; of a web archive, each chosen page."""

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import Cancelled, InputError, StandfirstError
from core.jobs import Progress
from core.model import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.capture.imported import Collection, ListedPage
    from core.capture.intake import Incoming
    from core.project.snapshots import Capture, Snapshots


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
    made = snapshots.sealing(lambda warc: seal_file(incoming, warc, _convert, progress), f"Take in {incoming.name}")
    return Intake((made,))


def pages_in(path: Path, progress: Progress) -> "tuple[ListedPage, ...]":
    """Return the pages of a WARC or WACZ; nothing is kept."""
    incoming = _look_at(path, progress)
    if not _is_archive(incoming):
        raise InputError(f"“{incoming.name}” is no web archive: there are no pages to list.", "Import it as it is.")
    with tempfile.TemporaryDirectory() as folder, _opened(incoming, Path(folder), progress) as collection:
        return collection.pages


def _pages(snapshots: "Snapshots", incoming: "Incoming", wanted: tuple[str, ...], progress: Progress) -> Intake:
    made: list[Capture] = []
    refused: list[StandfirstError] = []
    failures: list[Failure] = []
    with _opened(incoming, snapshots.blobs.folder, progress) as collection:
        chosen = collection.chosen(wanted)
        for number, page in enumerate(chosen):
            progress.update(number, len(chosen), f"Sealing {page.url}")
            try:
                made.append(_page(snapshots, collection, page, progress))
            except Cancelled:
                raise
            except StandfirstError as error:
                refused.append(error)
                failures.append(Failure(page.url, error.sentence))
    if refused and not made:
        raise refused[0]
    return Intake(tuple(made), tuple(failures))


def _page(snapshots: "Snapshots", collection: "Collection", page: "ListedPage", progress: Progress) -> "Capture":
    return snapshots.sealing(lambda warc: collection.seal(page, warc, progress), f"Take in {page.url}")


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
