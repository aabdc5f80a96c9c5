"""Passages for a claim out of a project: of the newest captures, and of earlier ones what the page has no more."""

import pytest

from core.model import Relation
from core.project import Project
from core.rank import meaning
from core.store.search import search
from tests.data.sealing import Page, seal

URL = "https://council.example/bridge"
CLAIM = "The council said that the bridge was built on time."
STAYED = "The bridge was built by Thalwerk of Niederwalde, the council said."


@pytest.fixture(autouse=True)
def words_alone(monkeypatch) -> None:
    monkeypatch.setattr(meaning, "PACKAGES", ("no_such_package",))


def capture(project: Project, *lines: str, url: str = URL) -> str:
    body = f"<html lang=en><title>T</title>{''.join(f'<p>{line}</p>' for line in lines)}</html>".encode()
    return seal(project, Page(url, body)).id


def test_what_a_page_said_before_it_was_changed_is_offered_and_says_so(project: Project) -> None:
    first = capture(project, "The bridge was built on time and within budget.", STAYED)
    newest = capture(project, "The bridge was built within a wider budget.", STAYED)
    claim = project.claims.add(CLAIM).made["claim"]
    found = {one.passage.text: one for one in project.evidence_suggestions.for_claim(CLAIM)}
    before = found["The bridge was built on time and within budget."]
    assert before.passage.snapshot_id == first
    assert before.reasons[-1].startswith("from an earlier capture, 20")
    assert (found[STAYED].passage.snapshot_id, found[STAYED].copies) == (newest, ())
    assert not any("earlier" in reason for reason in found[STAYED].reasons)
    project.evidence_suggestions.accept(claim, before.passage, Relation.SUPPORTS)
    offers = {one.suggestion.passage.text: one for one in project.evidence_suggestions.offers(claim)}
    assert offers[before.passage.text].snapshot.id == first
    assert [resting.id for resting in offers[before.passage.text].resting] == [claim]


def test_both_wordings_of_a_passage_are_offered_and_a_page_that_changes_daily_does_not_fill_the_list(
    project: Project,
) -> None:
    line = "The bridge in the harbour of the town was built on time, the council said on Monday, for {} million."
    for price in range(4, 12):
        capture(project, line.format(price))
    capture(project, line.format(11), url="https://paper.example/")
    found = project.evidence_suggestions.for_claim(CLAIM)
    assert [one.passage.text for one in found][:2] == [line.format(11), line.format(10)]
    assert len(found) == 3
    assert len(found[0].copies) > 1


def test_what_shares_most_is_found_of_each_kind(project: Project) -> None:
    kept = [capture(project, f"{word} bridge") for word in ("Stone", "Steel", "Wooden")]
    capture(project, "A bridge elsewhere", url="https://paper.example/")
    found = search.sharing(project.store.db, "bridge", 1)
    assert sorted(one.kind for one in found) == ["snapshot", "source"]
    assert {one.id for one in search.sharing(project.store.db, "bridge", 9) if one.kind == "snapshot"} == set(kept[:2])
