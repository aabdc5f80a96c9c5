"""``verify``, ``adopt`` and ``reindex``."""

from pathlib import Path

from core.cli.output import LineProgress, emit, open_to_read, open_to_write, project_command, say


@project_command("verify", "Re-hash and cross-check everything; names each damaged item.")
def verify(project: Path, *, as_json: bool) -> int:
    """Check the project; 1 when something is damaged."""
    progress = LineProgress()
    with open_to_read(project) as opened:
        found = opened.verify(progress)
    progress.clear()
    for note in found.notes:
        say(note)
    lines = [f"{problem.item}: {problem.what}.\n  {problem.means}" for problem in found.problems]
    summary = f"{found.checked} items checked, {'all intact' if found.ok else f'{len(lines)} damaged'}."
    document = {"ok": found.ok, "checked": found.checked, "problems": found.problems, "notes": found.notes}
    emit(document, "\n".join([*lines, summary]), as_json=as_json)
    return 0 if found.ok else 1


@project_command("adopt", "List sealed files that were cut off before their row was written, and take them in.")
def adopt(project: Path, *, as_json: bool) -> None:
    """Adopt orphaned captures."""
    with open_to_write(project) as opened:
        adopted = [opened.snapshots.adopt(path).snapshot for path in opened.snapshots.orphans()]
    lines = "\n".join(f"{snapshot.id}  {snapshot.final_url}" for snapshot in adopted)
    emit({"adopted": [snapshot.id for snapshot in adopted]}, lines or "Nothing to adopt.", as_json=as_json)


@project_command("reindex", "Make the search index anew from what is stored.")
def reindex(project: Path, *, as_json: bool) -> None:
    """Rebuild the index."""
    progress = LineProgress()
    with open_to_write(project) as opened:
        entries = opened.rebuild_search(progress)
    progress.clear()
    emit({"entries": entries}, f"{entries:,} entries indexed.", as_json=as_json)


COMMANDS = (verify, adopt, reindex)
