"""Who a confidential source is stays sealed, apart, and can be destroyed."""

from pathlib import Path

import pytest

from core.errors import InputError
from core.model import Confidentiality, Identity, SourceKind
from core.project import Project
from core.store import read
from tests.data.sealing import Page, passage, seal

PHRASE = "four plain words here"
WHO = Identity("Łucja Marchetti-Okonkwo", "+48 555 0100", "night shift, second gate")


@pytest.fixture
def source(project: Project) -> str:
    return seal(project, Page("https://a.example/", b"<p>A page with some words in it.</p>")).source_id


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_an_identity_is_kept_sealed_and_nowhere_else(project: Project, source: str) -> None:
    project.identities.keep(source, WHO, PHRASE)
    assert project.identities.known() == {source}
    assert project.identities.reveal(source, PHRASE) == WHO
    assert "Marchetti" not in repr(WHO)
    held = bytes_of(project.path)
    assert b"Marchetti" not in held
    assert b"night shift" not in held
    assert project.search("Marchetti") == []


def test_one_passphrase_opens_all(project: Project, source: str) -> None:
    other = seal(project, Page("https://b.example/", b"<p>Another page with words.</p>")).source_id
    project.identities.keep(source, WHO, PHRASE)
    with pytest.raises(InputError, match="another passphrase"):
        project.identities.keep(other, WHO, "four other plain words")
    project.identities.change_passphrase(PHRASE, "a new phrase of words")
    with pytest.raises(InputError, match="does not open"):
        project.identities.reveal(source, PHRASE)
    assert project.identities.reveal(source, "a new phrase of words") == WHO


def test_a_destroyed_identity_is_gone_from_the_files(project: Project, source: str) -> None:
    project.identities.keep(source, WHO, PHRASE)
    sealed = read.sealed_identities(project.store.db)[source].splitlines()[2].encode()
    assert sealed in bytes_of(project.path)
    project.identities.destroy(source)
    assert sealed not in bytes_of(project.path)
    assert project.identities.known() == frozenset()
    assert not [problem for problem in project.verify().problems if "journal" in problem.item]
    assert project.journal.entries(1)[0].action == "Destroy the identity of a source"


def test_undo_passes_over_identities(project: Project, source: str) -> None:
    project.sources.update(source, kind=SourceKind.DOCUMENT)
    project.identities.keep(source, WHO, PHRASE)
    project.journal.undo()
    assert project.identities.known() == {source}
    assert project.sources.get(source).kind is not SourceKind.DOCUMENT


def test_what_is_not_there_is_said(project: Project, source: str) -> None:
    with pytest.raises(InputError, match="No identity"):
        project.identities.reveal(source, PHRASE)
    with pytest.raises(InputError, match="no source"):
        project.identities.keep("nobody", WHO, PHRASE)


def test_what_is_quoted_from_a_confidential_source_is_as_confidential(project: Project, source: str) -> None:
    snapshot = project.snapshots.all(source)[0]
    claim = project.claims.add("It has words.").made["claim"]
    early = project.evidence.quote(snapshot.id, passage("some words"), claim).made["evidence"]
    project.sources.update(source, confidentiality=Confidentiality.DESK)
    late = project.evidence.quote(snapshot.id, passage("words in it"), claim).made["evidence"]
    assert {project.evidence.get(made).confidentiality for made in (early, late)} == {Confidentiality.DESK}
    project.sources.update(source, confidentiality=Confidentiality.PUBLIC)
    assert project.evidence.get(early).confidentiality is Confidentiality.DESK
    project.evidence.classify(early, Confidentiality.LEGAL)
    project.sources.update(source, confidentiality=Confidentiality.LEGAL)
    assert project.evidence.get(late).confidentiality is Confidentiality.DESK
