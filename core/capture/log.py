"""The capture log in the sealed file: write it, and restore a capture from it."""

import json
from pathlib import Path

from core.archive import LOG_MIME, Archive, Sealed, WarcWriter, file_sha256
from core.capture.record import FORMATS, Captured, CaptureRecord
from core.errors import InputError, TrustError
from core.security import limits


def write(writer: WarcWriter, record: CaptureRecord) -> None:
    """Write the log as the last record of a WARC."""
    data = json.dumps(record.to_log(), ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8", "replace")
    writer.metadata(record.final_url, LOG_MIME, data)


def recall(path: Path) -> Captured:
    """Restore a capture from its sealed file; TrustError when it is damaged or has no log."""
    archive = Archive(path)
    log = archive.capture_log()
    if log is None or log.get("format") not in FORMATS:
        raise TrustError(f"The sealed file {path.name} does not say how it was captured.", "Capture the page again.")
    try:
        record = CaptureRecord.from_log(log)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise TrustError(f"The capture log of {path.name} is damaged.", "Capture the page again.") from error
    sealed = Sealed(path, file_sha256(path), path.stat().st_size, archive.index())
    return Captured.of(record, sealed, _body(archive, record.final_url))


def _body(archive: Archive, url: str) -> bytes:
    try:
        stored = archive.rendered(url) or archive.lookup(url)
    except InputError:  # a decompression bomb, sealed as received and not unpacked here either
        return b""
    return stored.body if stored is not None and len(stored.body) <= limits.DECODED else b""
