"""Which views reload after a change: those that show it, except the one that made it and shows it already."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt

import gui.claims.panel
from core.model import Relation, Selector, Status
from gui.claims import commands
from gui.claims.detail import claim_facts
from gui.claims.panel import ClaimsPanel
from gui.claims.passages import PassageList
from gui.highlights.selection import Passage
from tests.data.sealing import Page, seal

STORY = "The harbour board approved a budget of 4.2 million for Northquay on Tuesday, the clerk said."
BODY = f"<html lang=en><title>Northquay</title><p>{STORY}</p><p>Northquay has a harbour older than the town itself.</p>"


@pytest.fixture
def claims(open_session):
    add = open_session.project.claims.add
    return [add(words).made["claim"] for words in ("Northquay's board approved 4.2 million.", "The mayor resigned.")]


def sealed(open_session):
    return seal(open_session.project, Page("https://news.example.org/a", BODY.encode()))


@pytest.fixture
def reads(monkeypatch):
    """Record the ids of claims that a panel reads."""
    counted = Counter()

    def counting(project, claim_id):
        counted[claim_id] += 1
        return claim_facts(project, claim_id)

    monkeypatch.setattr(gui.claims.panel, "claim_facts", counting)
    return counted


@pytest.fixture
def panel(qtbot, open_session, claims, reads):
    made = ClaimsPanel(open_session)
    qtbot.addWidget(made)
    made.show()
    made.select(claims[0])
    qtbot.waitUntil(lambda: made.detail.facts is not None)
    settle(qtbot, open_session)
    reads.clear()
    return made


def settle(qtbot, session):
    """Wait for running work on the project lane, and for the work that its signals start there."""
    for _ in range(3):
        landed = []
        session.act(lambda _: None, landed.append)
        qtbot.waitUntil(lambda landed=landed: bool(landed))


def type_note(qtbot, panel, words):
    panel.detail.note.setPlainText(words)
    qtbot.keyClick(panel.detail.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_note_is_not_read_again_by_the_panel_that_it_was_typed_in(qtbot, open_session, claims, panel, reads):
    type_note(qtbot, panel, "Ask the clerk.")
    qtbot.waitUntil(lambda: open_session.project.claims.get(claims[0]).note == "Ask the clerk.")
    settle(qtbot, open_session)
    assert reads == {}
    assert panel.detail.facts.claim.note == panel.detail.note.toPlainText() == "Ask the clerk."
    open_session.act(lambda project: project.journal.undo())
    qtbot.waitUntil(lambda: panel.detail.note.toPlainText() == "")
    assert reads == {claims[0]: 1}


def test_another_view_of_the_claim_reads_the_note_once(qtbot, open_session, claims, panel, reads):
    other = ClaimsPanel(open_session)
    qtbot.addWidget(other)
    other.select(claims[0])
    qtbot.waitUntil(lambda: other.detail.facts is not None)
    settle(qtbot, open_session)
    reads.clear()
    type_note(qtbot, panel, "Ask the clerk.")
    qtbot.waitUntil(lambda: other.detail.note.toPlainText() == "Ask the clerk.")
    settle(qtbot, open_session)
    assert reads == {claims[0]: 1}


def test_a_decision_is_read_once(qtbot, open_session, claims, panel, reads):
    commands.set_status(open_session, claims[0], Status.CHECKING)
    qtbot.waitUntil(lambda: panel.detail.facts.claim.status is Status.CHECKING)
    settle(qtbot, open_session)
    assert reads == {claims[0]: 1}


def test_a_passage_that_is_dropped_is_read_with_the_claim_that_it_chose(qtbot, open_session, claims, panel, reads):
    snapshot = sealed(open_session)
    panel.list.link(Passage(snapshot.id, Selector(STORY, "", "", -1, -1)), claims[1])
    qtbot.waitUntil(lambda: panel.detail.facts.claim.id == claims[1])
    settle(qtbot, open_session)
    assert [card.linked.evidence.selector.exact for card in panel.detail.cards()] == [STORY]
    assert reads == {claims[1]: 1}


def test_a_new_claim_does_not_make_the_one_before_be_read_again(qtbot, open_session, claims, panel, reads):
    panel.write()
    panel.written.setPlainText("The library closes at five.")
    qtbot.keyClick(panel.written, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.detail.facts.claim.text == "The library closes at five.")
    settle(qtbot, open_session)
    assert reads == {panel.current: 1}
    assert panel.current not in claims


def test_an_accepted_passage_is_marked_where_it_stands_and_not_ranked_again(qtbot, open_session, claims, monkeypatch):
    sealed(open_session)
    project, rankings = open_session.project, []
    offers = project.evidence_suggestions.offers
    monkeypatch.setattr(
        project.evidence_suggestions,
        "offers",
        lambda *given, **named: rankings.append(given) or offers(*given, **named),
    )
    column = PassageList(open_session)
    qtbot.addWidget(column)
    column.show()
    column.show_claim(claims[0])
    qtbot.waitUntil(lambda: len(column.cards()) == 2)
    first, second = column.cards()
    qtbot.keyClick(first, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: not first.buttons[0].isEnabled())
    settle(qtbot, open_session)
    assert first.rests.text() == "Already evidence for this claim"
    assert (column.cards(), len(rankings)) == ([first, second], 1)
    assert (second.buttons[0].isEnabled(), second.rests.text()) == (True, "")
    qtbot.keyClick(first, Qt.Key.Key_2)  # is evidence already
    settle(qtbot, open_session)
    assert [one.link.relation for one in project.evidence.for_claim(claims[0])] == [Relation.SUPPORTS]
    open_session.act(lambda held: held.journal.undo())
    qtbot.waitUntil(lambda: len(rankings) == 2 and column.cards()[0].buttons[0].isEnabled())
