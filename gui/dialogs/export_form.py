"""The left side of the export window: format, edition, citation style, place."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.model import Edition
from gui.controls import plain_label
from gui.dialogs.export_choices import EDITION_WORDS, Choices, file_name, free_place
from gui.dialogs.style_choice import LocaleChoice, StyleChoice
from gui.icons import icon
from gui.theme import GRID, role

if TYPE_CHECKING:
    from core.export.exporter import Exporter

PARTS = ("summary", "exhibits", "sources", "method")


class ExportForm(QWidget):
    """Signals: `changed()` when the brief would be another one."""

    changed = Signal()

    def __init__(self, exporters: "tuple[Exporter, ...]", styles: dict[str, str], title: str) -> None:
        super().__init__()
        self._exporters = {exporter.name: exporter for exporter in exporters}
        self._title = title
        self._suggested = ""
        self.format = QComboBox()
        self.style_ = StyleChoice(styles=styles)
        self.locale_ = LocaleChoice()
        self.place = QLineEdit()
        self.browse = QPushButton("Choose…")
        self.editions = QButtonGroup(self)
        self.parts = {name: QCheckBox(name.capitalize()) for name in PARTS}
        self.leaves_out = plain_label("", "small")
        for exporter in exporters:
            self.format.addItem(exporter.label, exporter.name)
        self._lay_out()
        self._connect()

    @property
    def choices(self) -> Choices:
        """What is chosen now."""
        return Choices(
            str(self.format.currentData()),
            list(Edition)[self.editions.checkedId()],
            self.style_.style_name,
            str(self.out.parent),
            " ".join(name for name, box in self.parts.items() if not box.isChecked()),
            self.locale_.locale_name,
        )

    @property
    def out(self) -> Path:
        """The file to write."""
        return Path(self.place.text().strip()).expanduser()

    def show_choices(self, choices: Choices, folder: Path) -> None:
        """Show choices without announcing them."""
        blocked = self.blockSignals(True)
        self.format.setCurrentIndex(max(0, self.format.findData(choices.format)))
        self.style_.show_style(choices.style)
        self.locale_.show_locale(choices.locale)
        self.editions.button(list(Edition).index(choices.edition)).setChecked(True)
        for name, box in self.parts.items():
            box.setChecked(name not in choices.without.split())
        self._folder = folder
        self._suggest()
        self.blockSignals(blocked)

    def suffix_of(self, name: str) -> str:
        """Return how the name of a file of a format ends."""
        return self._exporters[name].suffix

    def _suggest(self) -> None:
        edition = list(Edition)[self.editions.checkedId()]
        self.leaves_out.setText(EDITION_WORDS[edition][2])
        if self.place.text() == self._suggested:  # a name the user wrote stays
            name = file_name(self._title, edition, self._exporters[str(self.format.currentData())].suffix)
            self._suggested = str(free_place(self._folder, name))
            self.place.setText(self._suggested)
        else:
            suffix = self._exporters[str(self.format.currentData())].suffix
            self.place.setText(str(self.out.with_suffix("")) + suffix)

    def _anew(self) -> None:
        self._suggest()
        self.changed.emit()

    def _choose(self) -> None:
        exporter = self._exporters[str(self.format.currentData())]
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Export brief", str(self.out), f"{exporter.label} (*{exporter.suffix})"
        )
        if chosen:
            self._folder = Path(chosen).parent
            self.place.setText(chosen)

    def _connect(self) -> None:
        self.format.activated.connect(lambda _: self._anew())
        self.style_.chosen.connect(lambda _: self.changed.emit())
        self.locale_.chosen.connect(lambda _: self.changed.emit())
        self.editions.idClicked.connect(lambda _: self._anew())
        self.browse.clicked.connect(self._choose)
        for box in self.parts.values():
            box.clicked.connect(lambda _: self.changed.emit())

    def _lay_out(self) -> None:
        self._folder = Path()
        for control, name in (
            (self.format, "Format"),
            (self.place, "File"),
            (self.browse, "Choose the file"),
        ):
            control.setAccessibleName(name)
        self.browse.setToolTip("Choose where the file goes")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        _labelled(column, "FORMAT", self.format)
        column.addWidget(role(QLabel("EDITION"), "section"))
        for number, edition in enumerate(Edition):
            drawing, words, _ = EDITION_WORDS[edition]
            button = QRadioButton(words)
            button.setIcon(icon(drawing))
            button.setAccessibleName(f"{words} edition")
            button.setToolTip(EDITION_WORDS[edition][2])
            self.editions.addButton(button, number)
            column.addWidget(button)
        column.addWidget(self.leaves_out)
        column.addSpacing(GRID)
        column.addWidget(role(QLabel("PARTS"), "section"))
        grid = QGridLayout()
        for number, (name, box) in enumerate(self.parts.items()):
            box.setToolTip(f"Put the {name} into the brief; the claims are always in it")
            grid.addWidget(box, number // 2, number % 2)
        column.addLayout(grid)
        column.addSpacing(GRID)
        _labelled(column, "CITATION STYLE", self.style_)
        _labelled(column, "LANGUAGE OF CITATIONS", self.locale_)
        column.addWidget(role(QLabel("FILE"), "section"))
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.browse)
        column.addLayout(row)


def _labelled(column: QVBoxLayout, words: str, control: QComboBox) -> None:
    column.addWidget(role(QLabel(words), "section"))
    control.setMinimumContentsLength(12)
    control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    column.addWidget(control)
    column.addSpacing(GRID)
