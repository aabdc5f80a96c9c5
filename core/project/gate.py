"""The gate before an export: the sealed files, texts, quotes and rows that an edition uses are checked before it is made.

What cannot be read stops every export: it may be what keeps a name out of an edition. What is not as it was sealed or
written down stops an edition that uses it, unless somebody signs for it: then the brief says so at each claim.
"""

import os
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core.archive.check import RESIZED, REWRITTEN, UNREAD, file_sha256
from core.errors import TrustError
from core.model import Confidentiality, Edition, Finding, Problem, Snapshot
from core.project.heads import Heads
from core.project.sealed_checks import holds, is_there, misplaced, sealed_path
from core.project.snapshots import Snapshots
from core.project.touched import shortened
from core.project.verify_journal import JournalCheck, replayed
from core.store import read, read_grouped, rows
from core.store.differences import Difference
from core.store.replay import Replay
from core.store.store import Store

if TYPE_CHECKING:
    from core.export import Options
    from core.export.report.doubts import Against
    from core.export.report.source_data import ClaimFile, Exhibit, Material

GATHERED = tuple(table for table in rows.READERS if table not in ("snapshot_text", "resource", "source_secret"))
STORIES = frozenset({"draft", "draft_version", "waved_off"})  # printed as a whole, also where no claim stands
WHOLE = frozenset({"project", "scale"})  # tables that every edition uses
SHOWING = frozenset({"claim", "bin"})  # tables whose rows decide which claims there are
LISTED = 5  # claims named in an error
SETTLED_NS = 2_000_000_000  # a file that changed since cannot be told from one that changes again
SIGN = "It can go out with a printed warning that somebody signs for: “export … --despite-doubts NAME --reason TEXT”, or in the export window."


@dataclass(frozen=True)
class Objection:
    """A finding against what an edition uses. `claims` are the ids of those it touches; None for the whole edition.

    `copy` is the id of the sealed copy that is not as it was sealed.
    """

    problem: Problem
    against: "Against"
    claims: frozenset[str] | None
    copy: str = ""


class Doubtful(TrustError):  # noqa: N818 - a state of an edition
    """An edition that uses what is not as it was. `claims` are those it touches, as (number, text); empty for all."""

    def __init__(self, doubts: Sequence[Objection], claims: Sequence[tuple[int, str]]) -> None:
        self.doubts = tuple(doubts)
        self.claims = tuple(claims)
        first = doubts[0].problem
        more = f", and {len(doubts) - 1} more" if len(doubts) > 1 else ""
        super().__init__(
            f"Nothing was exported: {_named(claims)} could not be checked ({first.item}: {first.what}{more}).",
            f"“verify” says what is wrong. {SIGN}",
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """The findings, a line each."""
        return tuple(dict.fromkeys(f"{one.problem.item}: {one.problem.what}." for one in self.doubts))


def _named(claims: Sequence[tuple[int, str]]) -> str:
    if not claims:
        return "what this edition says"
    told = ", ".join(f"claim {number} “{shortened(text)}”" for number, text in claims[:LISTED])
    return told + (f" and {len(claims) - LISTED} more claims" if len(claims) > LISTED else "")


@dataclass(frozen=True)
class _Use:
    """What an edition uses: its claims in order, by id, and whether all claims were asked for."""

    files: "tuple[ClaimFile, ...]"
    edition: Edition
    every: bool
    known: frozenset[str]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(file.claim.id for file in self.files)

    def exhibits(self) -> "Iterator[tuple[str, Exhibit]]":
        """Yield each piece of evidence that the edition shows, with the claim that it is linked to."""
        from core.export.redaction.redact import visible_in

        for file in self.files:
            for exhibit in file.evidence:
                if visible_in(exhibit.evidence.confidentiality, self.edition):
                    yield file.claim.id, exhibit


@dataclass
class _Digests:
    """SHA-256 of files as they lay there last, by path, size, times and inode: kept in this process alone."""

    known: dict[tuple[str, tuple[int, ...]], str] = field(default_factory=dict)

    def of(self, path: Path) -> str:
        """Return the digest of an ordinary file; OSError when it cannot be read."""
        state = path.lstat()
        key = (str(path), _state(state))
        if key not in self.known:
            digest = file_sha256(path)
            if (
                _state(path.lstat()) != key[1]
                or time.time_ns() - max(state.st_mtime_ns, state.st_ctime_ns) < SETTLED_NS
            ):
                return digest
            self.known[key] = digest
        return self.known[key]


def _state(found: os.stat_result) -> tuple[int, ...]:
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


class Gate:
    """Checks what an edition uses, once for each export, never for a preview."""

    def __init__(self, store: Store, snapshots: Snapshots, heads: Heads) -> None:
        self._store = store
        self._snapshots = snapshots
        self._heads = heads
        self._digests = _Digests()
        self._replay: tuple[tuple[int, ...], Replay] | None = None
        self.known: tuple[Objection, ...] = ()

    def readable(self) -> None:
        """Raise an error if any row cannot be read or names one that is not there.

        Nobody can sign for that: it may be what keeps a name out of an edition.
        """
        self._store.connections.check_references()
        for error in read.unreadable(self._store.db, GATHERED):
            raise error

    def check(self, material: "Material", options: "Options") -> tuple[Objection, ...]:
        """Return what is not as it was of what this edition uses; `known` keeps it for previews."""
        use = _used(material, options)
        self.known = (*self._copies(use), *self._texts(use), *self._rows(use, material))
        return self.known

    def pass_(self, material: "Material", options: "Options") -> None:
        """Raise Doubtful when anything that this edition uses is not as it was."""
        doubts = self.check(material, options)
        if doubts:
            raise refusal(doubts, material, options)

    def _copies(self, use: _Use) -> Iterator[Objection]:
        from core.export.report.doubts import Against

        snapshots: dict[str, Snapshot] = {}
        resting: dict[str, set[str]] = {}
        for claim, exhibit in use.exhibits():
            snapshots[exhibit.snapshot.id] = exhibit.snapshot
            resting.setdefault(exhibit.snapshot.id, set()).add(claim)
        for key, snapshot in snapshots.items():
            if wrong := self._copy(snapshot):
                finding, what = wrong
                problem = finding.of(snapshot.warc, what=what, means="", touches="")
                yield Objection(problem, Against.COPY, frozenset(resting[key]), key)

    def _copy(self, snapshot: Snapshot) -> tuple[Finding, str] | None:
        path = sealed_path(self._snapshots.blobs, snapshot)
        wrong = misplaced(path)
        if wrong or path is None:
            return wrong
        try:
            size = path.stat().st_size
            if size != snapshot.warc_bytes:
                what = RESIZED.format(size, snapshot.warc_bytes)
            elif self._digests.of(path) != snapshot.warc_sha256:
                what = REWRITTEN
            else:
                return None
        except OSError as error:
            what = UNREAD.format(error.strerror)
        return Finding.SEAL_DIFFERS, what

    def _texts(self, use: _Use) -> Iterator[Objection]:
        """Yield the texts that differ from their digests, and the quotes that are not in them at their place."""
        from core.export.report.doubts import Against

        sound: dict[str, bool] = {}
        for claim, exhibit in use.exhibits():
            evidence = exhibit.evidence
            if evidence.text_id not in sound:
                text = read.text(self._store.db, evidence.text_id)
                sound[evidence.text_id] = holds(text) and text is not None and text.snapshot_id == exhibit.snapshot.id
            touched = frozenset({claim})
            if not sound[evidence.text_id]:
                yield Objection(
                    Finding.TEXT_DIFFERS.of(f"text of {exhibit.snapshot.id}", touches=""), Against.COPY, touched
                )
            elif not evidence.selector.wordless and not is_there(self._store, evidence):
                problem = Finding.QUOTE_DIFFERS.of(f"evidence {evidence.id}", exact=evidence.selector.exact[:80])
                yield Objection(problem, Against.COPY, touched)

    def _rows(self, use: _Use, material: "Material") -> Iterator[Objection]:
        """Yield what the journal does not account for."""
        from core.export.report.doubts import Against

        journal = JournalCheck(self._store, known=self._replayed(), only=_long(self._store, use))
        drafts = frozenset(draft.id for draft in material.drafts)
        for one in journal.found:
            claims = _claims(one, journal, use, drafts)
            if claims is None or claims:
                copy = one.id if one.table == "snapshot" else ""
                yield Objection(journal.problem(one), Against.JOURNAL, claims, copy)
        for seq, named in sorted(journal.replay.broken.items()):
            claims = frozenset(claim for key in named for claim in journal.touched.claims(*key)) & use.ids
            if claims or not named:
                yield Objection(journal.broken(seq, named), Against.JOURNAL, claims or None)
        for seq in journal.replay.cut:
            yield Objection(Finding.ENTRY_CUT.of(f"journal {seq}"), Against.JOURNAL, None)
        for problem in self._heads.problems():
            yield Objection(problem, Against.JOURNAL, None)

    def _replayed(self) -> Replay:
        """Return the journal replayed, from the last time if nothing was written since."""
        now = self._written()
        if self._replay is None or self._replay[0] != now:
            self._replay = (now, replayed(self._store))
        return self._replay[1]

    def _written(self) -> tuple[int, ...]:
        """Return the state of the database's files; a reader makes and removes an empty log, which says nothing."""
        path = self._store.connections.path
        found = [one.stat() for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()]
        return tuple(number for one in found if one.st_size for number in _state(one))


def against(
    doubts: Sequence[Objection],
) -> "tuple[Mapping[str, frozenset[Against]], frozenset[Against], frozenset[str]]":
    """Return what each claim, and the whole edition, could not be checked against; and the copies that are not sound."""
    claims: dict[str, frozenset[Against]] = {}
    for one in doubts:
        for claim in one.claims or ():
            claims[claim] = claims.get(claim, frozenset()) | {one.against}
    whole = frozenset(one.against for one in doubts if one.claims is None)
    return claims, whole, frozenset(one.copy for one in doubts if one.copy)


def _used(material: "Material", options: "Options") -> _Use:
    from core.export.redaction.redact import visible_in

    shown = [file for file in material.claims if visible_in(file.claim.confidentiality, options.edition)]
    files = tuple(file for file in shown if options.claims is None or file.claim.id in options.claims)
    known = frozenset(file.claim.id for file in material.claims)
    return _Use(files, options.edition, options.claims is None, known)


def refusal(doubts: Sequence[Objection], material: "Material", options: "Options") -> Doubtful:
    """Return the error that names the claims of an edition, by their numbers in it, that doubts touch."""
    touched = frozenset(claim for one in doubts for claim in one.claims or ())
    numbered = enumerate(_used(material, options).files, 1)
    return Doubtful(doubts, [(number, file.claim.text) for number, file in numbered if file.claim.id in touched])


def _long(store: Store, use: _Use) -> Mapping[str, Collection[str]]:
    """Return the rows with long texts that an edition uses, by table."""
    texts = {exhibit.evidence.text_id for _, exhibit in use.exhibits()}
    return {"snapshot_text": texts, "draft_version": read_grouped.latest_version_ids(store.db)}


def _claims(one: Difference, journal: JournalCheck, use: _Use, drafts: frozenset[str]) -> frozenset[str] | None:
    """Return the claims of the edition that a row touches; None for a row that the whole edition rests on."""
    touched = frozenset(journal.touched.claims(one.table, one.id))
    if one.table in WHOLE or _keeps_out(one, use) or (use.every and one.table in SHOWING and touched - use.known):
        return None
    if touched & use.ids:
        return touched & use.ids
    if one.table in STORIES and drafts.intersection(journal.touched.up("draft", one.table, one.id)):
        return None
    cited = one.table == "source" and use.every and use.edition is Edition.DESK  # it lists those that no claim cites
    return None if cited and not touched else frozenset()


def _keeps_out(one: Difference, use: _Use) -> bool:
    """Return whether a row is, or was, one that an edition is redacted by."""
    classes = {row["confidentiality"] for row in (one.said, one.found) if row and "confidentiality" in row}
    return use.edition is not Edition.DESK and any(kept != Confidentiality.PUBLIC for kept in classes)
