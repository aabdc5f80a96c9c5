"""What a format is: a name, words for a dialog, a suffix, and a function that writes a brief."""

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
    """A format of a brief. `write` fills the file and returns warnings; it sees the redacted brief and nothing else."""

    name: str
    label: str
    suffix: str
    kind: Kind
    write: Write
