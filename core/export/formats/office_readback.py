"""Read our Word and OpenDocument files back, straight from the ZIP parts: text, footnotes, links, pictures.

Pandoc's readers took 23 s and 1.2 GB for a DOCX of 1,000 claims, and more than three minutes for the ODT. Here the
parts are streamed. References: ECMA-376 part 1, §17.11 and §17.16; ODF 1.3 part 3, §6.3.
"""

import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
PARAGRAPHS = {f"{W}p", f"{TEXT}p", f"{TEXT}h"}
READ_IN_WORD = (
    *(f"{W}{name}" for name in ("p", "br", "tab", "t", "footnoteReference", "footnote", "bookmarkStart", "hyperlink")),
    f"{A}blip",
)
WORD, NOTES, RELATIONS, ODF = (
    "word/document.xml",
    "word/footnotes.xml",
    "word/_rels/document.xml.rels",
    "content.xml",
)


class Found(NamedTuple):
    """The content of a file: text, number of footnotes and pictures, link targets.

    `broken` describes a defect, or is empty.
    """

    text: str
    notes: int
    pictures: int = 0
    places: frozenset[str] = frozenset()
    broken: str = ""


def word(path: Path) -> Found:
    """Read a DOCX. Footnotes are counted by their references, each of which must have its text."""
    words: list[str] = []
    calls: list[str] = []
    anchors, places, pictures = list[str](), set[str](), list[str]()
    with zipfile.ZipFile(path) as packed:
        for element in _elements(packed, WORD, *READ_IN_WORD):
            _take(element, words, calls)
            if element.tag == f"{W}bookmarkStart":
                places.add(element.get(f"{W}name", ""))
            elif element.tag == f"{W}hyperlink" and element.get(f"{W}anchor"):
                anchors.append(element.get(f"{W}anchor", ""))
            elif element.tag == f"{A}blip":
                pictures.append(element.get(f"{R}embed", ""))
        held = {one.get("Id", ""): one.get("Target", "") for one in _elements(packed, RELATIONS, RELATION)}
        empty = next((key for key in pictures if not _size(packed, f"word/{held.get(key, '')}")), None)
        notes = set[str]()
        for element in _elements(packed, NOTES, *READ_IN_WORD):
            _take(element, words, [])
            if element.tag == f"{W}footnote":
                notes.add(element.get(f"{W}id", ""))
            elif element.tag == f"{W}hyperlink" and element.get(f"{W}anchor"):
                anchors.append(element.get(f"{W}anchor", ""))
    return Found(
        "".join(words), len(calls), len(pictures), frozenset(places), _broken(calls, notes, anchors, places, empty)
    )


def open_document(path: Path) -> Found:
    """Read an ODT. Its footnotes are inline."""
    words: list[str] = []
    anchors, places, pictures, notes = list[str](), set[str](), list[str](), 0
    with zipfile.ZipFile(path) as packed:
        for element in _elements(packed, ODF):
            if element.tag in PARAGRAPHS and not _inside(element):
                words += [*(str(text) for text in element.itertext()), " "]
            target = element.get(f"{XLINK}href", "")
            if element.tag in {f"{TEXT}bookmark-start", f"{TEXT}bookmark"}:
                places.add(element.get(f"{TEXT}name", ""))
            elif element.tag == f"{TEXT}a" and target.startswith("#"):
                anchors.append(target[1:])
            elif element.tag == f"{DRAW}image":
                pictures.append(target)
            notes += element.tag == f"{TEXT}note"
        empty = next((name for name in pictures if not _size(packed, name)), None)
    return Found("".join(words), notes, len(pictures), frozenset(places), _broken([], set(), anchors, places, empty))


def _take(element: "_Element", words: list[str], calls: list[str]) -> None:
    """Collect the text of a run or the id of a footnote reference; paragraphs separate words."""
    if element.tag == f"{W}t":
        words.append(element.text or "")
    elif element.tag in {f"{W}p", f"{W}br", f"{W}tab"}:
        words.append(" ")
    elif element.tag == f"{W}footnoteReference":
        calls.append(element.get(f"{W}id", ""))


def _elements(packed: zipfile.ZipFile, name: str, *tags: str) -> "Iterator[_Element]":
    """Yield each element of a part at its end and free it, to bound memory; empty for a missing part."""
    from lxml import etree

    if name not in packed.namelist():
        return
    with packed.open(name) as part:
        for _, element in etree.iterparse(part, tag=tags or None, huge_tree=True, resolve_entities=False):
            yield element
            if element.tag in PARAGRAPHS and not _inside(element):
                element.clear(keep_tail=True)


def _inside(element: "_Element") -> bool:
    """Return whether a paragraph is in a footnote of an ODT: the enclosing paragraph still needs its text."""
    return any(one.tag == f"{TEXT}note" for one in element.iterancestors())


def _size(packed: zipfile.ZipFile, name: str) -> int:
    known = {PurePosixPath(info.filename): info.file_size for info in packed.infolist()}
    return known.get(PurePosixPath(name), 0)


def _broken(calls: list[str], notes: set[str], anchors: list[str], places: set[str], empty: str | None) -> str:
    lost = next((f"footnote {call} has no words" for call in calls if call not in notes), "")
    gone = next((f"the link to #{name} leads nowhere" for name in anchors if name not in places), "")
    return lost or gone or (f"the picture {empty} is empty" if empty is not None else "")
