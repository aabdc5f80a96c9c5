"""Suggestions by meaning in a project, with a stand-in for the models, whose vectors are counted letters."""

from collections.abc import Sequence

import numpy as np
import pytest

from core.errors import Cancelled
from core.jobs import Progress
from core.project import Project
from core.project.passage_vectors import FOLDER
from core.rank import meaning
from core.rank.meaning import Model
from tests.data.sealing import Page, seal

CLAIM = "The council of the town closed the harbour because of a storm on the coast."
SAME = "Der Rat der Stadt hat den Hafen wegen eines Sturms an der Küste geschlossen, sagte er."
OTHER = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich, hieß es in der Zeitung."


def vectors(texts: Sequence[str]) -> np.ndarray:
    """Return one axis for all that speaks of a harbour and a storm, another for the rest."""
    near = [any(word in text.lower() for word in ("harbour", "hafen")) for text in texts]
    return np.array([[1.0, 0.0] if one else [0.0, 1.0] for one in near], np.float32)


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Put a model in the place of the real ones; returns the texts that it was asked for."""
    made: list[str] = []

    def run(texts: Sequence[str]) -> np.ndarray:
        made.extend(texts)
        return vectors(texts)

    monkeypatch.setattr(meaning, "PACKAGES", ())
    monkeypatch.setattr(meaning, "MODELS", (Model("letters", frozenset({"en", "de"}), 2, run),))
    return made


def page(project: Project, language: str, *lines: str, name: str = "p") -> str:
    body = f"<html lang={language}><title>T</title>{''.join(f'<p>{line}</p>' for line in lines)}</html>".encode()
    return seal(project, Page(f"https://{name}.example/", body)).id


def test_a_passage_in_another_language_is_found_once_it_was_read_and_says_so(project: Project, asked) -> None:
    german = page(project, "de", OTHER, SAME)
    assert project.evidence_suggestions.for_claim(CLAIM) == []
    assert project.evidence_suggestions.prepare() == 1
    [found] = project.evidence_suggestions.for_claim(CLAIM)
    assert (found.passage.snapshot_id, found.passage.text) == (german, SAME)
    assert found.reasons == ("in German, may say the same (closeness 1.00)",)
    claim = project.claims.add(CLAIM).made["claim"]
    assert [offer.snapshot.id for offer in project.evidence_suggestions.offers(claim)] == [german]


def test_vectors_are_made_once_and_again_when_they_are_thrown_away_or_damaged(project: Project, asked) -> None:
    page(project, "de", SAME)
    assert [project.evidence_suggestions.prepare(), project.evidence_suggestions.prepare()] == [1, 0]
    assert asked == [SAME]
    [file] = (project.path / FOLDER).iterdir()
    file.write_bytes(b"\x93NUMPY" + bytes(40))
    assert project.evidence_suggestions.for_claim(CLAIM) == []
    file.unlink()
    assert project.evidence_suggestions.prepare() == 1
    assert len(project.evidence_suggestions.for_claim(CLAIM)) == 1


def test_what_is_no_more_the_newest_text_loses_its_vectors(project: Project, asked) -> None:
    page(project, "de", SAME)
    project.evidence_suggestions.prepare()
    page(project, "de", OTHER)
    project.evidence_suggestions.prepare()
    assert len(list((project.path / FOLDER).iterdir())) == 1
    assert project.evidence_suggestions.for_claim(CLAIM) == []


def test_lexical_hits_are_ordered_by_meaning_with_or_without_kept_vectors(project: Project, asked) -> None:
    far = "The council of the town closed the coast because of a storm in a teacup."
    near = "They had to close the harbour that night, said a man of the town in the morning."
    page(project, "en", far, near)
    for _ in range(2):
        found = project.evidence_suggestions.for_claim(CLAIM, 1)
        assert [one.passage.text for one in found] == [near, far]
        project.evidence_suggestions.prepare()


def test_it_stops_when_asked_and_a_reader_writes_nothing(project: Project, asked) -> None:
    page(project, "de", SAME)
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        project.evidence_suggestions.prepare(stopped)
    with Project.open(project.path, readonly=True) as reading:
        assert reading.evidence_suggestions.prepare() == 0
    assert not (project.path / FOLDER).exists()


def test_without_the_extra_nothing_is_made(project: Project, monkeypatch) -> None:
    monkeypatch.setattr(meaning, "PACKAGES", ("no_such_package",))
    page(project, "de", SAME)
    assert project.evidence_suggestions.prepare() == 0
    assert project.evidence_suggestions.for_claim(CLAIM) == []
    assert not (project.path / FOLDER).exists()


def test_a_passage_in_another_language_that_shares_words_says_so_too(project: Project, asked) -> None:
    page(project, "de", "Die Reederei Thalwerk zahlte 4,2 Millionen für den Kran an der Küste, sagte sie.")
    [found] = project.evidence_suggestions.for_claim("The owner of the crane said that Thalwerk had paid for it.")
    assert found.reasons == ("same name: Thalwerk", "in German")
