"""Gathering everything a brief may need, and handing it to the exporters."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InputError
from core.jobs import Progress
from core.model import Draft, Edition
from core.project.pictures import drawn

if TYPE_CHECKING:
    from core.export import Written
    from core.export.material import ClaimFile, Exhibit, Material, Story
    from core.export.parts import Picture
    from core.project.project import Project


def export(
    project: "Project",
    name: str,
    out: Path,
    *,
    edition: Edition,
    style: str,
    locale: str,
    without: Collection[str],
    progress: Progress,
) -> "Written":
    """Write one format; returns the file and what the reader should know of it. InputError: a part that no brief has."""
    from core.export import Options, Section
    from core.export import export as write

    unknown = set(without) - set(Section)
    if unknown:
        raise InputError(f"A brief has no part “{', '.join(sorted(unknown))}”.", f"It has {', '.join(Section)}.")
    sections = frozenset(section for section in Section if section not in without)
    options = Options(edition=Edition(edition), sections=sections, locale=locale)
    chosen = replace(options, style=style) if style else options

    def draw(evidence_id: str) -> "Picture | None":
        return drawn(project.snapshots, project.evidence.get(evidence_id))

    return write(gather(project), name, out, chosen, progress, draw=draw)


def gather(project: "Project") -> "Material":
    """Return the project as the exporters see it, before redaction."""
    from core.export.material import Material

    claims = tuple(_claim_file(project, claim.id) for claim in project.claims.all())
    drafts, sources = tuple(project.drafts.all()), tuple(reversed(project.sources.all()))
    stories = tuple(_story(project, draft) for draft in reversed(drafts))
    return Material(
        info=project.info, drafts=drafts, claims=claims, folder=project.path, sources=sources, stories=stories
    )


def _story(project: "Project", draft: Draft) -> "Story":
    from core.export.material import Story

    version = project.drafts.latest(draft.id)
    places = tuple((span.claim_id, span.start, span.end) for span in project.drafts.spans(version.id))
    return Story(draft, version.seq, version.text, version.notes, places)


def _claim_file(project: "Project", claim_id: str) -> "ClaimFile":
    from core.export.material import ClaimFile

    exhibits = tuple(_exhibits(project, claim_id))
    return ClaimFile(
        claim=project.claims.get(claim_id), decisions=tuple(project.claims.history(claim_id)), evidence=exhibits
    )


def _exhibits(project: "Project", claim_id: str) -> list["Exhibit"]:
    from core.export.material import Exhibit

    found = []
    for linked in project.evidence.for_claim(claim_id):
        before, after = project.evidence.around(linked.evidence)
        found.append(Exhibit(linked.link, linked.evidence, linked.snapshot, linked.source, before, after))
    return found
