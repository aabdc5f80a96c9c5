"""An exported file is opened again by another program's eyes before it is called done."""

import json
import re
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

from core.errors import WorldError
from core.export import pandoc
from core.export.claims import POINT_QUOTE
from core.export.exporter import Exporter, Kind
from core.export.parts import Brief
from core.export.plain import shortened, visible

PRINTED = frozenset({Kind.PDF, Kind.HTML, Kind.DOCX, Kind.ODT, Kind.MARKDOWN})
OPENING = 24  # characters of a passage that must be found
_NOTE = re.compile(r"[0-9a-f]{64}\.")  # what only a footnote ends its digest with
_BY_NUMBER = re.compile(r"\[U\+(10[0-9A-F]{4}|[0-9A-F]{4,5})\]")
_LETTERS = re.compile(r"[^\w]+")


def check(exporter: Exporter, brief: Brief, path: Path) -> None:
    """Raise WorldError unless the file holds every passage and every footnote of the brief."""
    if not path.stat().st_size:
        raise _broken("it is empty")
    if exporter.kind not in READERS:
        return  # the exporter itself read back what it wrote
    text, notes = READERS[exporter.kind](path)
    if exporter.kind in PRINTED:
        _complete(brief, text, notes)


def _complete(brief: Brief, text: str, notes: int) -> None:
    found = folded(text)
    lost = [part.number for part in brief.exhibits if opening(part.exact) not in found]
    if lost:
        raise _broken(f"the passage of exhibit {lost[0]} is not in it")
    wanted = sum(len(part.points) for part in brief.claims)
    if notes != wanted:
        raise _broken(f"it has {notes} footnotes instead of {wanted}")


def opening(passage: str) -> str:
    """Return the first letters of a passage as they must be found again."""
    return folded(visible(shortened(passage, POINT_QUOTE)).removesuffix("…"))[:OPENING]


def folded(text: str) -> str:
    """Return only the letters and digits of a text, in one compatibility form: line ends and ligatures do not count.

    A character that is shown by its number counts as itself.
    """
    meant = _BY_NUMBER.sub(lambda place: chr(int(place[1], 16)), text)
    return _LETTERS.sub("", unicodedata.normalize("NFKC", meant)).casefold()


def _pdf(path: Path) -> tuple[str, int]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    if not pages:
        raise _broken("it has no pages")
    text = "".join(pages)
    return text, len(_NOTE.findall("".join(text.split())))


def _html(path: Path) -> tuple[str, int]:
    from lxml import html

    page = html.document_fromstring(path.read_bytes())
    keys = {tag.get("id") for tag in page.iter()}
    links = list(page.iter("a"))
    for target in (link.get("href") or "" for link in links):
        if target.startswith("#") and target[1:] not in keys:
            raise _broken(f"the link to {target} leads nowhere")
    return "".join(str(text) for text in page.itertext()), sum(link.get("class") == "footnote-ref" for link in links)


def _through_pandoc(reader: str) -> Callable[[Path], tuple[str, int]]:
    def read(path: Path) -> tuple[str, int]:
        tree = json.loads(pandoc.run(path.read_bytes(), f"--from={reader}", "--to=json"))
        return _text(tree["blocks"]), _count(tree["blocks"], "Note")

    return read


def _text(node: object) -> str:
    if isinstance(node, dict):
        kind, content = node.get("t"), node.get("c", "")
        if kind in {"Str", "Code"}:
            return str(content if kind == "Str" else content[1])
        return " " if kind in {"Space", "SoftBreak"} else _text(content)
    return "".join(_text(part) for part in node) if isinstance(node, list) else ""


def _count(node: object, kind: str) -> int:
    if isinstance(node, dict):
        return (node.get("t") == kind) + _count(node.get("c"), kind)
    return sum(_count(part, kind) for part in node) if isinstance(node, list) else 0


def _data(path: Path) -> tuple[str, int]:
    json.loads(path.read_bytes())
    return "", 0


def _citations(path: Path) -> tuple[str, int]:
    """Nothing more to look at: the exporter itself read back every entry."""
    return path.read_text(encoding="utf-8"), 0


def _archive(path: Path) -> tuple[str, int]:
    """Look at the frame only: the exporter itself read back every member."""
    if not zipfile.is_zipfile(path):
        raise _broken("it is no ZIP file")
    return "", 0


def _broken(what: str) -> WorldError:
    return WorldError(
        f"The exported file was read back and {what}; it was not kept.",
        "Export again; if it fails again, choose another format.",
    )


READERS: dict[Kind, Callable[[Path], tuple[str, int]]] = {
    Kind.PDF: _pdf,
    Kind.HTML: _html,
    Kind.DOCX: _through_pandoc("docx"),
    Kind.ODT: _through_pandoc("odt"),
    Kind.MARKDOWN: _through_pandoc("markdown-smart"),
    Kind.DATA: _data,
    Kind.CITATIONS: _citations,
    Kind.ARCHIVE: _archive,
}
