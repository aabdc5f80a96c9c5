"""``source``: sources that are not web pages."""

import sys
from pathlib import Path

import click

from core.cli.output import LineProgress, emit, open_to_write, project_command
from core.errors import InputError
from core.model import Confidentiality, SourceKind, Terms

KINDS = {
    "person": SourceKind.PERSON,
    "recording": SourceKind.RECORDING,
    "document": SourceKind.DOCUMENT,
    "book": SourceKind.BOOK,
    "dataset": SourceKind.DATASET,
    "calculation": SourceKind.CALCULATION,
    "witnessed": SourceKind.WITNESSED,
}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@project_command("source", "Add an interview, a recording, a book, a data set, a calculation or an observation.")
@click.option("--kind", type=click.Choice(list(KINDS)), required=True)
@click.option("--title", required=True, help="The title, such as “Call with the harbour master”.")
@click.option(
    "--author",
    "authors",
    multiple=True,
    help="The author as Family, Given; of an interview the person. May be repeated.",
)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The date, as 2026-05-04.")
@click.option(
    "--terms", type=click.Choice([str(one) for one in Terms if one]), default=None, help="What the person agreed to."
)
@click.option(
    "--class",
    "kept",
    type=click.Choice([str(one) for one in Confidentiality]),
    default=None,
    help="The lowest edition that may name it; by default set by the terms.",
)
@click.option("--alias", default="", help="The alias printed instead of the name.")
@click.option(
    "--file",
    type=FILE,
    default=None,
    help="A recording, document or table to seal; without it the words come from standard input.",
)
def source(
    *,
    project: Path,
    as_json: bool,
    kind: str,
    title: str,
    authors: tuple[str, ...],
    day: object,
    terms: str | None,
    kept: str | None,
    alias: str,
    file: Path | None,
) -> None:
    """Add a source."""
    from core.cite.forms import names_read
    from core.project.offline_sources import SourceDescription

    words = "" if file else sys.stdin.read()
    if not file and not words.strip():
        raise InputError("There are no words on standard input.", "Pipe the notes in, or give --file.")
    told = SourceDescription(
        KINDS[kind],
        title,
        tuple(names_read("\n".join(authors))),
        f"{day:%Y-%m-%d}" if day else "",
        Terms(terms or ""),
        alias,
        Confidentiality(kept) if kept else None,
    )
    progress = LineProgress()
    with open_to_write(project) as opened:
        source_id, snapshot, _ = opened.offline_sources.add(told, words=words, file=file, progress=progress)
        shown = opened.sources.shown_as(source_id)
    progress.clear()
    emit({"source": source_id, "snapshot": snapshot, "editions": shown}, f"{source_id}\n{snapshot}", as_json=as_json)


COMMANDS = (source,)
