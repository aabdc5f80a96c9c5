"""Write a WACZ 1.1.1 of sealed files: WARCs byte for byte, an index derived from them, pages, digests, a signature.

The file is read back and verified by the code that reads WACZ files of others.
"""

import datetime as dt
import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core.archive.lenient_reader import Stage
from core.archive.reader import ANSWERS, Archive, resource_of
from core.archive.records import Record, same_digest
from core.archive.signature import sign
from core.archive.wacz_reader import DESCRIPTION, DIGEST, opened
from core.errors import InputError, TrustError, WorldError
from core.files import open_regular
from core.jobs import Progress
from core.security import scratch

VERSION = "1.1.1"
BLOCK_LINES = 3_000  # index lines per gzip member, as in other writers
BLOCK = 1024 * 1024
WEB = ("http://", "https://")


@dataclass(frozen=True)
class SealedPage:
    """A sealed file for a WACZ, and the page in it. `at` is its capture time (UTC)."""

    path: Path
    sha256: str
    url: str
    title: str
    at: dt.datetime


@dataclass
class _Zip:
    """A ZIP being written, with the entries of its description."""

    file: zipfile.ZipFile
    resources: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, data: bytes) -> None:
        """Add bytes and list them."""
        self.file.writestr(_entry(name), data)
        self._list(name, hashlib.sha256(data).hexdigest(), len(data))

    def add_file(self, name: str, page: SealedPage) -> None:
        """Add a sealed file unchanged; TrustError when its digest differs."""
        digest, size = hashlib.sha256(), 0
        entry = _entry(name)
        # set in advance so that only large files get ZIP64 fields, which players misread
        entry.file_size = page.path.stat().st_size
        with open_regular(page.path, follow=False) as source, self.file.open(entry, "w") as target:
            while piece := source.read(BLOCK):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        if digest.hexdigest() != page.sha256:
            raise TrustError(
                f"The sealed file {page.path.name} is not the one that was sealed.",
                "Run “verify”; nothing was exported.",
            )
        self._list(name, digest.hexdigest(), size)

    def _list(self, path: str, digest: str, size: int) -> None:
        name = Path(path).name.lower()
        self.resources.append({"name": name, "path": path, "hash": f"sha256:{digest}", "bytes": size})


def write(
    pages: Sequence[SealedPage],
    out: Path,
    *,
    title: str,
    software: str,
    key_folder: Path,
    at: dt.datetime,
    progress: Progress,
    head: str = "",
    warning: str = "",
) -> None:
    """Write and read back a WACZ, whose description tells the `head` of the project's journal and a `warning`.

    TrustError when a sealed file was changed, WorldError when verification fails.
    """
    pages = list({page.path: page for page in pages}.values())
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as packed:
            told = {"title": title, "software": software, **({"journalHead": head} if head else {})}
            told |= {"description": warning} if warning else {}
            _fill(_Zip(packed), pages, told, key_folder=key_folder, at=at, progress=progress)
    except OSError as error:
        raise WorldError(
            f"The WACZ could not be written ({error.strerror or error}).", "Choose another folder."
        ) from error
    read_back(out, len(pages), progress)


def read_back(path: Path, pages: int, progress: Progress) -> None:
    """Verify all digests, the signature and the index of a WACZ; WorldError when one is wrong."""
    try:
        with scratch.folder() as folder, opened(path) as package:
            package.check(lambda _: progress.check())
            stage = Stage(Path(folder), "read-back")
            with stage.writer:
                for name in package.warcs():
                    with package.open(name) as stream:
                        stage.take(stream, Path(name).name, lambda _: progress.check())
                package.check_index(stage)
            count = len(package.warcs())
    except InputError as error:
        raise WorldError(
            f"The WACZ was checked after writing and is not valid: {error.sentence}", "Export again."
        ) from error
    if count != pages:
        raise WorldError(f"The WACZ was read back and holds {count} files instead of {pages}.", "Export again.")


def _fill(
    packed: _Zip,
    pages: Sequence[SealedPage],
    told: Mapping[str, str],
    *,
    key_folder: Path,
    at: dt.datetime,
    progress: Progress,
) -> None:
    """Write the sealed files, their index and a description that begins with what is `told`."""
    lines: list[bytes] = []
    for number, page in enumerate(pages, 1):
        progress.update(number, len(pages), f"Adding {page.path.name}")
        packed.add_file(f"archive/{page.path.name}", page)
        lines.extend(_lines(page.path))
    index, blocks = _index(sorted(lines))
    packed.add("indexes/index.cdx.gz", index)
    packed.add("indexes/index.idx", blocks)
    packed.add("pages/pages.jsonl", _pages(pages))
    created = _time(at)
    description = {
        "profile": "data-package",
        "wacz_version": VERSION,
        **told,
        "created": created,
        **({"mainPageUrl": pages[0].url, "mainPageDate": _time(pages[0].at)} if pages else {}),
        "resources": packed.resources,
    }
    data = _json(description)
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    signed = {"hash": digest, "created": created, "software": told["software"], **sign(digest, key_folder)}
    packed.file.writestr(_entry(DESCRIPTION), data)
    packed.file.writestr(_entry(DIGEST), _json({"path": DESCRIPTION, "hash": digest, "signedData": signed}))


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an uncompressed member with the earliest time of the ZIP format; real times are in the records."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type, entry.external_attr = zipfile.ZIP_STORED, 0o644 << 16
    return entry


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _time(when: dt.datetime) -> str:
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _pages(pages: Sequence[SealedPage]) -> bytes:
    header: dict[str, Any] = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": False}
    rows = [
        {"id": page.path.name.partition(".")[0], "url": page.url, "ts": _time(page.at), "title": page.title}
        for page in pages
    ]
    return b"".join(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n" for row in (header, *rows))


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the CDXJ lines of a sealed file, derived from its bytes."""
    for record in Archive(path).records:
        if record.kind in ANSWERS:
            yield f"{_key(record)} {json.dumps(_facts(record, path.name), ensure_ascii=True)}\n".encode()


def _key(record: Record) -> str:
    stamp = "".join(char for char in record.headers.get("warc-date", "") if char.isdecimal())[:14]
    return f"{surt(record.url)} {stamp}"


def _facts(record: Record, filename: str) -> dict[str, str]:
    resource = resource_of(record)
    said = record.headers.get("warc-payload-digest", "")
    digest = said if same_digest(said or "sha1:", resource.digest) else resource.digest
    facts = {"url": resource.url, "mime": resource.mime or "unk", "status": str(resource.status), "digest": digest}
    return {**facts, "length": str(resource.length), "offset": str(resource.offset), "filename": filename}


def surt(url: str) -> str:
    """Return the SURT key of a URL as ReplayWeb.page builds it: reversed host, lower case, sorted query."""
    if not url.lower().startswith(WEB):
        return url.replace(" ", "%20")
    try:
        parts = urlsplit(url.lower())
        host, port = (parts.hostname or ""), parts.port
    except ValueError:
        return url.replace(" ", "%20")
    first, dot, rest = host.partition(".")
    if dot and first.startswith("www") and not first[3:].strip("0123456789"):
        host = rest
    place = ",".join(reversed(host.split("."))) + (f":{port}" if port not in (None, 80, 443) else "")
    query = "&".join(sorted(parts.query.split("&"), key=lambda pair: pair.partition("=")[0]))
    return f"{place}){parts.path or '/'}{f'?{query}' if query else ''}".replace(" ", "%20")


def _index(lines: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return the compressed index and its block table (zipnum)."""
    data = b""
    table = [b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
    for start in range(0, len(lines), BLOCK_LINES):
        block = gzip.compress(b"".join(lines[start : start + BLOCK_LINES]), mtime=0)
        key = b" ".join(lines[start].split(b" ")[:2])
        place = {
            "offset": len(data),
            "length": len(block),
            "digest": f"sha256:{hashlib.sha256(block).hexdigest()}",
            "filename": "index.cdx.gz",
        }
        table.append(key + b" " + json.dumps(place).encode() + b"\n")
        data += block
    return data, b"".join(table)
