"""Read a WACZ (1.1.1 and the 1.2.0 draft) in place: nothing is unpacked to disk, and everything is verified.

Lenient on names and missing parts (which become notes); strict on digests, listed files and the index.
"""

import errno
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, Any

from core.archive.lenient_reader import Stage
from core.archive.signature import genuine
from core.errors import InputError
from core.security import limits
from core.text.json_text import parse

BLOCK = 256 * 1024
DESCRIPTION, DIGEST = "datapackage.json", "datapackage-digest.json"
FULL = (errno.ENOSPC, errno.EDQUOT)
OWN = (DESCRIPTION, DIGEST)
WARCS = (".warc", ".warc.gz")
PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")
OWN_WORD = (
    "Get a whole copy; or unzip it and import the WARC files in it, which are held to the digests of their own records."
)
HINT = "The file was damaged or changed after it was made. Get a whole copy of it."


@dataclass(frozen=True)
class PageEntry:
    """A page listed in a package: URL, capture time as written, title."""

    url: str
    at: str
    title: str


class Package:
    """An open WACZ. Use :func:`opened`."""

    def __init__(self, packed: zipfile.ZipFile, size: int) -> None:
        self._zip = packed
        self._size = size
        self.notes: list[str] = []
        self.signed_by = ""
        self.members = {info.filename: info for info in packed.infolist() if not info.filename.endswith("/")}

    def check(self, watch: Callable[[int], None]) -> None:
        """Verify all members against the description, and that against its digest and signature.

        InputError on a mismatch.
        """
        self._check_names()
        self._check_description()
        listed = dict(self._listed())
        for number, name in enumerate(sorted(self.members)):
            watch(number)
            if name in OWN:
                continue
            if name not in listed:
                raise InputError(f"This WACZ holds a file that its list does not name: “{_short(name)}”.", HINT)
            self._check_member(name, listed.pop(name))
        if listed:
            raise InputError(f"This WACZ lists a file that is not in it: “{_short(next(iter(listed)))}”.", HINT)

    @cached_property
    def description(self) -> dict[str, Any]:
        """The content of datapackage.json."""
        if DESCRIPTION not in self.members:
            raise InputError("This ZIP file is not a WACZ: it has no datapackage.json.", "Choose a WACZ or WARC file.")
        return _object(self.read(DESCRIPTION), DESCRIPTION)

    def read(self, name: str, most: int = limits.PACKAGE_TEXT) -> bytes:
        """Return a text member; InputError when longer than `most` bytes."""
        with self.open(name) as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise InputError(f"“{_short(name)}” in this WACZ is too long.", HINT)
        return data

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open a member; any defect in it is raised as InputError."""
        try:
            with self._zip.open(self.members[name]) as stream:
                yield stream
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            if isinstance(error, OSError) and error.errno in FULL:
                raise
            raise InputError(f"“{_short(name)}” in this WACZ is damaged.", HINT) from error

    def warcs(self) -> list[str]:
        """Return the names of the WARC members."""
        return [name for name in self.members if name.startswith("archive/") and name.lower().endswith(WARCS)]

    def pages(self) -> list[PageEntry]:
        """Return the pages listed in the package that have a web address."""
        entries: list[PageEntry] = []
        for name in (name for name in PAGES if name in self.members):
            for line in self.read(name).splitlines():
                item = _line(line)
                if str(item.get("url", "")).startswith(("http://", "https://")) and len(entries) < limits.PACKAGE_PAGES:
                    entries.append(PageEntry(str(item["url"]), str(item.get("ts") or ""), str(item.get("title") or "")))
        return entries

    def check_index(self, stage: Stage) -> None:
        """Verify that every index line points to its record; InputError when one does not."""
        count = 0
        for name in (name for name in self.members if name.startswith("indexes/")):
            if not name.endswith((".cdx", ".cdxj", ".cdx.gz", ".cdxj.gz")):
                continue
            for line in _unzipped(self.read(name)).splitlines():
                count += 1
                if count > limits.PACKAGE_INDEX:
                    raise InputError("The index of this WACZ is too long.", HINT)
                self._check_place(_line(line[line.find(b"{") :] if b"{" in line else b""), stage)

    def _check_place(self, item: dict[str, Any], stage: Stage) -> None:
        offset, file, url = str(item.get("offset", "")), str(item.get("filename", "")), str(item.get("url", ""))
        if not offset.isdecimal() or not file or not url:
            return
        number = stage.places.get((PurePosixPath(file).name, int(offset[:18])))
        record = stage.records[number] if number is not None else None
        if record is None or (record.url != url and "__wb_" not in url and item.get("method", "GET") == "GET"):
            raise InputError(f"The index of this WACZ points to the wrong place for {_short(url)}.", HINT)

    def _check_names(self) -> None:
        names = [info.filename for info in self._zip.infolist()]
        if len(names) > limits.PACKAGE_MEMBERS:
            raise InputError("This WACZ holds too many files.", HINT)
        if len({name.casefold() for name in names}) != len(names):
            raise InputError("This WACZ contains two files of one name, as in an attack.", HINT)
        for name in names:
            parts = PurePosixPath(name).parts
            if not parts or name.startswith("/") or ".." in parts or "\\" in name or "\0" in name or ":" in parts[0]:
                raise InputError(f"This WACZ holds a file with a dangerous name: “{_short(name)}”.", HINT)
        self._check_sizes()

    def _check_sizes(self) -> None:
        infos = self._zip.infolist()
        whole, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
        bomb = any(
            info.file_size > limits.RATIO_FLOOR and info.file_size > limits.RATIO * max(1, info.compress_size)
            for info in infos
        )
        if bomb or packed > self._size or whole > limits.IMPORT_BYTES:
            raise InputError("This WACZ decompresses to far more than its size, as in an attack.", HINT)
        if any(info.flag_bits & 1 for info in infos):
            raise InputError("This WACZ is protected by a password.", "Ask for one without a password.")

    def _check_description(self) -> None:
        if self.description and DIGEST not in self.members:
            self.notes.append("the WACZ has no digest of its own list of files, so that the list may have been changed")
            return
        stated = _object(self.read(DIGEST), DIGEST)
        actual = f"sha256:{hashlib.sha256(self.read(DESCRIPTION)).hexdigest()}"
        if stated.get("hash") != actual:
            raise InputError("The list of files of this WACZ does not match its digest.", HINT)
        signed = stated.get("signedData")
        if signed is None:
            return
        if not isinstance(signed, dict) or not genuine(signed, actual):
            raise InputError("The signature of this WACZ is not genuine.", HINT)
        self.signed_by = _short(str(signed.get("domain") or "a key of its maker"))

    def _listed(self) -> Iterator[tuple[str, dict[str, Any]]]:
        resources = self.description.get("resources")
        for item in resources if isinstance(resources, list) else []:
            if isinstance(item, dict) and isinstance(item.get("path"), str):
                yield item["path"], item

    def _check_member(self, name: str, item: dict[str, Any]) -> None:
        stats = item.get("stats") if isinstance(item.get("stats"), dict) else {}
        said = str(item.get("hash") or f"{item.get('hashing', '')}:{(stats or {}).get('hash', '')}")
        algorithm, _, digest = said.lower().partition(":")
        if algorithm not in ("sha256", "sha512"):
            raise InputError(f"“{_short(name)}” in this WACZ has no digest that can be checked.", HINT)
        with self.open(name) as stream:
            actual = hashlib.new(algorithm)
            while piece := stream.read(BLOCK):
                actual.update(piece)
            if actual.hexdigest() != digest:
                raise InputError(f"“{_short(name)}” in this WACZ does not match its digest.", OWN_WORD)


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a WACZ for reading; InputError when it is not a valid ZIP file."""
    try:
        packed = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise InputError("This is not a valid WACZ or ZIP file.", HINT) from error
    with packed:
        yield Package(packed, path.stat().st_size)


def _object(data: bytes, name: str) -> dict[str, Any]:
    document = _line(data)
    if not document:
        raise InputError(f"“{name}” in this WACZ cannot be read.", HINT)
    return document


def _line(data: bytes) -> dict[str, Any]:
    try:
        document = parse(data)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _unzipped(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            plain = stream.read(limits.PACKAGE_TEXT + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError("The index of this WACZ is damaged.", HINT) from error
    if len(plain) > limits.PACKAGE_TEXT:
        raise InputError("The index of this WACZ is too long.", HINT)
    return plain


def _short(text: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)[:120]
