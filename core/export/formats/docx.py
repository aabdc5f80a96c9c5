"""The brief as a Word document: native headings, footnotes and links, named styles."""

from pathlib import Path

from core.export.document import pandoc
from core.export.document.citations import cited
from core.export.document.pandoc_ast import growing
from core.export.document.styling import styled, whole
from core.export.document.template import logo_of
from core.export.document.tree import tree
from core.export.formats.docx_styles import word_styles
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief
from core.jobs import Progress
from core.security import scratch


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the brief as DOCX."""
    progress.update(0, 2, "Writing the citations")
    document = tree(brief, cited(brief))
    progress.update(1, 2, "Writing the document")
    with scratch.folder() as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(word_styles(brief.house))
        with growing():
            encoded = pandoc.encoded(whole(document, [*logo_of(brief), *styled(document["blocks"])]))
        out.write_bytes(pandoc.run(encoded, "--from=json", "--to=docx", f"--reference-doc={reference}", "--output=-"))
    return ()


EXPORTER = Exporter("docx", "Word document", ".docx", Kind.DOCX, write)
