"""Gathering everything a brief may need, and handing it to the exporters."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InputError, StandfirstError
from core.jobs import Progress
from core.model import Coverage, Draft, Edition, Evidence, Selector, Source
from core.project.coverage import Coverages
from core.project.evidence import CONTEXT, between_words
from core.project.pictures import drawn
from core.project.snapshots import Snapshots
from core.store import read, read_grouped, read_queries, read_requests, read_scales
from core.store.store import Store

if TYPE_CHECKING:
    from core.export import Options, Written
    from core.export.clipboard import Copied
    from core.export.report.coverage import Covered
    from core.export.report.model import Picture
    from core.export.report.source_data import ClaimFile, Closed, Exhibit, Material, Story

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

    def drawn(self, snapshots: Snapshots, evidence: Evidence) -> "Picture | None":
        """Return the picture of a passage: a sealed copy never changes, so nor does it."""
        key = (evidence.snapshot_id, evidence.selector)
        if key not in self._drawn:
            if len(self._drawn) >= MOST_KEPT:
                self._drawn.clear()
            self._drawn[key] = drawn(snapshots, evidence)
        return self._drawn[key]


class Exports:
    """Gathers what a brief is made from, and writes it.

    What is gathered is one state of the project, read in a number of questions that does not grow with it.
    """

    def __init__(self, store: Store, folder: Path, snapshots: Snapshots, coverage: Coverages) -> None:
        self._store = store
        self._folder = folder
        self._snapshots = snapshots
        self._coverage = coverage

    def write(
        self, outs: Mapping[str, Path], asked: Asked, progress: Progress, previews: Previews | None = None
    ) -> "tuple[Written, ...]":
        """Write each format to its file; returns the files and what the reader should know of each.

        With `previews` it is made to be looked at, not to be kept: it is not read back.
        InputError: a part that no brief has, claims that are not here, a template that cannot be used. What was written before
        an error stays and is named in its hint.
        """
        from core.export import export

        with self._store.reading():  # claims are picked in the state that is gathered
            options, material = self._options(asked), self.gather()
        quoted = {one.evidence.id: one.evidence for file in material.claims for one in file.evidence}

        def draw(evidence_id: str) -> "Picture | None":
            evidence = quoted[evidence_id]
            return previews.drawn(self._snapshots, evidence) if previews else drawn(self._snapshots, evidence)

        done: list[Written] = []
        for name, out in outs.items():
            try:
                done.append(export(material, name, out, options, progress, draw=draw, checked=previews is None))
            except StandfirstError as error:
                if done:
                    written = ", ".join(one.path.name for one in done)
                    error.hint = f"{error.hint} Written before: {written}.".strip()
                raise
        return tuple(done)

    def copy_claim(self, claim_id: str, style: str, locale: str = "") -> "Copied":
        """Return a claim with its citations for the clipboard, as the lowest edition that may show it has them."""
        from core.export.clipboard import claim

        return claim(self.gather(), claim_id, style, locale)

    def gather(self) -> "Material":
        """Return the project as the exporters see it, before redaction."""
        from core.export.report.source_data import Material

        with self._store.reading():
            db = self._store.db
            drafts, sources = tuple(read.drafts(db)), tuple(reversed(read.sources(db)))
            return Material(
                read.info(db),
                drafts,
                tuple(_claim_files(self._store, sources)),
                folder=self._folder,
                sources=sources,
                stories=tuple(self._stories(drafts)),
                closed=_closed(self._store),
                scale=read_scales.current(db),
            )

    def titles(self) -> dict[Edition, str]:
        """Return what a brief of each edition is titled, for the name of its file."""
        from core.export.redaction.redact import redact
        from core.export.report.source_data import ClaimFile, Material

        def told(material: Material) -> dict[Edition, str]:
            return {edition: redact(material, edition).info.title for edition in Edition}

        with self._store.reading():
            bare = Material(read.info(self._store.db), closed=_closed(self._store))
            found = told(bare)
            if len(set(found.values())) == 1:  # nothing is struck
                return found
            said = tuple(map(ClaimFile, read.claims(self._store.db)))
        return told(replace(bare, claims=said))  # what they say stays

    def _options(self, asked: Asked) -> "Options":
        from core.export import Options, Section
        from core.export.report.claim_filter import picked
        from core.export.template.file import read as read_house
        from core.export.template.model import OURS

        unknown = set(asked.without) - set(Section)
        if unknown:
            raise InputError(f"A brief has no part “{', '.join(sorted(unknown))}”.", f"It has {', '.join(Section)}.")
        db = self._store.db
        sections = frozenset(section for section in Section if section not in asked.without)
        claims = picked(read.claims(db), asked.claims) if asked.claims else None
        template = Path(asked.template).expanduser()
        house = read_house(template, read_scales.current(db)) if asked.template else OURS
        options = Options(Edition(asked.edition), locale=asked.locale, sections=sections, claims=claims, house=house)
        return replace(options, style=asked.style) if asked.style else options

    def _stories(self, drafts: Sequence[Draft]) -> "Iterator[Story]":
        """Yield the drafts as they stand now, oldest first."""
        from core.export.report.source_data import Story

        db = self._store.db
        versions, waved = read_grouped.latest_versions(db), read_grouped.waved_off(db)
        live, aside = (read_grouped.latest_spans(db, aside=out) for out in (False, True))
        for draft in reversed(drafts):
            version = versions[draft.id]
            spans = live.get(version.id, ())
            places = tuple((span.claim_id, span.start, span.end) for span in (*spans, *aside.get(version.id, ())))
            covered = _covered(self._coverage.of_version(version, spans, waved.get(draft.id, ())))
            yield Story(draft, version.seq, version.text, version.notes, places, covered)


def left_out(sections: str, without: Collection[str] = ()) -> tuple[str, ...]:
    """Return the parts to leave out when these (names with commas; empty for all) are to be in; InputError for a part that no brief has."""
    from core.export import Section

    named = [name.strip() for name in sections.split(",") if name.strip()]
    unknown = [name for name in named if name not in set(Section)]
    if unknown:
        raise InputError(f"A brief has no part “{', '.join(unknown)}”.", f"It has {', '.join(Section)}.")
    return tuple(dict.fromkeys((*without, *(name for name in Section if named and name not in named))))


def _closed(store: Store) -> "Closed":
    from core.export.report.source_data import Closed

    db = store.db
    return Closed(tuple(read.closed_claims(db)), tuple(read.closed_sources(db)), tuple(read.closed_evidence(db)))


def _covered(coverage: Coverage) -> "Covered":
    from core.export.report.coverage import Covered

    waved = Counter(item.waved.author for item in coverage.items if item.waved)
    return Covered(coverage.covered, len(coverage.open), tuple(waved.most_common()))


def _claim_files(store: Store, sources: Iterable[Source]) -> "Iterator[ClaimFile]":
    """Yield the claims in the order of the draft, each with all that belongs to it."""
    from core.export.report.source_data import ClaimFile

    db = store.db
    decisions, exhibits = read_grouped.decisions(db), _exhibits(store, sources)
    queries = read_grouped.grouped(read_queries.queries(db), lambda query: query.claim_id)
    changes = read_grouped.grouped(read_requests.requests(db), lambda request: request.claim_id)
    for claim in read.claims(db):
        yield ClaimFile(
            claim,
            tuple(decisions.get(claim.id, ())),
            tuple(exhibits.get(claim.id, ())),
            tuple(queries.get(claim.id, ())),
            tuple(changes.get(claim.id, ())),
        )


def _exhibits(store: Store, sources: Iterable[Source]) -> "dict[str, list[Exhibit]]":
    """Return the linked evidence of every claim by its id, in the order it was linked."""
    from core.export.report.source_data import Exhibit

    db = store.db
    evidence = {one.id: one for one in read.evidence(db)}
    snapshots = read_grouped.quoted_snapshots(db)
    known = {source.id: source for source in (*read_grouped.binned_sources(db), *sources)}
    windows = read_grouped.text_windows(db, evidence.values(), CONTEXT)
    found: dict[str, list[Exhibit]] = {}
    for claim_id, links in read_grouped.links(db).items():
        for link in links:
            if (one := evidence.get(link.evidence_id)) is None:
                continue  # in the bin: nothing is quoted from it
            snapshot = snapshots[one.snapshot_id]
            around = between_words(*windows.get(one.id, ("", "")))
            found.setdefault(claim_id, []).append(Exhibit(link, one, snapshot, known[snapshot.source_id], *around))
    return found
