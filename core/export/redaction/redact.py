"""The one redacted view of a project: every brief is made from what this module lets through.

A claim or a piece of evidence more confidential than the edition is removed with everything attached to it, and its
text is struck wherever it recurs. A source more confidential keeps only its alias: title, address, file name, citation
data, context and notes of its passages are removed, and identifying names are struck from everything written beside the
story. In the story itself a name stays if an open claim contains it: the person is known, that the person is a source
is not, and a gap in text that everybody can read elsewhere would reveal exactly that.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.export.redaction import identifiers
from core.export.redaction import queries as redacted_queries
from core.export.redaction.drafts import redacted, unsigned
from core.export.redaction.exhibits import apart, overlaps
from core.export.redaction.queries import Open
from core.export.redaction.terms import Withheld
from core.export.report.doubts import Doubted
from core.export.report.source_data import ClaimFile, Closed, Exhibit, Material
from core.model import Axis, Claim, Confidentiality, Decision, Doubt, Edition, Evidence, Remarks, Selector, Source, said
from core.text.match_folding import fold

_RANK = {Confidentiality.PUBLIC: 0, Confidentiality.LEGAL: 1, Confidentiality.DESK: 2}
_REACH = {Edition.PUBLIC: 0, Edition.LEGAL: 1, Edition.DESK: 2}
_A_PART, _A_STRETCH = "[part of a sealed picture]", "[part of a sealed recording]"
_WITHHELD = "Sealed by this program. How it was captured is told in an edition of a higher class."
SHORTEST_WORDS = 12  # letters; closed claims with fewer are not searched for in other texts


@dataclass(frozen=True)
class _View:
    """State of one redaction: aliases by source, terms struck from notes and (`published`) from the story."""

    edition: Edition
    hidden: dict[str, str]
    names: Withheld
    words: Withheld
    struck: Withheld
    published: Withheld
    closed: dict[str, list[Evidence]]
    open: Open


def redact(material: Material, edition: Edition) -> Material:
    """Return what an edition may show. Pure and idempotent."""
    if edition is Edition.DESK:
        return material
    view = _view(material, edition)
    shown = [file for file in material.claims if visible_in(file.claim.confidentiality, edition)]
    claims = tuple(_claim_file(file, view) for file in shown)
    drafts = {file.claim.draft_id for file in claims}
    closed = frozenset(claim.id for claim in _closed_claims(material, edition))
    stories = tuple(redacted(story, closed, view.published) for story in material.stories if story.draft.id in drafts)
    if edition is Edition.PUBLIC:
        stories = tuple(map(unsigned, stories))
    return replace(
        material,
        info=replace(material.info, title=view.published.clean(material.info.title)),
        claims=claims,
        drafts=tuple(
            replace(draft, title=view.published.clean(draft.title)) for draft in material.drafts if draft.id in drafts
        ),
        stories=stories,
        sources=(),  # uncited sources are for the desk only
        closed=Closed(),
        doubted=_doubted(material, view),
    )


def _doubted(material: Material, view: _View) -> Doubted | None:
    """Return what somebody signed for, without the names that the edition hides."""
    told, clean = material.doubted, view.struck.clean
    return replace(told, name=clean(told.name), reason=clean(told.reason)) if told else None


def visible_in(confidentiality: Confidentiality, edition: Edition) -> bool:
    """Return whether an edition may show something of this confidentiality."""
    return _RANK[confidentiality] <= _REACH[edition]


def mentions(material: Material, edition: Edition) -> tuple[str, ...]:
    """Return a sentence for each text to be reworded because of redactions, and for what cannot be redacted."""
    if edition is Edition.DESK:
        return ()
    view = _view(material, edition)
    shown = [file for file in material.claims if visible_in(file.claim.confidentiality, edition)]
    drafts = {file.claim.draft_id for file in shown}
    texts = [("The title of the project", material.info.title)]
    texts += [(f"The draft “{draft.title}”", draft.title) for draft in material.drafts if draft.id in drafts]
    texts += [(f"Claim {number}", file.claim.text) for number, file in enumerate(shown, 1)]
    sentences = [f"{place} has a name that this edition hides." for place, text in texts if view.names.spans(text)]
    sentences += [
        f"{place} has words of a claim that this edition hides." for place, text in texts if view.words.spans(text)
    ]
    for number, file in enumerate(shown, 1):
        if any(overlaps(one, view.closed.get(one.snapshot.id, ())) for one in file.evidence if _shown(one, view)):
            sentences.append(f"Claim {number} quotes words of evidence that this edition hides.")
    doubtful = dict.fromkeys(_doubtful(redact(material, edition), view))
    return (*sentences, *_gaps(material, view, drafts), *_lost(material, edition, drafts), *doubtful)


def _gaps(material: Material, view: _View, drafts: set[str | None]) -> Iterator[str]:
    """Yield a sentence for each story with a gap in its own sentences: whoever can read the story elsewhere sees whose it is."""
    for story in material.stories:
        if story.draft.id in drafts and view.names.spans(story.text) and view.published.spans(story.text):
            yield f"The text of “{story.draft.title}” has a name that this edition hides: a gap in it may tell whose it is."


def _doubtful(shown: Material, view: _View) -> Iterator[str]:
    """Yield a sentence for each word that an edition shows and that may be a hidden name: a person decides."""
    for place, text in _prose(shown):
        for start, end in view.names.doubts(text):
            yield f"{place} has “{text[start:end]}”, which may be a name that this edition hides: look at it."


def _prose(shown: Material) -> Iterator[tuple[str, str]]:
    """Yield what people wrote, with where it stands."""
    yield "The title of the project", shown.info.title
    for draft in shown.drafts:
        yield f"The draft “{draft.title}”", draft.title
    for story in shown.stories:
        yield f"The text of “{story.draft.title}”", story.text
    for number, file in enumerate(shown.claims, 1):
        texts = [file.claim.text, file.claim.claimant, *(one.note for one in file.decisions)]
        texts += [text for one in file.queries for text in (one.asked, one.question, one.means, one.answer)]
        texts += [text for one in file.changes for text in (one.old, one.new, one.reason, one.answer)]
        for one in file.evidence:
            texts += [one.link.note, one.evidence.note, one.evidence.selector.exact, one.before, one.after]
            texts.append(one.snapshot.assurance)  # has the name of an imported file
        yield from ((f"Claim {number}", text) for text in texts)


def _lost(material: Material, edition: Edition, drafts: set[str | None]) -> Iterator[str]:
    """Yield a sentence for each draft that may still paraphrase a closed claim whose place is lost."""
    closed = _closed_claims(material, edition)
    for story in material.stories:
        placed = {claim_id for claim_id, start, end in story.places if end > start}
        lost = [one for one in closed if one.draft_id == story.draft.id and one.id not in placed]
        text = fold(story.text) if lost else ""
        if story.draft.id in drafts and any(fold(one.text) not in text for one in lost):
            yield f"The newest version of “{story.draft.title}” has other words where a claim stood that this edition hides."


def _view(material: Material, edition: Edition) -> _View:
    hidden = _aliases(material, edition)
    named = _names(material, edition, set(hidden.values()))
    names, words = frozenset().union(*named.values()), _words(material, edition)
    said = "\n".join(one.claim.text for one in material.claims if visible_in(one.claim.confidentiality, edition))
    unsaid = frozenset().union(*(found for found in named.values() if not Withheld(found, exact=True).spans(said)))
    titles = _in_titles(material, edition, set(hidden.values()))
    names |= frozenset().union(*titles)
    unsaid |= frozenset().union(*(found for found in titles if not Withheld(found, exact=True).spans(said)))
    closed: dict[str, list[Evidence]] = {}
    linked = [exhibit.evidence for exhibit in _exhibits(material)]
    for one in {one.id: one for one in (*material.closed.evidence, *linked)}.values():
        if not visible_in(one.confidentiality, edition):
            closed.setdefault(one.snapshot_id, []).append(one)
    exhibits = [one for one in _exhibits(material) if visible_in(one.source.confidentiality, edition)]
    sources = {one.id for one in material.sources if visible_in(one.confidentiality, edition)}
    return _View(
        edition,
        hidden,
        Withheld(names),
        Withheld(sentences=words),
        Withheld(names, words),
        Withheld(unsaid, words),
        closed,
        Open(
            frozenset(sources | {one.source.id for one in exhibits}),
            frozenset(one.evidence.id for one in exhibits if visible_in(one.evidence.confidentiality, edition)),
        ),
    )


def _aliases(material: Material, edition: Edition) -> dict[str, str]:
    """Return a unique alias for each hidden source by id, in order of first use."""
    aliases: dict[str, str] = {}
    for exhibit in _exhibits(material):
        source = exhibit.source
        if source.id not in aliases and not visible_in(source.confidentiality, edition):
            aliases[source.id] = source.alias.strip() or f"Confidential source {len(aliases) + 1}"
    return aliases


def _exhibits(material: Material) -> Iterator[Exhibit]:
    return (exhibit for file in material.claims for exhibit in file.evidence)


def _names(material: Material, edition: Edition, aliases: set[str]) -> dict[str, set[str]]:
    """Return, by id of each hidden source, cited or not, the terms that identify it."""
    terms: dict[str, set[str]] = {}
    for source in (*material.sources, *material.closed.sources, *(one.source for one in _exhibits(material))):
        if not visible_in(source.confidentiality, edition):
            terms.setdefault(source.id, set()).update(identifiers.names(source))
    for exhibit in _exhibits(material):
        if exhibit.source.id in terms:
            terms[exhibit.source.id].update(identifiers.of_copy(exhibit.snapshot))
    for hidden in material.closed.names:
        if not visible_in(hidden.confidentiality, edition):
            terms[hidden.id] = set(identifiers.of_name(hidden.name))
    return {key: names - aliases for key, names in terms.items()}


def _in_titles(material: Material, edition: Edition, aliases: set[str]) -> list[set[str]]:
    """Return further names in the titles of hidden people, each as a set of spellings."""
    every = (*material.sources, *material.closed.sources, *(one.source for one in _exhibits(material)))
    hidden = {one.id: one for one in every if not visible_in(one.confidentiality, edition)}
    return [set(ways) - aliases for source in hidden.values() for ways in identifiers.in_title(source)]


def _closed_claims(material: Material, edition: Edition) -> list[Claim]:
    every = (*(file.claim for file in material.claims), *material.closed.claims)
    return [claim for claim in every if not visible_in(claim.confidentiality, edition)]


def _words(material: Material, edition: Edition) -> set[str]:
    """Return the text of closed claims, except text that an open claim contains too."""
    words = {fold(claim.text): claim.text for claim in _closed_claims(material, edition)}
    if not words:
        return set()
    shown = {fold(one.claim.text) for one in material.claims if visible_in(one.claim.confidentiality, edition)}
    return {text for folded, text in words.items() if len(folded) >= SHORTEST_WORDS and folded not in shown}


def _claim_file(file: ClaimFile, view: _View) -> ClaimFile:
    claim, clean, said, edition = file.claim, view.struck.clean, view.published.clean, view.edition
    queries = [one for one in file.queries if visible_in(one.confidentiality, edition)]
    shown = [one for one in file.evidence if _shown(one, view)]
    return ClaimFile(
        # working notes are for the desk only
        replace(claim, text=said(claim.text), claimant=_unless_struck(claim.claimant, view), note=""),
        tuple(_decision(one, view) for one in file.decisions if _told(one, edition)),
        tuple(_exhibit(one, view) for one in shown),
        redacted_queries.queries(queries, edition, view.open, clean),
        redacted_queries.changes(file.changes, edition, clean),
        tuple(_doubts(file, shown)),
    )


def _doubts(file: ClaimFile, shown: list[Exhibit]) -> Iterator[Doubt]:
    """Yield the doubts that follow from the evidence that is shown."""
    found = {change.doubt for exhibit in shown for change in exhibit.changes}
    for doubt in file.doubts:
        if doubt in found if doubt.of_recheck else doubt is not Doubt.REFUTED or len(shown) == len(file.evidence):
            yield doubt


def _unless_struck(claimant: str, view: _View) -> str:
    """Return who said a claim; nothing for a hidden person, since “said by [withheld]” would mark the claimant as a source."""
    return "" if view.published.spans(claimant) else claimant


def _shown(exhibit: Exhibit, view: _View) -> bool:
    return visible_in(exhibit.evidence.confidentiality, view.edition)


def _told(decision: Decision, edition: Edition) -> bool:
    """Return whether an edition shows a decision; the public edition shows verdicts, not how they came about."""
    return edition is Edition.LEGAL or decision.axis not in (Axis.STATUS, Axis.LOOK)


def _decision(decision: Decision, view: _View) -> Decision:
    author = decision.author if view.edition is Edition.LEGAL else ""
    return replace(decision, note=view.struck.clean(decision.note), author=author)


def _exhibit(exhibit: Exhibit, view: _View) -> Exhibit:
    clean = view.struck.clean
    link = replace(exhibit.link, note=clean(exhibit.link.note))
    evidence = replace(exhibit.evidence, note=clean(exhibit.evidence.note))
    changes = tuple(replace(one, reasons=_cleaned(one.reasons, view)) for one in exhibit.changes)
    noted = replace(exhibit, link=link, evidence=evidence, changes=changes)
    alias = view.hidden.get(exhibit.source.id)
    if alias is not None:
        return _aliased(noted, alias, list(view.hidden).index(exhibit.source.id) + 1, view)
    # the assurance contains the name of an imported file
    told = replace(noted.snapshot, assured=said(clean(noted.snapshot.assurance)))
    return apart(replace(noted, snapshot=told), view.closed.get(exhibit.snapshot.id, ()))


def _cleaned(remarks: Remarks, view: _View) -> Remarks:
    """Return remarks without hidden names in their parameters, which may quote what a server said."""
    clean = view.struck.clean
    return tuple(
        replace(
            one, params=tuple((name, clean(value) if isinstance(value, str) else value) for name, value in one.params)
        )
        for one in remarks
    )


def _aliased(exhibit: Exhibit, alias: str, number: int, view: _View) -> Exhibit:
    """Return an exhibit of a hidden source, built field by field, so that a field added later is not leaked."""
    key, old = f"hidden-{number}", exhibit.snapshot
    copy = f"{key}-{old.warc_sha256[:8]}"
    place = exhibit.evidence.selector
    part = _A_STRETCH if place.time else _A_PART
    own = Withheld(identifiers.given(exhibit.source))
    words = part if place.wordless else own.clean(view.struck.clean(place.exact))
    selector = Selector(words, "", "", place.start, place.end)
    source = Source(key, exhibit.source.kind, "", alias, {"title": alias}, alias=alias, created_at=old.captured_at)
    snapshot = replace(
        old,
        id=key,
        source_id=key,
        url="",
        final_url="",
        mime="",
        warc="",
        warc_bytes=0,
        stored=0,
        failed=(),
        quality=replace(old.quality, remarks=()),
        assured=said(_WITHHELD),
    )
    evidence = replace(exhibit.evidence, snapshot_id=copy, text_id="", selector=selector, note="")
    changes = tuple(one.told_briefly() for one in exhibit.changes)
    return Exhibit(exhibit.link, evidence, snapshot, source, changes=changes)
