"""``recheck``: whether quoted passages are still on their pages; ``look-evidence``: somebody saw what it found."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.cli.capture import options_of
from core.cli.ids import ItemId
from core.cli.output import LineProgress, emit, open_to_write, project_command, say
from core.errors import StandfirstError
from core.settings import Settings

if TYPE_CHECKING:
    from core.project import Project
    from core.project.passage_fate import Outcome
    from core.project.recheck import Recheck

SHOWN = 100  # characters of a passage per line


@project_command(
    "recheck",
    "Capture sources again and report each quote: same, moved, edited, gone or unreadable (exit code 1 for the last three).",
)
@click.argument("sources", type=ItemId("source"), nargs=-1, metavar="[SOURCE…]")
@click.option("--allow-private", is_flag=True, help="Capture addresses of this computer and the local network too.")
@click.option(
    "--reopen/--no-reopen",
    default=None,
    help="Reopen claims confirmed on a passage that was edited or is gone; by default as in the settings.",
)
def recheck(project: Path, sources: tuple[str, ...], *, allow_private: bool, reopen: bool | None, as_json: bool) -> int:
    """Recheck sources, by default all with evidence.

    Exit code 1 when a passage was edited, is gone or could not be looked up (moved passages are fine); when a source
    could not be captured, the code of that error. What is found stays with the evidence until somebody looks.
    """
    options, progress = options_of(allow_private=allow_private), LineProgress()
    reopening = bool(Settings()["recheck_reopens"]) if reopen is None else reopen
    done: list[Recheck] = []
    errors: list[tuple[str, StandfirstError]] = []
    with open_to_write(project) as opened:
        for source_id in sources or opened.rechecks.sources():
            try:
                done.append(opened.rechecks.run(source_id, options, progress, reopen=reopening))
            except StandfirstError as error:
                errors.append((source_id, error))
                say(f"{source_id}: {error.sentence}\n{error.hint}".strip())
            progress.clear()
        document = _document(opened, done, errors)
    emit(document, _lines(done) or "No evidence to recheck.", as_json=as_json)
    if errors:
        return errors[0][1].exit_code
    return 0 if all(outcome.holds for one in done for outcome in one.outcomes) else 1


@project_command(
    "look-evidence", "Note that you saw what a recheck found of a passage, and why it may stay as evidence."
)
@click.argument("evidence", type=ItemId("evidence"))
@click.option("--reason", required=True, help="Why it may stay, in a sentence; it is kept with your name.")
def look_evidence(project: Path, evidence: str, reason: str, *, as_json: bool) -> None:
    """Record a look at what rechecks found; it is no longer said of the evidence, its claims and the brief."""
    with open_to_write(project) as opened:
        found = opened.rechecks.changes([evidence]).get(evidence, ())
        opened.rechecks.note_look(evidence, reason)
    lines = [f"{evidence}: looked at", *(f"  {change.sentence}" for change in found)]
    emit({"evidence": evidence, "looked_at": found}, "\n".join(lines), as_json=as_json)


def _document(project: "Project", done: "list[Recheck]", errors: list[tuple[str, StandfirstError]]) -> dict[str, Any]:
    return {
        "evidence": [_outcome(project, one, outcome) for one in done for outcome in one.outcomes],
        "sources": [
            {"source": one.source.id, "snapshot": one.snapshot.id, "quality": one.snapshot.quality} for one in done
        ],
        "errors": [{"source": source_id, "error": error.sentence, "hint": error.hint} for source_id, error in errors],
    }


def _outcome(project: "Project", done: "Recheck", outcome: "Outcome") -> dict[str, Any]:
    evidence = outcome.evidence
    return {
        "evidence": evidence.id,
        "fate": outcome.fate,
        "p": outcome.probability,
        "readable": outcome.readable,
        "page_changed": outcome.page_changed,
        "reason": outcome.reason,
        "source": done.source.id,
        "old_snapshot": evidence.snapshot_id,
        "snapshot": outcome.snapshot.id,
        "sealed_at": outcome.sealed_at,
        "looked_again_at": outcome.snapshot.captured_at,
        "claims": [link.claim_id for link in project.evidence.links(evidence.id)],
        "level": outcome.level,
        "start": outcome.start,
        "end": outcome.end,
        "old": evidence.selector.exact,
        "new": outcome.text,
        "diff": [[piece.kind, piece.text] for piece in outcome.diff],
    }


def _lines(done: "list[Recheck]") -> str:
    lines: list[str] = []
    for one in done:
        lines.append(f"{one.source.title}\n  captured again as {one.snapshot.id}")
        for outcome in one.outcomes:
            lines.append(f"  {_fate(outcome)}  {outcome.evidence.id}  “{_short(outcome.evidence.selector.exact)}”")
            lines += [f"    {outcome.reason}"] if outcome.reason else []
            lines += [f"    now: “{_short(outcome.text)}”"] if outcome.text and not outcome.holds else []
    return "\n".join(lines)


def _fate(outcome: "Outcome") -> str:
    sure = f" {outcome.probability:.0%}" if outcome.text else ""
    return f"[{outcome.fate}{sure}]"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


COMMANDS = (recheck, look_evidence)
