"""Reopen an exported file with an independent reader and verify its content."""

import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from core.errors import WorldError
from core.export.document import pandoc, pandoc_ast
from core.export.document.claims import POINT_QUOTE
from core.export.formats import office_readback
from core.export.formats.office_readback import Found
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief
from core.export.report.options import Section
from core.export.report.sanitize import rtl, shortened, visible
from core.text.match_folding import letters

if TYPE_CHECKING:
    import pypdfium2

PRINTED = frozenset({Kind.PDF, Kind.HTML, Kind.DOCX, Kind.ODT, Kind.MARKDOWN})
OPENING = 24  # characters of a passage that must be found
_NOTE = re.compile(r"SHA-256[0-9a-f]{64}\.")  # the end of a footnote: digest of the sealed file
_NOTE_TAGS = ("/Note", "/FENote")  # of PDF 1.7 and of PDF 2.0
_DIGEST = re.compile(r"[0-9a-f]{64}")
_HEAD = re.compile(r"Exhibit (\d+)\b")
_NUMBER = re.compile(r"U\+(10[0-9A-F]{4}|[0-9A-F]{4,5})")
_BY_NUMBER = re.compile(rf"\[{_NUMBER.pattern}\]")


def check(exporter: Exporter, brief: Brief, path: Path) -> None:
    """Raise WorldError unless the file has every passage and footnote, no empty exhibit, and no dead internal link."""
    if not path.stat().st_size:
        raise _broken("it is empty")
    if exporter.kind not in READERS:
        return  # the exporter verified its own output
    content = READERS[exporter.kind](path)
    if content.broken:
        raise _broken(content.broken)
    if exporter.kind in PRINTED:
        _complete(brief, content)


def _complete(brief: Brief, found: Found) -> None:
    shown = _Shown.of(found.text)
    text = shown.text
    lost = [part.number for part in brief.exhibits if not shown.tells(part.exact)]
    if lost:
        raise _broken(f"the passage of exhibit {lost[0]} is not in it")
    warnings = [opening(part.warning) for part in brief.claims if part.warning]
    if warnings and text.count(warnings[0]) < len(warnings):  # they begin alike
        raise _broken("a warning about what could not be checked is not in it")
    since = Counter(opening(told) for part in brief.exhibits for told in part.since)
    if any(text.count(begun) < number for begun, number in since.items()):
        raise _broken("what a recheck found of a passage is not in it")
    wanted = sum(len(part.points) for part in brief.claims)
    if found.notes < wanted:  # in a PDF a passage may look like a footnote
        raise _broken(f"it has {found.notes} footnotes instead of {wanted}")
    if Section.EXHIBITS in brief.sections:
        _exhibits(brief, found)


def _exhibits(brief: Brief, found: Found) -> None:
    """Require the heading of each exhibit, and a digest per footnote and exhibit: an empty exhibit has none."""
    lost = [part.number for part in brief.exhibits if f"exhibit-{part.number}" not in found.places]
    if lost:
        raise _broken(f"exhibit {lost[0]} is not in it")
    wanted = found.notes + len(brief.exhibits)
    drawn = sum(part.picture is not None for part in brief.exhibits)
    if found.pictures < drawn:
        raise _broken(f"it has {found.pictures} pictures instead of {drawn}")
    held = len(_DIGEST.findall("".join(found.text.split())))
    if held < wanted:
        raise _broken(f"it prints {held} digests instead of {wanted}: an exhibit is empty")


def opening(passage: str) -> str:
    """Return the start of a passage in the form that must be found in the file."""
    return folded(visible(shortened(passage, POINT_QUOTE)).removesuffix("…"))[:OPENING]


@dataclass(frozen=True)
class _Shown:
    """What a file shows: its folded text, its words with their letters in order, and the characters shown by number."""

    text: str
    words: frozenset[str]
    numbered: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Self:
        """Return it of the text of a file; words and numbers are needed of right-to-left text alone."""
        words = frozenset(_sorted(word) for word in text.split() if rtl(word))
        return cls(folded(text), words, frozenset(chr(int(number, 16)) for number in _NUMBER.findall(text)))

    def tells(self, passage: str) -> bool:
        """Return whether the start of a passage is there.

        PDF readers give the words of a right-to-left line, and the letters of a word with marks or ligatures, in an order of their
        own. Of such a passage each word of its start is looked for by itself, in whatever order; of a word with marks each letter.
        """
        if not rtl(passage):
            return opening(passage) in self.text
        left = OPENING
        for word in visible(shortened(passage, POINT_QUOTE)).removesuffix("…").split():
            if not self._has(word):
                return False
            left -= len(folded(word))
            if left <= 0:
                break
        return True

    def _has(self, word: str) -> bool:
        wanted = folded(word)
        if wanted in self.text or _sorted(word) in self.words or self.numbered.issuperset(wanted):
            return True
        return any(map(unicodedata.combining, word)) and self.numbered.union(self.text).issuperset(wanted)


def _sorted(word: str) -> str:
    return "".join(sorted(folded(word)))


def folded(text: str) -> str:
    """Return the letters and digits of a text in one compatibility form, without line ends and ligatures.

    A code point in brackets, such as [U+1F600], counts as its character.
    """
    meant = _BY_NUMBER.sub(lambda place: chr(int(place[1], 16)), text)
    return letters(meant)


def _pdf(path: Path) -> Found:
    import pypdfium2
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    pages, broken, pictures = list[str](), "", 0
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            pages.append(page.get_textpage().get_text_bounded())
            if not pages[-1].strip():
                broken = broken or f"page {number} is blank"
            broken = broken or next(_dead(document, page, number), "")
            pictures += sum(1 for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
            page.close()  # frees its text too: a long document would hold all of it
        heads = (_HEAD.match(mark.get_title()) for mark in document.get_toc())
        places = frozenset(f"exhibit-{head[1]}" for head in heads if head)
    text = "".join(pages)
    return Found(text, _notes(path, text), pictures, places, broken=broken if pages else "it has no pages")


def _notes(path: Path, text: str) -> int:
    """Return the number of footnotes, by the tags of the file; of one without tags, by what stands at their end."""
    import pikepdf

    with pikepdf.open(path) as document:
        tags = document.Root.get("/StructTreeRoot")
        if tags is None:
            return len(_NOTE.findall("".join(text.split())))
        waiting, found = [tags], 0
        while waiting:
            element = waiting.pop()
            if isinstance(element, pikepdf.Array):
                waiting.extend(element)
            elif isinstance(element, pikepdf.Dictionary):
                found += element.get("/S") in _NOTE_TAGS
                if "/K" in element:
                    waiting.append(element["/K"])
        return found


def _dead(document: "pypdfium2.PdfDocument", page: "pypdfium2.PdfPage", number: int) -> Iterator[str]:
    """Yield a sentence for each link of a page without destination or action."""
    import ctypes

    from pypdfium2 import raw

    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, ctypes.byref(place), ctypes.byref(link)):
        if not raw.FPDFLink_GetDest(document, link) and not raw.FPDFLink_GetAction(link):
            yield f"a link on page {number} leads nowhere"


def _html(path: Path) -> Found:
    from lxml import html

    page = html.document_fromstring(path.read_bytes())
    keys = {tag.get("id") or "" for tag in page.iter()}
    links = list(page.iter("a"))
    dead = (target for link in links if (target := link.get("href") or "").startswith("#") and target[1:] not in keys)
    gone = next((f"the link to {target} leads nowhere" for target in dead), "")
    pictures = list(page.iter("img"))
    empty = "" if all(len(one.get("src") or "") > len("data:,") for one in pictures) else "a picture is empty"
    notes = sum(link.get("class") == "footnote-ref" for link in links)
    text = "".join(str(text) for text in page.itertext())
    return Found(text, notes, len(pictures), frozenset(keys), gone or empty)


def _markdown(path: Path) -> Found:
    tree = json.loads(pandoc.run(path.read_bytes(), "--from=markdown-smart", "--to=json"))
    blocks = tree["blocks"]
    places = frozenset(one["c"][1][0] for one in pandoc_ast.found(blocks, "Header"))
    return Found(_text(blocks), len(pandoc_ast.found(blocks, "Note")), len(pandoc_ast.found(blocks, "Image")), places)


def _text(node: object) -> str:
    if isinstance(node, dict):
        kind, content = node.get("t"), node.get("c", "")
        if kind in {"Str", "Code"}:
            return str(content if kind == "Str" else content[1])
        return " " if kind in {"Space", "SoftBreak"} else _text(content)
    return "".join(_text(part) for part in node) if isinstance(node, list) else ""


def _data(path: Path) -> Found:
    json.loads(path.read_bytes())
    return Found("", 0)


def _citations(path: Path) -> Found:
    """Read a citation file; its exporter verified every entry."""
    return Found(path.read_text(encoding="utf-8"), 0)


def _archive(path: Path) -> Found:
    """Check that the file is a ZIP; its exporter verified every member."""
    return Found("", 0, broken="" if zipfile.is_zipfile(path) else "it is no ZIP file")


def _broken(what: str) -> WorldError:
    return WorldError(
        f"The exported file was read back and {what}; it was not kept.",
        "Export again; if it fails again, choose another format.",
    )


READERS: dict[Kind, Callable[[Path], Found]] = {
    Kind.PDF: _pdf,
    Kind.HTML: _html,
    Kind.DOCX: office_readback.word,
    Kind.ODT: office_readback.open_document,
    Kind.MARKDOWN: _markdown,
    Kind.DATA: _data,
    Kind.CITATIONS: _citations,
    Kind.ARCHIVE: _archive,
}
