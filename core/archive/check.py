"""Checking a sealed file against the rows that name it, stricter than any validator.

`warcio check` passes a file without digests and one cut off at the end; here digests are required, every byte must belong to
a whole gzip member, and the index is derived again from the bytes.
"""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.archive.walk import members, records, resource_of
from core.model import Problem, Resource

PIECE = 1 << 20
NOT_SEALED = "It is not the file that was sealed."


def check_warc(path: Path, sha256: str, size: int, resources: tuple[Resource, ...]) -> list[Problem]:
    """Return what is wrong with a file: nothing when its fingerprint holds and the rows agree with its bytes."""
    if path.stat().st_size != size:
        return [
            Problem(path.name, f"the file has {path.stat().st_size} bytes, not the {size} sealed", NOT_SEALED),
            *_inside(path),
        ]
    if _sha256(path) != sha256:
        return [Problem(path.name, "the file's SHA-256 is not the one sealed", NOT_SEALED), *_inside(path)]
    return list(_against(path, resources))


def check_inside(path: Path) -> list[Problem]:
    """Return what is wrong with a file that no row describes: torn members, missing or wrong digests, no capture log."""
    return list(_inside(path))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _against(path: Path, resources: tuple[Resource, ...]) -> Iterator[Problem]:
    found = []
    log = False
    for member, record in records(path):
        if record is not None and record.rec_type in ("response", "resource", "revisit"):
            found.append(resource_of(member, record))
        log = log or (record is not None and record.rec_type == "metadata")
    if tuple(found) != resources:
        yield Problem(
            path.name, "the list of resources in the project is not what the file holds", "Pages may be shown wrongly."
        )
    if not log:
        yield Problem(path.name, "the capture log is missing from the file", "The seal does not explain itself.")


def _inside(path: Path) -> Iterator[Problem]:
    """Say where the damage lies."""
    with path.open("rb") as stream:
        for member in members(stream):
            if not member.whole:
                yield Problem(
                    path.name,
                    f"the file is torn or altered at byte {member.offset}",
                    "What comes after cannot be read.",
                )
    for member, record in records(path):
        if record is None:
            yield Problem(path.name, f"there is no record at byte {member.offset}", NOT_SEALED)
            continue
        url = (record.rec_headers.get_header("WARC-Target-URI") or record.rec_type or "a record").strip("<>")
        if problem := _digest_problem(record):
            yield Problem(path.name, f"{url}: {problem}", "This resource is not what was sealed.")


def _digest_problem(record: Any) -> str:
    """Compare a record's payload digest, or its block digest where it has no payload of its own."""
    wanted = record.rec_headers.get_header("WARC-Payload-Digest" if record.http_headers else "WARC-Block-Digest")
    if not wanted:
        return "" if record.rec_type in ("request", "warcinfo") and record.http_headers else "the digest is missing"
    digest = hashlib.sha1(usedforsecurity=False)
    while piece := record.raw_stream.read(PIECE):
        digest.update(piece)
    expected = wanted.partition(":")[2]
    return "" if base64.b32encode(digest.digest()).decode() == expected else "the content does not match its digest"
