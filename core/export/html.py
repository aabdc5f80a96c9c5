"""The brief as one HTML file: own style, no scripts, nothing fetched; prints well, follows light and dark."""

from importlib.resources import as_file, files
from pathlib import Path

from core.export import pandoc
from core.export.citations import cited
from core.export.document import tree
from core.export.exporter import Exporter, Kind
from core.export.parts import Brief
from core.jobs import Progress


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the brief as HTML5."""
    progress.update(0, 2, "Writing the citations")
    document = tree(brief, cited(brief))
    progress.update(1, 2, "Writing the page")
    with as_file(files("core.export").joinpath("templates/brief.html")) as template:
        page = pandoc.run(
            pandoc.encoded(document), "--from=json", "--to=html5", "--standalone", f"--template={template}", "--wrap=none",
            "--email-obfuscation=none", "--shift-heading-level-by=1",
        )  # fmt: skip
    out.write_bytes(page)
    return ()


EXPORTER = Exporter("html", "Web page in one file", ".html", Kind.HTML, write)
