"""Gather the material of a brief and pass it to the exporters."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InputError, StandfirstError
from core.jobs import Progress
from core.model import Coverage, Draft, Edition, Evidence, Selector, Source
from core.project.coverage import Coverages
from core.project.doubts import doubted
from core.project.evidence import CONTEXT, between_words
from core.project.heads import Heads
from core.project.pictures import drawn
from core.project.snapshots import Snapshots
from core.store import read, read_grouped, read_queries, read_requests, read_scales, rows
from core.store.store import Store

if TYPE_CHECKING:
    from core.export import Options, Written
    from core.export.clipboard import Copied
    from core.export.report.coverage import Covered
    from core.export.report.model import Picture
    from core.export.report.source_data import ClaimFile, Closed, Exhibit, Material, Story

GATHERED = tuple(table for table in rows.READERS if table not in ("snapshot_text", "resource", "source_secret"))
MOST_KEPT = 60  # cached pictures, about 0.5 MB each


@dataclass(frozen=True)
class ExportRequest:
    """Export options; empty values mean the default. `claims`: see :func:`core.export.report.claim_filter.picked`.

    `template`: a path.
    """

    edition: Edition = Edition.DESK
    style: str = ""
    locale: str = ""
    without: Collection[str] = ()
    claims: Collection[str] = ()
    template: str = ""


class Previews:
    """Cache of passage images shared by successive previews; rendering them dominates the cost of a preview."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, Selector], Picture | None] = {}

    def drawn(self, snapshots: Snapshots, evidence: Evidence) -> "Picture | None":
        """Return the image of a passage. Sealed copies are immutable, so it is cached."""
        key = (evidence.snapshot_id, evidence.selector)
        if key not in self._drawn:
            if len(self._drawn) >= MOST_KEPT:
                self._drawn.clear()
            self._drawn[key] = drawn(snapshots, evidence)
        return self._drawn[key]


class Exports:
    """Gathers the material of a brief and writes it.

    The material is one consistent snapshot of the project, read in a number of queries independent of its size.
    """

    def __init__(self, store: Store, folder: Path, snapshots: Snapshots, coverage: Coverages, heads: Heads) -> None:
        self._store = store
        self._folder = folder
        self._snapshots = snapshots
        self._coverage = coverage
        self._heads = heads

    def write(
        self, outs: Mapping[str, Path], asked: ExportRequest, progress: Progress, previews: Previews | None = None
    ) -> "tuple[Written, ...]":
        """Write each format to its file; returns the files with their warnings.

        With `previews` the files are for display only and are not read back. InputError for an unknown section, unknown
        claims or an unusable template. Files written before an error are kept and named in its hint.
        """
        from core.export import export

        with self._store.reading():  # resolve the claims in the same database state as the material
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
            if previews is None:
                self._heads.note(material.head, name)
        return tuple(done)

    def copy_claim(self, claim_id: str, style: str, locale: str = "") -> "Copied":
        """Return a claim with its citations for the clipboard, redacted for the widest edition that may show it."""
        from core.export.clipboard import claim

        return claim(self.gather(), claim_id, style, locale)

    def gather(self) -> "Material":
        """Return the project as export material, before redaction."""
        from core.export.report.source_data import Material

        with self._store.reading():
            db = self._store.db
            _refuse_doubtful(self._store)
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
                head=self._heads.current,
            )

    def titles(self) -> dict[Edition, str]:
        """Return the title of the brief in each edition, used for its file name."""
        from core.export.redaction.redact import redact
        from core.export.report.source_data import ClaimFile, Material

        def told(material: Material) -> dict[Edition, str]:
            return {edition: redact(material, edition).info.title for edition in Edition}

        with self._store.reading():
            _refuse_doubtful(self._store)
            bare = Material(read.info(self._store.db), closed=_closed(self._store))
            redacted = told(bare)
            if len(set(redacted.values())) == 1:  # no title is redacted, so the claims need not be read
                return redacted
            said = tuple(map(ClaimFile, read.claims(self._store.db)))
        return told(replace(bare, claims=said))  # words that a claim itself uses are not redacted

    def _options(self, asked: ExportRequest) -> "Options":
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
        """Yield the drafts in their newest version, oldest draft first."""
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


def _refuse_doubtful(store: Store) -> None:
    """Raise an error if any row cannot be read or names one that is not there.

    It may be what keeps a name out of an edition.
    """
    store.connections.check_references()
    for error in read.unreadable(store.db, GATHERED):
        raise error


def left_out(sections: str, without: Collection[str] = ()) -> tuple[str, ...]:
    """Return the sections to omit so that only `sections` (comma-separated; empty for all) remain.

    InputError for an unknown one.
    """
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
    """Yield the claims in draft order, each with its decisions, evidence, queries, change requests and doubts."""
    from core.export.report.source_data import ClaimFile

    db = store.db
    decisions, exhibits = read_grouped.decisions(db), _exhibits(store, sources)
    queries = read_grouped.grouped(read_queries.queries(db), lambda query: query.claim_id)
    changes = read_grouped.grouped(read_requests.requests(db), lambda request: request.claim_id)
    claims = read.claims(db)
    doubts = doubted(store, claims)
    for claim in claims:
        yield ClaimFile(
            claim,
            tuple(decisions.get(claim.id, ())),
            tuple(exhibits.get(claim.id, ())),
            tuple(queries.get(claim.id, ())),
            tuple(changes.get(claim.id, ())),
            doubts.get(claim.id, ()),
        )


def _exhibits(store: Store, sources: Iterable[Source]) -> "dict[str, list[Exhibit]]":
    """Return the linked evidence by claim id, in the order it was linked."""
    from core.export.report.source_data import Exhibit

    db = store.db
    evidence = {one.id: one for one in read.evidence(db)}
    snapshots = read_grouped.quoted_snapshots(db)
    known = {source.id: source for source in (*read_grouped.binned_sources(db), *sources)}
    windows = read_grouped.text_windows(db, evidence.values(), CONTEXT)
    exhibits: dict[str, list[Exhibit]] = {}
    for claim_id, links in read_grouped.links(db).items():
        for link in links:
            if (one := evidence.get(link.evidence_id)) is None:
                continue  # evidence in the bin is not quoted
            snapshot = snapshots[one.snapshot_id]
            around = between_words(*windows.get(one.id, ("", "")))
            exhibits.setdefault(claim_id, []).append(Exhibit(link, one, snapshot, known[snapshot.source_id], *around))
    return exhibits
