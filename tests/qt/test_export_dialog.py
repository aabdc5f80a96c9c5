"""The export window: the preview is the real output, the file is written and verified, errors appear in place."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.export.filenames import free_place
from core.model import Edition
from gui.base.window_state import Memory
from gui.export.choices import Choices, remember, remembered
from gui.export.dialog import ExportDialog
from gui.export.doubts import MAY_BREAK
from tests.data.screen import on_screen
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
    return dialog.shown == dialog.form.choices


def written(dialog):
    return not dialog.open_file.isHidden()


def choose_format(dialog, name):
    dialog.form.format.setCurrentIndex(dialog.form.format.findData(name))
    dialog.form.format.activated.emit(dialog.form.format.currentIndex())


def test_the_window_asks_nothing_on_its_own_thread(qtbot, open_session, tmp_path):
    project = open_session.project
    claim = project.claims.add("The rate fell.").made["claim"]
    asked = []
    project.store.db.conn.set_trace_callback(asked.append)  # only the connection of this thread
    made = ExportDialog(open_session, None, Memory(tmp_path))
    qtbot.addWidget(made)
    made.show()
    assert not made.go.isEnabled()  # before there is a name for the file
    qtbot.waitUntil(lambda: previewed(made) and made.form.out.suffix == ".pdf", timeout=30_000)
    assert made.go.isEnabled()
    assert made.form.out.name == "Open (desk).pdf"
    made.form.editions.button(2).click()
    choose_format(made, "md")
    qtbot.waitUntil(lambda: previewed(made), timeout=30_000)
    made.reveal(claim)
    made.close()
    qtbot.waitUntil(lambda: not open_session.jobs, timeout=30_000)
    assert asked == []


def test_the_file_is_named_after_what_the_project_is_called_now(qtbot, dialog, open_session, tmp_path):
    dialog.form.place.clear()
    assert not dialog.go.isEnabled()
    open_session.act(lambda project: project.rename("Harbour"))
    qtbot.waitUntil(lambda: "Harbour" in dialog.form.out.name, timeout=30_000)
    dialog.form.place.setText(str(tmp_path / "mine.pdf"))
    open_session.act(lambda project: project.rename("Ferries"))
    qtbot.waitUntil(lambda: "Ferries" in dialog.form.titles[Edition.DESK], timeout=30_000)
    assert dialog.form.out == tmp_path / "mine.pdf"


def test_pages_then_text_then_the_file(qtbot, dialog, tmp_path):
    qtbot.waitUntil(lambda: previewed(dialog), timeout=30_000)
    assert "page" in dialog.preview.state.text()
    assert dialog.preview.pages.pages.sizes
    choose_format(dialog, "md")
    qtbot.waitUntil(lambda: "The rate fell to 4.2" in dialog.preview.text.toPlainText(), timeout=30_000)
    assert dialog.form.out.suffix == ".md"
    dialog.go.click()
    qtbot.waitUntil(lambda: written(dialog), timeout=30_000)
    assert dialog.outcome.text().startswith("brief.md written and verified")
    assert "The rate fell" in (tmp_path / "brief.md").read_text(encoding="utf-8")
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


def test_a_part_left_out_is_out_of_the_preview_and_of_the_file(qtbot, dialog, tmp_path):
    choose_format(dialog, "md")
    dialog.form.parts["method"].click()
    qtbot.waitUntil(lambda: previewed(dialog) and dialog.shown.without == "method", timeout=30_000)
    assert "What a seal proves" not in dialog.preview.text.toPlainText()
    dialog.go.click()
    qtbot.waitUntil(lambda: written(dialog), timeout=30_000)
    assert "What a seal proves" not in (tmp_path / "brief.md").read_text(encoding="utf-8")


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
    own = replace(chosen, edition=Edition.LEGAL, also="pdf html gone", claims="status:confirmed")
    remember(memory, own, "-one")
    assert remembered(session.settings, memory, ("pdf", "html"), "-one") == replace(own, also="pdf html")
    other = remembered(session.settings, memory, ("pdf", "html"), "-two")
    assert (other.edition, other.claims) == (Edition.LEGAL, "")
    memory.save("export", json.dumps([1]).encode())
    assert remembered(session.settings, memory, ("pdf",)).edition is Edition.DESK


def test_a_taken_name_is_not_offered(tmp_path):
    (tmp_path / "Brief.pdf").touch()
    (tmp_path / "Brief 2.docx").touch()
    assert free_place(tmp_path, "Brief.pdf").name == "Brief 2.pdf"
    assert free_place(tmp_path, "Brief.pdf", [".docx"]).name == "Brief 3.pdf"


def test_a_file_that_has_no_pages_on_screen_is_previewed_by_its_kin(qtbot, dialog):
    choose_format(dialog, "draft-docx")
    qtbot.waitUntil(lambda: previewed(dialog), timeout=30_000)
    assert "the word processor sets its own pages" in dialog.preview.state.text()
    choose_format(dialog, "claims-xlsx")
    qtbot.waitUntil(lambda: "Independent sources" in dialog.preview.text.toPlainText(), timeout=30_000)
    assert dialog.form.out.suffix == ".xlsx"


def test_several_formats_are_written_at_once(qtbot, dialog, tmp_path):
    dialog.form.also.actions_["md"].trigger()
    assert "Markdown" in dialog.form.also.text()
    dialog.go.click()
    qtbot.waitUntil(lambda: written(dialog), timeout=30_000)
    assert {path.name for path in tmp_path.glob("brief.*")} == {"brief.pdf", "brief.md"}
    assert "brief.md" in dialog.outcome.text()


def test_claims_of_one_status_are_picked_and_the_selected_ones(qtbot, dialog, open_session):
    other = open_session.project.claims.add("The minister resigned.").made["claim"]
    dialog.select([other])
    open_session.act(lambda project: project.claims.set_status(other, "confirmed"))
    field = dialog.form.claims
    qtbot.waitUntil(lambda: min(map(field.findData, ("status:confirmed", "selected"))) > 0, timeout=30_000)
    for wanted in ("status:confirmed", "selected"):
        field.setCurrentIndex(field.findData(wanted))
        field.activated.emit(field.currentIndex())
        qtbot.waitUntil(lambda wanted=wanted: previewed(dialog) and dialog.shown.claims == wanted, timeout=30_000)
        assert dialog.shown_claims == (other,)


def test_a_house_template_is_chosen_and_a_bad_one_is_told(qtbot, dialog, tmp_path, monkeypatch):
    good, bad = tmp_path / "house.toml", tmp_path / "bad.toml"
    good.write_text('name = "The Daily Example"', encoding="utf-8")
    bad.write_text('nmae = "The Daily Example"', encoding="utf-8")
    field = dialog.form.template
    for path in (bad, good):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, path=path: (str(path), ""))
        field.setCurrentIndex(field.count() - 1)
        field.activated.emit(field.currentIndex())
        if path == bad:
            qtbot.waitUntil(lambda: field.findChild(QMessageBox) is not None)
            box = field.findChild(QMessageBox)
            assert "an entry “nmae”" in box.text()
            assert field.path == ""
            box.close()
    qtbot.waitUntil(lambda: field.path == str(good))
    choose_format(dialog, "md")
    qtbot.waitUntil(lambda: "The Daily Example" in dialog.preview.text.toPlainText(), timeout=30_000)


def test_the_preview_and_the_window_find_each_others_claims(qtbot, dialog, open_session):
    qtbot.waitUntil(lambda: previewed(dialog), timeout=30_000)
    pages, wanted = dialog.preview.pages, []
    dialog.claim_wanted.connect(wanted.append)
    (claim,) = open_session.project.claims.all()
    place = pages.places.of_claim(1)
    at = on_screen(pages, place.page, QPointF(110, place.y + 5))
    qtbot.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert wanted == [claim.id]
    dialog.reveal(claim.id)
    assert pages.verticalScrollBar().value() > 0
    dialog.reveal("another")
    assert "not in this brief" in dialog.preview.state.text()


def test_a_new_preview_keeps_its_place(qtbot, dialog, open_session):
    qtbot.waitUntil(lambda: previewed(dialog), timeout=30_000)
    dialog.preview.larger.click()
    bar, zoom = dialog.preview.pages.verticalScrollBar(), dialog.preview.pages.zoom
    bar.setValue(300)
    open_session.act(lambda project: project.claims.add("The minister resigned."))
    qtbot.waitUntil(lambda: len(dialog.shown_claims) == 2, timeout=30_000)
    assert (bar.value(), dialog.preview.pages.zoom) == (300, zoom)


def test_an_edition_that_stops_is_signed_for_in_the_window(qtbot, dialog, open_session):
    (snapshot,) = open_session.project.snapshots.all()
    sealed = open_session.project.path / snapshot.warc
    body = sealed.read_bytes()
    sealed.write_bytes(body[:-1])
    choose_format(dialog, "md")
    dialog.go.click()
    qtbot.waitUntil(dialog.doubts.isVisible, timeout=30_000)
    assert not written(dialog)
    assert not dialog.form.out.exists()
    assert "Claim 1: The rate fell." in dialog.doubts.claims.text()
    assert sealed.name in dialog.doubts.lines.text().replace(MAY_BREAK, "")
    dialog.doubts.name.setText("Ida Krag")
    assert not dialog.doubts.sign.isEnabled()
    dialog.doubts.reason.setText("The printer waits")
    sealed.unlink()  # more than what was shown: nobody signed for that
    dialog.doubts.sign.click()
    qtbot.waitUntil(lambda: dialog.doubts.isVisible() and "missing" in dialog.doubts.lines.text(), timeout=30_000)
    assert not dialog.form.out.exists()
    dialog.doubts.sign.click()
    qtbot.waitUntil(lambda: written(dialog), timeout=30_000)
    told = dialog.form.out.read_text(encoding="utf-8")
    assert "could not be checked" in told
    assert "Ida Krag" in told
    assert "The printer waits" in told


def test_other_choices_take_the_form_to_sign_away(qtbot, dialog, open_session):
    (snapshot,) = open_session.project.snapshots.all()
    (open_session.project.path / snapshot.warc).unlink()
    dialog.go.click()
    qtbot.waitUntil(dialog.doubts.isVisible, timeout=30_000)
    dialog.form.editions.button(1).click()
    assert dialog.doubts.isHidden()
