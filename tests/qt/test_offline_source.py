"""Adding an interview in the window: what editions print is shown while typing, errors appear in place, it is sealed."""

import pytest
from PySide6.QtCore import Qt

from core.model import Confidentiality, Edition, Terms
from gui.sources.offline_source import BeyondDialog


@pytest.fixture
def dialog(qtbot, open_session):
    made = BeyondDialog(open_session)
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not open_session.jobs, timeout=30_000)


def on_background(dialog):
    dialog.terms.setCurrentIndex(dialog.terms.findData(str(Terms.BACKGROUND)))
    dialog.terms.activated.emit(dialog.terms.currentIndex())


def test_what_editions_would_print_is_told_while_one_types(dialog):
    dialog.title.setText("Call with Ada")
    assert "Call with Ada" in dialog.editions[Edition.PUBLIC].text()
    on_background(dialog)
    dialog.alias.setText("a harbour official")
    assert "Call with Ada" in dialog.editions[Edition.DESK].text()
    assert "Call with Ada" not in dialog.editions[Edition.LEGAL].text()
    assert "a harbour official" in dialog.editions[Edition.PUBLIC].text()


def test_what_is_missing_is_said_and_then_it_is_sealed(qtbot, open_session, dialog):
    dialog.title.setText("Call with Ada")
    dialog.day.setText("yesterday")
    dialog.save()
    assert "This is not a date" in dialog.told.text()
    dialog.day.setText("2026-05-04")
    on_background(dialog)
    dialog.words.setPlainText("She said that the wall had sunk.")
    dialog.save()
    qtbot.waitUntil(lambda: "needs an alias" in dialog.told.text(), timeout=30_000)
    dialog.alias.setText("a harbour official")
    dialog.save()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)
    (source,) = open_session.project.sources.all()
    assert (source.alias, source.terms, source.confidentiality) == (
        "a harbour official",
        Terms.BACKGROUND,
        Confidentiality.DESK,
    )


def test_the_command_opens_the_form(qtbot, story):
    dialog = story.commands.add_source()
    qtbot.waitUntil(dialog.isVisible)
    dialog.reject()
