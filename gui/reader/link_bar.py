"""The question shown when a link leads out of the sealed page."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from core.errors import StandfirstError
from gui.widgets.controls import plain_label, tool_button
from gui.widgets.theme import GRID, role

LONGEST_SHOWN = 90


class LinkBar(QFrame):
    """Signals: `capture_wanted(str)`."""

    capture_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        role(self, "strip")
        self.url = ""
        self.said = plain_label("")
        self.capture = role(QPushButton("Capture this page"), "primary")
        self.capture.setToolTip("Seal that page into the project")
        self.browse = QPushButton("Open in browser")
        self.browse.setToolTip("Leave Standfirst and open the live page")
        close = tool_button("close", "Stay here")
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID, GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.said, 1)
        for button in (self.capture, self.browse, close):
            row.addWidget(button)
        self.capture.clicked.connect(self._capture)
        self.browse.clicked.connect(self._browse)
        close.clicked.connect(self.hide)
        self.hide()

    def ask(self, untrusted_url: str) -> None:
        """Ask what to do with a link that leads out; non-web addresses are ignored."""
        from core.security.urls import vet

        try:
            self.url = vet(untrusted_url)
        except StandfirstError:
            return
        cut = self.url if len(self.url) <= LONGEST_SHOWN else f"{self.url[:LONGEST_SHOWN]}…"
        self.said.setText(f"This link leads out of the sealed page:\n{cut}")
        self.said.setToolTip(self.url)
        self.show()
        self.capture.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stay with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _capture(self) -> None:
        self.hide()
        self.capture_wanted.emit(self.url)

    def _browse(self) -> None:
        self.hide()
        QDesktopServices.openUrl(QUrl(self.url))
