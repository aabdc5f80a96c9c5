"""The one redacted view of a project: every brief is made from what this module lets through.

A claim or a piece of evidence above the edition's class is left out with everything that hangs on it. A source above it
keeps only its alias: no title, address, file name, citation data, surrounding text or note on its passages goes out, and the
names that would give it away are replaced in the other notes that people wrote and in its own passages.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from core.export import redact_record
from core.export.material import ClaimFile, Exhibit, Material
from core.export.redact_story import redacted, unsigned
from core.model import Axis, Confidentiality, Decision, Edition, Selector, Source

_RANK = {Confidentiality.PUBLIC: 0, Confidentiality.LEGAL: 1, Confidentiality.DESK: 2}
_REACH = {Edition.PUBLIC: 0, Edition.LEGAL: 1, Edition.DESK: 2}
_A_PART, _A_STRETCH = "[part of a sealed picture]", "[part of a sealed recording]"
_WITHHELD = "Sealed by this program. How it was captured is told in an edition of a higher class."
_SHORTEST_NAME = 4  # characters: shorter words would be struck out of ordinary sentences


def redact(material: Material, edition: Edition) -> Material:
    """Return what an edition may show. Pure, and the same when done twice."""
    if edition is Edition.DESK:
        return material
    hidden = _aliases(material, edition)
    pattern = _pattern(_identifying(material, hidden))
    clean = partial(_scrub, pattern=pattern)
    shown = [file for file in material.claims if visible_in(file.claim.confidentiality, edition)]
    closed_sources = {one.id for one in material.sources if not visible_in(one.confidentiality, edition)}
    claims = tuple(
        replace(
            _claim_file(file, edition, hidden, pattern),
            queries=redact_record.queries(file.queries, edition, closed_sources, visible_in, clean),
            changes=redact_record.changes(file.changes, edition, clean),
        )
        for file in shown
    )
    drafts = {file.claim.draft_id for file in claims}
    shown_drafts = tuple(draft for draft in material.drafts if draft.id in drafts)
    closed = frozenset(file.claim.id for file in material.claims) - {file.claim.id for file in shown}
    closed |= {claim.id for claim in material.aside if not visible_in(claim.confidentiality, edition)}
    stories = tuple(redacted(story, closed, pattern) for story in material.stories if story.draft.id in drafts)
    if edition is Edition.PUBLIC:
        stories = tuple(map(unsigned, stories))
    return replace(
        material, claims=claims, drafts=shown_drafts, sources=(), stories=stories, aside=()
    )  # what is not cited is the desk's own reading


def visible_in(confidentiality: Confidentiality, edition: Edition) -> bool:
    """Return whether a thing of a class may appear in an edition."""
    return _RANK[confidentiality] <= _REACH[edition]


def mentions(material: Material, edition: Edition) -> tuple[str, ...]:
    """Return a sentence for each shown text that names a source which the edition hides: words of the draft are not rewritten."""
    if edition is Edition.DESK:
        return ()
    hidden = _aliases(material, edition)
    pattern = _pattern(_identifying(material, hidden))
    shown = redact(material, edition)
    texts = [
        ("The title of the project", shown.info.title),
        *((f"The draft “{draft.title}”", draft.title) for draft in shown.drafts),
    ]
    texts += [(f"Claim {number}", file.claim.text) for number, file in enumerate(shown.claims, 1)]
    return tuple(
        f"{place} names a source that this edition hides." for place, text in texts if pattern and pattern.search(text)
    )


def _aliases(material: Material, edition: Edition) -> dict[str, str]:
    """Give the alias of each hidden source by id, in order of first use, every one different from the others."""
    found: dict[str, str] = {}
    for exhibit in _exhibits(material):
        source = exhibit.source
        if source.id not in found and not visible_in(source.confidentiality, edition):
            found[source.id] = source.alias.strip() or f"Confidential source {len(found) + 1}"
    return found


def _exhibits(material: Material) -> Iterator[Exhibit]:
    return (exhibit for file in material.claims for exhibit in file.evidence)


def _claim_file(
    file: ClaimFile, edition: Edition, hidden: dict[str, str], pattern: re.Pattern[str] | None
) -> ClaimFile:
    shown = [exhibit for exhibit in file.evidence if visible_in(exhibit.evidence.confidentiality, edition)]
    return ClaimFile(
        replace(file.claim, note=""),  # working notes stay at the desk
        tuple(_decision(decision, edition, pattern) for decision in file.decisions if _told(decision, edition)),
        tuple(_exhibit(exhibit, hidden, pattern) for exhibit in shown),
    )


def _told(decision: Decision, edition: Edition) -> bool:
    """Say whether an edition tells of a decision: steps of the process are for the desk and the lawyer; readers get the reasons for the verdict."""
    return edition is Edition.LEGAL or decision.axis is not Axis.STATUS


def _decision(decision: Decision, edition: Edition, pattern: re.Pattern[str] | None) -> Decision:
    author = decision.author if edition is Edition.LEGAL else ""
    return replace(decision, note=_scrub(decision.note, pattern), author=author)


def _exhibit(exhibit: Exhibit, hidden: dict[str, str], pattern: re.Pattern[str] | None) -> Exhibit:
    link = replace(exhibit.link, note=_scrub(exhibit.link.note, pattern))
    evidence = replace(exhibit.evidence, note=_scrub(exhibit.evidence.note, pattern))
    noted = replace(exhibit, link=link, evidence=evidence)
    alias = hidden.get(exhibit.source.id)
    return noted if alias is None else _aliased(noted, alias, list(hidden).index(exhibit.source.id) + 1, pattern)


def _aliased(exhibit: Exhibit, alias: str, number: int, pattern: re.Pattern[str] | None) -> Exhibit:
    """Show an exhibit of a hidden source: built anew from what may pass, so that a field added later stays behind."""
    key, old = f"hidden-{number}", exhibit.snapshot
    copy = f"{key}-{old.warc_sha256[:8]}"
    place = exhibit.evidence.selector
    part = _A_STRETCH if place.time else _A_PART
    selector = Selector(part if place.wordless else _scrub(place.exact, pattern), "", "", place.start, place.end)
    source = Source(key, exhibit.source.kind, "", alias, {"title": alias}, alias=alias, created_at=old.captured_at)
    snapshot = replace(
        old, id=key, source_id=key, url="", final_url="", mime="", warc="", warc_bytes=0, stored=0, failed=(),
        quality=replace(old.quality, reasons=()), assurance=_WITHHELD,
    )  # fmt: skip
    evidence = replace(exhibit.evidence, snapshot_id=copy, text_id="", selector=selector, note="")
    return Exhibit(exhibit.link, evidence, snapshot, source)


def _identifying(material: Material, hidden: dict[str, str]) -> set[str]:
    names: set[str] = set()
    for exhibit in _exhibits(material):
        if exhibit.source.id in hidden:
            addresses = {exhibit.source.url, exhibit.snapshot.url, exhibit.snapshot.final_url}
            hosts = {(urlsplit(address).hostname or "").removeprefix("www.") for address in addresses}
            names |= (
                addresses
                | hosts
                | {exhibit.source.title, exhibit.snapshot.warc}
                | set(_people(exhibit.source.csl.get("author")))
            )
    return {name.strip() for name in names if len(name.strip()) >= _SHORTEST_NAME} - set(hidden.values())


def _people(authors: object) -> Iterator[str]:
    for person in authors if isinstance(authors, (list, tuple)) else ():
        if isinstance(person, dict):
            family, given = str(person.get("family") or ""), str(person.get("given") or "")
            yield from (family, f"{given} {family}", f"{family}, {given}", str(person.get("literal") or ""))


def _pattern(names: set[str]) -> re.Pattern[str] | None:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, ordered)), re.IGNORECASE) if ordered else None


def _scrub(text: str, pattern: re.Pattern[str] | None) -> str:
    return pattern.sub("[withheld]", text) if pattern else text
