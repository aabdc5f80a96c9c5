"""Connections between features in the whole window: a signal of one runs an action of another."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from core.model import Selector
from gui.sources.citation import CitationDialog
from gui.sources.citation_import import CitationImportDialog
from tests.data.sealing import Page, seal

SENTENCE = "The rate fell to 4.2 percent."
BODY = f"<html lang=en><title>Rates</title><p>{SENTENCE}</p></html>".encode()


@pytest.fixture
def claim(qtbot, story):
    """Return a claim in a draft that is shown, with a piece of evidence."""
    project = story.session.project
    draft_id = project.drafts.add("Rates", f"{SENTENCE} Nobody asked.").made["draft"]
    claim_id = project.claims.add(SENTENCE, draft_id=draft_id).made["claim"]
    snapshot = seal(project, Page("https://news.example.org/a", BODY))
    project.evidence.quote(snapshot.id, Selector(SENTENCE, "", "", -1, -1), claim_id)
    workspace = story.screens.workspace
    workspace.show_draft(draft_id)
    workspace.show_claim(claim_id)
    qtbot.waitUntil(lambda: bool(workspace.draft.text.claims) and bool(workspace.claims.detail.cards()))
    workspace.draft.show_claim(claim_id)
    return claim_id


def opened(qtbot, window, kind):
    qtbot.waitUntil(lambda: bool(window.findChildren(kind)))
    (dialog,) = window.findChildren(kind)
    return dialog


def test_a_card_of_evidence_opens_the_citation_of_its_source(qtbot, story, claim):
    story.screens.workspace.claims.detail.cards()[0].cite()
    assert opened(qtbot, story, CitationDialog).entered()["title"] == "Rates"


def test_the_reader_opens_the_citation_of_what_it_shows(qtbot, story, claim):
    workspace, project = story.screens.workspace, story.session.project
    workspace.show_snapshot(project.snapshots.all()[0].id)
    qtbot.waitUntil(lambda: workspace.reader.opened is not None)
    workspace.reader.header.citation_wanted.emit(project.sources.ids()[0])
    assert opened(qtbot, story, CitationDialog).entered()["title"] == "Rates"


def test_a_verdict_is_given_in_the_text_of_a_draft(qtbot, story, claim):
    qtbot.keyClick(story.screens.workspace.draft.text, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_1)
    project = story.session.project
    qtbot.waitUntil(lambda: project.claims.get(claim).verdict == project.scale.values[0].value)


def test_a_file_of_citations_is_no_evidence_and_asks_what_to_do(qtbot, story, tmp_path):
    file = tmp_path / "refs.bib"
    file.write_text("@article{a, title={A bridge too dear}, year={2024}}", encoding="utf-8")
    story.commands.imports.take_in([file])
    assert opened(qtbot, story, CitationImportDialog).isVisible()
    assert story.session.project.snapshots.all() == []
