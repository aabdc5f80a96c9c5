"""Sources that are no pages: sealed, quoted and cited like one, and no wider than the terms of the person allow."""

from pathlib import Path

import pytest

from core.errors import InputError
from core.export.formats.readback import folded
from core.model import Confidentiality, Edition, SourceKind, Terms
from core.project import Project
from core.project.offline_sources import KINDS, SourceDescription
from tests.data.sealing import passage

WORDS = "She said that the wall had sunk by four centimetres since May.\n"
WHO = ({"family": "Marchetti", "given": "Ada"},)


def told(terms: Terms = Terms.NONE, alias: str = "", kind: SourceKind = SourceKind.PERSON) -> SourceDescription:
    return SourceDescription(kind, "Call with the harbour master", WHO, "2026-05-04", terms, alias)


def exported(project: Project, folder: Path, edition: Edition) -> str:
    return project.export("md", folder / f"{edition}.md", edition=edition, style="chicago-notes").path.read_text(
        "utf-8"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_sealed_and_can_be_quoted_and_cited(project: Project, tmp_path: Path, kind: SourceKind) -> None:
    source, snapshot, _ = project.offline_sources.add(told(kind=kind), words=WORDS)
    claim = project.claims.add("The wall sank.").made["claim"]
    project.evidence.quote(snapshot, passage("sunk by four centimetres"), claim)
    assert project.sources.get(source).kind is kind
    text = exported(project, tmp_path, Edition.PUBLIC)
    assert "Marchetti" in text
    assert folded("Call with the harbour master") in folded(text)
    assert project.verify().ok


@pytest.mark.parametrize("terms", [Terms.BACKGROUND, Terms.DEEP_BACKGROUND])
def test_background_needs_an_alias_and_stays_at_the_desk(project: Project, tmp_path: Path, terms: Terms) -> None:
    with pytest.raises(InputError, match="needs an alias"):
        project.offline_sources.add(told(terms), words=WORDS)
    assert project.sources.all() == []
    source, snapshot, _ = project.offline_sources.add(told(terms, "a harbour official"), words=WORDS)
    assert project.sources.get(source).confidentiality is Confidentiality.DESK
    claim = project.claims.add("The wall sank.").made["claim"]
    made = project.evidence.quote(snapshot, passage("sunk by four centimetres"), claim).made["evidence"]
    assert "Marchetti" not in exported(project, tmp_path, Edition.PUBLIC)
    project.evidence.classify(made, Confidentiality.PUBLIC)
    text = exported(project, tmp_path, Edition.PUBLIC)
    assert "a harbour official" in text
    assert "Marchetti" not in text


def test_off_the_record_is_for_the_desk_and_a_class_by_hand_wins(project: Project) -> None:
    source, *_ = project.offline_sources.add(told(Terms.OFF_RECORD), words=WORDS)
    assert project.sources.get(source).confidentiality is Confidentiality.DESK
    assert project.sources.get(source).terms is Terms.OFF_RECORD
    by_hand = SourceDescription(
        SourceKind.PERSON, "Other", terms=Terms.OFF_RECORD, confidentiality=Confidentiality.LEGAL
    )
    source, *_ = project.offline_sources.add(by_hand, words="Other words.")
    assert project.sources.get(source).confidentiality is Confidentiality.LEGAL


def test_a_recording_is_sealed_letter_for_letter(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "call.mp3"
    file.write_bytes(b"ID3" + bytes(2000))
    source, snapshot, _ = project.offline_sources.add(told(kind=SourceKind.RECORDING), file=file)
    assert project.sources.get(source).csl["genre"] == "Recording"
    assert project.snapshots.get(snapshot).mime == "audio/mpeg"


def test_the_same_words_do_not_write_over_a_source(project: Project) -> None:
    project.offline_sources.add(told(Terms.BACKGROUND, "a harbour official"), words=WORDS)
    with pytest.raises(InputError, match="in the project already"):
        project.offline_sources.add(SourceDescription(SourceKind.PERSON, "Another call"), words=WORDS)
    assert [one.title for one in project.sources.all()] == ["Call with the harbour master"]


def test_nothing_to_seal_or_no_title_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="either words or a file"):
        project.offline_sources.add(told(), words=" ")
    with pytest.raises(InputError, match="needs a title"):
        project.offline_sources.add(SourceDescription(SourceKind.BOOK, " "), words=WORDS)
    with pytest.raises(InputError, match="captured or imported"):
        project.offline_sources.add(SourceDescription(SourceKind.WEB, "A page"), words=WORDS)


def test_undo_does_not_open_a_confidential_source(project: Project) -> None:
    source, *_ = project.offline_sources.add(told(Terms.BACKGROUND, "a harbour official"), words=WORDS)
    project.journal.undo()
    assert [one for one in project.sources.all() if one.confidentiality is not Confidentiality.DESK] == []
    project.journal.redo()
    assert project.sources.get(source).confidentiality is Confidentiality.DESK
