"""Every control has a name for screen readers, and every button can be reached by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QWidget,
)

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QAbstractItemView)


def nameless(widget):
    found = []
    for control in widget.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or not control.isVisibleTo(widget):
            continue
        inner = control.objectName().startswith("qt_") or isinstance(
            control.parent(), (QComboBox, QSpinBox, QTabBar, QLineEdit)
        )
        inside = control.metaObject().className() in {
            "QComboBoxListView",
            "QComboBoxPrivateContainer",
            "QToolBarExtension",
            "QLineEditIconButton",
        }
        if inner or inside:
            continue
        spoken = QAccessible.queryAccessibleInterface(control)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            found.append(f"{type(control).__name__} in {type(control.parent()).__name__}")
    return found


def unreachable(widget):
    return [
        f"{type(button).__name__} “{button.accessibleName()}” in {type(button.parent()).__name__}"
        for button in widget.findChildren(QAbstractButton)
        if button.isVisibleTo(widget)
        and button.focusPolicy() == Qt.FocusPolicy.NoFocus
        and button.metaObject().className() not in {"QToolBarExtension", "QLineEditIconButton"}
        and not isinstance(button.parent(), QTabBar)
    ]


@pytest.mark.parametrize("part", ["first screen", "project", "capture", "settings", "help", "shortcuts", "export"])
def test_every_control_has_a_name_and_can_be_reached(story, part):
    shown = {
        "first screen": lambda: story.screens.welcome,
        "project": lambda: story,
        "capture": lambda: story.commands.capture_dialog,
        "settings": story.commands.settings,
        "help": story.commands.help,
        "shortcuts": story.commands.shortcuts,
        "export": story.commands.export,
    }[part]()
    found = nameless(shown), unreachable(shown)
    if shown is not story:
        shown.close()
    assert found == ([], [])
