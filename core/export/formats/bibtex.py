"""The sources as biblatex entries, for LaTeX and any citation manager."""

from pathlib import Path

from core.cite.formats import write as citation_writer
from core.export.formats.citation_files import items, put
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief
from core.jobs import Progress


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write one entry per source, in order of first citation."""
    progress.check()
    sources = items(brief)
    return put(citation_writer.bibtex(sources) or "% No source.\n", out, "bibtex", len(sources))


EXPORTER = Exporter("bibtex", "Sources (BibTeX)", ".bib", Kind.CITATIONS, write)
