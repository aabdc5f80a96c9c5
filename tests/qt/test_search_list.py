"""Search in the window: newest hits while typing, best ones on a pause, filters in the query, old queries dropped."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QPushButton

from gui.search.filters import FilterMenu, with_filter
from gui.search.list import SearchList
from gui.widgets.paint import marked_lines
from gui.widgets.theme import colours
from gui.widgets.two_line_list import ENTRY, Entry
from tests.data.screen import in_use, says


@pytest.fixture
def search(qtbot, open_session):
    project = open_session.project
    project.claims.add("The budget grew by 4.2 million.")
    project.claims.add("Budget, budget: the budget fell.")
    project.drafts.add("Story", "A story on the budget of the harbour.")
    made = SearchList(open_session)
    qtbot.addWidget(made)
    made.show()
    return made


def titles(search):
    return [search.hits.item(number).text() for number in range(search.hits.count())]


def test_hits_come_while_one_types_and_are_ranked_on_a_pause(qtbot, search):
    search.field.setText("bud")
    qtbot.waitUntil(lambda: "newest first" in search.state.text() or "best first" in search.state.text())
    qtbot.waitUntil(lambda: "best first" in search.state.text())
    assert titles(search)[0] == "Claims · 2 hits"
    assert "Drafts · 1 hit" in titles(search)


def test_an_empty_field_shows_how_to_search(qtbot, search):
    search.field.setText("budget")
    qtbot.waitUntil(lambda: search.hits.count() > 0)
    search.field.clear()
    qtbot.waitUntil(lambda: search.hits.count() == 0)
    assert says(search, "site:example.org")


def test_a_filter_is_written_into_the_query_and_taken_out_again(qtbot, search):
    menu = FilterMenu("budget", {"site": [("a.example", 2)]}, search.field.setText, search)
    groups = {action.text(): action.menu() for action in menu.actions()}
    groups["Kind"].actions()[-1].trigger()
    assert search.field.text() == "budget kind:draft"
    qtbot.waitUntil(lambda: titles(search) == ["Drafts · 1 hit", "Story"])
    assert groups["Site"].actions()[0].text() == "a.example  (2)"
    assert not groups["Language"].isEnabled()
    assert with_filter("budget kind:draft", "kind", "draft") == "budget"
    assert with_filter("budget site:a.example.org", "site", "a.example") == "budget site:a.example"
    assert with_filter('the "harbour fer', "kind", "draft") == 'the "harbour fer" kind:draft'
    assert with_filter("-kind:claim Kind:source bud", "kind", "draft") == "bud kind:draft"
    assert with_filter('a status:"to check" b', "status", "query to source") == 'a b status:"query to source"'


def test_only_the_filter_that_is_set_is_ticked(qtbot, search):
    found = {"site": [("a.example", 2), ("a.example.org", 1)]}
    menu = FilterMenu("budget site:a.example.org status:good", found, search.field.setText, search)
    groups = {action.text(): action.menu() for action in menu.actions()}
    assert [action.isChecked() for action in groups["Site"].actions()] == [False, True]


def test_a_filter_that_means_nothing_is_told_in_the_place_of_the_hits(qtbot, search, open_session):
    failed = []
    open_session.failed.connect(failed.append)
    search.field.setText("budget after:20")
    qtbot.waitUntil(lambda: says(search, "is not a date"))
    assert (search.hits.isVisible(), failed) == (False, [])
    search.field.setText("budget after:2020")
    qtbot.waitUntil(lambda: "best first" in search.state.text())


def test_an_answer_that_is_no_longer_wanted_is_not_given(qtbot, open_session):
    heard = []
    stale = open_session.ask(lambda project, _: len(project.claims.all()), heard.append)
    stale.cancel()
    open_session.ask(lambda project, _: "later", heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["later"]


def test_a_question_ends_when_the_project_is_left(qtbot, open_session):
    heard = []
    project = open_session.project
    open_session.ask(lambda held, wanted: held.search("budget", progress=wanted), heard.append)
    open_session.take(None)
    qtbot.waitUntil(lambda: not in_use(project.path))
    assert heard == []


def test_return_goes_to_the_first_hit(qtbot, search):
    search.field.setText("harbour")
    qtbot.waitUntil(lambda: search.hits.count() == 2)
    with qtbot.waitSignal(search.chosen) as heard:
        qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert heard.args[0].kind == "draft"


def test_arrows_walk_through_the_hits_and_enter_reads_on(qtbot, search):
    search.field.setText("budget")
    qtbot.waitUntil(lambda: "best first" in search.state.text())
    heard = []
    search.chosen.connect(lambda hit: heard.append(hit.kind))
    qtbot.keyClick(search.field, Qt.Key.Key_Down)
    qtbot.keyClick(search.hits, Qt.Key.Key_Down)
    qtbot.keyClick(search.hits, Qt.Key.Key_Down)
    assert list(dict.fromkeys(heard)) == ["claim", "draft"]
    with qtbot.waitSignal(search.entered):
        qtbot.keyClick(search.hits, Qt.Key.Key_Return)
    search.hits.setCurrentRow(1)
    with qtbot.waitSignal(search.hits.left):
        qtbot.keyClick(search.hits, Qt.Key.Key_Up)


def test_a_claim_is_shown_by_its_words_and_the_hit_in_them(qtbot, search):
    search.field.setText("grew")
    qtbot.waitUntil(lambda: search.hits.count() == 2)
    entry = search.hits.item(1).data(ENTRY)
    assert search.hits.item(1).data(Qt.ItemDataRole.AccessibleTextRole).startswith("The budget grew by 4.2 million., ")
    assert (entry.title, entry.second) == ("", "The budget grew by 4.2 million.")
    assert [entry.second[start:end] for start, end in entry.marks] == ["grew"]


def test_a_hit_is_drawn_in_two_lines_with_its_marks_in_view(qtbot, search):
    words = "Long before it, " * 9 + "المتحدة stands here " + "and after it " * 9
    entry = Entry("draft", "d", "Title", words, "draft", ((words.index("ا"), words.index(" stands")),), "a.example")
    search.hits.show_entries([entry])
    picture = search.hits.grab()
    assert not picture.isNull()
    painted = QImage(300, 100, QImage.Format.Format_RGB32)
    painter = QPainter(painted)
    height = marked_lines(painter, QRect(0, 0, 220, 60), words, entry.marks, colours().text)
    painter.end()
    assert 0 < height <= 44


def test_a_misspelt_word_is_offered_as_it_was_probably_meant(qtbot, search):
    search.field.setText("buddget harbour")
    button = search.findChild(QPushButton, "emptyAction")
    qtbot.waitUntil(button.isVisible)
    assert button.text() == "Did you mean “budget harbour”?"
    button.click()
    qtbot.waitUntil(lambda: titles(search) == ["Drafts · 1 hit", "Story"])
    search.field.setText("zeppelin")
    qtbot.waitUntil(lambda: says(search, "Nothing matches “zeppelin”."))
    assert not button.isVisible()
