"""``export``: the brief and other formats."""

from pathlib import Path

import click

from core.cli.output import LineProgress, emit, open_to_read, open_to_write, project_command, say
from core.model import Edition
from core.settings import Settings


@project_command("export", "Write the cited brief.")
@click.option(
    "--format",
    "names",
    required=True,
    multiple=True,
    help="pdf, html, docx …; may be repeated. An unknown name lists them all.",
)
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write. With several formats each gets its own ending; in a folder files are called after the project.",
)
@click.option(
    "--edition", type=click.Choice([str(edition) for edition in Edition]), default=None, help="Who it is for."
)
@click.option("--style", default="", help="A citation style by name, or a .csl file.")
@click.option("--locale", default="", help="The language of the citations' own words, such as en-GB, de or zh-CN.")
@click.option(
    "--sections",
    default="",
    help="The parts to include, separated by commas: title, summary, contents, exhibits, sources, method, signoff. The claims are always in.",
)
@click.option("--without", multiple=True, help="A part to leave out. May be repeated.")
@click.option(
    "--claims",
    multiple=True,
    help="Which claims: all, status:WORD, verdict:WORD (or verdict:none), or an id. May be repeated; they add up.",
)
@click.option(
    "--template",
    default="",
    type=click.Path(dir_okay=False),
    help="A house template (TOML): logo, fonts, colours, words of the verdicts.",
)
@click.option(
    "--despite-doubts",
    "signer",
    default=None,
    is_flag=False,
    flag_value="",
    metavar="[NAME]",
    help="Sign for an edition with something that could not be checked: it goes out with a printed warning. Without a name, that of the settings.",
)
@click.option("--reason", default="", help="Why it goes out all the same; printed with the warning.")
def export(  # noqa: PLR0917 - one argument an option
    project: Path,
    names: tuple[str, ...],
    out: Path,
    edition: str | None,
    style: str,
    locale: str,
    sections: str,
    without: tuple[str, ...],
    claims: tuple[str, ...],
    template: str,
    signer: str | None,
    reason: str,
    *,
    as_json: bool,
) -> None:
    """Export a brief."""
    from core.export.filenames import file_name, targets
    from core.project.export import ExportRequest, Signing, left_out

    settings, progress = Settings(), LineProgress()
    chosen = Edition(edition or str(settings["edition"]))
    cited, spoken = style or str(settings["style"]), locale or str(settings["locale"])
    signed = None if signer is None else Signing(signer or str(settings["author"]), reason)
    asked = ExportRequest(chosen, cited, spoken, left_out(sections, without), claims, template, signed)
    with open_to_read(project) if signed is None else open_to_write(project) as opened:
        place = out / file_name(opened.exports.titles()[chosen], chosen, "") if out.is_dir() else out
        outs = targets(place, names, whole=out.is_dir())
        written = opened.export_all(outs, asked, progress)
    progress.clear()
    for warning in dict.fromkeys(warning for one in written for warning in one.warnings):
        say(warning)
    files = [{"out": one.path, "format": one.format, "warnings": one.warnings} for one in written]
    document = {**files[0], "edition": chosen, "files": files}
    emit(document, "\n".join(f"Wrote {one.path}" for one in written), as_json=as_json)


COMMANDS = (export,)
