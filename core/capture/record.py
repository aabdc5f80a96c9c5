"""The facts of a capture in one value: every capture method makes one; the sealed log and the row are made from it.

The log is the last record of each sealed file: enough to restore a snapshot without a database.
"""

import datetime as dt
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from core.archive import Sealed
from core.capture.options import VERSION
from core.model import (
    Code,
    Confidentiality,
    Failure,
    Method,
    PageQuality,
    PageVerdict,
    Remark,
    Remarks,
    Snapshot,
    remark,
)
from core.model.remarks import all_from_plain, all_to_plain, from_plain, to_plain

FORMAT = "standfirst capture log 2"
FORMATS = ("standfirst capture log 1", FORMAT)  # version 1 stored sentences, version 2 codes
OWN_CLOCK = remark(Code.OWN_CLOCK)


@dataclass(frozen=True, kw_only=True)
class CaptureRecord:
    """The facts of a capture: `url` as requested, `final_url` after redirects.

    `captured_at` in UTC according to `clock`. `quality` and `assured` hold codes; `failed` and `truncated` are missing
    and incomplete resources. `kept` is the confidentiality that the source was to have when its copy was sealed, None in
    logs from before it was written down. `title` is set where the document has none: the name of an imported file. `details` is
    further evidence in the log, JSON values (user agents, addresses, certificates, redirects).
    """

    url: str
    final_url: str
    captured_at: dt.datetime
    method: Method
    mime: str
    charset: str
    content_type: str
    status: int
    quality: PageQuality
    assured: Remarks
    clock: Remark = OWN_CLOCK
    failed: tuple[Failure, ...] = ()
    truncated: tuple[Failure, ...] = ()
    title: str = ""
    kept: Confidentiality | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def assurance(self) -> str:
        """What is proved and what is not, in sentences."""
        return " ".join(one.sentence for one in self.assured)

    def to_log(self) -> dict[str, Any]:
        """Return the log as JSON values."""
        own = {one.name: _plain(one.name, getattr(self, one.name)) for one in fields(CaptureRecord)}
        details, assured = own.pop("details"), own.pop("assured")
        made = {"format": FORMAT, "tool": f"Standfirst {VERSION}", "python": platform.python_version()}
        return {**details, **own, "assurance": assured, **made}

    @staticmethod
    def from_log(log: Mapping[str, Any]) -> "CaptureRecord":
        """Parse a log of this or an earlier version.

        KeyError, TypeError, ValueError or ArithmeticError when invalid.
        """
        if log.get("format") not in FORMATS:
            raise ValueError("no capture log")
        at = dt.datetime.fromisoformat(log["captured_at"])
        if at.tzinfo is None:
            raise ValueError("a time without its zone")
        quality = log["quality"]
        return CaptureRecord(
            url=str(log["url"]),
            final_url=str(log["final_url"]),
            captured_at=at,
            method=Method(log["method"]),
            mime=str(log["mime"]),
            charset=str(log["charset"]),
            content_type=str(log["content_type"]),
            status=int(log["status"]),
            quality=PageQuality(PageVerdict(quality["verdict"]), tuple(map(from_plain, quality["reasons"]))),
            assured=all_from_plain(log["assurance"]),
            clock=from_plain(log.get("clock", "")),
            failed=_failures(log["failed"]),
            truncated=_failures(log.get("truncated", ())),
            title=str(log.get("title") or ""),
            kept=Confidentiality(log["kept"]) if log.get("kept") else None,
            details={name: value for name, value in log.items() if name not in FACTS},
        )


@dataclass(frozen=True, kw_only=True)
class Captured(CaptureRecord):
    """A sealed capture. `body` is the decoded main document, empty when larger than limits.DECODED."""

    sealed: Sealed
    body: bytes

    @classmethod
    def of(cls, record: CaptureRecord, sealed: Sealed, body: bytes) -> Self:
        """Return a capture with the sealed file that holds its record."""
        facts = {one.name: getattr(record, one.name) for one in fields(CaptureRecord)}
        return cls(**facts, sealed=sealed, body=body)


FACTS = {"assurance", "format", "tool", "python", *(one.name for one in fields(CaptureRecord))}
"""The keys of a log that are facts; all others are details."""
ROW = {one.name for one in fields(Snapshot)} - {"quality"}
SHARED = tuple(one.name for one in fields(CaptureRecord) if one.name in ROW)
"""The facts that both the row and the log contain; extraction may add doubts to the row's quality."""


def shared_facts(told: CaptureRecord) -> dict[str, Any]:
    """Return the facts of a capture that its row contains too, as the row's values."""
    return {name: getattr(told, name) for name in SHARED}


def facts_as_logged(snapshot: Snapshot) -> dict[str, Any]:
    """Return the facts of a row that the log contains too, in the log's form."""
    facts = {name: _plain(name, getattr(snapshot, name)) for name in SHARED}
    return {"assurance": facts.pop("assured"), **facts}


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, PageQuality):
        return {"verdict": value.verdict.value, "reasons": [to_plain(one) for one in value.remarks]}
    if isinstance(value, Remark):
        return to_plain(value)
    if name == "assured":
        return all_to_plain(value)
    if isinstance(value, tuple):
        return [asdict(one) for one in value]
    return value.value if isinstance(value, Method | Confidentiality) else value


def _failures(listed: Any) -> tuple[Failure, ...]:
    return tuple(Failure(str(item["url"]), str(item["reason"])) for item in listed)
