"""The article of a page before its surroundings: in snippets, watch terms and suggestions, and kept with the text."""

from core.project import Project
from core.store import read
from tests.data.sealing import Page, seal

STORY = [
    f"The harbour board met on the pier for {hours} hours, and its members spoke with all the captains who had come."
    for hours in ("two", "three", "four", "five")
]
TELLING = "On Monday the board of Northquay approved 4.2 million for the crane, and nobody in the room was against it."
TEASER = "Northquay 4.2 million crane board"
CLAIM = "The board of Northquay approved 4.2 million."


def page(*, told: bool = True) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in (*STORY, *([TELLING] if told else [])))
    box = f'<div class="related"><a href="/other">{TEASER} and nothing else here</a></div>'
    head = f'<nav><ul><li><a href="/crane">{TEASER}: all about it, week by week</a></li></ul></nav>'
    return f"<html lang=en><title>T</title>{head}<article><h1>Pier</h1>{lines}</article>{box}</html>".encode()


def test_a_claim_is_seen_in_the_article_before_the_menu(project: Project) -> None:
    project.claims.add(CLAIM)
    snapshot = seal(project, Page("https://a.example/p", page()))
    [(_, sighting)] = project.watch_terms.look(snapshot.id)
    assert sighting.passage.text == TELLING


def test_a_claim_is_still_seen_where_only_the_menu_tells_it(project: Project) -> None:
    project.claims.add(CLAIM)
    snapshot = seal(project, Page("https://a.example/p", page(told=False)))
    [(_, sighting)] = project.watch_terms.look(snapshot.id)
    assert sighting.passage.text.startswith(TEASER)


def test_evidence_is_suggested_from_the_article_first(project: Project) -> None:
    seal(project, Page("https://a.example/p", page()))
    assert project.evidence_suggestions.for_claim(CLAIM)[0].passage.text == TELLING


def test_a_snippet_is_cut_from_the_article(project: Project) -> None:
    seal(project, Page("https://a.example/p", page()))
    [hit] = project.search("Northquay million")
    assert "approved" in hit.snippet


def test_the_span_and_its_asides_are_kept(project: Project) -> None:
    snapshot = seal(project, Page("https://a.example/p", page()))
    fresh, kept = project.snapshots.text(snapshot.id), read.snapshot_text(project.store.db, snapshot.id)
    assert kept == fresh
    assert fresh.text[slice(*fresh.main)].startswith(STORY[0])
