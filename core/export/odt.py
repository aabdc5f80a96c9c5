"""The brief as an OpenDocument text."""

from pathlib import Path

from core.export import pandoc
from core.export.citations import resolved
from core.export.dress import styled, whole
from core.export.exporter import Exporter, Kind
from core.export.parts import Brief
from core.jobs import Progress


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the brief as ODT."""
    progress.update(0, 2, "Writing the citations")
    document = resolved(brief)
    progress.update(1, 2, "Writing the document")
    tree = pandoc.encoded(whole(document, styled(document["blocks"])))
    out.write_bytes(pandoc.run(tree, "--from=json", "--to=odt", "--output=-"))
    return ()


EXPORTER = Exporter("odt", "OpenDocument text", ".odt", Kind.ODT, write)
