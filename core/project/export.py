"""Gathering everything a brief may need, and handing it to the exporters."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InputError, StandfirstError
from core.jobs import Progress
from core.model import Draft, Edition, Evidence, Selector
from core.project.pictures import drawn
from core.store import read

if TYPE_CHECKING:
    from core.export import Options, Written
    from core.export.report.model import Picture
    from core.export.report.source_data import ClaimFile, Closed, Covered, Exhibit, Material, Story
    from core.project.project import Project
    from core.project.snapshots import Snapshots

MOST_KEPT = 60  # pictures, half a megabyte each


@dataclass(frozen=True)
class Asked:
    """What is asked for: empty values leave the defaults. `claims` as :func:`core.export.report.claim_filter.picked` reads them, `template` the path of a house template."""

    edition: Edition = Edition.DESK
    style: str = ""
    locale: str = ""
    without: Collection[str] = ()
    claims: Collection[str] = ()
    template: str = ""


class Previews:
    """What the previews of a project keep from one to the next: pictures of passages, which take longer than all the rest."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, Selector], Picture | None] = {}

    def drawn(self, snapshots: "Snapshots", evidence: Evidence) -> "Picture | None":
        """Return the picture of a passage: a sealed copy never changes, so nor does it."""
        key = (evidence.snapshot_id, evidence.selector)
        if key not in self._drawn:
            if len(self._drawn) >= MOST_KEPT:
                self._drawn.clear()
            self._drawn[key] = drawn(snapshots, evidence)
        return self._drawn[key]


def export(
    project: "Project", outs: Mapping[str, Path], asked: Asked, progress: Progress, previews: Previews | None = None
) -> "tuple[Written, ...]":
    """Write each format to its file; returns the files and what the reader should know of each.

    With `previews` it is made to be looked at, not to be kept: it is not read back.
    InputError: a part that no brief has, claims that are not here, a template that cannot be used. What was written before
    an error stays and is named in its hint.
    """
    from core.export import export as write

    options, material = _options(project, asked), gather(project)

    def draw(evidence_id: str) -> "Picture | None":
        evidence = project.evidence.get(evidence_id)
        return previews.drawn(project.snapshots, evidence) if previews else drawn(project.snapshots, evidence)

    done: list[Written] = []
    for name, out in outs.items():
        try:
            done.append(write(material, name, out, options, progress, draw=draw, checked=previews is None))
        except StandfirstError as error:
            if done:
                error.hint = f"{error.hint} Written before: {', '.join(one.path.name for one in done)}.".strip()
            raise
    return tuple(done)


def left_out(sections: str, without: Collection[str] = ()) -> tuple[str, ...]:
    """Return the parts to leave out when these (names with commas; empty for all) are to be in; InputError for a part that no brief has."""
    from core.export import Section

    named = [name.strip() for name in sections.split(",") if name.strip()]
    unknown = [name for name in named if name not in set(Section)]
    if unknown:
        raise InputError(f"A brief has no part “{', '.join(unknown)}”.", f"It has {', '.join(Section)}.")
    return tuple(dict.fromkeys((*without, *(name for name in Section if named and name not in named))))


def _options(project: "Project", asked: Asked) -> "Options":
    from core.export import Options, Section
    from core.export.report.claim_filter import picked
    from core.export.template.file import read
    from core.export.template.model import OURS

    unknown = set(asked.without) - set(Section)
    if unknown:
        raise InputError(f"A brief has no part “{', '.join(sorted(unknown))}”.", f"It has {', '.join(Section)}.")
    sections = frozenset(section for section in Section if section not in asked.without)
    claims = picked(project.claims.all(), asked.claims) if asked.claims else None
    house = read(Path(asked.template).expanduser(), project.scale) if asked.template else OURS
    options = Options(Edition(asked.edition), locale=asked.locale, sections=sections, claims=claims, house=house)
    return replace(options, style=asked.style) if asked.style else options


def gather(project: "Project") -> "Material":
    """Return the project as the exporters see it, before redaction."""
    from core.export.report.source_data import Material

    claims = tuple(_claim_file(project, claim.id) for claim in project.claims.all())
    drafts, sources = tuple(project.drafts.all()), tuple(reversed(project.sources.all()))
    stories = tuple(_story(project, draft) for draft in reversed(drafts))
    return Material(
        project.info,
        drafts,
        claims,
        folder=project.path,
        sources=sources,
        stories=stories,
        closed=_closed(project),
        scale=project.scale,
    )


def titles(project: "Project") -> "dict[Edition, str]":
    """Return what a brief of each edition is titled, for the name of its file."""
    from core.export.redaction.redact import redact
    from core.export.report.source_data import ClaimFile, Material

    def told(material: Material) -> dict[Edition, str]:
        return {edition: redact(material, edition).info.title for edition in Edition}

    bare = Material(project.info, closed=_closed(project))
    found = told(bare)
    if len(set(found.values())) == 1:  # nothing is struck
        return found
    return told(replace(bare, claims=tuple(map(ClaimFile, project.claims.all()))))  # what they say stays


def _closed(project: "Project") -> "Closed":
    from core.export.report.source_data import Closed

    db = project.store.db
    return Closed(tuple(read.closed_claims(db)), tuple(read.closed_sources(db)), tuple(read.closed_evidence(db)))


def _story(project: "Project", draft: Draft) -> "Story":
    from core.export.report.source_data import Story

    version = project.drafts.latest(draft.id)
    places = tuple(
        (span.claim_id, span.start, span.end)
        for span in [*project.drafts.spans(version.id), *project.lineage.spans(version.id)]
    )
    return Story(draft, version.seq, version.text, version.notes, places, _covered(project, draft))


def _covered(project: "Project", draft: Draft) -> "Covered":
    from core.export.report.source_data import Covered

    coverage = project.coverage.of(draft.id)
    waved = Counter(item.waved.author for item in coverage.items if item.waved)
    return Covered(coverage.covered, len(coverage.open), tuple(waved.most_common()))


def _claim_file(project: "Project", claim_id: str) -> "ClaimFile":
    from core.export.report.source_data import ClaimFile

    exhibits = tuple(_exhibits(project, claim_id))
    return ClaimFile(
        claim=project.claims.get(claim_id),
        decisions=tuple(project.claims.history(claim_id)),
        evidence=exhibits,
        queries=tuple(project.queries.all(claim_id)),
        changes=tuple(project.requests.all(claim_id)),
    )


def _exhibits(project: "Project", claim_id: str) -> list["Exhibit"]:
    from core.export.report.source_data import Exhibit

    found = []
    for linked in project.evidence.for_claim(claim_id):
        before, after = project.evidence.around(linked.evidence)
        found.append(Exhibit(linked.link, linked.evidence, linked.snapshot, linked.source, before, after))
    return found
