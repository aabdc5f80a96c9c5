"""The public entry point: redact, build, write to a temporary file, read back, then rename into place."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.archive.blobs import BlobStore
from core.errors import InputError, WorldError
from core.export.build import build
from core.export.formats import (
    annotated_draft,
    annotations,
    bibtex,
    claimreview,
    csl,
    docx,
    html,
    markdown,
    odt,
    pdf,
    pdf_attachments,
    ris,
    spreadsheet,
    wacz,
)
from core.export.formats.readback import check
from core.export.passage_images import Draw, illustrated
from core.export.redaction.redact import mentions
from core.export.report.format import Exporter
from core.export.report.model import Brief
from core.export.report.options import Options
from core.export.report.source_data import Material
from core.files import AtomicFile
from core.jobs import Progress
from core.security import scratch
from core.store.connection import DATABASE

NO_CLAIM = "No claim is in this edition and choice: the file holds none."
NO_EVIDENCE = "No evidence is in this edition and choice: the file quotes none."

EXPORTERS: tuple[Exporter, ...] = (
    pdf.EXPORTER,
    pdf_attachments.EXPORTER,
    docx.EXPORTER,
    odt.EXPORTER,
    html.EXPORTER,
    markdown.EXPORTER,
    *annotated_draft.EXPORTERS,
    *spreadsheet.EXPORTERS,
    claimreview.EXPORTER,
    annotations.EXPORTER,
    csl.EXPORTER,
    bibtex.EXPORTER,
    ris.EXPORTER,
    wacz.EXPORTER,
)


@dataclass(frozen=True)
class Written:
    """A file that was written and verified, with warnings. `claims` are the ids of claims 1, 2, … of the brief."""

    path: Path
    warnings: tuple[str, ...] = ()
    format: str = ""
    claims: tuple[str, ...] = ()


def find(name: str) -> Exporter:
    """Return an exporter by name; InputError for an unknown one."""
    for exporter in EXPORTERS:
        if exporter.name == name:
            return exporter
    known = ", ".join(exporter.name for exporter in EXPORTERS)
    raise InputError(f"There is no export format called “{name}”.", f"Choose one of {known}.")


def export(
    material: Material,
    name: str,
    out: Path,
    options: Options | None = None,
    progress: Progress | None = None,
    *,
    draw: Draw | None = None,
    checked: bool = True,
) -> Written:
    """Write a brief in a format (a name in :data:`EXPORTERS`); returns its path and warnings.

    `draw` renders the passage image of a piece of evidence by id, called only for what the edition shows. `checked` is
    false only for previews. The file appears complete or not at all. InputError for an unknown format or style;
    WorldError when the disk or the document engine fails, or the file fails verification.
    """
    exporter, chosen, steps = find(name), options or Options(), progress or Progress()
    _outside(out, material.folder)
    brief, undrawn = illustrated(build(material, chosen), exporter, draw, steps)
    try:
        with _private(out) as folder, _new(out, folder) as new:
            warnings = exporter.write(brief, new.part, steps)
            steps.update(0, 0, "Reading the file back")
            if checked:
                check(exporter, brief, new.part)
            new.commit()
    except OSError as error:
        raise WorldError(
            f"“{out.name}” could not be written: {error.strerror or error}.", "Choose another folder."
        ) from error
    return Written(
        out,
        (*mentions(material, chosen.edition), *_empty(brief), *undrawn, *warnings),
        name,
        tuple(part.id for part in brief.claims),
    )


def _empty(brief: Brief) -> tuple[str, ...]:
    """Warn when the export contains no claims or no evidence."""
    if not brief.claims:
        return (NO_CLAIM,)
    return () if brief.exhibits else (NO_EVIDENCE,)


def _outside(out: Path, folder: Path | None) -> None:
    """Refuse to export into the project: InputError for its database or the folder of its sealed files."""
    if folder is None:
        return
    target, home = out.resolve(), folder.resolve()
    if BlobStore(home).holds(target) or (target.parent == home and target.name.startswith(DATABASE)):
        raise InputError(f"“{out.name}” is a part of the project itself.", "Choose a place outside the project folder.")


@contextmanager
def _private(out: Path) -> Iterator[Path]:
    """Yield a folder beside the target that only its user may enter, where the file lies until it is checked."""
    with ExitStack() as held:
        try:
            folder = held.enter_context(scratch.folder(out.parent))
        except OSError as error:
            raise WorldError(
                f"Nothing can be written in “{out.parent}”: {error.strerror or error}.", "Choose another folder."
            ) from error
        yield folder


def _new(out: Path, folder: Path) -> AtomicFile:
    """Return a new empty temporary file, for an exporter to write by path."""
    new = AtomicFile(out, within=folder)
    new.file.close()
    return new
