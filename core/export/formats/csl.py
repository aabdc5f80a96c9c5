"""The sources as CSL-JSON (csl-data.json), for any citation manager."""

from pathlib import Path

from core.cite.formats import write as citation_writer
from core.export.formats.citation_files import items
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief
from core.jobs import Progress


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write a list of items, in order of first citation."""
    progress.check()
    out.write_text(citation_writer.csl(items(brief)), encoding="utf-8")
    return ()


EXPORTER = Exporter("csl", "Sources (CSL-JSON)", ".json", Kind.DATA, write)
