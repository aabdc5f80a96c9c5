"""Windows that are open when light turns to dark: words that were written in colours are written anew."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from gui.drafts.versions import VersionsDialog
from gui.shell.help import HelpWindow
from gui.widgets import theme
from gui.widgets.palettes import DARK, LIGHT


def colours_in(document: QTextDocument) -> set[str]:
    found, block = set(), document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            look = pieces.fragment().charFormat()
            found |= {look.foreground().color().name(), look.background().color().name()}
            pieces += 1
        block = block.next()
    return found


@pytest.fixture
def turn(qapp):
    return lambda mode: theme.apply(qapp, mode)


def test_links_of_the_manual_take_the_new_colour(qtbot, turn):
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show()
    assert LIGHT.accent.name() in colours_in(window.page.document())
    turn(theme.Mode.DARK)
    assert DARK.accent.name() in colours_in(window.page.document())
    assert LIGHT.accent.name() not in colours_in(window.page.document())


def test_differences_of_versions_take_the_new_colours(qtbot, turn, open_session):
    project = open_session.project
    draft_id = project.drafts.add("Rates", "The rate fell to 4.2 percent.").made["draft"]
    project.drafts.revise(draft_id, "The rate fell to 5.1 percent.")
    dialog = VersionsDialog(open_session, draft_id)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    qtbot.waitUntil(lambda: LIGHT.bad.name() in colours_in(dialog.text.document()))
    turn(theme.Mode.DARK)
    assert DARK.bad.name() in colours_in(dialog.text.document())
    assert LIGHT.bad.name() not in colours_in(dialog.text.document())
