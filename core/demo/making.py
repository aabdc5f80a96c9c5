"""Build the sample project through the project façade."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.capture import Options
from core.demo.scenario import MATERIAL, Asked, Page, Quotation, Scenario, Step, load
from core.demo.sites import Sites
from core.jobs import Progress
from core.model import Confidentiality, Directness, Selector, Status, now
from core.project import Project
from core.project.queries import Question

Snapshots = Mapping[str, str]  # page key → snapshot id


class _Part(Progress):
    """The progress of one capture within the whole, which only passes on cancellation."""

    def __init__(self, whole: Progress) -> None:
        super().__init__()
        self._whole = whole

    def check(self) -> None:
        """Raise Cancelled when the whole was cancelled."""
        self._whole.check()

    @property
    def cancelled(self) -> bool:
        """Whether the whole was cancelled."""
        return self._whole.cancelled


def make(path: Path, progress: Progress | None = None) -> None:
    """Create the sample project at `path`, completely or not at all: it is built beside it and moved into place."""
    with Project.making(Path(path), load().title) as project, project.journal.beyond_undo():
        _tell(project, load(), progress or Progress())


def _tell(project: Project, scenario: Scenario, progress: Progress) -> None:
    """Perform the steps of the scenario."""
    total = len(scenario.pages) + len(scenario.steps)
    project.author(scenario.reporter)
    snapshots = _capture(project, scenario, progress, total)
    draft_id = project.drafts.add(scenario.draft, scenario.words).made["draft"]
    project.author(scenario.checker)
    for number, step in enumerate(scenario.steps, len(scenario.pages)):
        progress.update(number, total, step.text)
        _check(project, draft_id, step, snapshots)
    progress.update(total, total, "Done")


def _capture(project: Project, scenario: Scenario, progress: Progress, total: int) -> dict[str, str]:
    snapshot_ids = {}
    with Sites(MATERIAL, scenario.redirects) as sites:
        for number, page in enumerate(scenario.pages):
            progress.update(number, total, f"Capturing {page.url}")
            sites.later = page.later
            capture = project.snapshots.capture(page.url, Options(proxy=sites.proxy), _Part(progress))
            snapshot_ids[page.key] = capture.snapshot.id
            _describe(project, capture.source.id, page)
    return snapshot_ids


def _describe(project: Project, source_id: str, page: Page) -> None:
    """Set a source's reliability, alias and confidentiality."""
    known = {"reliability": page.reliability, "alias": page.alias, "confidentiality": page.confidentiality}
    said = {name: value for name, value in known.items() if value and value != "public"}
    if said:
        project.sources.update(source_id, **said)


def _check(project: Project, draft_id: str, step: Step, snapshots: Snapshots) -> None:
    """Add a claim, link its evidence and decide on it."""
    said: dict[str, Any] = {
        "claimant": step.claimant,
        "claimed_on": step.claimed_on,
        "confidentiality": step.confidentiality,
    }
    claim_id = project.claims.add(step.text, draft_id=draft_id, kind=step.kind, **said).made["claim"]
    for status in step.status[:1]:
        project.claims.set_status(claim_id, status, "" if len(step.status) > 1 else step.status_note)
    for quotation in step.evidence:
        _quote(project, claim_id, quotation, snapshots)
    if step.verdict:
        project.claims.set_verdict(claim_id, step.verdict, step.why)
    for status in step.status[1:]:
        if step.asked and status is step.status[-1]:
            _ask(project, claim_id, step.asked)  # sets the status too
        else:
            project.claims.set_status(claim_id, status, step.status_note if _says(step, status) else "")


def _ask(project: Project, claim_id: str, asked: Asked) -> None:
    due = (now() + dt.timedelta(days=asked.days)).date().isoformat()
    question = Question(
        asked.party, asked.whom, asked.question, asked.means, due, confidentiality=asked.confidentiality
    )
    project.queries.ask(claim_id, question)


def _says(step: Step, status: Status) -> bool:
    """Return whether the note belongs to this status: to a proposed change, otherwise to the final status."""
    proposal = next((told for told in step.status if told is Status.CHANGE_PROPOSED), step.status[-1])
    return status is proposal


def _quote(project: Project, claim_id: str, quotation: Quotation, snapshots: Snapshots) -> None:
    anywhere = Selector(quotation.exact, "", "", -1, -1)
    made = project.evidence.quote(snapshots[quotation.page], anywhere, claim_id, quotation.relation).made["evidence"]
    link = next(linked.link for linked in project.evidence.for_claim(claim_id) if linked.evidence.id == made)
    if quotation.note:
        project.evidence.annotate(link.id, quotation.note)
    if quotation.cleared:
        project.evidence.classify(made, Confidentiality.PUBLIC)
    if quotation.primary:
        project.evidence.set_directness(link.id, Directness.PRIMARY)
