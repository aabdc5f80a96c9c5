"""Replacement words for verdicts in use that a new scale lacks."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from core.verdicts import VerdictValue
from gui.widgets.controls import plain_label
from gui.widgets.formatting import count

CHOOSE = "Choose a word…"


class ScaleFollow(QWidget):
    """Shown when claims have verdicts without a replacement."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QComboBox] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def chosen(self) -> dict[str, str]:
        """The chosen words, by the verdict they replace."""
        return {old: str(box.currentData()) for old, box in self.boxes.items() if box.currentData()}

    def show_missing(self, used: Mapping[str, int], steps: Sequence[VerdictValue], renamed: Mapping[str, str]) -> None:
        """Ask about verdicts in use that are neither on the scale nor renamed; earlier choices stay."""
        words = [step.value for step in steps if step.value]
        known = {word.casefold() for word in words}
        missing = [old for old in used if old not in renamed and old.casefold() not in known]
        before = self.chosen
        while self._form.rowCount():
            self._form.removeRow(0)
        self.boxes = {old: self._box(words, before.get(old, "")) for old in missing}
        for old, box in self.boxes.items():
            box.setAccessibleName(f"Replacement for “{old}”")
            self._form.addRow(plain_label(f"“{old}” ({count(used[old], 'claim')}) becomes"), box)
        self.setVisible(bool(missing))

    def _box(self, words: Sequence[str], chosen: str) -> QComboBox:
        box = QComboBox()
        box.addItem(CHOOSE, "")
        for word in words:
            box.addItem(word, word)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box
