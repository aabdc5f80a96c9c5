"""The sign-off section: progress, who decided, and lines to sign. The public edition shows progress only."""

from collections import Counter

from core.export.document.pandoc_ast import Blocks, Node, div, header, para, strong, table, words
from core.export.report.model import UNDECIDED, Brief, StoryPart
from core.export.report.wording import count, day
from core.model import Doubt, Edition, Status

LINES = ("Checked by", "Read for legal", "Released by")
MOST_OPEN = 40  # claim numbers listed; the rest are counted
UNSEEN = {
    Doubt.OTHERWISE: "Decided on other words than the draft has now, and not looked at since",
    Doubt.REFUTED: "Held to be right with evidence only against it, and not looked at since",
    Doubt.EDITED_SINCE: "Resting on a passage that was edited on its page since, and not looked at",
    Doubt.GONE_SINCE: "Resting on a passage that is gone from its page since, and not looked at",
    Doubt.UNREADABLE_SINCE: "Resting on a page that could not be read as before, and not looked at",
}
INDEPENDENT = 2  # supporting sources of different independence groups


def signoff(brief: Brief) -> Blocks:
    """Return the section."""
    blocks = [header(1, words("Sign-off"), "sign-off"), para(*_settled(brief)), *_covered(brief)]
    if brief.edition is not Edition.PUBLIC:
        blocks += [*_doubted(brief), *_statuses(brief), *_signers(brief), _lines()]
    return [div(blocks, "sign-off")]


def _settled(brief: Brief) -> Blocks:
    total, settled = brief.summary.claims, brief.summary.settled
    share = f" ({100 * settled // total} %)" if total else ""
    picked = "of the claims picked for it " if brief.picked else ""
    told = f"This brief of {day(brief.made_at)} holds {count(total, 'claim')}. "
    return [*words(told), strong(*words(f"{picked.capitalize()}{settled} settled{share}."))]


def _covered(brief: Brief) -> Blocks:
    resting = sum(1 for part in brief.claims if part.points)
    doubly = sum(1 for part in brief.claims if part.independent >= INDEPENDENT)
    told = [
        f"{_share(resting, brief)} rest on at least one sealed passage; {doubly} on two or more independent sources."
    ]
    return [para(*words(text)) for text in told if brief.claims] + _open(brief) + _drafts(brief)


def _drafts(brief: Brief) -> Blocks:
    """Return, per draft, how much of what can be checked is covered."""
    return [para(*words(_draft(story))) for story in brief.stories if story.covered.total]


def _draft(story: StoryPart) -> str:
    covered = story.covered
    names = ", ".join(f"{name} {number}" for name, number in covered.waved if name)
    waved = (
        f", {covered.waved_off} {'was' if covered.waved_off == 1 else 'were'} dismissed{f' ({names})' if names else ''}"
    )
    left = f"{covered.left} {'is' if covered.left == 1 else 'are'} open" if covered.left else "none is open"
    return (
        f"Of {covered.total:,} names, numbers, dates, quotations and superlatives in “{story.title}” "
        f"{covered.in_claims} stand in a claim{waved if covered.waved_off else ''}; {left}."
    )


def _share(number: int, brief: Brief) -> str:
    return f"{number} of {len(brief.claims)} claims"


def _open(brief: Brief) -> Blocks:
    left = [part.number for part in brief.claims if part.mark is UNDECIDED]
    if not left:
        return []
    return [para(*words(f"Without a verdict: {_listed(left)}."))]


def _doubted(brief: Brief) -> Blocks:
    """Return which claims wait for somebody to look at what speaks against them."""
    told = []
    for doubt, words_of_it in UNSEEN.items():
        numbers = [part.number for part in brief.claims if doubt in part.doubts]
        told += [para(strong(*words(f"{words_of_it}: {_listed(numbers)}.")))] if numbers else []
    return told


def _listed(numbers: list[int]) -> str:
    """Return the numbers of claims; those beyond MOST_OPEN are counted."""
    more = f" and {len(numbers) - MOST_OPEN} more" if len(numbers) > MOST_OPEN else ""
    return f"{'claim' if len(numbers) == 1 else 'claims'} {', '.join(map(str, numbers[:MOST_OPEN]))}{more}"


def _statuses(brief: Brief) -> Blocks:
    counts = Counter(part.status for part in brief.claims)
    told = " · ".join(f"{status} {counts[status]}" for status in Status if counts[status])
    return [para(*words(f"By status: {told}."))] if told else []


def _signers(brief: Brief) -> Blocks:
    if not brief.signers:
        return []
    return [para(*words(f"Decisions on these claims were signed by {', '.join(brief.signers)}."))]


def _lines() -> Node:
    """Return a table with an empty row per signature."""
    head = [words(text) for text in ("", "Name", "Date", "Signature")]
    return table(head, [[words(line), [], [], []] for line in LINES], (0.22, 0.28, 0.18, 0.32), "lines")
