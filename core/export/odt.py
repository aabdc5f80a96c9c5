"""The brief as an OpenDocument text."""

import tempfile
from pathlib import Path

from core.export import pandoc
from core.export.citations import cited
from core.export.document import tree
from core.export.dress import styled, whole
from core.export.exporter import Exporter, Kind
from core.export.house_dress import logo_of
from core.export.nodes import growing
from core.export.parts import Brief
from core.export.reference_odt import plain_names, text_styles
from core.jobs import Progress


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the brief as ODT."""
    progress.update(0, 2, "Writing the citations")
    document = tree(brief, cited(brief))
    progress.update(1, 2, "Writing the document")
    with growing():
        encoded = plain_names(pandoc.encoded(whole(document, [*logo_of(brief), *styled(document["blocks"])])))
    with tempfile.TemporaryDirectory(prefix="standfirst-") as folder:
        reference = Path(folder) / "reference.odt"
        reference.write_bytes(text_styles(brief.house))
        out.write_bytes(pandoc.run(encoded, "--from=json", "--to=odt", f"--reference-doc={reference}", "--output=-"))
    return ()


EXPORTER = Exporter("odt", "OpenDocument text", ".odt", Kind.ODT, write)
