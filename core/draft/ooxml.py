"""The parts of an Office Open XML file and what relates them (ECMA-376, part 2; strict and transitional)."""

import posixpath
import zipfile
from functools import cache
from io import BytesIO
from typing import Any

from lxml import etree

from core.errors import InputError
from core.security import xml_parsing

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    f"{OFFICE}/relationships": "r",
    f"{OFFICE}/math": "m",
    f"{DRAWING}/main": "a",
    f"{DRAWING}/chart": "c",
    f"{DRAWING}/diagram": "dgm",
    f"{DRAWING}/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "cx",
    "urn:schemas-microsoft-com:vml": "v",
}
URIS = {short: uri for uri, short in NAMES.items()}
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", URIS["w"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/", f"{OFFICE}/".encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/", f"{DRAWING}/".encode()),
)
DAMAGED = ("This file could not be read; it may be damaged.", "Open it and save it again.")


@cache
def _short(tag: str) -> str:
    uri, _, local = tag.rpartition("}")
    return f"{NAMES.get(uri[1:], '?')}:{local}"


def kind(element: Element) -> str:
    """Return the tag with the usual prefix, such as `w:p`; `?:…` for a namespace that we do not know."""
    tag: Any = element.tag  # a function for a comment
    return _short(tag) if isinstance(tag, str) else ""


@cache
def name(short: str) -> str:
    """Return the full name of `w:p` in lxml's notation."""
    prefix, local = short.split(":")
    return f"{{{URIS[prefix]}}}{local}"


def value(element: Element | None, short: str = "w:val") -> str:
    """Return an attribute; empty when the element or the attribute is missing."""
    return "" if element is None else str(element.get(name(short)) or "")


def find(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant along a path of children, or None."""
    for step in path:
        element = None if element is None else element.find(name(step))
    return element


class Package:
    """The parts of one file, by path. InputError when it is damaged or no Word document."""

    def __init__(self, data: bytes) -> None:
        try:
            self._packed = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise InputError(*DAMAGED) from error
        self._paths = {path.lower(): path for path in self._packed.namelist()}
        main = self.related("", "officeDocument")
        if not main:
            raise InputError(*DAMAGED)
        self.main = main[0]

    def bytes(self, path: str) -> bytes:
        """Return the bytes of a part; empty when it is missing."""
        stored = self._paths.get(path.lower())
        if stored is None:
            return b""
        try:
            return self._packed.read(stored)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, RuntimeError) as error:
            raise InputError(*DAMAGED) from error

    def tree(self, path: str) -> Element | None:
        """Return the root of a part; None when it is missing."""
        return tree(self.bytes(path)) if path and path.lower() in self._paths else None

    @cache  # noqa: B019 - a package lives as long as one reading
    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the kind and the target of each relation of a part by id; a target outside the file stays as it is."""
        folder, _, own = part.rpartition("/")
        root = self.tree(f"{folder}/_rels/{own}.rels".lstrip("/"))
        found = {}
        for one in root if root is not None else ():
            target = str(one.get("Target") or "")
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[str(one.get("Id"))] = (str(one.get("Type") or "").rpartition("/")[2], target)
        return found

    def related(self, part: str, wanted: str) -> list[str]:
        """Return the paths of the parts of one kind that a part names."""
        return [target for known, target in self.relations(part).values() if known == wanted]

    def first(self, wanted: str) -> Element | None:
        """Return the root of the part of one kind that belongs to the main part; None when there is none."""
        return next(iter(filter(lambda root: root is not None, map(self.tree, self.related(self.main, wanted)))), None)


def tree(data: bytes) -> Element:
    """Return the root of an XML part; InputError when it is damaged."""
    for strict, transitional in STRICT:
        data = data.replace(strict, transitional)
    try:
        return xml_parsing.root_of(data, huge_tree=True, remove_comments=True, remove_pis=True)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(*DAMAGED) from error
