"""Search by inflected and misspelt words."""

import pytest

from core.project import Project
from core.store.search import search
from tests.data.sealing import Page, seal

PAIRS = [  # of each language two forms of one word, as one may be asked for and the other stands in the text
    ("en", "The harbours were dredged", "harbour dredging"),
    ("de", "Die Verträge der Brücken", "Brücke Vertrag"),
    ("fr", "les ponts construits", "pont construit"),
    ("es", "los puentes construidos", "puente construido"),
    ("it", "le navi affondate", "nave affondata"),
    ("pt", "as pontes construídas", "ponte construída"),
    ("nl", "de bruggen waren gebouwd", "brugge gebouwd"),
    ("sv", "hamnarna stängdes", "hamnen stängde"),
    ("da", "husene ved broen", "huset"),
    ("no", "havnene stengte", "havnen stengt"),
    ("fi", "siltojen satamassa", "satama"),
    ("ru", "новые мосты построены", "нового моста"),
    ("tr", "köprüler limanlar", "liman"),
    ("hu", "hidakban kikötőkben", "kikötők"),
    ("el", "τα λιμάνια", "λιμάνι"),
    ("ar", "وصل المهندسون أمس", "مهندسين"),
    ("hi", "पुलों लड़कियां", "लड़की"),
    ("id", "jembatannya", "jembatan"),
]


@pytest.mark.parametrize(("language", "text", "query"), PAIRS)
def test_another_form_of_a_word_is_found(project: Project, language: str, text: str, query: str) -> None:
    claim = project.claims.add(text).made["claim"]
    project.store.db.execute("UPDATE search_entry SET language = ?", [language])
    [hit] = project.search(f"{query} ")
    assert hit.id == claim
    assert hit.marks


def test_as_written_comes_first_and_quotes_mean_what_they_say(project: Project) -> None:
    other = project.claims.add("The bridges of the bridges are bridges").made["claim"]
    written = project.claims.add("It was long before anybody crossed the bridge of the town").made["claim"]
    assert [hit.id for hit in project.search("bridge crossed")] == [written]
    assert [hit.id for hit in project.search('"bridge"')] == [written]
    assert {hit.id for hit in project.search("bridged")} == {written, other}
    assert [hit.id for hit in project.search("bridges")] == [other, written]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("harbuor", "harbour"),
        ("habour kind:claim", "harbour kind:claim"),
        ("Kadhoumi", "qaddoumi"),
        ("zzzzzz", ""),
        ("cat", ""),
        ('"harbuor"', ""),
        ("harbour zeppelin", ""),
        ("-harbuor", ""),
        ("2024412", ""),
    ],
)
def test_what_was_meant_by_a_word_that_is_nowhere(project: Project, query: str, meant: str) -> None:
    project.claims.add("Qaddoumi closed the harbour in 2024 with a cart")
    assert project.search(query) == [] or not meant
    assert project.search_meant(query) == meant
    assert bool(meant) is bool(meant and project.search(meant))


def test_a_page_is_found_for_a_claim_that_inflects_or_misspells(project: Project) -> None:
    page = b"<html lang=en><title>P</title><p>Dredgers of Qaddoumi lay in the basin for weeks.</p></html>"
    snapshot = seal(project, Page("https://a.example/p", page))
    for claim in ("A dredger came.", "Kaddoumi left.", "The baisn was empty."):
        assert [one.id for one in search.sharing(project.store.db, claim, 5)] == [snapshot.source_id], claim
    [found] = project.evidence_suggestions.for_claim("Kaddoumi left.")
    assert found.reasons == ("similar words: Qaddoumi",)
    assert search.sharing(project.store.db, "Zeppelins rose.", 5) == []
