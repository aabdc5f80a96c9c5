"""Check a sealed WARC for truncation, missing digests and a wrong index, which the standard validators accept."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.archive.reader import ANSWERS, Archive, resource_of
from core.archive.records import Record
from core.errors import TrustError
from core.files import open_regular
from core.model import Problem, Resource
from core.model.remarks import all_from_plain, sentences

BLOCK = 1024 * 1024
SPARE = 64 * 1024 * 1024  # bytes more than were sealed: a larger file is not read, it may have no end
CHANGED = "It is not the file that was sealed; nothing in it can be relied on. Keep it, and work from a copy of the project that has the sealed one."
SHOWN = 120
UNREAD = "the sealed file cannot be read ({})"
RESIZED = "the sealed file has {:,} bytes, not {:,}"
REWRITTEN = "the SHA-256 of the sealed file is not the one written down"
ROW_LIES = "The sealed file is the witness; the project's own entry was altered."
LYING = "The project looks for the sealed bytes in the wrong place; the sealed file itself may be sound."


def check_warc(
    path: Path, sha256: str, size: int, resources: tuple[Resource, ...], facts: Mapping[str, object] | None = None
) -> list[Problem]:
    """Compare a sealed file with its row: bytes, records, digests, index, capture log. Returns the problems found.

    `facts` are the row's values by key of the capture log, such as `final_url`.
    """
    return list(_problems(path, sha256, size, resources, facts or {}))


def _problems(
    path: Path, sha256: str, size: int, resources: tuple[Resource, ...], facts: Mapping[str, object]
) -> Iterator[Problem]:
    name = path.name
    try:
        found_size = path.lstat().st_size
        found = file_sha256(path) if found_size <= size + SPARE else ""
    except OSError as error:
        yield Problem(name, UNREAD.format(error.strerror), CHANGED)
        return
    if found_size != size:
        yield Problem(name, RESIZED.format(found_size, size), CHANGED)
    if not found:
        return
    if found != sha256:
        yield Problem(name, REWRITTEN, CHANGED)
    archive = Archive(path)
    try:
        records = archive.records
        log = archive.capture_log()
    except TrustError as error:
        yield Problem(name, error.clause, CHANGED)
        return
    yield from _check_digests(name, records, _logged(log))
    yield from _check_index(name, records, resources)
    yield from _check_log(name, log, facts)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of an ordinary file in hex; OSError for anything else."""
    with open_regular(path, follow=False) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _logged(log: dict[str, Any] | None) -> dict[str, str]:
    """Return block digests that an import computed for records without one, by the record's byte offset."""
    given = (log or {}).get("digests")
    return {str(at): str(digest) for at, digest in given.items()} if isinstance(given, dict) else {}


def _check_digests(name: str, records: tuple[Record, ...], logged: dict[str, str]) -> Iterator[Problem]:
    for record in records:
        at = str(record.offset)
        wanted = [("block", record.block)]
        if record.kind == "response" and at not in logged:
            wanted.append(("payload", record.payload))
        for part, found in wanted:
            said = logged.get(at, "") or record.headers.get(f"warc-{part}-digest", "")
            if said and found.matches(said):
                continue
            what = f"the {record.kind or 'nameless'} record at byte {record.offset:,}"
            if said:
                yield Problem(name, f"{what} does not match its {part} digest", CHANGED)
            else:
                yield Problem(name, f"{what} has no {part} digest", "Whether it was changed cannot be told.")


def _check_index(name: str, records: tuple[Record, ...], resources: tuple[Resource, ...]) -> Iterator[Problem]:
    stored_answers = tuple(resource_of(record) for record in records if record.kind in ANSWERS)
    if len(stored_answers) != len(resources):
        yield Problem(
            name, f"the sealed file holds {len(stored_answers)} answers, the project lists {len(resources)}", LYING
        )
    for stored, listed in zip(stored_answers, resources, strict=False):
        if stored != listed:
            yield Problem(name, f"the project's entry for {listed.url} differs from the sealed file", LYING)


def _check_log(name: str, log: dict[str, Any] | None, facts: Mapping[str, object]) -> Iterator[Problem]:
    if log is None:
        yield Problem(name, "the sealed file holds no capture log", "It does not say how it was made.")
        return
    for fact, listed in facts.items():
        if (logged := log.get(fact)) != listed:
            says = f"the project says {_short(fact, listed)} for {fact}"
            what = f"{says}, the capture log inside the sealed file says {_short(fact, logged)}"
            yield Problem(name, what, ROW_LIES)


def _short(fact: str, value: object) -> str:
    text = " ".join(sentences(all_from_plain(value))) if fact == "assurance" else str(value)
    return f"“{text if len(text) <= SHOWN else text[: SHOWN - 1] + '…'}”"
