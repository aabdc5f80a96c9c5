"""PDF to canonical text by PDFium: the text of each page as shown, including form values, ligatures and line ends."""

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import InputError
from core.extract.pdf_words import LINE_END_HYPHEN, Letters
from core.model import Block
from core.security import limits

if TYPE_CHECKING:
    import pypdfium2

PAGE_BREAK = "\n\n"
SHORT = 0.75  # share of the page's longest line below which a line ends its paragraph


@dataclass(frozen=True)
class Paged:
    """The text of a paged document, with page starts and paragraphs."""

    text: str
    pages: tuple[int, ...]
    blocks: tuple[Block, ...]


def open_pdf(body: bytes) -> "pypdfium2.PdfDocument":
    """Open a document; InputError when it is encrypted or broken."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(
                "This PDF is protected by a password.", "Save an unlocked copy and import that."
            ) from error
        raise InputError(
            "This PDF is damaged and cannot be read.", "Fetch it again, or print it to a new PDF."
        ) from error
    with suppress(pypdfium2.PdfiumError):  # a broken form must not hide its pages
        document.init_forms()
    return document


def open_page(document: "pypdfium2.PdfDocument", number: int) -> "pypdfium2.PdfPage":
    """Return a page (from 0) whose form values, ticks, stamps and notes are part of what is drawn; words in them are read.

    What a note says when it is opened is not drawn and not read. The page's links are gone. PdfiumError when the page is broken, IndexError when there is none.
    """
    from pypdfium2 import raw

    page = document[number]
    if raw.FPDFPage_GetAnnotCount(page) < 1 or raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
        return page
    page.close()  # the change counts from the next opening on
    return document[number]


def read(body: bytes) -> Paged:
    """Return the text of every page."""
    document = open_pdf(body)
    try:
        return _joined([_page_text(document, number) for number in range(min(len(document), limits.PDF_PAGES))])
    finally:
        document.close()


def _page_text(document: "pypdfium2.PdfDocument", number: int) -> str:
    import pypdfium2

    try:
        page = open_page(document, number)
        letters = Letters(page)
    except pypdfium2.PdfiumError:
        return ""  # a broken page must not hide the others
    text = letters.text if letters.reordered else letters.stored()
    letters.close()
    page.close()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return text.replace(LINE_END_HYPHEN, "-\n").strip("\n")


def _joined(texts: list[str]) -> Paged:
    parts: list[str] = []
    pages: list[int] = []
    blocks: list[Block] = []
    length = 0
    for text in texts:
        if length and text:
            parts.append(PAGE_BREAK)
            length += len(PAGE_BREAK)
        pages.append(length)
        blocks.extend(_paragraphs(text, length))
        parts.append(text)
        length += len(text)
    return Paged("".join(parts), tuple(pages), tuple(blocks))


def _paragraphs(text: str, offset: int) -> list[Block]:
    """Return the paragraphs of a page: one ends at a blank line, or at a short line that ends a sentence."""
    lines = text.split("\n")
    longest = max(map(len, lines))
    paragraphs: list[Block] = []
    start, at = -1, offset
    for line in lines:
        if line.strip() and start < 0:
            start = at
        at += len(line)
        ends = not line.strip() or (len(line) < SHORT * longest and line.rstrip().endswith((".", "!", "?", ":", "。")))
        if ends and start >= 0:
            paragraphs.append(Block(start, at))
            start = -1
        at += 1
    if start >= 0:
        paragraphs.append(Block(start, at - 1))
    return paragraphs
