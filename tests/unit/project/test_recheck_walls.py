"""Walls, errors, hollow and foreign pages in the place of an article: none of them says that a passage is gone."""

from collections.abc import Iterator

import pytest

from core.capture import Options
from core.model import Code, Fate, Selector
from core.project import Project
from core.project.passage_fate import Outcome
from tests.data import walls
from tests.data.walls import ARTICLES, Case, bare, told
from tests.servers import Server

PRIVATE = Options(allow_private=True)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def outcome(project: Project, server: Server, case: Case) -> Outcome:
    """Capture the page of a case, quote it, and recheck it with the other page in its place."""
    path = f"/{abs(hash(case.name))}"
    server.add(path, case.mime, case.old.encode())
    snapshot = project.snapshots.capture(server.url(path), PRIVATE).snapshot
    project.evidence.quote(snapshot.id, Selector(case.passage, "", "", -1, -1), claim_text="A claim")
    server.add(path, case.mime, case.new.encode(), status=case.status)
    (found,) = project.rechecks.run(snapshot.source_id, PRIVATE).outcomes
    return found


def test_no_wall_says_that_a_passage_is_gone(project: Project, server: Server) -> None:
    cases = walls.walls()
    assert len(cases) >= 30
    fates = {case.name: outcome(project, server, case) for case in cases}
    assert [name for name, found in fates.items() if found.fate is not Fate.UNREADABLE] == []
    assert all(
        found.reasons and found.reason.startswith("It could not be read as before: ") for found in fates.values()
    )


def test_edits_of_the_page_are_told_as_they_are(project: Project, server: Server) -> None:
    cases = [case for case in walls.edits() if case.name[:2] in ("en", "ar", "zh")]
    assert len(cases) == 18
    found = {case.name: str(outcome(project, server, case).fate) for case in cases}
    careful = "zh: paragraph and the one after taken out"  # too little is left around the place to say that it is gone
    assert found.pop(careful) in {"gone", "unreadable"}
    assert found == {case.name: case.expected for case in cases if case.name != careful}


def test_a_few_words_that_stand_on_a_wall_by_chance_are_not_the_passage(project: Project, server: Server) -> None:
    article = ARTICLES["en"]
    wall = bare("en", "One moment", "You have read all free stories of 2009. Come back tomorrow, or choose a plan.")
    case = Case("a year", told(article), wall, "2009", "unreadable")
    assert outcome(project, server, case).fate is Fate.UNREADABLE
    kept = Case("the year in its place", told(article), told(article, *article.paragraphs[:3]), "2009", "same")
    assert outcome(project, server, kept).fate is Fate.SAME


def test_a_passage_that_a_wall_shows_still_stands(project: Project, server: Server) -> None:
    """The opening is on the page, whatever comes after it."""
    article = ARTICLES["de"]
    case = Case(
        "opening", told(article), walls.opening("de", 2, "Nur für Freunde."), article.paragraphs[0][:70], "same"
    )
    assert outcome(project, server, case).fate is Fate.SAME


BRIEF = (
    "The night bus to the islands will run again from May, the council decided.",
    "A ticket costs three pounds, a child under twelve pays nothing at all.",
    "The last bus leaves the market square at half past one every morning.",
)


@pytest.mark.parametrize("number", range(3))
def test_a_brief_of_three_sentences_can_lose_any_of_them(project: Project, server: Server, number: int) -> None:
    rest = [one for one in BRIEF if one != BRIEF[number]]
    old, new, walled = (
        bare("en", "Night bus", *lines) for lines in (BRIEF, rest, (BRIEF[0], "Members read the rest of it."))
    )
    assert outcome(project, server, Case("out", old, new, BRIEF[number][:40], "gone")).fate is Fate.GONE
    shown = outcome(project, server, Case("wall", old, walled, BRIEF[number][:40], ""))
    assert shown.fate is (Fate.UNREADABLE if number else Fate.SAME)


def test_a_number_of_a_brief_is_edited(project: Project, server: Server) -> None:
    old, new = (
        bare("en", "Night bus", *BRIEF[:1], line) for line in ("It carried 80,000 people.", "It carried 85,000 people.")
    )
    assert outcome(project, server, Case("number", old, new, "80,000", "edited")).fate is Fate.EDITED


def test_a_doubt_that_the_older_capture_had_too_is_no_news(
    project: Project, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that has looked like a wall all along is as readable as it was."""
    monkeypatch.setattr("core.capture.quality.DOUBTED", 0.0)
    article = ARTICLES["en"]
    old, gone = (
        told(article, *shown) for shown in (article.paragraphs, article.paragraphs[:2] + article.paragraphs[3:])
    )
    found = outcome(project, server, Case("a wall", old, gone, article.passage, "gone"))
    assert found.snapshot.quality.remarks
    assert found.fate is Fate.GONE


def test_what_a_page_looks_like_is_told_in_codes(project: Project, server: Server) -> None:
    article = ARTICLES["en"]
    error = outcome(project, server, Case("error", told(article), bare("en", "Oh"), article.passage, "unreadable", 503))
    assert error.reasons[0].code == Code.HTTP_ERROR
    assert "looks like an error (HTTP 503)" in error.reason
    foreign = outcome(
        project, server, Case("foreign", told(article), told(ARTICLES["it"]), article.passage, "unreadable")
    )
    assert "looks like" in foreign.reason
