"""Everything the reader shows of a snapshot, read in one task on the project lane."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from core.errors import StandfirstError
from core.model import Claim, PageVerdict, Snapshot, SnapshotText, Source
from core.security.urls import host
from gui.highlights.marks import Mark, mark_of
from gui.widgets.formatting import day

if TYPE_CHECKING:
    from core.project import Project

MOST_CLAIMS = 1000  # claims offered next to a selection


@dataclass(frozen=True)
class Opened:
    """A snapshot with its source, the source's other snapshots (newest first), text, evidence and sealed file."""

    snapshot: Snapshot
    source: Source
    sisters: tuple[Snapshot, ...]
    text: SnapshotText
    marks: tuple[Mark, ...]
    claims: tuple[Claim, ...]
    warc: Path | None
    reviewed: bool = False
    trouble: str = ""
    has_picture: bool = False
    other_charset: str = ""

    @property
    def has_words(self) -> bool:
        """Whether it has any text."""
        return bool(self.text.text.strip())

    @property
    def needs_review(self) -> bool:
        """Whether a person must review this capture before it may back a claim."""
        return self.snapshot.quality.verdict is PageVerdict.BAD and not self.reviewed

    def with_links(self, marks: tuple[Mark, ...], claims: tuple[Claim, ...]) -> Self:
        """Return a copy with other evidence and claims."""
        return replace(self, marks=marks, claims=claims)

    @property
    def site(self) -> str:
        """The host that the page was captured from."""
        return host(self.snapshot.final_url)


def read_snapshot(project: "Project", snapshot_id: str) -> Opened:
    """Read all data of a snapshot; a missing text or file is described in `trouble` and the rest is returned."""
    snapshot = project.snapshots.get(snapshot_id)
    troubles: list[str] = []
    try:
        text = project.snapshots.text(snapshot_id)
    except StandfirstError as error:
        text = SnapshotText("", snapshot_id, "", "", "")
        troubles.append(f"{error.sentence} {error.hint}".strip())
    warc: Path | None = None
    try:
        warc = project.snapshots.file(snapshot)
    except StandfirstError as error:
        troubles.append(f"{error.sentence} {error.hint}".strip())
    return Opened(
        snapshot,
        project.sources.get(snapshot.source_id),
        tuple(project.snapshots.all(snapshot.source_id)),
        text,
        read_marks(project, snapshot_id),
        tuple(project.claims.newest(MOST_CLAIMS)),
        warc,
        project.snapshots.reviewed(snapshot_id),
        " ".join(troubles),
        _has_picture(project, snapshot),
        project.snapshots.other_charset(snapshot_id),
    )


def _has_picture(project: "Project", snapshot: Snapshot) -> bool:
    from core.archive import picture_url

    wanted = picture_url(snapshot.final_url)
    return any(resource.url == wanted for resource in project.snapshots.resources(snapshot.id))


def read_marks(project: "Project", snapshot_id: str) -> tuple[Mark, ...]:
    """Read the evidence of a snapshot with the words of its claims."""
    found = project.evidence.for_snapshot(snapshot_id)
    words = {claim.id: claim.text for claim, _ in project.claims.window([linked.link.claim_id for linked in found])}
    return tuple(mark_of(linked, words.get(linked.link.claim_id, "")) for linked in found)


def citation(opened: Opened, exact: str) -> str:
    """Return a passage with where and when it was sealed, for pasting."""
    snapshot = opened.snapshot
    sealed = snapshot.captured_at.astimezone(dt.UTC)
    words = " ".join(exact.split())
    return (
        f"“{words}”\n{opened.source.title}, {opened.site}, {snapshot.final_url}. "
        f"Captured {sealed:%Y-%m-%d %H:%M} UTC. SHA-256 of the sealed file: {snapshot.warc_sha256}"
    )


def sister_label(snapshot: Snapshot, *, newest: bool) -> str:
    """Return the label of a snapshot in the chooser."""
    return f"{day(snapshot.captured_at)}{' · newest' if newest else ''}"
