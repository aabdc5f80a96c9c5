"""The export window: the preview is the real output, the file is written and read back, errors are said in place."""

import json

import pytest

from core.model import Edition
from gui.dialogs.export import ExportDialog
from gui.dialogs.export_choices import Choices, free_place, remember, remembered
from gui.memory import Memory
from tests.data.sealing import Page, passage, seal

BODY = b"<html lang=en><title>Rates</title><p>The rate fell to 4.2 percent, the ministry said.</p></html>"


@pytest.fixture
def dialog(qtbot, open_session, tmp_path):
    project = open_session.project
    claim = project.claims.add("The rate fell.").made["claim"]
    snapshot = seal(project, Page("https://news.example.org/a", BODY))
    project.evidence.quote(snapshot.id, passage("The rate fell to 4.2 percent"), claim)
    made = ExportDialog(open_session, None, Memory(tmp_path))
    qtbot.addWidget(made)
    made.form.place.setText(str(tmp_path / "brief.pdf"))
    made.show()
    yield made
    made.close()
    qtbot.waitUntil(lambda: not open_session.jobs, timeout=30_000)


def previewed(dialog):
    return dialog._making is None and dialog._shown == dialog.form.choices


def choose_format(dialog, name):
    dialog.form.format.setCurrentIndex(dialog.form.format.findData(name))
    dialog.form.format.activated.emit(dialog.form.format.currentIndex())


def test_pages_then_text_then_the_file(qtbot, dialog, tmp_path):
    qtbot.waitUntil(lambda: previewed(dialog), timeout=30_000)
    assert "page" in dialog.preview.state.text()
    assert dialog.preview.pages.pages.sizes
    choose_format(dialog, "md")
    qtbot.waitUntil(lambda: "The rate fell to 4.2" in dialog.preview.text.toPlainText(), timeout=30_000)
    assert dialog.form.out.suffix == ".md"
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog._written is not None, timeout=30_000)
    assert dialog._written == tmp_path / "brief.md"
    assert "The rate fell" in dialog._written.read_text(encoding="utf-8")
    assert not dialog.folder.isHidden()


def test_of_a_package_the_preview_lists_what_it_holds(qtbot, dialog):
    choose_format(dialog, "wacz")
    qtbot.waitUntil(lambda: "pages/pages.jsonl" in dialog.preview.text.toPlainText(), timeout=30_000)
    assert "archive/" in dialog.preview.text.toPlainText()


def test_a_place_that_cannot_be_written_is_said_in_the_window(qtbot, dialog, tmp_path):
    dialog.form.place.setText(str(tmp_path / "nowhere" / "brief.pdf"))
    dialog.go.click()
    qtbot.waitUntil(lambda: "Choose another folder" in dialog.outcome.text(), timeout=30_000)
    assert dialog.go.isEnabled()
    assert dialog.open_file.isHidden()


def test_the_preview_can_be_stopped_and_leaves_no_job(qtbot, dialog, open_session):
    dialog.refresh()
    dialog.stop_preview()
    qtbot.waitUntil(lambda: not open_session.jobs, timeout=30_000)


def test_a_part_left_out_is_out_of_the_preview_and_of_the_file(qtbot, dialog):
    choose_format(dialog, "md")
    dialog.form.parts["method"].click()
    qtbot.waitUntil(lambda: previewed(dialog) and dialog._shown.without == "method", timeout=30_000)
    assert "What a seal proves" not in dialog.preview.text.toPlainText()
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog._written is not None, timeout=30_000)
    assert "What a seal proves" not in dialog._written.read_text(encoding="utf-8")


def test_each_edition_says_what_it_leaves_out(dialog):
    said = set()
    for number in range(len(Edition)):
        dialog.form.editions.button(number).click()
        said.add(dialog.form.leaves_out.text())
    assert len(said) == len(Edition)


def test_choices_are_remembered_and_damage_falls_back(session, tmp_path):
    memory = Memory(tmp_path)
    chosen = Choices("html", Edition.PUBLIC, "apa", str(tmp_path), "method")
    remember(memory, chosen)
    assert remembered(session.settings, Memory(tmp_path), ("pdf", "html")) == chosen
    assert remembered(session.settings, Memory(tmp_path), ("pdf",)).format == "pdf"
    memory.save("export", json.dumps([1]).encode())
    assert remembered(session.settings, memory, ("pdf",)).edition is Edition.DESK


def test_a_taken_name_is_not_offered(tmp_path):
    (tmp_path / "Brief.pdf").touch()
    assert free_place(tmp_path, "Brief.pdf").name == "Brief 2.pdf"


def test_a_file_that_has_no_pages_on_screen_is_previewed_by_its_kin(qtbot, dialog):
    choose_format(dialog, "draft-docx")
    qtbot.waitUntil(lambda: previewed(dialog), timeout=30_000)
    assert "the word processor sets its own pages" in dialog.preview.state.text()
    choose_format(dialog, "claims-xlsx")
    qtbot.waitUntil(lambda: "Independent sources" in dialog.preview.text.toPlainText(), timeout=30_000)
    assert dialog.form.out.suffix == ".xlsx"
