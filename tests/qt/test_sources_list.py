import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from core.model import Confidentiality, Method, PageQuality, PageVerdict, Snapshot, Source, SourceKind, now
from gui.lists.source_menu import CLASSES, SourceMenu
from gui.lists.sources import SourceList
from gui.models.sources import BLOCK, MOST_BLOCKS, ROW, SourceRow, SourcesModel


def row(source_id, title="A title"):
    source = Source(source_id, SourceKind.WEB, "https://www.example.org/a", title, {})
    snapshot = Snapshot(
        "s", source_id, source.url, source.url, now(), Method.STATIC, "text/html", 200, "archive/s.warc.gz", "0" * 64, 1000, 3, (),
        PageQuality(PageVerdict.DOUBTFUL, ("A cookie wall",)), "",
    )  # fmt: skip
    return SourceRow(source, snapshot, 2)


class Window:
    """Reads rows as the project does, and counts how often."""

    def __init__(self):
        self.asked = []

    def __call__(self, ids):
        self.asked.append(tuple(ids))
        return [row(source_id) for source_id in ids]


@pytest.fixture
def window_of():
    return Window()


def test_the_model_keeps_the_rules_of_models(window_of):
    model = SourcesModel(window_of)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([str(number) for number in range(450)])
    model.show([])
    assert tester.model() is model


def test_rows_are_read_in_blocks_when_they_come_into_view(window_of):
    model = SourcesModel(window_of)
    model.show([str(number) for number in range(100_000)])
    assert window_of.asked == []
    for number in (5, 7, 60_000):
        assert model.index(number, 0).data() == "A title"
    assert [len(ids) for ids in window_of.asked] == [BLOCK, BLOCK]
    assert window_of.asked[1][0] == "60000"


def test_memory_stays_bounded_and_recent_blocks_stay(window_of):
    model = SourcesModel(window_of)
    model.show([str(number) for number in range(100_000)])
    for block in range(MOST_BLOCKS + 10):
        model.index(block * BLOCK, 0).data()
    assert len(model._blocks) == MOST_BLOCKS


def test_a_row_is_heard_as_it_is_seen(window_of):
    model = SourcesModel(window_of)
    model.show(["1"])
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("A title, example.org, captured ")
    assert spoken.endswith("quality doubtful, 2 evidence")


def test_a_title_with_markup_stays_text_in_the_tip():
    model = SourcesModel(lambda ids: [row(source_id, "<img src=x>") for source_id in ids])
    model.show(["1"])
    assert "&lt;img src=x&gt;" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_source_that_has_just_gone_shows_nothing():
    model = SourcesModel(lambda _: [])
    model.show(["1"])
    assert model.index(0, 0).data() is None
    assert model.index(0, 0).data(ROW) is None
    assert not model.index_of("2").isValid()
    assert model.id_at(QModelIndex()) == ""


def test_an_empty_list_says_what_to_do(qtbot, open_session):
    shown = SourceList(open_session)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(shown._none.isVisible)
    with qtbot.waitSignal(shown.capture_wanted):
        shown._none.findChild(QPushButton).click()


def test_the_menu_follows_what_may_be_done(qtbot, session):
    menu = SourceMenu(session, row("1"), None)
    qtbot.addWidget(menu)
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert not enabled["Capture again"]
    assert not enabled["Move to bin"]
    assert enabled["Open live page in browser"]
    assert {chosen for chosen, _ in CLASSES} == set(Confidentiality)
