"""The brief as Markdown: pandoc's dialect with footnotes, heading keys and the Robust Links attributes on links."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from core.export.document import pandoc
from core.export.document.citations import cited
from core.export.document.pandoc_ast import Node, text_of
from core.export.document.styling import bare, whole
from core.export.document.tree import tree
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief
from core.jobs import Progress

LEFT_OUT = ("smart", "fenced_divs", "native_divs", "native_spans", "grid_tables", "multiline_tables", "simple_tables")
_TAMED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>[]`"}
DIALECT = "markdown" + "".join(f"-{name}" for name in LEFT_OUT)


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the brief as Markdown with a metadata block."""
    progress.update(0, 1, "Writing the text")
    document = tree(brief, cited(brief))
    blocks = pandoc.encoded(whole(document, bare(document["blocks"])))
    text = pandoc.run(blocks, "--from=json", f"--to={DIALECT}", "--wrap=none")
    front = "\n".join(["---", *front_matter(document["meta"]), "---"])
    out.write_bytes(f"{front}\n\n".encode() + text)
    return ()


def front_matter(metadata: Mapping[str, Node]) -> Iterator[str]:
    """Yield metadata as lines of YAML 1.2: pandoc would escape Markdown characters with backslashes that YAML keeps."""
    for name, value in sorted(metadata.items()):
        if value["t"] == "MetaList":
            yield from [f"{name}:", *(f"- {_scalar(one)}" for one in value["c"])] if value["c"] else []
        else:
            yield f"{name}: {_scalar(value)}"


def _scalar(value: Node) -> str:
    """Return a quoted YAML string without characters that start a tag or link, in case YAML is read as Markdown."""
    return json.dumps("".join(text_of(value)), ensure_ascii=False).translate(_TAMED)


EXPORTER = Exporter("md", "Markdown", ".md", Kind.MARKDOWN, write)
