"""The capture window: links in, one per line; sealed pages out. Captures continue when it is closed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.capture import HEADLESS
from gui.base.session import Session
from gui.capture.capture_queue import CaptureRun, Captures
from gui.capture.card import CaptureCard
from gui.capture.report import CaptureReport
from gui.capture.resume import WaitingBar
from gui.widgets.controls import scroll_area
from gui.widgets.empty_state import Empty
from gui.widgets.formatting import count
from gui.widgets.icons import icon
from gui.widgets.links import MOST_ADDRESSES, every_address
from gui.widgets.theme import GRID, role
from gui.widgets.unsent import UnsentDialog

if TYPE_CHECKING:
    from core.jobs import Progress

WIDTH, HEIGHT = 640, 460
FIELD_HEIGHT = 92


class CaptureDialog(UnsentDialog):
    """Asks for links and shows every capture of this run; `open_wanted(snapshot id)`."""

    open_wanted = Signal(str)

    def __init__(self, session: Session, captures: Captures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._captures = session, captures
        self._links: list[str] = []
        self._asked: Progress | None = None
        self._cards: dict[CaptureRun, CaptureCard] = {}
        self.setWindowTitle("Capture pages")
        self.resize(WIDTH, HEIGHT)
        self.field = role(QPlainTextEdit(placeholderText="One link per line"), "field")
        self.field.setAccessibleName("Links, one per line")
        self.field.setFixedHeight(FIELD_HEIGHT)
        self.field.setTabChangesFocus(True)
        self.private = QCheckBox("Allow private addresses (this computer and the local network)")
        self.private.setAccessibleName("Allow private addresses")
        self.private.setChecked(bool(session.settings["allow_private"]))
        self.private.hide()
        self.browser = QCheckBox("Also load the page in a browser, so that its scripts run (slower)")
        self.browser.setAccessibleName("Capture with the browser")
        self.browser.hide()
        self.more = role(QPushButton(icon("right"), "More"), "quiet")
        self.more.setCheckable(True)
        self.more.setAccessibleName("More options")
        self.go = role(QPushButton("Capture"), "primary")
        self.go.setAccessibleName("Capture")
        self.go.setToolTip("Seal these pages (Ctrl+Return)")
        self._found = role(QLabel(), "small")
        self._nothing = Empty(
            "seal", "Sealed pages appear here, with what was stored, what failed and the quality of the page."
        )
        self.report = CaptureReport()
        self.waiting = WaitingBar(captures)
        self._lay_out()
        self._connect(session)

    def ask(self, text: str = "") -> None:
        """Show the window with the cursor in the link field."""
        if self._session.is_open:
            self.keep_input(self._session, "capture")
        if text:
            self.field.setPlainText(text)
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus()

    def _connect(self, session: Session) -> None:
        self.field.textChanged.connect(self._check)
        self.go.clicked.connect(self._capture)
        self.more.toggled.connect(self._unfold)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._capture)
        self._captures.began.connect(self._add)
        self._captures.ended.connect(self._refresh)
        self.report.retry_wanted.connect(self._try_failed)
        session.progressed.connect(self._poll)
        session.switched.connect(self._clear)
        for run in self._captures.runs:
            self._add(run)
        self._check()

    def _check(self) -> None:
        text = self.field.toPlainText()
        self._links = every_address(text)
        self.go.setEnabled(bool(self._links))
        self._found.setText("" if self._links or not text.strip() else "No link found in this text.")
        self._look_up()

    def _look_up(self) -> None:
        """Show how many links there are, and which of them are sources already."""
        if self._asked is not None:
            self._asked.cancel()
        links = self._links
        if not links:
            return
        at_once = f", {MOST_ADDRESSES} at a time" if len(links) > MOST_ADDRESSES else ""
        said = f"{count(len(links), 'link')}{at_once}"
        self._found.setText(said)
        if self._session.is_open:
            self._asked = self._session.ask(
                lambda project, _: sum(project.sources.find_url(url) is not None for url in links[:MOST_ADDRESSES]),
                lambda here: self._found.setText(f"{said}{_known(here, len(links))}"),
            )

    def _unfold(self, wide: bool) -> None:
        self.private.setVisible(wide)
        self.browser.setVisible(wide)
        self.more.setIcon(icon("down" if wide else "right"))

    def _capture(self) -> None:
        found, rest = self._links[:MOST_ADDRESSES], self._links[MOST_ADDRESSES:]
        if found:
            way = HEADLESS if self.browser.isChecked() else ""
            self._captures.add(found, allow_private=self.private.isChecked(), way=way)
            self.field.setPlainText("\n".join(rest))

    def _add(self, run: CaptureRun) -> None:
        card = CaptureCard(run)
        card.open_wanted.connect(self.open_wanted)
        card.retry_wanted.connect(self._again)
        self._cards[run] = card
        self._list.insertWidget(0, card)
        self._show_list()

    def _again(self, url: str, way: str) -> None:
        self._captures.add([url], allow_private=self.private.isChecked(), way=way)

    def _try_failed(self, urls: list[str]) -> None:
        self._captures.add(urls, allow_private=self.private.isChecked())

    def _refresh(self, run: CaptureRun) -> None:
        self.report.show_runs(self._captures.runs)
        if run in self._cards:
            self._cards[run].refresh()

    def _poll(self) -> None:
        for run, card in self._cards.items():
            if not run.ended:
                card.refresh()

    def _clear(self) -> None:
        for card in self._cards.values():
            card.deleteLater()
        self._cards.clear()
        self._show_list()

    def _show_list(self) -> None:
        self._nothing.setVisible(not self._cards)
        self._area.setVisible(bool(self._cards))
        self.report.show_runs(self._captures.runs)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(self.waiting)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addWidget(self._found)
        row.addStretch(1)
        row.addWidget(self.go)
        column.addLayout(row)
        column.addWidget(self.private)
        column.addWidget(self.browser)
        column.addWidget(self._nothing, 1)
        self._area = self._scroll()
        column.addWidget(self._area, 1)
        column.addWidget(self.report)
        self._show_list()

    def _scroll(self) -> QScrollArea:
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, GRID, 0, 0)
        self._list.setSpacing(GRID)
        self._list.addStretch(1)
        return scroll_area(inside, "Captures of this run")


def _known(here: int, links: int) -> str:
    """Return how many links are sources of the project already, and that those get a new snapshot, in words."""
    if not here:
        return ""
    which = (
        ("already a source here" if links == 1 else "1 is already a source here")
        if here == 1
        else f"{here:,} are already sources here"
    )
    return f" · {which}: sealed again as a new snapshot"
