"""Commands that write: drafts, claims, their status and verdict, and quotes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.cli.ids import ItemId
from core.cli.output import emit, open_to_read, open_to_write, project_command
from core.errors import InputError
from core.model import ClaimKind, Relation, Selector, SpanLevel, Status
from core.project import Project
from core.store.actions import Act

if TYPE_CHECKING:
    from core.draft.imported import Imported

FATES = (
    ("kept", SpanLevel.SAME),
    ("moved", SpanLevel.MOVED),
    ("edited", SpanLevel.EDITED),
    ("lost", SpanLevel.LOST),
)


@project_command(
    "draft",
    "Add a draft from a DOCX, ODT, RTF, HTML, Markdown or text file (- for standard input), or its next version.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path, allow_dash=True))
@click.option("--title", default="", help="What the draft is called; by default its headline or its first line.")
@click.option(
    "--draft",
    "draft_id",
    type=ItemId("draft"),
    default="",
    help="The draft that this is the next version of; detected if not given.",
)
@click.option("--new", is_flag=True, help="Always add a new draft, even if it resembles another.")
@click.option("--encoding", default="", help="Of a text file or page that does not say its own; by default guessed.")
def draft(project: Path, file: Path, title: str, draft_id: str, encoding: str, *, new: bool, as_json: bool) -> None:
    """Add a draft or its next version; the file - is the story on standard input, as plain text."""
    with open_to_write(project) as opened:
        story = _story(opened, file, encoding)
        before = None if draft_id or new else opened.drafts.match((title or story.headline,), story.text)
        if before is not None and not before.sure:
            raise InputError(
                f"“{before.draft.title}” is another story: {before.share:.0%} of their words are common.",
                "Give --draft to make this its next version, or --new for a draft of its own.",
            )
        draft_id = draft_id or (before.draft.id if before else "")
        if draft_id:
            opened.drafts.revise(draft_id, story.text, story.notes)
        else:
            draft_id = opened.drafts.add(title or story.headline, story.text, story.notes).made["draft"]
        version = opened.drafts.latest(draft_id)
        fates, proposed = opened.drafts.fates(version.id), opened.drafts.proposed(draft_id)
    counts = {word: fates[level] for word, level in FATES}
    beside = {"notes": version.notes, "proposed": proposed, "left_out": story.left_out, "encoding": _encoding(story)}
    told = ", ".join(f"{count} {word}" for word, count in counts.items())
    line = f"{draft_id}  version {version.seq}: claims {told}; {len(version.notes)} notes; {len(proposed)} links to capture"
    emit(
        {"draft": draft_id, "version": version.id, "number": version.seq, "claims": counts, **beside},
        "\n".join([line, *story.left_out, *_choices(story)]),
        as_json=as_json,
    )


def _story(opened: Project, file: Path, encoding: str) -> "Imported":
    if str(file) == "-":
        return opened.drafts.read_bytes(sys.stdin.buffer.read(), "standard input.txt", encoding=encoding)
    return opened.drafts.read_file(file, encoding=encoding)


def _encoding(story: "Imported") -> dict[str, object]:
    """Return the encoding of a text file or page, and the choices when it is a guess."""
    return {"name": story.encoding, "guessed": bool(story.choices), "choices": story.choices}


def _choices(story: "Imported") -> list[str]:
    """Return lines that show how a text reads in each encoding that is possible; none when it is known."""
    return [f"--encoding {choice.encoding}: {' / '.join(choice.preview.splitlines())}" for choice in story.choices]


@project_command("suggest", "List the sentences of a draft, those most worth checking first, with reasons.")
@click.argument("draft_id", type=ItemId("draft"), metavar="DRAFT")
def suggest(project: Path, draft_id: str, *, as_json: bool) -> None:
    """Rank the sentences of a draft; every sentence is listed."""
    with open_to_read(project) as opened:
        suggestions = opened.drafts.suggest(draft_id)
    lines = [
        f"{one.score:.2f}  {one.text}" + (f"  ({', '.join(one.reasons)})" if one.reasons else "") for one in suggestions
    ]
    emit({"sentences": suggestions}, "\n".join(lines), as_json=as_json)


@project_command("claim", "Add a claim; with --draft it is anchored at its words.")
@click.option("--text", required=True, help="The assertion, exactly as in the draft when there is one.")
@click.option("--draft", "draft_id", type=ItemId("draft"), default=None, help="The draft that contains it.")
@click.option("--kind", type=click.Choice([str(kind) for kind in ClaimKind]), default=str(ClaimKind.OTHER))
def claim(project: Path, text: str, draft_id: str | None, kind: str, *, as_json: bool) -> None:
    """Create a claim."""
    with open_to_write(project) as opened:
        claim_id = opened.claims.add(text, draft_id=draft_id, kind=ClaimKind(kind)).made["claim"]
    emit({"claim": claim_id}, claim_id, as_json=as_json)


@project_command("status", "Set the status of a claim: how far its check is.")
@click.argument("claim", type=ItemId("claim"))
@click.argument("value", metavar="STATUS", type=click.Choice([str(status) for status in Status]))
@click.option("--note", default="")
def status(project: Path, claim: str, value: str, note: str, *, as_json: bool) -> None:
    """Set a claim's status."""
    with open_to_write(project) as opened:
        opened.claims.set_status(claim, Status(value), note)
        found = opened.claims.get(claim)  # with the two-person rule, the first confirmation is a proposal
        doubts = opened.claims.doubts([found]).get(claim, ())
    told = "".join(f" (! {doubt})" for doubt in doubts)
    document = {"claim": claim, "status": found.status, **({"doubts": doubts} if doubts else {})}
    emit(document, f"{claim}: {found.status}{told}", as_json=as_json)


@project_command("verdict", "Set the verdict of a claim: whether it is true, in a word of the project's scale.")
@click.argument("claim", type=ItemId("claim"))
@click.argument("value")
@click.option("--note", default="", help="The reasoning, printed in the brief.")
def verdict(project: Path, claim: str, value: str, note: str, *, as_json: bool) -> None:
    """Set a claim's verdict."""
    with open_to_write(project) as opened:
        opened.claims.set_verdict(claim, value, note)
        chosen = opened.claims.get(claim).verdict
    emit({"claim": claim, "verdict": chosen}, f"{claim}: {chosen}", as_json=as_json)


@project_command("look", "Note that you saw why “claims” doubts a claim; its status and verdict stay.")
@click.argument("claim", type=ItemId("claim"))
@click.option("--note", default="")
def look(project: Path, claim: str, note: str, *, as_json: bool) -> None:
    """Record a look at a doubted claim."""
    with open_to_write(project) as opened:
        doubts = opened.claims.doubts([opened.claims.get(claim)]).get(claim, ())
        opened.claims.note_look(claim, note)
    emit({"claim": claim, "doubts": doubts}, f"{claim}: looked at ({', '.join(doubts)})", as_json=as_json)


@project_command("quote", "Link a passage of a snapshot to a claim; refused when it is not in the sealed capture.")
@click.argument("snapshot", type=ItemId("snapshot"))
@click.option("--exact", default="", help="The passage.")
@click.option("--region", default="", metavar="X,Y,W,H", help="Instead: a part of the sealed picture, in its pixels.")
@click.option(
    "--time", default="", metavar="FROM,TO", help="Instead: a part of the sealed recording, in seconds or as 1:02:03."
)
@click.option("--prefix", default="", help="The text before it, if it occurs more than once.")
@click.option("--suffix", default="", help="The text after it.")
@click.option("--claim", "claim_id", type=ItemId("claim"), required=True, help="The claim it bears on.")
@click.option("--relation", type=click.Choice([str(relation) for relation in Relation]), default=str(Relation.SUPPORTS))
@click.option("--note", default="")
@click.option("--reviewed", is_flag=True, help="Use a capture of bad quality anyway: you have looked at it.")
def quote(  # noqa: PLR0917 - click passes by keyword
    project: Path,
    snapshot: str,
    exact: str,
    region: str,
    time: str,
    prefix: str,
    suffix: str,
    claim_id: str,
    relation: str,
    note: str,
    *,
    reviewed: bool,
    as_json: bool,
) -> None:
    """Link a passage to a claim."""
    if sum(map(bool, (exact, region, time))) != 1:
        raise click.UsageError("Give one of --exact, --region and --time.")
    selector = Selector(exact, prefix, suffix, -1, -1, None, region, time)
    with open_to_write(project) as opened:
        with opened.one_action(Act.EVIDENCE_LINK):
            if reviewed and not opened.snapshots.reviewed(snapshot):
                opened.snapshots.review(snapshot)
            made = opened.evidence.quote(snapshot, selector, claim_id, Relation(relation), note).made["evidence"]
        quoted = opened.evidence.get(made)
    document = {"evidence": made, "level": quoted.level, "p": quoted.probability, "exact": quoted.selector.exact}
    emit(document, f"{made}  [{quoted.level}] “{quoted.selector.exact}”", as_json=as_json)


COMMANDS = (draft, suggest, claim, status, verdict, look, quote)
