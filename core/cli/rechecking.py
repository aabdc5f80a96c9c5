"""``recheck``: whether quoted passages are still on their pages."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.cli.capture import options_of
from core.cli.ids import ItemId
from core.cli.output import LineProgress, emit, open_to_write, project_command, say
from core.errors import StandfirstError

if TYPE_CHECKING:
    from core.project import Project
    from core.project.recheck import Finding, Recheck

SHOWN = 100  # characters of a passage per line


@project_command(
    "recheck",
    "Capture sources again and report each quote: same, moved, edited or gone (exit code 1 for the last two).",
)
@click.argument("sources", type=ItemId("source"), nargs=-1, metavar="[SOURCE…]")
@click.option("--allow-private", is_flag=True, help="Capture addresses of this computer and the local network too.")
def recheck(project: Path, sources: tuple[str, ...], *, allow_private: bool, as_json: bool) -> int:
    """Recheck sources, by default all with evidence.

    Exit code 1 when a passage was edited, is gone or could not be looked up (moved passages are fine); when a source
    could not be captured, the code of that error.
    """
    options, progress = options_of(allow_private=allow_private), LineProgress()
    done: list[Recheck] = []
    errors: list[tuple[str, StandfirstError]] = []
    with open_to_write(project) as opened:
        for source_id in sources or opened.rechecks.sources():
            try:
                done.append(opened.rechecks.run(source_id, options, progress))
            except StandfirstError as error:
                errors.append((source_id, error))
                say(f"{source_id}: {error.sentence}\n{error.hint}".strip())
            progress.clear()
        document = _document(opened, done, errors)
    emit(document, _lines(done) or "No evidence to recheck.", as_json=as_json)
    if errors:
        return errors[0][1].exit_code
    return 0 if all(finding.holds for outcome in done for finding in outcome.findings) else 1


def _document(project: "Project", done: "list[Recheck]", errors: list[tuple[str, StandfirstError]]) -> dict[str, Any]:
    return {
        "evidence": [_finding(project, outcome, finding) for outcome in done for finding in outcome.findings],
        "sources": [
            {"source": outcome.source.id, "snapshot": outcome.snapshot.id, "quality": outcome.snapshot.quality}
            for outcome in done
        ],
        "errors": [{"source": source_id, "error": error.sentence, "hint": error.hint} for source_id, error in errors],
    }


def _finding(project: "Project", outcome: "Recheck", finding: "Finding") -> dict[str, Any]:
    evidence = finding.evidence
    return {
        "evidence": evidence.id,
        "fate": finding.fate,
        "p": finding.probability,
        "readable": finding.readable,
        "page_changed": finding.page_changed,
        "reason": finding.reason,
        "source": outcome.source.id,
        "old_snapshot": evidence.snapshot_id,
        "snapshot": finding.snapshot.id,
        "claims": [link.claim_id for link in project.evidence.links(evidence.id)],
        "level": finding.level,
        "start": finding.start,
        "end": finding.end,
        "old": evidence.selector.exact,
        "new": finding.text,
        "diff": [[piece.kind, piece.text] for piece in finding.diff],
    }


def _lines(done: "list[Recheck]") -> str:
    lines: list[str] = []
    for outcome in done:
        lines.append(f"{outcome.source.title}\n  captured again as {outcome.snapshot.id}")
        for finding in outcome.findings:
            lines.append(f"  {_fate(finding)}  {finding.evidence.id}  “{_short(finding.evidence.selector.exact)}”")
            lines += [f"    {finding.reason}"] if finding.reason else []
            lines += [f"    now: “{_short(finding.text)}”"] if finding.text and not finding.holds else []
    return "\n".join(lines)


def _fate(finding: "Finding") -> str:
    if not finding.readable:
        return "[not readable]"
    sure = f" {finding.probability:.0%}" if finding.text else ""
    return f"[{finding.fate}{sure}]"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


COMMANDS = (recheck,)
