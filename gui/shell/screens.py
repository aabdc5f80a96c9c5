"""The welcome screen and the project screen, each created when first shown, so that the window opens quickly."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.base.session import Session

if TYPE_CHECKING:
    from gui.shell.welcome import Welcome
    from gui.shell.workspace import Workspace


class Screens(QStackedWidget):
    """Empty at first. Signals: `welcome_made(welcome)` and `workspace_made(workspace)`, once each, to connect them."""

    welcome_made = Signal(object)
    workspace_made = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._welcome: Welcome | None = None
        self._workspace: Workspace | None = None
        self.addWidget(QWidget())

    @property
    def welcome(self) -> "Welcome":
        """The welcome screen."""
        if self._welcome is None:
            from gui.shell.welcome import Welcome

            self._welcome = Welcome()
            self.addWidget(self._welcome)
            self.welcome_made.emit(self._welcome)
        return self._welcome

    @property
    def workspace(self) -> "Workspace":
        """The project screen."""
        if self._workspace is None:
            from gui.shell.workspace import Workspace

            self._workspace = Workspace(self._session)
            self.addWidget(self._workspace)
            self.workspace_made.emit(self._workspace)
        return self._workspace

    @property
    def has_workspace(self) -> bool:
        """Whether the project screen exists already."""
        return self._workspace is not None
