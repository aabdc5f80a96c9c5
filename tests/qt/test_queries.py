"""The window of queries: a question about the current claim, its reply, and the reply as evidence."""

import datetime as dt

import pytest

from core.model import Confidentiality, Party, QueryState, Relation, Status, Terms
from core.project.queries import Question
from gui.claims.panel import ClaimsPanel
from gui.claims.queries import QueriesDialog
from gui.claims.queries_line import asked_words
from tests.data.screen import says


@pytest.fixture
def claim(open_session):
    open_session.project.author("Ada")
    return open_session.project.claims.add("The bridge cost 6.8 million.").made["claim"]


@pytest.fixture
def dialog(qtbot, open_session, claim):
    made = QueriesDialog(open_session, claim)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.about.text() == "The bridge cost 6.8 million.")
    return made


def test_a_source_is_asked_and_the_answer_becomes_evidence(qtbot, open_session, claim, dialog):
    project = open_session.project
    dialog.whom.setText("The mayor")
    dialog.means.setText("e-mail")
    dialog.due.setText("2020-01-02")
    dialog.question.setPlainText("Did it cost 6.8 million?")
    dialog.ask.click()
    qtbot.waitUntil(lambda: len(dialog.cards) == 1 and not dialog.whom.text())
    (query,) = project.queries.all(claim)
    assert (query.asked, query.party, query.confidentiality) == ("The mayor", Party.SOURCE, Confidentiality.DESK)
    assert project.claims.get(claim).status is Status.QUERY_SOURCE
    (card,) = dialog.cards
    card.answer.setPlainText("It did.")
    card.keep.click()
    qtbot.waitUntil(lambda: dialog.cards[0].query.state is QueryState.ANSWERED)
    (card,) = dialog.cards
    card.relation.setCurrentIndex(card.relation.findData(str(Relation.REFUTES)))
    card.terms.setCurrentIndex(card.terms.findData(str(Terms.ON_RECORD)))
    card.take.click()
    qtbot.waitUntil(lambda: bool(dialog.cards[0].query.evidence_id))
    (linked,) = project.evidence.for_claim(claim)
    assert (linked.link.relation, linked.evidence.selector.exact) == (Relation.REFUTES, "It did.")


def test_what_is_missing_is_said_and_nothing_typed_is_lost(qtbot, dialog):
    dialog.question.setPlainText("Why?")
    dialog.ask.click()
    qtbot.waitUntil(lambda: says(dialog, "Whom did you ask?"))
    assert dialog.question.toPlainText() == "Why?"
    assert dialog.cards == []


def test_overdue_ones_come_first_and_an_answer_being_typed_stays(qtbot, open_session, claim, dialog):
    for whom, due in (("A", "2999-01-01"), ("B", "2020-01-01"), ("C", "")):
        question = Question(Party.SOURCE, whom, "Why?", due=due)
        open_session.act(lambda project, question=question: project.queries.ask(claim, question))
    qtbot.waitUntil(lambda: len(dialog.cards) == 3)
    assert [card.query.asked for card in dialog.cards] == ["B", "A", "C"]
    dialog.cards[1].answer.setPlainText("Half an answer")
    dialog.cards[0].nobody.click()
    qtbot.waitUntil(lambda: dialog.cards[-1].query.state is QueryState.UNANSWERED)
    assert dialog.cards[0].answer.toPlainText() == "Half an answer"


def test_the_panel_says_what_waits(qtbot, open_session, claim):
    panel = ClaimsPanel(open_session)
    qtbot.addWidget(panel)
    panel.show()
    panel.select(claim)
    qtbot.waitUntil(lambda: panel.detail.facts is not None)
    assert panel.detail.asked.isHidden()
    question = Question(Party.REPORTER, "Mara", "Where is it from?", due="2020-01-01")
    open_session.act(lambda project: project.queries.ask(claim, question))
    qtbot.waitUntil(lambda: panel.detail.asked.button.text() == "1 query open, 1 overdue")
    assert asked_words(panel.detail.facts.queries, dt.date(2019, 1, 1)) == "1 query open, due 2020-01-01"
    with qtbot.waitSignal(panel.queries_wanted):
        panel.detail.asked.button.click()
