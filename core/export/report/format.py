"""An export format: a name, a label, a file suffix, and a function that writes a brief."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.export.report.model import Brief
from core.jobs import Progress


class Kind(StrEnum):
    """How a file of a format is read back."""

    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"
    ODT = "odt"
    MARKDOWN = "markdown"
    DATA = "data"
    CITATIONS = "citations"
    ARCHIVE = "archive"
    ANNOTATED = "annotated"
    TABLE = "table"


Write = Callable[[Brief, Path, Progress], tuple[str, ...]]


@dataclass(frozen=True)
class Exporter:
    """An export format. `write` fills the file and returns warnings; it sees only the redacted brief."""

    name: str
    label: str
    suffix: str
    kind: Kind
    write: Write
