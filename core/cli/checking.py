"""``verify``, ``recover``, ``reindex`` and ``check``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.cli.ids import ItemId
from core.cli.output import LineProgress, emit, open_to_read, open_to_write, plain, project_command, say

if TYPE_CHECKING:
    from core.checks import Check


@project_command("verify", "Hash everything again and cross-check it; names each damaged item.")
def verify(project: Path, *, as_json: bool) -> int:
    """Verify the project; exit code 1 when something is damaged."""
    progress = LineProgress()
    with open_to_read(project) as opened:
        verification = opened.verify(progress)
    progress.clear()
    for note in verification.notes:
        say(note)
    lines = [f"{problem.item}: {problem.what}.\n  {problem.means}" for problem in verification.problems]
    summary = f"{verification.checked} items checked, {'all intact' if verification.ok else f'{len(lines)} damaged'}."
    document = {
        "ok": verification.ok,
        "checked": verification.checked,
        "problems": verification.problems,
        "notes": verification.notes,
    }
    emit(document, "\n".join([*lines, summary]), as_json=as_json)
    return 0 if verification.ok else 1


@project_command("recover", "Recover sealed files that an interrupted capture left unlisted.")
def recover(project: Path, *, as_json: bool) -> None:
    """Recover sealed files without rows."""
    with open_to_write(project) as opened:
        recovered = opened.snapshots.recover_all(opened.snapshots.orphans())
    if recovered.refused:
        raise recovered.refused[0][1]
    adopted = [capture.snapshot for capture in recovered.captures]
    lines = "\n".join(f"{snapshot.id}  {snapshot.final_url}" for snapshot in adopted)
    emit({"adopted": [snapshot.id for snapshot in adopted]}, lines or "Nothing to recover.", as_json=as_json)


@project_command("reindex", "Rebuild the search index from the stored data.")
def reindex(project: Path, *, as_json: bool) -> None:
    """Rebuild the index."""
    progress = LineProgress()
    with open_to_write(project) as opened:
        entries = opened.rebuild_search(progress)
    progress.clear()
    emit({"entries": entries}, f"{entries:,} entries indexed.", as_json=as_json)


@project_command(
    "check",
    "Compare the words of claims with the passages they cite: quotations, numbers, dates, names, direction, negation.",
)
@click.argument("claims", type=ItemId("claim"), nargs=-1, metavar="[CLAIM]…")
def check(project: Path, claims: tuple[str, ...], *, as_json: bool) -> int:
    """Check some claims or all; exit code 1 when something differs from or is absent in the passages."""
    from core.checks import answer
    from core.checks.reasons import sentence

    with open_to_read(project) as opened:
        asked = [opened.claims.get(claim) for claim in claims] or opened.claims.all()
        findings = {claim.id: (claim.text, opened.checking.of(claim.id)) for claim in asked}
    document = {
        "claims": [
            {
                "claim": claim,
                "text": text,
                "answer": answer(checks),
                "checks": [{**plain(one), "reason": sentence(one)} for one in checks],
            }
            for claim, (text, checks) in findings.items()
        ]
    }
    lines = [
        line
        for text, checks in findings.values()
        if checks
        for line in (f"“{text}”: {answer(checks)}", *(line for one in checks for line in _told(one, sentence(one))))
    ]
    emit(document, "\n".join(lines) or "No claim has a text passage as evidence yet.", as_json=as_json)
    return 0 if all(one.holds for _, checks in findings.values() for one in checks) else 1


def _told(one: "Check", reason: str) -> tuple[str, str]:
    return f"  {one.outcome:<8}{one.kind:<11}{one.words}", f"          {reason}"


COMMANDS = (verify, recover, reindex, check)
