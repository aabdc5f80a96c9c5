"""The toolbar: the commands needed most while reading."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from gui.shell.actions import Actions

LEFT = ("toggle_sidebar", "undo", "redo")
RIGHT = ("verify", "toggle_claims")
DRAWING = 18


class Toolbar(QToolBar):
    """Sidebar, undo, redo, capture; then verify, claims, export at the right end."""

    def __init__(self, actions: Actions) -> None:
        super().__init__("Commands")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(DRAWING, DRAWING))
        for name in LEFT:
            self._add(actions, name)
        self._add(actions, "capture", "Capture page")
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        for name in RIGHT:
            self._add(actions, name)
        self._add(actions, "export", "Export brief")

    def _add(self, actions: Actions, name: str, text: str = "") -> None:
        action = actions[name]
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAccessibleName(text or action.text().removesuffix("…"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if text:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            action.setIconText(text)
        self.addWidget(button)
