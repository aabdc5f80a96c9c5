"""Gather the material of a brief and pass it to the exporters."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import Cancelled, InputError, StandfirstError, TrustError
from core.jobs import Progress
from core.model import Changes, Coverage, Draft, Edition, Evidence, Selector, Source, now
from core.project.coverage import Coverages
from core.project.doubts import doubted
from core.project.evidence import CONTEXT, between_words
from core.project.gate import Doubtful, Gate, Objection, against, refusal
from core.project.heads import Heads
from core.project.pictures import drawn
from core.project.snapshots import Snapshots
from core.store import read, read_grouped, read_queries, read_rechecks, read_requests, read_scales
from core.store.actions import Act
from core.store.store import Store

if TYPE_CHECKING:
    from core.export import Options, Written
    from core.export.clipboard import Copied
    from core.export.report.coverage import Covered
    from core.export.report.model import Picture
    from core.export.report.source_data import ClaimFile, Closed, Exhibit, Material, Story

MOST_KEPT = 60  # cached pictures, about 0.5 MB each


KNOWN = "When a brief was last exported, something in it could not be checked."
UNNEEDED = "Everything was checked and is as it was: nothing had to be signed for, and no warning is printed."


@dataclass(frozen=True)
class Signing:
    """Who signs for an edition with what could not be checked, and why. Both are printed in it.

    `seen` are the findings that were shown before, as lines: what is found beyond them is not signed for. None for all.
    """

    name: str
    reason: str
    seen: frozenset[str] | None = None


@dataclass(frozen=True)
class ExportRequest:
    """Export options; empty values mean the default. `claims`: see :func:`core.export.report.claim_filter.picked`.

    `template`: a path. `signed`: who lets it out although something could not be checked; not for previews.
    """

    edition: Edition = Edition.DESK
    style: str = ""
    locale: str = ""
    without: Collection[str] = ()
    claims: Collection[str] = ()
    template: str = ""
    signed: Signing | None = None


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
        self.gate = Gate(store, snapshots, heads)

    def write(
        self, outs: Mapping[str, Path], asked: ExportRequest, progress: Progress, previews: Previews | None = None
    ) -> "tuple[Written, ...]":
        """Write each format to its file; returns the files with their warnings.

        With `previews` the files are for display only: they are not read back, and what they use is not checked; a warning
        tells what is known. InputError for an unknown section, unknown claims or an unusable template. Doubtful when
        something that the edition uses is not as it was sealed or written down, and nobody signed for that. A format that fails is named by the error,
        after the others were written; they are named in its hint.
        """
        from core.export import export

        with self._store.reading():  # resolve the claims in the same database state as the material
            options, material = self._options(asked), self.gather()
            doubts = self.gate.check(material, options) if previews is None else ()
        if doubts:
            material = self._signed_for(doubts, material, options, asked.signed)
        told = self._told(asked, doubts, previews)
        draw = self._drawing(material, previews)
        done: list[Written] = []
        failed: dict[str, StandfirstError] = {}
        for name, out in outs.items():
            try:
                written = export(material, name, out, options, progress, draw=draw, checked=previews is None)
            except Cancelled:
                raise
            except StandfirstError as error:
                failed[name] = error
                continue
            done.append(replace(written, warnings=(*told, *written.warnings)))
            if previews is None:
                self._heads.note(material.head, name)
        if failed:
            raise _unwritten(failed, done)
        return tuple(done)

    def _signed_for(
        self, doubts: "Sequence[Objection]", material: "Material", options: "Options", signing: Signing | None
    ) -> "Material":
        """Record the signature in the journal and return the material with its warning; Doubtful without a signature."""
        from core.export.report.doubts import Doubted

        error = refusal(doubts, material, options)
        if signing is None or (signing.seen is not None and not signing.seen.issuperset(error.lines)):
            raise error
        self.sign(signing, error)
        told = Doubted(signing.name.strip(), signing.reason.strip(), now(), *against(doubts))
        return replace(material, doubted=told, head=self._heads.current)

    def sign(self, signing: Signing, doubtful: Doubtful) -> Changes:
        """Write into the journal who lets out what could not be checked, and why; InputError without a name or reason."""
        name, reason = signing.name.strip(), signing.reason.strip()
        if not (name and reason):
            raise InputError("Who signs for what could not be checked, and why?", "Give a name and a reason.")
        touched = sorted({claim for one in doubtful.doubts for claim in one.claims or ()})
        told = {"name": name, "reason": reason, "claims": " ".join(touched), "found": "\n".join(doubtful.lines)}
        with self._store.transaction(Act.EXPORT_SIGN.of(**told), kind="keep") as action:
            action.tx.remark = True
        return action.changes

    def _told(self, asked: ExportRequest, doubts: "Sequence[Objection]", previews: Previews | None) -> tuple[str, ...]:
        if previews is not None:
            return (KNOWN,) if self.gate.known else ()
        return (UNNEEDED,) if asked.signed and not doubts else ()

    def _drawing(self, material: "Material", previews: Previews | None) -> "Callable[[str], Picture | None]":
        """Return what draws the passage of a piece of evidence; of a copy that is not as it was sealed, nothing."""
        quoted = {one.evidence.id: one.evidence for file in material.claims for one in file.evidence}
        unsound = material.doubted.copies if material.doubted else frozenset()

        def draw(evidence_id: str) -> "Picture | None":
            evidence = quoted[evidence_id]
            if evidence.snapshot_id in unsound:
                raise TrustError("its sealed copy is not as it was sealed.")
            return previews.drawn(self._snapshots, evidence) if previews else drawn(self._snapshots, evidence)

        return draw

    def copy_claim(self, claim_id: str, style: str, locale: str = "") -> "Copied":
        """Return a claim with its citations for the clipboard, redacted for the widest edition that may show it.

        Doubtful when something that it uses is not as it was sealed or written down.
        """
        from core.export.clipboard import claim, options_of

        with self._store.reading():
            material = self.gather()
            self.gate.pass_(material, options_of(material, claim_id, style, locale))
        return claim(material, claim_id, style, locale)

    def gather(self) -> "Material":
        """Return the project as export material, before redaction."""
        from core.export.report.source_data import Material

        with self._store.reading():
            db = self._store.db
            self.gate.readable()
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
            self.gate.readable()
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
            version = versions.get(draft.id)
            if version is None:
                continue  # not as Standfirst makes a draft: the gate names it
            spans = live.get(version.id, ())
            places = tuple((span.claim_id, span.start, span.end) for span in (*spans, *aside.get(version.id, ())))
            covered = _covered(self._coverage.of_version(version, spans, waved.get(draft.id, ())))
            yield Story(draft, version.seq, version.text, version.notes, places, covered)


def _unwritten(failed: "Mapping[str, StandfirstError]", done: "Sequence[Written]") -> StandfirstError:
    """Return the error of the first format that failed; where several were asked for, with their names and what was written."""
    error = next(iter(failed.values()))
    if len(failed) + len(done) > 1:
        told = [f"Not written: {', '.join(failed)}."]
        told += [f"Written: {', '.join(one.path.name for one in done)}."] if done else []
        error.hint = " ".join(filter(None, (error.hint, *told)))
    return error


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
    return Closed(
        tuple(read.closed_claims(db)),
        tuple(read.closed_sources(db)),
        tuple(read.closed_evidence(db)),
        tuple(read.hidden_names(db)),
    )


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
    changes = read_rechecks.changes(db)
    exhibits: dict[str, list[Exhibit]] = {}
    for claim_id, links in read_grouped.links(db).items():
        for link in links:
            if (one := evidence.get(link.evidence_id)) is None:
                continue  # evidence in the bin is not quoted
            snapshot = snapshots[one.snapshot_id]
            around = between_words(*windows.get(one.id, ("", "")))
            source, found = known[snapshot.source_id], tuple(changes.get(one.id, ()))
            exhibits.setdefault(claim_id, []).append(Exhibit(link, one, snapshot, source, *around, changes=found))
    return exhibits
