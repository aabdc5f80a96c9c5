"""The left side of the export window: format, edition, citation style, file."""

from collections.abc import Mapping, Sequence
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
from gui.export.choices import EDITION_WORDS, Choices
from gui.export.claims import AlsoChoice, ClaimsChoice, TemplateChoice
from gui.widgets.controls import plain_label
from gui.widgets.icons import icon
from gui.widgets.style_choice import LocaleChoice, StyleChoice
from gui.widgets.theme import GRID, role

if TYPE_CHECKING:
    from core.export.report.format import Exporter

PARTS = {
    "title": "Title page",
    "summary": "Summary",
    "contents": "Contents",
    "exhibits": "Exhibits",
    "sources": "Sources",
    "method": "Method",
    "signoff": "Sign-off",
}


class ExportForm(QWidget):
    """Signals: `changed()` when the brief would be different."""

    changed = Signal()

    def __init__(
        self,
        exporters: "tuple[Exporter, ...]",
        styles: dict[str, str],
        selected: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._exporters = {exporter.name: exporter for exporter in exporters}
        self.titles: dict[Edition, str] = {}  # until the project was asked
        self._suggested = ""
        self.format = QComboBox()
        self.also = AlsoChoice(exporters)
        self.claims = ClaimsChoice(selected)
        self.template = TemplateChoice()
        self.style_ = StyleChoice(styles=styles)
        self.locale_ = LocaleChoice()
        self.place = QLineEdit()
        self.browse = QPushButton("Choose…")
        self.filing = QWidget()  # placed below the choices, which may scroll
        self.editions = QButtonGroup(self)
        self.parts = {name: QCheckBox(words) for name, words in PARTS.items()}
        self.leaves_out = plain_label("", "small")
        for exporter in exporters:
            self.format.addItem(exporter.label, exporter.name)
        self._lay_out()
        self._connect()

    @property
    def choices(self) -> Choices:
        """The current choices."""
        return Choices(
            str(self.format.currentData()),
            list(Edition)[self.editions.checkedId()],
            self.style_.style_name,
            str(self.out.parent),
            " ".join(name for name, box in self.parts.items() if not box.isChecked()),
            self.locale_.locale_name,
            " ".join(self.also.names),
            self.claims.wanted,
            self.template.path,
        )

    @property
    def outs(self) -> "Mapping[str, Path]":
        """The files to write, by format."""
        from core.export.filenames import targets

        return targets(self.out, (str(self.format.currentData()), *self.also.names))

    @property
    def out(self) -> Path:
        """The file to write."""
        return Path(self.place.text().strip()).expanduser()

    def show_choices(self, choices: Choices, folder: Path) -> None:
        """Show choices without a signal."""
        blocked = self.blockSignals(True)
        self.format.setCurrentIndex(max(0, self.format.findData(choices.format)))
        self.also.show_names(choices.also.split(), choices.format)
        self.claims.show_wanted(choices.claims)
        self.template.show_path(choices.template)
        self.style_.show_style(choices.style)
        self.locale_.show_locale(choices.locale)
        self.editions.button(list(Edition).index(choices.edition)).setChecked(True)
        for name, box in self.parts.items():
            box.setChecked(name not in choices.without.split())
        self._folder = folder
        self._suggest()
        self.blockSignals(blocked)

    def show_titles(self, titles: dict[Edition, str]) -> None:
        """Set the title of the brief by edition and name the file after it; a name typed by the user stays."""
        if titles != self.titles:
            self.titles = titles
            self._suggest()

    def suffix_of(self, name: str) -> str:
        """Return the suffix of a file of a format."""
        return self._exporters[name].suffix

    def _suggest(self) -> None:
        from core.export.filenames import file_name, free_place

        edition = list(Edition)[self.editions.checkedId()]
        suffix = self._exporters[str(self.format.currentData())].suffix
        self.also.show_main(str(self.format.currentData()))
        self.leaves_out.setText(EDITION_WORDS[edition][2])
        if self.out.name and self.place.text() != self._suggested:  # keep a name typed by the user
            self.place.setText(str(self.out.with_suffix("")) + suffix)
        elif self.titles:
            endings = [self._exporters[name].suffix for name in self.also.names]
            self._suggested = str(free_place(self._folder, file_name(self.titles[edition], edition, suffix), endings))
            self.place.setText(self._suggested)

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
        self.also.chosen.connect(self._suggest)
        self.claims.chosen.connect(self.changed)
        self.template.chosen.connect(self.changed)
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
        self.browse.setAutoDefault(False)  # Enter exports
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        _labelled(column, "FORMAT", self.format, 0)
        column.addWidget(self.also)
        column.addSpacing(GRID)
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
            box.setToolTip(f"{PARTS[name]}: include it or not; claims are always included")
            grid.addWidget(box, number // 2, number % 2)
        column.addLayout(grid)
        column.addSpacing(GRID)
        _labelled(column, "CLAIMS", self.claims)
        _labelled(column, "CITATION STYLE", self.style_)
        _labelled(column, "LANGUAGE OF CITATIONS", self.locale_)
        _labelled(column, "HOUSE TEMPLATE", self.template)
        column.addStretch(1)
        named = QVBoxLayout(self.filing)
        named.setContentsMargins(0, 0, 0, 0)
        named.addWidget(role(QLabel("FILE"), "section"))
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.browse)
        named.addLayout(row)


def _labelled(column: QVBoxLayout, words: str, control: QComboBox, below: int = GRID) -> None:
    column.addWidget(role(QLabel(words), "section"))
    control.setMinimumContentsLength(12)
    control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    column.addWidget(control)
    column.addSpacing(below)
