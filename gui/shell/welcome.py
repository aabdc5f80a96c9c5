"""The welcome screen: paste a link to seal the first page, or open a project."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.base.slots import weakly
from gui.shell.opening import free_folder
from gui.widgets.icon_label import Picture
from gui.widgets.icons import icon
from gui.widgets.links import addresses
from gui.widgets.theme import GRID, role

COLUMN_WIDTH = 560
MOST_SHOWN = 5
LOGO = 44
BUTTON_HEIGHT = 26  # with padding as tall as the field next to it


class Welcome(QWidget):
    """Shown while no project is open.

    Signals: `first_page(folder, title, url)` create a project there and capture; `demo_wanted()`; `open_wanted()`;
    `recent_chosen(path)`.
    """

    first_page = Signal(object, str, str)
    demo_wanted = Signal()
    open_wanted = Signal()
    recent_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.url = role(QLineEdit(placeholderText="https://"), "large")
        self.url.setAccessibleName("Link of the page")
        self.seal = role(QPushButton("Seal this page"), "primary")
        self.seal.setAccessibleName("Seal this page")
        self.name = QLineEdit(f"Story of {dt.date.today():%d %B %Y}".replace(" 0", " "))
        self.name.setAccessibleName("Name of the new project")
        self._hint = role(QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True), "small")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._lay_out()
        self.url.textChanged.connect(self._check)
        self.url.returnPressed.connect(self._go)
        self.seal.clicked.connect(self._go)
        self.name.textChanged.connect(self._check)
        self._check()

    def offer(self, recent: list[Path]) -> None:
        """List the recent projects."""
        while (entry := self._recent.takeAt(0)) is not None:
            if widget := entry.widget():
                widget.deleteLater()
        if recent:
            self._recent.addWidget(role(QLabel("RECENT"), "section"))
        for path in recent[:MOST_SHOWN]:
            self._recent.addWidget(self._recent_button(path))

    def folder(self) -> Path:
        """Return the folder of the new project: an unused name in the Documents folder."""
        place = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return free_folder(place, self.name.text())

    def _choose(self, path: Path) -> None:
        self.recent_chosen.emit(path)

    def _go(self) -> None:
        found = addresses(self.url.text())
        if found:
            self.first_page.emit(self.folder(), self.name.text().strip(), found[0])

    def _check(self) -> None:
        found, named = addresses(self.url.text()), bool(self.name.text().strip())
        self.seal.setEnabled(bool(found) and named)
        typed = self.url.text().strip()
        self._hint.setText("This does not look like a link." if typed and not found else f"Stored in {self._place()}")

    def _place(self) -> str:
        """Return where the project will be stored, relative to the user's home."""
        folder = self.folder().parent
        return f"~/{folder.relative_to(Path.home()).as_posix()}" if folder.is_relative_to(Path.home()) else str(folder)

    def _lay_out(self) -> None:
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(COLUMN_WIDTH)
        outer.addWidget(middle, 10)
        outer.addStretch(1)
        column = QVBoxLayout(middle)
        column.setSpacing(GRID)
        column.addStretch(2)
        self._head(column)
        column.addSpacing(GRID * 2)
        column.addWidget(self._card())
        column.addSpacing(GRID * 2)
        column.addLayout(self._others())
        column.addSpacing(GRID)
        column.addLayout(self._recent)
        column.addStretch(3)

    def _head(self, column: QVBoxLayout) -> None:
        column.addWidget(Picture("standfirst", LOGO))
        column.addWidget(role(QLabel("Paste a link to seal your first page"), "title"))
        lead = QLabel(
            "Standfirst keeps the page as it is now, so that every sentence you cite can be shown again.", wordWrap=True
        )
        column.addWidget(role(lead, "lead"))

    def _card(self) -> QFrame:
        card = role(QFrame(), "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.setSpacing(GRID + 4)
        first = QHBoxLayout()
        first.setSpacing(GRID)
        first.addWidget(self.url, 1)
        self.seal.setMinimumHeight(BUTTON_HEIGHT)
        first.addWidget(self.seal)
        column.addLayout(first)
        second = QHBoxLayout()
        label = role(QLabel("Project"), "muted")
        label.setBuddy(self.name)
        second.addWidget(label)
        second.addWidget(self.name, 1)
        column.addLayout(second)
        column.addWidget(self._hint)
        return card

    def _others(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for text, drawing, signal in (
            ("Open sample project", "star", self.demo_wanted),
            ("Open project…", "open", self.open_wanted),
        ):
            button = QPushButton(icon(drawing), text)
            button.setAccessibleName(text.removesuffix("…"))
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _recent_button(self, path: Path) -> QPushButton:
        button = role(QPushButton(icon("folder"), f"{path.stem}   —   {path.parent}"), "quiet")
        button.setAccessibleName(f"Open {path.stem}")
        button.setToolTip(str(path))
        button.clicked.connect(weakly(self._choose, path))
        return button
