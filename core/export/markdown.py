"""The brief as Markdown: pandoc's dialect with footnotes, heading keys and the Robust Links attributes on links."""

from pathlib import Path

from core.export import pandoc
from core.export.citations import cited
from core.export.document import tree
from core.export.dress import bare, whole
from core.export.exporter import Exporter, Kind
from core.export.parts import Brief
from core.jobs import Progress

LEFT_OUT = ("smart", "fenced_divs", "native_divs", "native_spans", "grid_tables", "multiline_tables", "simple_tables")  # fmt: skip
DIALECT = "markdown" + "".join(f"-{name}" for name in LEFT_OUT)


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the brief as Markdown with a metadata block."""
    progress.update(0, 1, "Writing the text")
    document = tree(brief, cited(brief))
    text = pandoc.run(
        pandoc.encoded(whole(document, bare(document["blocks"]))),
        "--from=json",
        f"--to={DIALECT}",
        "--standalone",
        "--wrap=none",
    )
    out.write_bytes(text)
    return ()


EXPORTER = Exporter("md", "Markdown", ".md", Kind.MARKDOWN, write)
