"""The settings, built from the table in core; changes apply at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.settings import SETTINGS, Setting, Settings, Value
from gui.widgets.style_choice import LocaleChoice, StyleChoice
from gui.widgets.theme import GRID, role

WIDTH = 680
FIELD_WIDTH = 380


class SettingsDialog(QDialog):
    """A field per setting; `chosen(key)` after each change."""

    chosen = Signal(str)

    def __init__(self, settings: Settings, styles: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._styles = styles
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Settings")
        self.setMinimumWidth(WIDTH)
        self.fields: dict[str, QWidget] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(GRID * 3)
        form.setVerticalSpacing(GRID * 2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for setting in SETTINGS:
            form.addRow("" if isinstance(setting.default, bool) else setting.label, self._row(setting))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAccessibleName("Close")
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID * 3)
        column.addLayout(form)
        column.addWidget(buttons)

    def _row(self, setting: Setting) -> QWidget:
        field = self._field(setting)
        field.setAccessibleName(setting.label)
        field.setAccessibleDescription(setting.help)
        field.setToolTip(setting.help)
        field.setMinimumWidth(FIELD_WIDTH)
        self.fields[setting.key] = field
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(field)
        words = role(QLabel(setting.help, wordWrap=True), "small")
        words.setMinimumHeight(words.heightForWidth(FIELD_WIDTH))  # a form gives a wrapped label only one line
        column.addWidget(words)
        return row

    def _field(self, setting: Setting) -> QWidget:
        value, choose = self._settings[setting.key], self._chooser(setting.key)
        if setting.key == "style":
            return _announcing(StyleChoice(str(value), self._styles), choose)
        if setting.key == "locale":
            return _announcing(LocaleChoice(str(value)), choose)
        choices = {choice: choice.capitalize() for choice in setting.choices}
        if choices:
            return _choice(choices, str(value), choose)
        if isinstance(value, bool):
            return _tick(setting.label, value, choose)
        if isinstance(value, int):
            return _number(setting, value, choose)
        field = QLineEdit(value)
        field.editingFinished.connect(lambda: choose(field.text().strip()))
        return field

    def _chooser(self, key: str) -> Callable[[Value], None]:
        def choose(value: Value) -> None:
            if value != self._settings[key]:
                self._settings[key] = value
                self.chosen.emit(key)

        return choose


def _announcing(field: StyleChoice | LocaleChoice, choose: Callable[[Value], None]) -> QComboBox:
    field.chosen.connect(choose)
    return field


def _choice(choices: dict[str, str], value: str, choose: Callable[[Value], None]) -> QComboBox:
    field = QComboBox()
    for choice, label in choices.items():
        field.addItem(label, choice)
    field.setCurrentIndex(field.findData(value))
    field.currentIndexChanged.connect(lambda number: choose(field.itemData(number)))
    return field


def _tick(label: str, value: bool, choose: Callable[[Value], None]) -> QCheckBox:
    field = QCheckBox(label)
    field.setChecked(value)
    field.toggled.connect(choose)
    return field


def _number(setting: Setting, value: int, choose: Callable[[Value], None]) -> QSpinBox:
    field = QSpinBox(minimum=setting.least, maximum=setting.most, value=value)
    field.valueChanged.connect(choose)
    return field
