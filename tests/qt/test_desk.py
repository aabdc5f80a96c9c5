"""Everyday work: the claims section, what opens first, cards by key, recovered files, windows that close."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from shiboken6 import isValid

from core.capture import Options
from core.jobs import Progress
from core.model import Confidentiality, Directness
from core.project import Project
from gui.claims.evidence_card import EvidenceCard
from gui.drafts.view import DraftView
from gui.reader.reader import Reader
from gui.shell.workspace import COLUMNS
from tests.data.sealing import Page, passage, seal

BODY = b"<html lang=en><title>Rates</title><p>The rate fell to 4.2 percent, the ministry said.</p></html>"
STORY = "The rate fell to 4.2 percent. The mayor resigned in May."


@pytest.fixture
def desk(qtbot, new_window, tmp_path):
    """Return a window on a project with two claims of a draft, and their ids."""
    with Project.create(tmp_path / "Desk.standfirst", "Desk") as project:
        draft_id = project.drafts.add("Rates", STORY).made["draft"]
        claims = [project.claims.add(f"{words}.", draft_id=draft_id).made["claim"] for words in STORY[:-1].split(". ")]
        path = project.path
    window = new_window()
    window.open_project(path)
    qtbot.waitUntil(lambda: window.screens.has_workspace and window.screens.workspace.claims.model.total == 2)
    return window, claims


def menu_of(qtbot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    return QApplication.activePopupWidget()


def test_the_claims_section_lists_the_claims_and_opens_their_draft(qtbot, desk):
    window, claims = desk
    workspace = window.screens.workspace
    workspace.show_section("claims")
    assert workspace.lists.currentWidget() is workspace.claim_list
    assert workspace.claims.list.isHidden()
    workspace.claim_list.step(1)
    qtbot.waitUntil(lambda: workspace.claims.current == claims[0])
    qtbot.waitUntil(lambda: workspace.main.currentWidget() is workspace.draft and workspace.draft.current == claims[0])
    workspace.draft.step(1)
    assert workspace.claim_list.current == claims[1]
    workspace.show_section("drafts")
    assert not workspace.claims.list.isHidden()


def test_keys_of_the_claims_work_in_their_section(qtbot, desk):
    window, claims = desk
    workspace = window.screens.workspace
    workspace.show_section("claims")
    workspace.claim_list.step(1)
    qtbot.waitUntil(lambda: workspace.claims.detail.facts is not None)
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(workspace.claim_list.view, Qt.Key.Key_J)
    assert workspace.claims.current == claims[1]
    qtbot.waitUntil(lambda: workspace.claims.detail.facts.claim.id == claims[1])
    qtbot.keyClick(workspace.claim_list.view, Qt.Key.Key_S)
    menu_of(qtbot).close()


def test_a_project_without_a_draft_opens_on_its_newest_source(qtbot, new_window, tmp_path):
    with Project.create(tmp_path / "Only.standfirst", "Only") as project:
        sealed = seal(project, Page("https://news.example.org/a", BODY))
    window = new_window()
    window.open_project(project.path)
    qtbot.waitUntil(
        lambda: (
            window.screens.has_workspace
            and isinstance(window.screens.workspace.main.currentWidget(), Reader)
            and window.screens.workspace.reader.opened is not None
        ),
        timeout=20_000,
    )
    assert window.screens.workspace.reader.opened.snapshot.id == sealed.id
    assert window.screens.workspace.section == "sources"


def test_directness_and_class_are_changed_on_the_card_by_key(qtbot, open_session):
    project = open_session.project
    claim = project.claims.add("The rate fell.").made["claim"]
    project.evidence.quote(seal(project, Page("https://news.example.org/a", BODY)).id, passage("4.2 percent"), claim)
    card = EvidenceCard(open_session, project.evidence.for_claim(claim)[0])
    qtbot.addWidget(card)
    card.show()
    qtbot.keyClick(card, Qt.Key.Key_D)
    qtbot.keyClick(menu_of(qtbot), Qt.Key.Key_F)
    qtbot.waitUntil(lambda: project.evidence.for_claim(claim)[0].link.directness is Directness.PRIMARY)
    qtbot.keyClick(card, Qt.Key.Key_X)
    qtbot.keyClick(menu_of(qtbot), Qt.Key.Key_D)
    qtbot.waitUntil(lambda: project.evidence.for_claim(claim)[0].evidence.confidentiality is Confidentiality.DESK)


def test_sealed_files_are_taken_in_though_one_of_them_is_damaged(open_session, site, tmp_path):
    project = open_session.project
    with Project.create(tmp_path / "Other.standfirst", "Other") as other:
        for path in ("/story", "/other"):
            capture = other.snapshots.capture(site.url(path), Options(allow_private=True))
            warc = other.path / capture.snapshot.warc
            (project.path / "archive" / warc.name).write_bytes(warc.read_bytes())
    (project.path / "archive" / "0-damaged.warc.gz").write_bytes(b"no seal")
    done = project.snapshots.recover_all(project.snapshots.orphans(), Progress())
    assert [path.name for path, _ in done.refused] == ["0-damaged.warc.gz"]
    assert len(project.sources.all()) == 2
    assert "snapshot" in done.changes.kinds
    assert [path.name for path in project.snapshots.orphans()] == ["0-damaged.warc.gz"]


def test_the_sheet_of_shortcuts_tells_of_draft_and_claims(desk):
    sheet = desk[0].commands.shortcuts()
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"IN A DRAFT", "IN THE CLAIMS", "IN THE READER", "N", "J / K"} <= words
    sheet.close()


def test_a_closed_export_window_is_gone(qtbot, desk):
    window, _ = desk
    dialog = window.commands.export()
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
    qtbot.waitUntil(lambda: not window.session.jobs, timeout=30_000)


def test_a_claim_is_shown_in_the_brief_in_one_export_window(qtbot, desk):
    window, claims = desk
    window.screens.workspace.claims.brief_wanted.emit(claims[1])
    dialog = window.commands.export()
    qtbot.waitUntil(lambda: dialog.preview.pages.verticalScrollBar().value() > 0, timeout=60_000)
    assert dialog.shown_claims == tuple(claims)
    dialog.claim_wanted.emit(claims[0])
    assert window.screens.workspace.claims.current == claims[0]
    dialog.reject()
    qtbot.waitUntil(lambda: not window.session.jobs, timeout=30_000)
    again = window.commands.export()
    assert again is not dialog
    again.reject()
    qtbot.waitUntil(lambda: not window.session.jobs, timeout=30_000)


def test_a_narrow_window_gives_the_list_to_the_draft_and_the_draft_its_cards(qtbot, desk):
    window, _ = desk
    workspace = window.screens.workspace
    qtbot.waitUntil(lambda: isinstance(workspace.main.currentWidget(), DraftView) and workspace.draft.facts is not None)
    assert not workspace.lists.isHidden()
    window.resize(860, 640)
    qtbot.waitUntil(workspace.lists.isHidden)
    qtbot.waitUntil(lambda: not workspace.draft.margin.narrow)
    window.commands.handlers()["find"]()
    assert not workspace.lists.isHidden()
    workspace.show_section("drafts")
    assert not workspace.lists.isHidden()
    workspace.show_draft(workspace.draft.draft_id)
    assert workspace.lists.isHidden()
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: not workspace.lists.isHidden())
    qtbot.waitUntil(lambda: workspace.side.width() >= COLUMNS[2])
    assert workspace.lists.width() >= COLUMNS[0] - 2
    window.resize(860, 640)
    qtbot.waitUntil(workspace.lists.isHidden)
    workspace.unfold()  # the saved state is not a collapsed list
    assert all(workspace.splitter.sizes())
