"""Build the brief from the material of a project. Pure: the same material and options give the same brief."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from core.archive import SealedPage
from core.archive.blobs import BlobStore
from core.cite import csl_item, web_address
from core.export.redaction.redact import redact
from core.export.report.model import (
    UNDECIDED,
    Brief,
    ClaimPart,
    Copy,
    ExhibitPart,
    Mark,
    Point,
    Reason,
    SourcePart,
    StoryPart,
    Summary,
)
from core.export.report.options import Options
from core.export.report.sanitize import visible
from core.export.report.source_data import ClaimFile, Exhibit, Material, Story
from core.export.report.wording import LEVELS
from core.export.template.model import HouseTemplate
from core.model import Axis, ClaimEvidence, Decision, Doubt, Evidence, Relation, Status
from core.model.timecode import spoken
from core.text.language import SHOWN, guess, tidy
from core.verdicts import ARROW, VerdictScale

ORDER = (Relation.SUPPORTS, Relation.REFUTES, Relation.CONTEXT)
LOOKED = "looked at"  # a look decides nothing
SETTLED = {Status.NOT_CHECKABLE, Status.CUT, Status.ON_AUTHOR}


def build(material: Material, options: Options) -> Brief:
    """Return the brief of a project for one edition: redacted, in draft order, with footnotes and exhibits numbered."""
    shown = redact(material, options.edition)
    files = tuple(file for file in shown.claims if options.claims is None or file.claim.id in options.claims)
    steps = shown.scale
    numbering = _Numbering(files)
    house = options.house
    doubted = shown.doubted
    claims = tuple(
        replace(_claim(number, file, steps, numbering, house), warning=doubted.of(file.claim.id) if doubted else "")
        for number, file in enumerate(files, 1)
    )
    unsound = doubted.copies if doubted else frozenset[str]()
    sources = _sources(numbering)
    return Brief(
        title=shown.info.title,
        drafts=tuple(draft.title for draft in shown.drafts if draft.id in {file.claim.draft_id for file in files}),
        edition=options.edition,
        made_at=options.made_at,
        locale=options.locale,
        style=options.style,
        scale=steps.label,
        sections=options.sections,
        claims=claims,
        exhibits=tuple(_exhibit(number, numbering) for number in range(1, len(numbering.exhibits) + 1)),
        sources=sources,
        items=_items(numbering),
        ratings=MappingProxyType(
            {house.word(step.value): step.rating for step in steps.values if step.rating is not None}
        ),
        summary=_summary(claims, steps, len(sources), house),
        sealed=tuple(_sealed(numbering, shown.folder, unsound)),
        withheld=len({one.snapshot.id for one in numbering.exhibits if not one.snapshot.warc and not _hidden(one)}),
        uncited=() if options.claims is not None else tuple(_uncited(shown, numbering)),
        stories=tuple(_story(story, claims) for story in shown.stories),
        house=house,
        signers=_signers(files),
        picked=options.claims is not None,
        head=shown.head,
        warning=doubted.whole_brief(tuple(part.number for part in claims if part.warning)) if doubted else "",
        unsound=len({one.snapshot.id for one in numbering.exhibits if one.snapshot.id in unsound}),
    )


def _story(story: Story, claims: tuple[ClaimPart, ...]) -> StoryPart:
    """Return a draft with the places of the brief's claims, in text order."""
    numbers = {claim.id: claim.number for claim in claims}
    places = [(numbers[claim_id], start, end) for claim_id, start, end in story.places if claim_id in numbers]
    return StoryPart(
        story.draft.title,
        story.seq,
        story.text,
        story.notes,
        tuple(sorted(places, key=lambda one: one[1:])),
        story.covered,
    )


def _uncited(shown: Material, numbering: "_Numbering") -> Iterator[dict[str, object]]:
    return (csl_item(source) for source in shown.sources if source.id not in numbering.item_of)


def _signers(files: tuple[ClaimFile, ...]) -> tuple[str, ...]:
    """Return the names that signed decisions, most frequent first; empty where redaction removed them."""
    names = Counter(decision.author.strip() for file in files for decision in file.decisions)
    return tuple(name for name, _ in names.most_common() if name)


def _sealed(numbering: "_Numbering", folder: Path | None, unsound: frozenset[str]) -> Iterator[SealedPage]:
    """Yield the quoted sealed files, each once; those of hidden sources, and those not as they were sealed, are left out."""
    copies = {exhibit.snapshot.id: exhibit for exhibit in numbering.exhibits}
    for exhibit in copies.values():
        copy = exhibit.snapshot
        if folder is not None and copy.warc and copy.id not in unsound:
            title = str(csl_item(exhibit.source)["title"])
            path = BlobStore(folder).shown_path(copy.warc)
            yield SealedPage(path, copy.warc_sha256, copy.final_url, visible(title), copy.captured_at)


class _Numbering:
    """Assigns the numbers of footnotes, exhibits and bibliography items, and nothing else does."""

    def __init__(self, files: tuple[ClaimFile, ...]) -> None:
        self.exhibits: list[Exhibit] = []
        self.exhibit_of: dict[str, int] = {}
        self.note_of: dict[str, int] = {}
        self.cited_by: dict[int, list[tuple[int, int]]] = {}
        self.item_of: dict[str, str] = {}
        self.first_of_copy: dict[str, int] = {}
        for claim_number, file in enumerate(files, 1):
            for exhibit in in_order(file):
                self._add(claim_number, exhibit)

    def _add(self, claim_number: int, exhibit: Exhibit) -> None:
        evidence_id = exhibit.evidence.id
        if evidence_id not in self.exhibit_of:
            self.exhibits.append(exhibit)
            self.exhibit_of[evidence_id] = len(self.exhibits)
            self.first_of_copy.setdefault(exhibit.snapshot.id, len(self.exhibits))
            self.item_of.setdefault(exhibit.source.id, f"s{len(self.item_of) + 1}")
        self.note_of[exhibit.link.id] = len(self.note_of) + 1
        number = self.exhibit_of[evidence_id]
        self.cited_by.setdefault(number, []).append((self.note_of[exhibit.link.id], claim_number))


def in_order(file: ClaimFile) -> list[Exhibit]:
    """Return a claim's evidence in the order of a brief: supporting, refuting, context; each in linking order."""
    return sorted(file.evidence, key=lambda exhibit: ORDER.index(exhibit.link.relation))


def _claim(number: int, file: ClaimFile, steps: VerdictScale, numbering: _Numbering, house: HouseTemplate) -> ClaimPart:
    claim = file.claim
    supporting = [one.source for one in file.evidence if one.link.relation is Relation.SUPPORTS]
    decisions = sorted(file.decisions, key=lambda decision: decision.at)
    verdicts = [decision for decision in decisions if decision.axis is Axis.VERDICT]
    return ClaimPart(
        number=number,
        id=claim.id,
        text=claim.text,
        kind=claim.kind.value,
        status=claim.status.value,
        mark=_mark(claim.verdict, steps, house),
        claimant=claim.claimant,
        claimed_on=claim.claimed_on,
        note=claim.note,
        reasons=tuple(
            Reason(house.word(_now_called(decision, decisions)), decision.note, decision.author, decision.at)
            for decision in decisions
            if decision.note.strip()
        ),
        points=tuple(_point(exhibit.link, exhibit.evidence, numbering) for exhibit in in_order(file)),
        independent=len({source.independence_group or source.id for source in supporting}),
        decided_at=verdicts[-1].at if verdicts else None,
        confidentiality=claim.confidentiality,
        queries=file.queries,
        changes=file.changes,
        doubts=file.doubts,
        language=_language(claim.text),
    )


def _now_called(decision: Decision, decisions: list[Decision]) -> str:
    """Return the value of a decision; a verdict from an earlier scale is mapped to the current one."""
    if decision.axis is Axis.LOOK:
        return LOOKED
    word = decision.value
    if decision.axis is Axis.VERDICT:
        for later in decisions:
            old, _, new = later.value.partition(ARROW)
            if later.axis is Axis.SCALE and later.at > decision.at and old == word:
                word = new
    return word


def _mark(verdict: str, steps: VerdictScale, house: HouseTemplate) -> Mark:
    if not verdict:
        return UNDECIDED
    step = steps.find(verdict)
    return Mark(house.word(step.value), step.symbol, step.tone) if step else Mark(verdict, "•", "neutral")


def _point(link: ClaimEvidence, evidence: Evidence, numbering: _Numbering) -> Point:
    number, exhibit = numbering.note_of[link.id], numbering.exhibit_of[evidence.id]
    return Point(number, exhibit, link.relation, link.directness.value, link.note)


def _exhibit(number: int, numbering: _Numbering) -> ExhibitPart:
    exhibit = numbering.exhibits[number - 1]
    evidence, snapshot, source = exhibit.evidence, exhibit.snapshot, exhibit.source
    selector = evidence.selector
    return ExhibitPart(
        number=number,
        id=evidence.id,
        item=numbering.item_of[source.id],
        title=str(csl_item(source)["title"]),
        before=exhibit.before,
        exact=selector.exact,
        after=exhibit.after,
        locator=f"p. {selector.page}" if selector.page else spoken(selector.time),
        page=selector.page,
        start=selector.start,
        end=selector.end,
        region=selector.region,
        time=selector.time,
        level=LEVELS[evidence.level],
        note=evidence.note,
        captured_at=snapshot.captured_at,
        method=snapshot.method.value,
        mime=snapshot.mime,
        url=web_address(snapshot.url),
        final_url=web_address(snapshot.final_url),
        sha256=snapshot.warc_sha256,
        warc=snapshot.warc,
        assurance=snapshot.assurance,
        quality=snapshot.quality.verdict,
        warnings=snapshot.quality.reasons,
        cited_by=tuple(numbering.cited_by[number]),
        first_of_copy=numbering.first_of_copy[snapshot.id],
        confidentiality=evidence.confidentiality,
        hidden=_hidden(exhibit),
        undrawn=exhibit.undrawn,
        quoted_at=evidence.created_at,
        language=tidy(str(source.csl.get("language", ""))) or _language(selector.exact),
        since=tuple(change.sentence for change in exhibit.changes),
    )


def _language(text: str) -> str:
    """Return the language of a text where it is sure, nothing for one in plain letters: most are in the brief's own language.

    To ask about those too would load the model of languages for each brief.
    """
    return guess(text, SHOWN) if any(letter.isalpha() and not letter.isascii() for letter in text) else ""


def _hidden(exhibit: Exhibit) -> bool:
    return exhibit.source.id.startswith("hidden-")


def _sources(numbering: _Numbering) -> tuple[SourcePart, ...]:
    exhibits: dict[str, list[tuple[int, Exhibit]]] = {}
    for number, exhibit in enumerate(numbering.exhibits, 1):
        exhibits.setdefault(exhibit.source.id, []).append((number, exhibit))
    return tuple(_source(numbering.item_of[source_id], found) for source_id, found in exhibits.items())


def _source(item: str, exhibits: list[tuple[int, Exhibit]]) -> SourcePart:
    source = exhibits[0][1].source
    copies: dict[str, list[tuple[int, Exhibit]]] = {}
    for number, exhibit in exhibits:
        copies.setdefault(exhibit.snapshot.warc_sha256, []).append((number, exhibit))
    sealed = [
        Copy(found[0][1].snapshot.captured_at, digest, tuple(number for number, _ in found))
        for digest, found in copies.items()
    ]
    title = str(csl_item(source)["title"])
    return SourcePart(
        item, title, web_address(source.url), source.reliability, tuple(sealed), hidden=_hidden(exhibits[0][1])
    )


def _items(numbering: _Numbering) -> MappingProxyType[str, dict[str, object]]:
    """Return one CSL item per source, accessed at the latest quoted capture."""
    latest: dict[str, Exhibit] = {}
    for exhibit in numbering.exhibits:
        known = latest.get(exhibit.source.id)
        if known is None or known.snapshot.captured_at < exhibit.snapshot.captured_at:
            latest[exhibit.source.id] = exhibit
    return MappingProxyType({numbering.item_of[key]: _item(exhibit) for key, exhibit in latest.items()})


def _item(exhibit: Exhibit) -> dict[str, object]:
    if _hidden(exhibit):
        return {"type": "document", "title": exhibit.source.title}
    return csl_item(exhibit.source, exhibit.snapshot)


def _summary(claims: tuple[ClaimPart, ...], steps: VerdictScale, sources: int, house: HouseTemplate) -> Summary:
    counts = Counter(claim.mark for claim in claims)
    order = [Mark(house.word(step.value), step.symbol, step.tone) for step in steps.values]
    known = [mark for mark in order if counts[mark]]
    others = [mark for mark in counts if mark not in order]
    # a reopened claim waits for a new decision, one that is doubted for a look; a wall says nothing about a claim
    closed = [
        claim for claim in claims if claim.status != Status.REOPENED and not {*claim.doubts} - {Doubt.UNREADABLE_SINCE}
    ]
    settled = sum(1 for claim in closed if claim.mark is not UNDECIDED or claim.status in SETTLED)
    return Summary(len(claims), settled, tuple((mark, counts[mark]) for mark in [*known, *others]), sources)
