"""Choosing a citation style, built-in or from a file, and its language."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QMessageBox

CUSTOM = "Style file (.csl)…"
SHORT = 16  # characters of a choice that are always visible


class StyleChoice(QComboBox):
    """The styles, and a file of the user's own, checked before it is accepted. Signals: `chosen(str)` key or path."""

    chosen = Signal(str)

    def __init__(self, style: str = "", styles: dict[str, str] | None = None) -> None:
        super().__init__()
        self.setAccessibleName("Citation style")
        _narrow(self)
        for name, label in (styles or _labels()).items():
            self.addItem(label, name)
        self.addItem(CUSTOM, "")
        self._held = 0
        self.show_style(style)
        self.activated.connect(self._activated)

    @property
    def style_name(self) -> str:
        """The key of the style, or the path of its file."""
        return str(self.itemData(self._held))

    def show_style(self, style: str) -> None:
        """Show a style without a signal; an unknown one shows the first."""
        found = self.findData(style) if style else -1
        if found < 0 and Path(style).suffix == ".csl":
            found = self.count() - 1
            self.insertItem(found, Path(style).stem, style)
        self._held = max(0, found)
        self.setCurrentIndex(self._held)

    def _activated(self, index: int) -> None:
        if self.itemText(index) == CUSTOM:
            path, _ = QFileDialog.getOpenFileName(self, "Citation style", "", "Citation styles (*.csl)")
            self.setCurrentIndex(self._held)
            if not path or not self._sound(path):
                return
            self.show_style(path)
        self._held = self.currentIndex()
        self.chosen.emit(self.style_name)

    def _sound(self, path: str) -> bool:
        """Check whether a file is a usable style and show what is wrong with it."""
        from core.cite.styles import find
        from core.errors import InputError

        try:
            find(path)
        except InputError as error:
            box = QMessageBox(QMessageBox.Icon.Warning, "Citation style", error.sentence, parent=self)
            box.setInformativeText(error.hint)
            box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            box.open()
            return False
        return True


class LocaleChoice(QComboBox):
    """The languages in which citations can be written. Signals: `chosen(str)`, a key of `core.cite.locales.LOCALES`."""

    chosen = Signal(str)

    def __init__(self, locale: str = "") -> None:
        super().__init__()
        from core.cite.locales import LOCALES

        self.setAccessibleName("Language of citations")
        _narrow(self)
        self.setToolTip("The language of months, “accessed”, “edited by” and the like")
        for code, label in LOCALES.items():
            self.addItem(label, code)
        self.show_locale(locale)
        self.activated.connect(lambda _: self.chosen.emit(self.locale_name))

    @property
    def locale_name(self) -> str:
        """The code of the language; empty for the style's own."""
        return str(self.currentData())

    def show_locale(self, locale: str) -> None:
        """Show a language without a signal; an unknown one shows the style's own."""
        self.setCurrentIndex(max(0, self.findData(locale)))


def _narrow(field: QComboBox) -> None:
    """Let a field be narrower than its longest entry."""
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(SHORT)


def _labels() -> dict[str, str]:
    from core.cite.styles import STYLES

    return {name: style.label for name, style in STYLES.items()}
