"""Commands about the coverage of a draft."""

from pathlib import Path

import click

from core.cli.ids import ItemId
from core.cli.output import emit, open_to_read, open_to_write, project_command
from core.errors import InputError
from core.store.actions import Act


@project_command(
    "coverage",
    "List the names, numbers, dates, quotations and superlatives of a draft without a claim, and what does not go together in it.",
)
@click.argument("draft_id", type=ItemId("draft"), metavar="DRAFT")
def coverage(project: Path, draft_id: str, *, as_json: bool) -> int:
    """List open items; exit code 1 when there are any."""
    with open_to_read(project) as opened:
        covered, unequal = opened.coverage.of(draft_id), opened.coverage.inconsistencies(draft_id)
    told = f"{covered.covered} of {len(covered.items)} in claims, {covered.waved} dismissed, {len(covered.open)} open."
    if covered.not_looked_for:
        told += f" Not looked for: {', '.join(covered.not_looked_for)}."
    document = {
        "covered": covered.covered,
        "waved": covered.waved,
        "open": covered.open,
        "items": len(covered.items),
        "not_looked_for": covered.not_looked_for,
        "inconsistencies": unequal,
    }
    lines = [f"{item.start:>7}  {item.kind:<12}{item.words}" for item in covered.open]
    questions = [f"{one.start:>7}  {one.said}\n{'':9}{one.sentence}" for one in unequal]
    emit(document, "\n".join([*lines, told, *(["Compare:", *questions] if unequal else [])]), as_json=as_json)
    return 1 if covered.open else 0


@project_command("dismiss", "Dismiss open words of a draft: no claim there. The dismissal is signed with your name.")
@click.argument("draft_id", type=ItemId("draft"), metavar="DRAFT")
@click.argument("words")
@click.option("--reason", default="", help="Why nothing has to be checked there.")
def dismiss(project: Path, draft_id: str, words: str, reason: str, *, as_json: bool) -> None:
    """Dismiss every open occurrence of these words, or one pair that does not go together: “Lind ≠ Lindt”."""
    with open_to_write(project) as opened:
        if any(one.said == words for one in opened.coverage.inconsistencies(draft_id)):
            opened.coverage.dismiss_inconsistency(draft_id, words, reason)
            left = len(opened.coverage.of(draft_id).open)
            emit({"waved": 1, "open": left}, f"1 dismissed, {left} open.", as_json=as_json)
            return
        places = [item for item in opened.coverage.of(draft_id).open if item.words == words]
        if not places:
            raise InputError(f"“{words}” is not open in this draft.", "“coverage” lists the open words.")
        with opened.one_action(Act.WAVE_OFF):
            for place in places:  # several in one sentence are dismissed at once
                if place in opened.coverage.of(draft_id).open:
                    opened.coverage.dismiss(draft_id, place.start, place.end, reason)
        left = len(opened.coverage.of(draft_id).open)
    emit({"waved": len(places), "open": left}, f"{len(places)} dismissed, {left} open.", as_json=as_json)


@project_command("reopen-words", "Reopen dismissed words of a draft: there may be a claim after all.")
@click.argument("draft_id", type=ItemId("draft"), metavar="DRAFT")
@click.argument("words")
def reopen_words(project: Path, draft_id: str, words: str, *, as_json: bool) -> None:
    """Take every dismissal of these words back."""
    with open_to_write(project) as opened:
        taken = [one for one in opened.coverage.waved(draft_id) if one.words == words]
        if not taken:
            raise InputError(f"“{words}” was not dismissed in this draft.")
        with opened.one_action(Act.WAVE_BACK):
            for one in taken:
                opened.coverage.take_back(one.id)
        left = len(opened.coverage.of(draft_id).open)
    emit({"reopened": len(taken), "open": left}, f"{len(taken)} reopened, {left} open.", as_json=as_json)


COMMANDS = (coverage, dismiss, reopen_words)
