"""Passages for a claim in the window: ranked with reasons, accepted with one key, copies of one story together."""

import pytest
from PySide6.QtCore import Qt

from core.model import Relation
from gui.claims.passages import PassageList
from tests.data.sealing import Page, seal

STORY = "The harbour board approved a budget of 4.2 million for Northquay on Tuesday, the clerk said."
OTHER = "The library opens at nine and closes at five on all weekdays of the year in this town."


def page(*lines: str) -> bytes:
    return f"<html lang=en><title>T</title>{''.join(f'<p>{line}</p>' for line in lines)}</html>".encode()


@pytest.fixture
def column(qtbot, open_session):
    project = open_session.project
    for host in ("one", "two"):
        seal(project, Page(f"https://{host}.example/a", page(STORY, OTHER)))
    seal(project, Page("https://three.example/a", page("Northquay has a harbour that is older than the town itself.")))
    claim = project.claims.add("Northquay's harbour board approved 4.2 million.").made["claim"]
    made = PassageList(open_session)
    qtbot.addWidget(made)
    made.show()
    made.show_claim(claim)
    qtbot.waitUntil(lambda: len(made.cards()) == 2)
    return made


def test_the_best_passage_comes_first_with_why_and_its_copy(column):
    first = column.cards()[0].offer
    assert first.suggestion.passage.text == STORY
    assert any(reason.startswith("same number: 4.2") for reason in first.suggestion.reasons)
    assert len(first.copies) == 1


def test_one_key_accepts_a_passage_as_evidence(qtbot, open_session, column):
    qtbot.keyClick(column.cards()[0], Qt.Key.Key_2)
    project = open_session.project
    qtbot.waitUntil(lambda: bool(project.evidence.for_claim(column.claim_id)))
    linked = project.evidence.for_claim(column.claim_id)[0]
    assert (linked.link.relation, linked.evidence.selector.exact) == (Relation.REFUTES, STORY)
    qtbot.waitUntil(lambda: not column.cards()[0].buttons[0].isEnabled())


def test_enter_reads_a_passage_where_it_stands(qtbot, open_session, column):
    with qtbot.waitSignal(column.opened) as heard:
        qtbot.keyClick(column.cards()[0], Qt.Key.Key_Return)
    snapshot, (start, end) = heard.args
    assert open_session.project.snapshots.text(snapshot).text[start:end] == STORY


def test_a_passage_of_an_earlier_capture_says_so_and_can_be_accepted(qtbot, open_session, column):
    project = open_session.project
    before = next(one.id for one in project.snapshots.all() if one.url == "https://three.example/a")
    seal(project, Page("https://three.example/a", page("Northquay has no harbour any more, the harbour board said.")))
    column.show_claim(column.claim_id)
    qtbot.waitUntil(lambda: len(column.cards()) == 3)
    card = next(one for one in column.cards() if one.offer.snapshot.id == before)
    assert "from an earlier capture, 20" in card.accessibleName()
    qtbot.keyClick(card, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: bool(project.evidence.for_claim(column.claim_id)))
    assert project.evidence.for_claim(column.claim_id)[0].snapshot.id == before


def test_arrows_walk_through_the_cards(qtbot, column):
    with qtbot.waitSignal(column.cards()[0].stepped) as heard:
        qtbot.keyClick(column.cards()[0], Qt.Key.Key_Down)
    assert heard.args == [1]
    assert [card.hasFocus() for card in column.cards()].index(True) == 1


def test_the_window_shows_passages_in_the_place_of_the_list(qtbot, story):
    held, workspace = story.session.project, story.screens.workspace
    seal(held, Page("https://one.example/a", page(STORY, OTHER)))
    claim = held.claims.add("The harbour board approved 4.2 million.").made["claim"]
    workspace.claims.model.reload()
    qtbot.waitUntil(lambda: workspace.claims.model.row(claim) is not None)
    workspace.claims.select(claim)
    workspace.claims.detail.seek.click()
    qtbot.waitUntil(lambda: bool(workspace.passages.cards()))
    assert workspace.passages.cards()[0].offer.suggestion.passage.text == STORY
    assert workspace.lists.currentWidget() is workspace.passages
    workspace.passages.back.click()
    assert workspace.lists.currentWidget() is not workspace.passages
