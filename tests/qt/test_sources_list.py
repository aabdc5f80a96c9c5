import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from core.model import Confidentiality, Method, PageQuality, PageVerdict, Snapshot, Source, SourceKind, now, said
from gui.sources.list import SourceList
from gui.sources.menu import CLASSES, SourceMenu
from gui.sources.model import LOST, ROW, SourceRow, SourcesModel
from gui.widgets.long_list import LongList
from gui.widgets.paged_rows import BLOCK, MOST_ROWS, MOST_WANTED
from tests.data.screen import button, says


def row(source_id, title="A title"):
    source = Source(source_id, SourceKind.WEB, "https://www.example.org/a", title, {})
    snapshot = Snapshot(
        "s",
        source_id,
        source.url,
        source.url,
        now(),
        Method.STATIC,
        "text/html",
        200,
        "archive/s.warc.gz",
        "0" * 64,
        1000,
        3,
        (),
        PageQuality(PageVerdict.DOUBTFUL, said("A cookie wall")),
        (),
    )
    return SourceRow(source, snapshot, 2)


class Sources:
    """The part of a project that rows are read from; counts the reads."""

    def __init__(self, title="A title"):
        self.asked = []
        self.title = title

    def window(self, ids):
        self.asked.append(tuple(ids))
        found = [row(source_id, self.title) for source_id in ids if source_id != "gone"]
        return [(one.source, one.snapshot, one.evidence) for one in found]


class Held:
    """A project with sources only."""

    readonly = True

    def __init__(self, sources):
        self.sources = sources

    def close(self):
        """Close the project."""


@pytest.fixture
def model_of(session):
    """Return a maker of models over a project that has the given sources."""

    def make(sources):
        session.take(Held(sources))
        return SourcesModel(session, session)

    return make


@pytest.fixture
def sources():
    return Sources()


@pytest.fixture
def model(model_of, sources):
    return model_of(sources)


def test_the_model_keeps_the_rules_of_models(model):
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([str(number) for number in range(450)])
    model.show([])
    assert tester.model() is model


def test_rows_are_read_in_blocks_when_they_are_needed(model, sources):
    model.show([str(number) for number in range(100_000)])
    assert sources.asked == []
    for number in (5, 7, 60_000):
        assert model.index(number, 0).data() == "A title"
    assert [len(ids) for ids in sources.asked] == [BLOCK, BLOCK]
    assert sources.asked[1][0] == "60000"


def test_painting_waits_for_no_row_and_shows_the_old_one_until_the_new_one_comes(qtbot, model, sources):
    model.show(["1", "2"])
    with qtbot.waitSignal(model.arrived):
        assert model.index(0, 0).data(ROW) is None
    assert model.index(0, 0).data(ROW).title == "A title"
    sources.title = "Another"
    model.show(["1", "2"])
    with qtbot.waitSignal(model.arrived):
        assert model.index(0, 0).data(ROW).title == "A title"
    assert model.index(0, 0).data(ROW).title == "Another"
    assert len(sources.asked) == 2


def test_blocks_scrolled_past_are_let_go_of(qtbot, model, sources):
    model.show([str(number) for number in range(100_000)])
    for number in range(0, 100_000, BLOCK):
        model.index(number, 0).data(ROW)
    qtbot.waitUntil(lambda: model.index(99_999, 0).data(ROW) is not None)
    assert len(sources.asked) <= 2 + MOST_WANTED


def test_memory_stays_bounded_and_recent_rows_stay(model, sources):
    model.show([str(number) for number in range(100_000)])
    for number in range(0, MOST_ROWS + 10 * BLOCK, BLOCK):
        model.index(number, 0).data()
    before = len(sources.asked)
    for number in (MOST_ROWS, 10 * BLOCK):
        model.index(number, 0).data()
    assert len(sources.asked) == before
    for number in range(0, 10 * BLOCK, BLOCK):
        model.index(number, 0).data()
    assert len(sources.asked) == before + 10


def test_a_row_is_heard_as_it_is_seen(model):
    model.show(["1"])
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("A title, example.org, captured ")
    assert spoken.endswith("quality doubtful, 2 pieces of evidence")


def test_a_title_with_markup_stays_text_in_the_tip(model_of):
    model = model_of(Sources("<img src=x>"))
    model.show(["1"])
    words = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert words.startswith("<img src=x>\n")
    QToolTip.showText(QPoint(5, 5), words)
    (shown,) = [one for one in QApplication.allWidgets() if isinstance(one, QLabel) and one.text() == words]
    assert shown.textFormat() is Qt.TextFormat.PlainText
    QToolTip.hideText()


def test_a_source_that_has_just_gone_says_so_and_has_no_row(model):
    model.show(["gone"])
    assert model.index(0, 0).data() == LOST
    assert model.index(0, 0).data(ROW) == LOST
    assert not model.index_of("2").isValid()
    assert model.id_at(QModelIndex()) == ""


def test_an_empty_list_says_what_to_do(qtbot, open_session):
    shown = SourceList(open_session)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: says(shown, "No pages yet"))
    with qtbot.waitSignal(shown.capture_wanted):
        button(shown, "Capture page").click()


def test_the_menu_follows_what_may_be_done(qtbot, session):
    menu = SourceMenu(session, row("1"), None)
    qtbot.addWidget(menu)
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert not enabled["Capture again"]
    assert not enabled["Move to bin"]
    assert enabled["Open live page in browser"]
    assert {chosen for chosen, _ in CLASSES} == set(Confidentiality)


def test_a_letter_typed_in_a_long_list_does_not_read_all_of_it(qtbot, model, sources):
    view = LongList("Sources")
    qtbot.addWidget(view)
    view.setModel(model)
    model.show([str(number) for number in range(100_000)])
    view.keyboardSearch("x")
    assert sources.asked == []
    model.show(["1", "2"])
    view.keyboardSearch("a title")
    assert view.currentIndex().row() == 0
