"""``import``: files as evidence, and citations from other programs."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.cli import citations
from core.cli.capture import document_of, line_of, watched_in
from core.cli.output import LineProgress, emit, open_to_read, open_to_write, project_command, say
from core.errors import InputError, StandfirstError
from core.project.citations import is_citation_file

if TYPE_CHECKING:
    from core.project import Project
    from core.project.file_import import Intake

    Outcome = Intake | tuple[dict[str, Any], str] | StandfirstError


@project_command(
    "import",
    "Seal files as evidence (documents, pages, images, sound, film, WARC, ARC, WACZ); import citations (BibTeX, RIS, CSL-JSON).",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--list", "only_list", is_flag=True, help="Only list the pages of WARC and WACZ files.")
@click.option(
    "--page",
    "pages",
    multiple=True,
    help="Import only this page (URL: all its captures; YYYYMMDDhhmmss/URL: one) of a WARC or WACZ file. May be repeated.",
)
@click.option(
    "--duplicates",
    "choice",
    type=click.Choice(["skip", "fill", "replace", "keep"]),
    default="skip",
    help="What to do with citations of works already here: skip them, add what is missing, replace, or add again.",
)
def import_(
    project: Path, files: tuple[Path, ...], pages: tuple[str, ...], choice: str, *, only_list: bool, as_json: bool
) -> int:
    """Import files; the exit code is that of the first failure."""
    if not files:
        raise InputError("No file was given.", "Name one or more files.")
    if only_list:
        return _list(project, files, as_json=as_json)
    with open_to_write(project) as opened:
        outcomes = [(path, _take_in(opened, path, pages, choice)) for path in files]
        documents = [_document(opened, path, outcome) for path, outcome in outcomes]
    told = [outcome[1] for _, outcome in outcomes if isinstance(outcome, tuple)]
    lines = "\n".join([*(line_of(made) for document in documents for made in document.get("captures", ())), *told])
    emit({"imports": documents}, lines, as_json=as_json)
    return next((outcome.exit_code for _, outcome in outcomes if isinstance(outcome, StandfirstError)), 0)


def _take_in(project: "Project", path: Path, pages: tuple[str, ...], choice: str) -> "Outcome":
    progress = LineProgress()
    try:
        if is_citation_file(path) and not pages:
            return citations.take_in(project, path, choice)
        taken = project.imports.take_in(path, progress, pages=pages)
    except StandfirstError as error:
        say(f"{path.name}: {error.sentence}\n{error.hint}".strip())
        return error
    finally:
        progress.clear()
    for failure in (*taken.refused, *taken.left):
        say(f"{failure.url}: {failure.reason}")
    return taken


def _document(project: "Project", path: Path, outcome: "Outcome") -> dict[str, Any]:
    if isinstance(outcome, tuple):
        return outcome[0]
    if isinstance(outcome, StandfirstError):
        return {"file": path.name, "error": outcome.sentence, "hint": outcome.hint}
    refused = [{"url": failure.url, "reason": failure.reason} for failure in outcome.refused]
    left = [{"url": failure.url, "reason": failure.reason} for failure in outcome.left]
    captures = [document_of(made) | watched_in(project, made) for made in outcome.captures]
    return {"file": path.name, "captures": captures, "refused": refused, "left": left}


def _list(project: Path, files: tuple[Path, ...], *, as_json: bool) -> int:
    progress, pages_listed, lines = LineProgress(), list[dict[str, Any]](), list[str]()
    with open_to_read(project) as opened:
        for path in files:
            pages = opened.imports.pages_in(path, progress)
            lines += [f"{page.at:%Y-%m-%d %H:%M}  {page.url}  {page.title}".rstrip() for page in pages]
            listed = [
                {"page": page.key, "url": page.url, "captured_at": page.at, "title": page.title, "mime": page.mime}
                for page in pages
            ]
            pages_listed.append({"file": path.name, "pages": listed})
    progress.clear()
    emit({"files": pages_listed}, "\n".join(lines), as_json=as_json)
    return 0


COMMANDS = (import_,)
