"""The brief as PDF/A-3 with the quoted sealed files attached, each declared as a source of the document.

ISO 19005-3, 6.8: an embedded file names its media type and its relationship (`/AFRelationship /Source`). The files
named by the redacted brief are attached byte for byte; each is extracted again and its SHA-256 compared before the
export completes.
"""

import ctypes
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from core.archive import SealedPage
from core.errors import InputError, TrustError, WorldError
from core.export.document.citations import cited
from core.export.document.tree import tree
from core.export.formats import pdf
from core.export.formats.wacz import at_hand, left_out
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief
from core.export.report.wording import stamp
from core.files import open_regular
from core.jobs import Progress
from core.security import limits
from core.security.names import safe_name

NOTHING = "No sealed page is quoted in this edition: the PDF holds none."
MIME = "application/gzip"


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the brief with its sealed files. InputError when they are too large.

    TrustError when one was changed or is missing.
    """
    at_hand(brief)
    size = sum(page.path.stat().st_size for page in brief.sealed)
    if size > limits.ENCLOSED_BYTES:
        raise InputError(
            f"The sealed files of this brief have {size // 2**20} MB, too much to lie inside one PDF.",
            "Export fewer claims at once, or the PDF and the sealed pages (WACZ) beside each other.",
        )
    names = {page.sha256: _name(number, page) for number, page in enumerate(brief.sealed, 1)}
    whole = replace(brief, enclosed=names)
    progress.update(0, 3, "Writing the citations")
    document = tree(whole, cited(whole))
    files = [pdf.Enclosed(names[page.sha256], _told(page), MIME, _put(page, progress.check)) for page in brief.sealed]
    warnings = pdf.typeset(whole, document, out, progress, enclosed=files)
    _read_back(out, {names[page.sha256]: page.sha256 for page in brief.sealed})
    return (*warnings, *left_out(brief), *(() if brief.sealed else (NOTHING,)))


def _name(number: int, page: SealedPage) -> str:
    """Return a unique file name with number, host and capture date, in the order of the exhibits."""
    host = urlsplit(page.url).hostname or "file"
    return safe_name(f"{number:02}-{host}-{page.at:%Y-%m-%d}.warc.gz")


def _told(page: SealedPage) -> str:
    return f"Sealed copy of {page.url}, captured {stamp(page.at)}, as WARC 1.1; SHA-256 {page.sha256}"


def _put(page: SealedPage, check: Callable[[], object]) -> Callable[[Path], None]:
    """Return a function that copies a sealed file to a path; it raises TrustError when the digest differs."""

    def copy(target: Path) -> None:
        digest = hashlib.sha256()
        with open_regular(page.path, follow=False) as sealed, target.open("wb") as held:
            while piece := sealed.read(2**20):
                digest.update(piece)
                held.write(piece)
                check()
        if digest.hexdigest() != page.sha256:
            raise TrustError(
                "A sealed file that this brief quotes was changed.", "“verify” says which; the PDF was not made."
            )

    return copy


def _read_back(out: Path, wanted: dict[str, str]) -> None:
    """Extract every attachment; WorldError unless they equal the sealed files."""
    import pypdfium2
    from pypdfium2 import raw

    held: dict[str, str] = {}
    with pypdfium2.PdfDocument(out) as document:
        for index in range(raw.FPDFDoc_GetAttachmentCount(document)):
            one = raw.FPDFDoc_GetAttachment(document, index)
            length = raw.FPDFAttachment_GetName(one, None, 0)
            name = ctypes.create_string_buffer(length)
            raw.FPDFAttachment_GetName(one, ctypes.cast(name, ctypes.POINTER(raw.FPDF_WCHAR)), length)
            size = ctypes.c_ulong()
            raw.FPDFAttachment_GetFile(one, None, 0, size)
            body = ctypes.create_string_buffer(size.value)
            raw.FPDFAttachment_GetFile(one, body, size.value, size)
            held[name.raw.decode("utf-16-le").rstrip("\0")] = hashlib.sha256(body.raw).hexdigest()
    if held != wanted:
        raise WorldError(
            "The exported PDF was read back and does not hold the sealed files as they are; it was not kept.",
            "Export again; if it fails again, export the sealed pages (WACZ) beside the PDF.",
        )


EXPORTER = Exporter("pdf-evidence", "PDF with the sealed evidence inside (PDF/A-3)", ".pdf", Kind.PDF, write)
