"""Coverage in the draft view: step and dismiss by keys; a claim made from open words takes their sentence."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from gui.drafts.view import DraftView

STORY = "The bridge cost 6.8 million. It opened on 18 April 2025. The mayor is Odile Marrant."


@pytest.fixture
def view(qtbot, open_session) -> DraftView:
    open_session.project.author("Ada")
    draft = open_session.project.drafts.add("Bridge", STORY).made["draft"]
    made = DraftView(open_session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitActive(made):
        made.show()
    made.show_draft(draft)
    qtbot.waitUntil(lambda: bool(made.cover.coverage.items))
    made.text.setFocus()
    return made


def chosen(view) -> str:
    start, end = view.text.wanted()
    return view.text.text[start:end]


def test_open_words_are_walked_made_claims_and_waved_off_by_keys(qtbot, view, open_session):
    assert view.cover.state.text() == "0 of 3 facts covered · 3 open"
    for words in ("6.8 million", "18 April 2025", "Odile Marrant", "6.8 million"):
        qtbot.keyClick(view.text, Qt.Key.Key_U)
        assert chosen(view) == words
    qtbot.keyClick(view.text, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: view.cover.coverage.covered == 1)
    assert [claim.text for claim in open_session.project.claims.all()] == ["The bridge cost 6.8 million."]
    qtbot.keyClick(view.text, Qt.Key.Key_U)
    assert chosen(view) == "18 April 2025"
    qtbot.keyClick(view.text, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.cover.coverage.waved == 1)
    assert chosen(view) == "Odile Marrant"  # and on to the next open words
    (waved,) = open_session.project.coverage.waved(view.draft_id)
    assert (waved.words, waved.author, waved.reason) == ("18 April 2025", "Ada", "Nothing to check")
    assert view.cover.state.text() == "2 of 3 facts covered · 1 dismissed · 1 open"


def test_nobody_without_a_name_waves_off(qtbot, view, open_session):
    open_session.project.author("")
    heard = []
    open_session.failed.connect(heard.append)
    item = view.cover.coverage.open[0]
    view.cover.offer(item.start, item.end, QPoint())
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(heard))
    assert "your name" in heard[0].sentence
    assert len(view.cover.coverage.open) == 3


def test_dismissed_words_are_reopened(qtbot, view, open_session):
    assert not view.cover.reopen.isEnabled()
    item = view.cover.coverage.open[0]
    open_session.act(lambda project: project.coverage.dismiss(view.draft_id, item.start, item.end, "Common knowledge"))
    qtbot.waitUntil(view.cover.reopen.isEnabled)
    menu = view.cover.offer_dismissed()
    told = [action.text() for action in menu.actions()][1:]
    assert told == ["“6.8 million” – Ada – Common knowledge"]
    menu.actions()[1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: len(view.cover.coverage.open) == 3)
    assert not open_session.project.coverage.waved(view.draft_id)


def test_the_meter_says_what_is_not_looked_for(qtbot, view, open_session):
    draft = open_session.project.drafts.add("Pont", "افتتح الجسر في المدينة القديمة عام 2020.").made["draft"]
    view.show_draft(draft)
    qtbot.waitUntil(lambda: "not looked for: names in Arabic script" in view.cover.state.text())


def test_a_draft_with_nothing_to_cover_has_no_meter(qtbot, view, open_session):
    draft = open_session.project.drafts.add("Rain", "It rained all day.").made["draft"]
    view.show_draft(draft)
    qtbot.waitUntil(lambda: view.facts is not None and view.facts.draft.id == draft)
    assert view.cover.isHidden()


def test_what_does_not_go_together_is_offered_shown_and_dismissed(qtbot, view, open_session):
    assert not view.cover.compare.isVisible()
    story = f"{STORY} Later Marant said so, and Odile Marrant left."
    open_session.act(lambda project: project.drafts.revise(view.draft_id, story))
    qtbot.waitUntil(view.cover.compare.isVisible)
    assert view.cover.compare.text() == "Compare 1…"
    menu = view.cover.offer_inconsistencies()
    (pair,) = menu.actions()
    assert pair.text() == "“Marant” is also spelled “Marrant”: are they the same?"
    here, there, _, *right = pair.menu().actions()
    here.trigger()
    assert chosen(view) == "Marant"
    there.trigger()
    assert chosen(view) == "Marrant"
    right[0].trigger()
    qtbot.waitUntil(lambda: not view.cover.compare.isVisible())
    assert view.cover.reopen.isEnabled()
    menu.close()
    reopening = view.cover.offer_dismissed()
    assert reopening.actions()[-1].text() == "“Marant ≠ Marrant” – Ada – Two different names"
    reopening.actions()[-1].trigger()
    qtbot.waitUntil(view.cover.compare.isVisible)
    reopening.close()
