"""What a recheck found, on the card of the evidence and at its claim, until somebody has looked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from core.model import Code, Fate, Level, Reanchor, new_id, remark
from core.store import rows
from core.store.actions import Act
from gui.claims.detail import ClaimDetail, claim_facts
from gui.claims.evidence_card import EvidenceCard
from gui.search.list import SearchList
from gui.widgets.two_line_list import ENTRY
from tests.data.sealing import Page, passage, seal
from tests.qt.test_claims_panel import menu_of

BODY = b"<html lang=en><title>Rates</title><p>The rate fell to 4.2 percent, the ministry said.</p></html>"


@pytest.fixture
def claim(open_session):
    """Return a claim on a passage of which a recheck found a login in the place of the page."""
    project = open_session.project
    project.author("Ada")
    made = project.claims.add("The rate fell.").made["claim"]
    snapshot = seal(project, Page("https://news.example.org/a", BODY))
    evidence = project.evidence.quote(snapshot.id, passage("4.2 percent"), made).made["evidence"]
    text = project.snapshots.text(snapshot.id)
    reasons = (remark(Code.LOGIN),)
    found = Reanchor(
        new_id(), evidence, text.id, None, None, Level.GONE, 0.0, Fate.UNREADABLE, reasons=reasons, rules=1
    )
    with project.store.transaction(Act.RECHECK) as action:
        action.tx.insert("reanchor", rows.reanchor_row(found))
    return made


def card_of(qtbot, session, claim):
    card = EvidenceCard(session, session.project.evidence.for_claim(claim)[0])
    qtbot.addWidget(card)
    card.resize(320, 400)
    card.show()
    return card


def test_the_card_says_it_with_both_days_and_to_readers_of_the_screen(qtbot, open_session, claim):
    card = card_of(qtbot, open_session, claim)
    assert card.since.words.text().startswith("Could not be read as before (looks like a login): sealed on ")
    assert card.since.words.text() in card.accessibleName()
    linked = card.linked
    with qtbot.waitSignal(card.compare_wanted) as shown:
        card.since.compare.click()
    assert shown.args == [linked.snapshot.id, linked.changes[0].seen_in, linked.evidence.id]


def test_a_look_by_key_closes_it_with_name_and_reason(qtbot, open_session, claim):
    project = open_session.project
    card = card_of(qtbot, open_session, claim)
    qtbot.keyClick(card, Qt.Key.Key_L)
    menu = menu_of(qtbot)
    menu.actions()[1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: not project.evidence.for_claim(claim)[0].changes)
    (look,) = project.store.db.query("SELECT author, reason FROM recheck_look")
    assert look == {"author": "Ada", "reason": "It was right on the day of the capture"}
    assert card_of(qtbot, open_session, claim).since is None


def test_a_reason_in_ones_own_words(qtbot, open_session, claim):
    card = card_of(qtbot, open_session, claim)
    card.since.looked.click()
    menu = menu_of(qtbot)
    menu.actions()[-1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: bool(card.findChildren(QInputDialog)))
    card.findChildren(QInputDialog)[0].setTextValue("The paper edition has it")
    card.findChildren(QInputDialog)[0].accept()
    db = open_session.project.store.db
    qtbot.waitUntil(lambda: db.execute("SELECT count(*) FROM recheck_look").fetchone()[0] == 1)
    assert db.execute("SELECT reason FROM recheck_look").fetchone()[0] == "The paper edition has it"


def test_the_claim_says_it_and_is_looked_at_on_the_card(qtbot, open_session, claim):
    detail = ClaimDetail(open_session)
    qtbot.addWidget(detail)
    detail.show_facts(claim_facts(open_session.project, claim))
    detail.show()
    assert "could not be read as before" in detail.doubted.words.text()
    assert not detail.doubted.looked.isVisible()
    (card,) = detail.cards()
    assert card.since is not None


def test_a_hit_says_it_and_a_filter_finds_it(qtbot, open_session, claim):
    search = SearchList(open_session)
    qtbot.addWidget(search)
    search.show()
    search.field.setText('status:"could not be read as before"')
    qtbot.waitUntil(lambda: search.hits.count() == 2)
    assert "could not be read as before" in search.hits.item(1).data(ENTRY).foot
