"""``export``: the brief and its kin."""

from pathlib import Path

import click

from core.cli.output import LineProgress, emit, open_to_read, project_command, say
from core.model import Edition
from core.settings import Settings


@project_command("export", "Write the cited brief.")
@click.option("--format", "name", required=True, help="pdf, html, docx …; a name that is not known lists them all.")
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option(
    "--edition", type=click.Choice([str(edition) for edition in Edition]), default=None, help="Who it is for."
)
@click.option("--style", default="", help="A citation style by name, or a .csl file.")
@click.option("--locale", default="", help="The language of the citations' own words, such as en-GB, de or zh-CN.")
@click.option(
    "--without", multiple=True, help="A part to leave out: summary, exhibits, sources or method. May be repeated."
)
def export(  # noqa: PLR0917 - one argument an option
    project: Path,
    name: str,
    out: Path,
    edition: str | None,
    style: str,
    locale: str,
    without: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Export a brief."""
    settings, progress = Settings(), LineProgress()
    chosen = Edition(edition or str(settings["edition"]))
    with open_to_read(project) as opened:
        cited = style or str(settings["style"])
        spoken = locale or str(settings["locale"])
        written = opened.export(
            name, out, edition=chosen, style=cited, locale=spoken, without=without, progress=progress
        )
    progress.clear()
    for warning in written.warnings:
        say(warning)
    document = {"out": written.path, "format": name, "edition": chosen, "warnings": written.warnings}
    emit(document, f"Wrote {written.path}", as_json=as_json)


COMMANDS = (export,)
