"""Who may see a source: what editions print follows its confidentiality and alias; identities in the window."""

import weakref

import pytest
from PySide6.QtWidgets import QWidget

from core.model import Confidentiality, Edition, Identity
from gui.sources.confidentiality import ProtectionDialog
from tests.data.sealing import Page, seal

WORDS = "four plain words here"


@pytest.fixture
def dialog(qtbot, open_session):
    source = seal(
        open_session.project, Page("https://a.example/", b"<title>The letter</title><p>A page with words.</p>")
    ).source_id
    made = ProtectionDialog(open_session, source)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: "The letter" in made.editions[Edition.PUBLIC].text())
    yield made
    qtbot.waitUntil(lambda: not open_session.jobs, timeout=30_000)


def test_a_closed_dialog_is_gone_with_what_it_knew(qtbot, open_session):
    source = seal(open_session.project, Page("https://a.example/", b"<p>A page with words.</p>")).source_id
    parent = QWidget()
    qtbot.addWidget(parent)

    def show_and_close():
        dialog = ProtectionDialog(open_session, source, parent)
        dialog.open()
        qtbot.waitUntil(lambda: bool(dialog.editions[Edition.PUBLIC].text()))
        dialog.close()
        return weakref.ref(dialog)

    closed = show_and_close()
    qtbot.waitUntil(lambda: closed() is None, timeout=5_000)


def test_what_editions_print_follows_class_and_alias(qtbot, open_session, dialog):
    dialog.kept.setCurrentIndex(dialog.kept.findData(str(Confidentiality.DESK)))
    dialog.kept.activated.emit(dialog.kept.currentIndex())
    qtbot.waitUntil(lambda: "Confidential source" in dialog.editions[Edition.LEGAL].text())
    assert "The letter" in dialog.editions[Edition.DESK].text()
    dialog.alias.setText("A senior engineer")
    dialog.alias.setModified(True)
    dialog.alias.editingFinished.emit()
    qtbot.waitUntil(lambda: "A senior engineer" in dialog.editions[Edition.PUBLIC].text())
    open_session.act(lambda project: project.journal.undo())
    qtbot.waitUntil(lambda: "A senior engineer" not in dialog.editions[Edition.PUBLIC].text())


def test_an_identity_is_sealed_revealed_and_destroyed(qtbot, open_session, dialog):
    part, project = dialog.identity, open_session.project
    part.fields["name"].setText("Marta Okonkwo")
    part.phrase.setText(WORDS)
    part.keep.click()
    assert "typed twice" in part.told.text()
    part.again.setText(WORDS)
    part.keep.click()
    qtbot.waitUntil(lambda: part.known, timeout=30_000)
    assert part.fields["name"].text() == part.phrase.text() == ""
    part.phrase.setText("another")
    part.reveal.click()
    qtbot.waitUntil(lambda: not open_session.jobs, timeout=30_000)
    assert part.fields["name"].text() == ""
    part.phrase.setText(WORDS)
    part.reveal.click()
    qtbot.waitUntil(lambda: part.fields["name"].text() == "Marta Okonkwo", timeout=30_000)
    dialog.finished.emit(0)  # the message when it closes
    assert part.fields["name"].text() == ""
    (source,) = project.sources.all()
    assert project.identities.reveal(source.id, WORDS) == Identity("Marta Okonkwo")


def test_destroyed_is_gone(qtbot, open_session, dialog):
    (source,) = open_session.project.sources.all()
    open_session.project.identities.keep(source.id, Identity("Marta"), WORDS)
    dialog.identity.refresh()
    qtbot.waitUntil(dialog.identity.erase.isEnabled)
    dialog.identity.destroy_now()
    qtbot.waitUntil(lambda: not dialog.identity.known, timeout=30_000)
    assert open_session.project.identities.known() == frozenset()
