"""Source actions: citations, confidentiality, identities, duplicates.

Each runs on the project lane, or outside it if it takes a second, and announces its changes, as
:meth:`gui.base.session.Session.act` does. An error goes to `refused` if given, otherwise to the window's message.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.jobs import Progress
from core.model import Changes, Confidentiality, Identity
from gui.base.session import Session

if TYPE_CHECKING:
    from core.project.citations import Choice, CitationFile
    from core.project.offline_sources import SourceDescription
    from core.project.recheck import Recheck

Done = Callable[[object], object]
Refused = Callable[[Exception], object]


def correct_citation(session: Session, source_id: str, csl: Mapping[str, Any], done: Done) -> None:
    """Save citation data that a person corrected."""
    session.act(lambda project: project.citations.correct(source_id, csl), done)


def import_citations(
    session: Session, found: "CitationFile", general: "Choice", choices: "Mapping[int, Choice]", done: Done
) -> None:
    """Import a citation file; `choices` overrides `general` for single entries that are already here."""
    session.act(lambda project: project.citations.take_in(found, general, choices), done)


def classify_source(session: Session, source_id: str, seen_by: Confidentiality) -> None:
    """Set the confidentiality of a source."""
    session.act(lambda project: project.sources.update(source_id, confidentiality=seen_by))


def set_alias(session: Session, source_id: str, alias: str) -> None:
    """Set the name printed by editions that may not name the source."""
    session.act(lambda project: project.sources.update(source_id, alias=alias))


def bin_source(session: Session, source_id: str) -> None:
    """Move a source and its captures to the bin."""
    session.act(lambda project: project.sources.bin(source_id))


def merge_sources(session: Session, wanted: Mapping[str, Sequence[str]], done: Done, refused: Refused) -> None:
    """Merge groups of sources; `wanted` maps the id of the one that stays to the ids of the others."""
    session.act(lambda project: project.citations.merge_all(wanted), done, refused)


def add_offline_source(
    session: Session, told: "SourceDescription", *, words: str, file: Path | None, done: Done, refused: Refused
) -> None:
    """Seal the words or the file of an interview, recording or book, and describe it."""
    project = session.project

    def run(progress: Progress) -> Changes:
        return project.offline_sources.add(told, words=words, file=file, progress=progress)[2]

    session.start(f"Sealing {told.title}", run, done, failed=refused)


def keep_identity(
    session: Session, source_id: str, who: Identity, passphrase: str, *, done: Done, refused: Refused
) -> None:
    """Encrypt and store the identity of a source."""
    project = session.project
    session.start(
        "Encrypting an identity", lambda _: project.identities.keep(source_id, who, passphrase), done, failed=refused
    )


def reveal_identity(
    session: Session, source_id: str, passphrase: str, *, done: Callable[[Identity], object], refused: Refused
) -> None:
    """Decrypt the identity of a source. It is written nowhere."""
    project = session.project
    session.start(
        "Decrypting an identity", lambda _: project.identities.reveal(source_id, passphrase), done, failed=refused
    )


def destroy_identity(session: Session, source_id: str, *, done: Done, refused: Refused) -> None:
    """Delete the stored identity of a source for good."""
    project = session.project
    session.start("Destroying an identity", lambda _: project.identities.destroy(source_id), done, failed=refused)


def change_passphrase(session: Session, old: str, new: str, *, done: Done, refused: Refused) -> None:
    """Encrypt every identity with another passphrase."""
    project = session.project
    session.start(
        "Changing the passphrase", lambda _: project.identities.change_passphrase(old, new), done, failed=refused
    )


def recheck_source(session: Session, source_id: str, done: "Callable[[Recheck], object]") -> None:
    """Capture a source again, and find out what became of the passages quoted from it."""
    from core.capture import Options

    project, settings = session.project, session.settings
    options = Options(
        allow_private=bool(settings["allow_private"]),
        workers=int(settings["workers"]),
        per_host=int(settings["per_host"]),
    )
    session.start(
        "Checking the source again",
        lambda progress: project.rechecks.run(source_id, options, progress, reopen=bool(settings["recheck_reopens"])),
        done,
    )
