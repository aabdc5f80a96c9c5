"""The sources as RIS records, for Zotero, EndNote and the like."""

from pathlib import Path

from core.cite.formats import write as citation_writer
from core.export.formats.citation_files import items, put
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief
from core.jobs import Progress


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write one record per source, in order of first citation."""
    progress.check()
    sources = items(brief)
    return put(citation_writer.ris_(sources) or "\r\n", out, "ris", len(sources))


EXPORTER = Exporter("ris", "Sources (RIS)", ".ris", Kind.CITATIONS, write)
