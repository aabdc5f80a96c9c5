"""The capture's own log, sealed with what it describes: enough to know a snapshot again without any database."""

import datetime as dt
import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.archive import LOG_MIME, Archive, Sealed, WarcWriter, file_sha256
from core.capture.options import VERSION, Captured
from core.errors import InputError, TrustError
from core.model import Failure, Method, PageQuality, PageVerdict
from core.security import limits

FORMAT = "standfirst capture log 1"


def write(writer: WarcWriter, facts: Mapping[str, Any]) -> None:
    """Write the log as the last record of a WARC."""
    document = {"format": FORMAT, "tool": f"Standfirst {VERSION}", "python": platform.python_version(), **facts}
    data = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8", "replace")
    writer.metadata(facts["final_url"], LOG_MIME, data)


def recall(path: Path) -> Captured:
    """Read a sealed file back as the capture that made it; TrustError when it is damaged or does not say."""
    archive = Archive(path)
    log = archive.capture_log()
    if log is None or log.get("format") != FORMAT:
        raise TrustError(f"The sealed file {path.name} does not say how it was captured.", "Capture the page again.")
    sealed = Sealed(path, file_sha256(path), path.stat().st_size, archive.index())
    try:
        return _captured(log, sealed, archive)
    except (KeyError, TypeError, ValueError) as error:
        raise TrustError(f"The capture log of {path.name} is damaged.", "Capture the page again.") from error


def _captured(log: dict[str, Any], sealed: Sealed, archive: Archive) -> Captured:
    quality = log["quality"]
    return Captured(
        url=str(log["url"]),
        final_url=str(log["final_url"]),
        captured_at=dt.datetime.fromisoformat(log["captured_at"]),
        method=Method(log["method"]),
        mime=str(log["mime"]),
        charset=str(log["charset"]),
        content_type=str(log["content_type"]),
        status=int(log["status"]),
        failed=tuple(Failure(str(item["url"]), str(item["reason"])) for item in log["failed"]),
        quality=PageQuality(PageVerdict(quality["verdict"]), tuple(map(str, quality["reasons"]))),
        assurance=str(log["assurance"]),
        sealed=sealed,
        body=_body(archive, str(log["final_url"])),
        title=str(log.get("title") or ""),
    )


def _body(archive: Archive, url: str) -> bytes:
    try:
        found = archive.rendered(url) or archive.lookup(url)
    except InputError:  # a bomb was sealed as it came, and is not unpacked here either
        return b""
    return found.body if found is not None and len(found.body) <= limits.DECODED else b""
