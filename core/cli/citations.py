"""Citations on the command line: import of citation files, and duplicate sources."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.cli.ids import ItemId
from core.cli.output import emit, open_to_read, open_to_write, project_command, say
from core.errors import InputError
from core.settings import Settings

if TYPE_CHECKING:
    from core.project import Project

SHOWN = 20  # duplicates and broken entries printed; --json has all


def take_in(project: "Project", path: Path, choice: str) -> tuple[dict[str, Any], str]:
    """Import a citation file; returns its JSON document and its text."""
    from core.project.citations import Choice

    citation_file = project.citations.read(path)
    made = project.citations.take_in(citation_file, Choice(choice))
    broken = [{"line": one.line, "entry": one.start, "why": one.why} for one in citation_file.broken]
    doubles = [
        {
            "line": one.entry.line,
            "title": str(one.entry.csl.get("title", "")),
            "source": one.source_id,
            "because": one.because,
            "done": choice,
        }
        for one in citation_file.doubles
    ]
    document = {
        "added": len(made.sources),
        "sources": made.sources,
        "duplicates": doubles,
        "broken": broken,
        "left_out": dict(citation_file.left_out),
        "encoding": citation_file.encoding,
    }
    return {"file": path.name, "captures": [], "refused": [], "citations": document}, _lines(path.name, document)


def _lines(name: str, document: dict[str, Any]) -> str:
    doubles, broken = document["duplicates"], document["broken"]
    done = {"skip": "left as they were", "fill": "filled in", "replace": "replaced", "keep": "added anyway"}
    lines = [f"{name}: {document['added']:,} citations added, {len(broken):,} not understood"]
    if doubles:
        lines.append(f"{len(doubles):,} already here ({done[doubles[0]['done']]}):")
    lines += [f"  line {one['line']}: {one['title']} (same {one['because']})" for one in doubles[:SHOWN]]
    lines += [f"  line {one['line']}: {one['why']} {one['entry']}" for one in broken[:SHOWN]]
    if max(len(doubles), len(broken)) > SHOWN:
        lines.append("  … --json lists them all.")
    if document["left_out"]:
        named = ", ".join(f"{field} ({count})" for field, count in list(document["left_out"].items())[:SHOWN])
        lines.append(f"Not imported: {named}")
    if document["encoding"] == "cp1252":
        lines.append("The file is not UTF-8; it was read as Windows-1252. Check accented letters.")
    return "\n".join(lines)


@project_command("duplicates", "List sources that seem to be the same work, or merge them (--merge KEPT OTHER…).")
@click.option("--merge", is_flag=True, help="Merge the sources: the first stays, completed with data from the others.")
@click.argument("sources", type=ItemId("source"), nargs=-1)
def duplicates(project: Path, sources: tuple[str, ...], *, merge: bool, as_json: bool) -> int:
    """List or merge duplicates."""
    if merge != bool(sources) or (merge and len(sources) < 2):  # noqa: PLR2004 - one to keep, one to merge
        raise InputError("Name the source that stays and at least one other.", "duplicates PROJECT --merge KEPT OTHER…")
    if merge:
        with open_to_write(project) as opened:
            opened.citations.merge(sources[0], sources[1:])
        say("Merged; undo restores the others.")
        emit({"kept": sources[0], "merged": sources[1:]}, sources[0], as_json=as_json)
        return 0
    with open_to_read(project) as opened:
        groups = opened.citations.doubles()
    listed = [
        {
            "because": group.because,
            "sources": [{"id": one.id, "title": one.title, "url": one.url} for one in group.sources],
        }
        for group in groups
    ]
    lines = [
        f"same {group.because}:\n" + "\n".join(f"  {one.id}  {one.title}  {one.url}" for one in group.sources)
        for group in groups
    ]
    emit({"duplicates": listed}, "\n".join(lines) or "No duplicate sources were found.", as_json=as_json)
    return 0


@project_command("copy", "Print a claim with its citations and links to the passages, for pasting elsewhere.")
@click.argument("claim", type=ItemId("claim"))
@click.option("--form", type=click.Choice(["plain", "markdown", "html"]), default="plain", help="The form.")
@click.option("--style", default="", help="A citation style by name, or a .csl file.")
@click.option("--locale", default="", help="The language of the citations' own words, such as en-GB, de or zh-CN.")
def copy(project: Path, claim: str, form: str, style: str, locale: str, *, as_json: bool) -> None:
    """Print a claim with its citations."""
    settings = Settings()
    with open_to_read(project) as opened:
        made = opened.copy_claim(claim, style or str(settings["style"]), locale or str(settings["locale"]))
    emit(vars(made), str(getattr(made, form)), as_json=as_json)


COMMANDS = (duplicates, copy)
