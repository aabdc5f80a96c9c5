"""Whether a sealed file lies at its place, and whether a quote is what the text says: one rule for `verify` and exports."""

import hashlib
from pathlib import Path

from core.archive.blobs import BlobStore
from core.archive.check import UNREAD
from core.errors import TrustError
from core.model import Evidence, Finding, Snapshot, SnapshotText
from core.store import read
from core.store.store import Store

Misplaced = tuple[Finding, str]  # a finding, and what a SEAL_DIFFERS says


def sealed_path(blobs: BlobStore, snapshot: Snapshot) -> Path | None:
    """Return the path of a sealed file; None for a name that leads outside the archive, which is never opened."""
    try:
        return blobs.path(snapshot.warc)
    except TrustError:
        return None


def misplaced(path: Path | None) -> Misplaced | None:
    """Return why there is no sealed file of its own at a path; None when there is one."""
    if path is None:
        return Finding.SEAL_OUTSIDE, ""
    try:
        missing, linked = not path.is_file(), path.is_symlink()
    except OSError as error:
        return Finding.SEAL_DIFFERS, UNREAD.format(error.strerror)
    if missing:
        return Finding.SEAL_MISSING, ""
    return (Finding.SEAL_LINK, "") if linked else None


def holds(text: SnapshotText | None) -> bool:
    """Return whether a stored text has the digest that is stored with it."""
    return text is not None and hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest() == text.sha256


def is_there(store: Store, evidence: Evidence) -> bool:
    """Return whether the words of a quote stand at their place in the text."""
    place = evidence.selector
    return read.passage(store.db, evidence.text_id, place.start, place.end) == place.exact
