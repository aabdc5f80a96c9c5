"""Parts of sealed audio and video recordings as evidence: time ranges."""

from pathlib import Path

from core.errors import InputError, TrustError
from core.model import Selector, Snapshot
from core.model.timecode import span, spoken, written
from core.project.snapshots import Snapshots

RECORDINGS = ("audio/", "video/")
HINT = "Give FROM,TO in seconds or as 1:02:03, or set both ends while it plays."


def described(snapshot: Snapshot, time: str) -> Selector:
    """Return the selector of a time range; InputError when the snapshot is not a recording or the range is invalid."""
    if not snapshot.mime.startswith(RECORDINGS):
        raise InputError("This snapshot is not a recording.", "Time ranges can be quoted from sound and film only.")
    ends = span(time)
    if ends is None:
        raise InputError(f"“{time}” is not a part of a recording.", HINT)
    exact = written(*ends)
    return Selector(f"[part of the sealed recording: {spoken(exact)}]", "", "", -1, -1, time=exact)


def copy_of(snapshots: Snapshots, snapshot: Snapshot, folder: Path) -> Path:
    """Copy the sealed recording into a folder for playback; returns the file.

    InputError unless its bytes are of a known audio or video format (a playlist could name remote addresses),
    TrustError when they are damaged.
    """
    from core.archive import Archive
    from core.capture.file_types import kind_of

    path = folder / "recording"
    archive = Archive(snapshots.file(snapshot), tuple(snapshots.resources(snapshot.id)))
    with path.open("wb") as out:
        if not archive.copy(snapshot.final_url, out):
            raise TrustError("The recording is not in its sealed file.", "Run “verify”.")
    try:
        kind = kind_of(path)
    except InputError:
        kind = ""
    if not kind.startswith(RECORDINGS):
        path.unlink()
        raise InputError(
            "This type of file cannot be played here.", "It is sealed unchanged; import it again with the right ending."
        )
    return path
