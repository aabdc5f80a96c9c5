"""The claims panel on a real project: filter, choose, decide, link evidence, write."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu

from core.model import Doubt, Relation, Status
from core.project.claims import insert_claim
from gui.base.session import Session
from gui.claims.menus import status_menu
from gui.claims.model import ClaimsModel
from gui.claims.panel import ClaimsPanel
from gui.highlights.selection import MIME, Passage, dragged
from gui.widgets.paged_rows import BLOCK
from gui.widgets.status_looks import STATUS_LOOKS, UNDERLINES
from tests.data.sealing import Page, passage, seal

WORDS = ("The rate fell to 4.2 percent.", "The mayor resigned in May.", "قال الوزير إن الأرقام مشجعة.")
BODY = "<html lang=en><title>Rates</title><p>The rate fell to 4.2 percent, the ministry said.</p><p>The mayor said no.</p></html>"


@pytest.fixture
def claims(open_session: Session) -> list[str]:
    return [open_session.project.claims.add(words).made["claim"] for words in WORDS]


@pytest.fixture
def snapshot(open_session):
    return seal(open_session.project, Page("https://news.example.org/a", BODY.encode()))


@pytest.fixture
def panel(qtbot, open_session, claims) -> ClaimsPanel:
    made = ClaimsPanel(open_session)
    qtbot.addWidget(made)
    made.resize(380, 900)
    with qtbot.waitActive(made):
        made.show()
    qtbot.waitUntil(lambda: made.model.total == len(WORDS))
    return made


def choose(qtbot, panel, claim_id):
    panel.select(claim_id)
    qtbot.waitUntil(lambda: panel.detail.facts is not None and panel.detail.facts.claim.id == claim_id)


def menu_of(qtbot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def drop(widget, mime: QMimeData, place: QPointF) -> bool:
    """Drag over a widget and drop, with the events of the window system."""
    rest = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, QDragEnterEvent(place.toPoint(), *rest))
    event = QDropEvent(place, *rest)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def many(project, number):
    with project.store.transaction("Fill") as action:
        return [insert_claim(action.tx, f"Claim {place}") for place in range(number)]


def test_the_model_keeps_the_rules_of_models(qtbot, open_session):
    model = ClaimsModel(open_session)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made = many(open_session.project, 50)
    model.reload()
    qtbot.waitUntil(lambda: model.rowCount() == 50)
    model.narrow("claim 4")
    qtbot.waitUntil(lambda: model.rowCount() == 14)
    open_session.act(lambda project: project.claims.bin(made[4]))
    qtbot.waitUntil(lambda: model.rowCount() == 13)
    assert tester.model() is model


def test_rows_are_read_when_they_come_into_view(qtbot, open_session, monkeypatch):
    read = []
    project = open_session.project
    window = project.claims.window
    monkeypatch.setattr(project.claims, "window", lambda ids: (read.append(ids), window(ids))[1])
    model = ClaimsModel(open_session)
    made = many(project, 1000)
    model.reload()
    qtbot.waitUntil(lambda: model.rowCount() == 1000)
    assert model.index_of(made[777]).row() == 777
    assert model.index(777).data() == "Claim 777"
    assert [len(ids) for ids in read] == [BLOCK]
    model.narrow("CLAIM 777")
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert model.id_at(model.index(0)) == made[777]
    assert not model.index_of(made[5]).isValid()
    assert model.row(made[5]).claim.text == "Claim 5"
    assert model.total == 1000


def test_an_edit_reads_no_list_again(qtbot, open_session, monkeypatch):
    model = ClaimsModel(open_session)
    made = many(open_session.project, 3)
    model.reload()
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    project = open_session.project
    asked = []
    ids = project.claims.ids
    monkeypatch.setattr(project.claims, "ids", lambda *how: (asked.append(how), ids(*how))[1])
    open_session.act(lambda project: project.claims.set_status(made[0], Status.CUT))
    qtbot.waitUntil(lambda: model.row(made[0]).claim.status is Status.CUT)
    assert asked == []


def test_every_status_has_a_look_and_a_key_of_its_own(qtbot, open_session, claims):
    assert set(STATUS_LOOKS) == set(Status)
    keys = [look.entry[look.entry.index("&") + 1].lower() for look in STATUS_LOOKS.values()]
    assert len(set(keys)) == len(keys)
    assert len({look.drawing for look in STATUS_LOOKS.values()}) == len(STATUS_LOOKS)
    assert len(set(UNDERLINES.values())) == len(UNDERLINES)


def test_an_edit_keeps_the_chosen_row(qtbot, panel, open_session, claims):
    choose(qtbot, panel, claims[1])
    with qtbot.waitSignal(panel.model.loaded):
        open_session.act(lambda project: project.claims.set_status(claims[1], Status.CONFIRMED))
    assert panel.model.row(panel.model.id_at(panel.list.view.currentIndex())).claim.status is Status.CONFIRMED
    assert panel.current == claims[1]
    qtbot.waitUntil(lambda: panel.detail.status.text() == "Confirmed")


def test_filtering_by_words_and_by_status(qtbot, panel, open_session, claims):
    panel.list.field.setText("mayor")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    panel.list.field.clear()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    panel.list.show_statuses(frozenset({Status.CUT}))
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    assert not panel.list.empty.isHidden()


def test_a_key_asks_to_see_the_claim_in_the_brief_and_several_are_selected(qtbot, panel, claims):
    choose(qtbot, panel, claims[0])
    panel.list.view.setFocus()
    with qtbot.waitSignal(panel.brief_wanted) as asked:
        qtbot.keyClick(panel.list.view, Qt.Key.Key_B)
    assert asked.args == [claims[0]]
    panel.list.view.selectAll()
    assert set(panel.list.selected) == set(claims)
    assert panel.current == claims[0]


def test_status_and_verdict_by_the_keyboard_alone(qtbot, panel, claims, open_session):
    choose(qtbot, panel, claims[0])
    panel.list.view.setFocus()
    qtbot.keyClick(panel.list.view, Qt.Key.Key_S)
    qtbot.keyClick(menu_of(qtbot), Qt.Key.Key_C)
    qtbot.waitUntil(lambda: panel.detail.status.text() == "Confirmed")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    with qtbot.waitActive(panel):  # the offscreen platform does not restore the focus after a menu
        panel.activateWindow()
    panel.list.view.setFocus()
    qtbot.keyClick(panel.list.view, Qt.Key.Key_V)
    qtbot.keyClick(menu_of(qtbot), Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "Verified" in panel.detail.verdict.text())
    qtbot.waitUntil(lambda: panel.detail.history.toggle.text() == "2 decisions")
    open_session.project.journal.undo()
    assert open_session.project.claims.get(claims[0]).verdict == ""


def test_typed_words_are_kept_when_another_claim_is_chosen(qtbot, panel, claims, open_session):
    choose(qtbot, panel, claims[0])
    panel.detail.text.setPlainText("The rate fell to 4.3 percent.")
    choose(qtbot, panel, claims[1])
    qtbot.waitUntil(lambda: open_session.project.claims.get(claims[0]).text == "The rate fell to 4.3 percent.")
    assert panel.detail.text.toPlainText() == WORDS[1]
    panel.detail.text.setPlainText("  ")
    panel.detail.text.keep()
    assert panel.detail.text.toPlainText() == WORDS[1]


def test_a_dropped_passage_becomes_evidence(qtbot, panel, claims, snapshot, open_session):
    choose(qtbot, panel, claims[0])
    mime = dragged(Passage(snapshot.id, passage("The rate fell to 4.2 percent")), "The rate fell to 4.2 percent")
    view = panel.list.view
    place = QPointF(view.visualRect(panel.model.index(1)).center())
    assert drop(view.viewport(), mime, place)
    qtbot.waitUntil(lambda: len(open_session.project.evidence.for_claim(claims[1])) == 1)
    assert panel.current == claims[1]
    assert drop(panel.detail, mime, QPointF(5, 5))
    qtbot.waitUntil(lambda: len(open_session.project.evidence.for_claim(claims[1])) == 2)
    bad = QMimeData()
    bad.setData(MIME, b'{"snapshot_id": 1}')
    drop(panel.detail, bad, QPointF(5, 5))
    assert panel.detail.text.acceptDrops() is False


def test_evidence_is_opened_related_and_unlinked(qtbot, panel, claims, snapshot, open_session):
    open_session.act(lambda project: project.evidence.quote(snapshot.id, passage("The mayor said no."), claims[1]))
    choose(qtbot, panel, claims[1])
    qtbot.waitUntil(lambda: len(panel.detail.cards()) == 1)
    card = panel.detail.cards()[0]
    with qtbot.waitSignal(panel.evidence_opened) as opened:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert opened.args == [card.linked.evidence.id]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_R)
    qtbot.keyClick(menu_of(qtbot), Qt.Key.Key_R)
    qtbot.waitUntil(lambda: panel.detail.cards()[0].linked.link.relation is Relation.REFUTES)
    qtbot.waitUntil(lambda: panel.model.row(claims[1]).counts == {"refutes": 1})
    qtbot.keyClick(panel.detail.cards()[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: panel.detail.cards() == [])


def test_a_new_claim_is_written_in_place(qtbot, panel, open_session):
    panel.write()
    panel.written.setPlainText("A third thing happened.")
    with qtbot.waitSignal(panel.claim_selected):
        qtbot.keyClick(panel.written, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.model.total == 4)
    assert panel.written.isHidden()
    assert open_session.project.claims.get(panel.current).text == "A third thing happened."
    assert panel.list.view.currentIndex().data() == "A third thing happened."


def test_a_binned_claim_leaves_and_comes_back(qtbot, panel, claims, open_session):
    choose(qtbot, panel, claims[0])
    panel.detail.bin.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    menu.actions()[-1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: panel.model.total == 2)
    qtbot.waitUntil(lambda: panel.current == "")
    open_session.act(lambda project: project.journal.undo())
    qtbot.waitUntil(lambda: panel.model.total == 3)


def test_the_menu_of_a_status_sets_it(qtbot, panel, claims, open_session):
    menu = status_menu(open_session, open_session.project.claims.get(claims[2]), panel)
    next(action for action in menu.actions() if action.text() == "C&ut").trigger()
    qtbot.waitUntil(lambda: open_session.project.claims.get(claims[2]).status is Status.CUT)


def test_a_claim_that_the_draft_contradicts_is_marked_until_somebody_looks(qtbot, open_session, panel):
    project = open_session.project
    draft = project.drafts.add("Tunnel", "The tunnel cost 4 million. It rained all day long.").made["draft"]
    claim = project.claims.add("The tunnel cost 4 million.", draft_id=draft).made["claim"]
    project.claims.set_verdict(claim, "Verified")
    project.drafts.revise(draft, "The tunnel cost 5 million. It rained all day long.")
    open_session.act(lambda opened: opened.claims.update(claim, note="Ring them"))
    qtbot.waitUntil(lambda: panel.model.total == len(WORDS) + 1)
    choose(qtbot, panel, claim)
    row = panel.model.row(claim)
    assert row is not None
    assert row.doubts == (Doubt.OTHERWISE,)
    assert "the draft says otherwise" in row.spoken
    doubted = panel.detail.doubted
    assert doubted.isVisible()
    assert "draft says otherwise" in doubted.words.text()
    assert panel.detail.reworded.words.isVisible()
    qtbot.mouseClick(doubted.looked, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not doubted.isVisible())
    qtbot.waitUntil(lambda: (now := panel.model.row(claim)) is not None and now.doubts == ())
    assert project.claims.get(claim).verdict == "Verified"
