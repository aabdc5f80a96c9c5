"""Slots that do not keep alive what they call, and the crash that they spare us."""

import subprocess
import sys
import textwrap
import weakref

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from gui.base.slots import weakly

DIES = """
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
    from gui.base.slots import weakly

    class View(QWidget):
        def __init__(self):
            super().__init__()
            part, button = QWidget(), QPushButton()
            QVBoxLayout(self).addWidget(part)
            QVBoxLayout(part).addWidget(button)
            button.clicked.connect({slot})
            part.deleteLater()

        def hear(self):
            pass

    app = QApplication([])
    view = View()
    del view
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    print("lived")
"""


class View(QWidget):
    def __init__(self):
        super().__init__()
        self.button = QPushButton(self)
        self.heard = []

    def hear(self, *said, **named):
        self.heard.append((said, named))


def test_the_slot_gets_its_own_values_and_not_those_of_the_signal(qtbot):
    view = View()
    qtbot.addWidget(view)
    view.button.clicked.connect(weakly(view.hear, "a", by=2))
    view.button.click()
    assert view.heard == [(("a",), {"by": 2})]


def test_the_slot_holds_nobody_and_is_silent_afterwards(qapp):
    view = View()
    slot, shown = weakly(view.hear), weakref.ref(view)
    view.button.clicked.connect(slot)
    del view
    assert shown() is None
    slot()


@pytest.mark.parametrize("slot", ["weakly(self.hear)", "self.hear"])
def test_a_view_held_by_nobody_outlives_the_end_of_its_part(slot):
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(DIES).format(slot=slot)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, "lived\n")
