"""Choosing which claims go into a brief, which further formats are written, and the house template."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QMenu, QMessageBox, QToolButton

from core.model import Claim, Status
from gui.widgets.formatting import count
from gui.widgets.icons import icon
from gui.widgets.palettes import STATUS_TONES
from gui.widgets.status_looks import STATUS_LOOKS, status_words

if TYPE_CHECKING:
    from core.export.report.format import Exporter

SELECTED = "selected"
NO_TEMPLATE, FILE = "Standfirst’s own", "Template file (.toml)…"
SHORT = 14  # characters of a choice that are always visible


class ClaimsChoice(QComboBox):
    """All claims, those selected in the window, or those of one status. Signals: `chosen()`."""

    chosen = Signal()

    def __init__(self, selected: Sequence[str] = ()) -> None:
        super().__init__()
        self._selected = tuple(selected)
        self._here: frozenset[str] | None = None  # before the claims are loaded
        self.setAccessibleName("Claims")
        self.setToolTip("Which claims the brief contains")
        _narrow(self)
        self.addItem("All claims", "")
        self.activated.connect(lambda _: self.chosen.emit())

    @property
    def wanted(self) -> str:
        """The choice: empty for all, "selected", or a filter such as "status:confirmed"."""
        return str(self.currentData() or "")

    @property
    def selected(self) -> tuple[str, ...]:
        """The selected claims that are still in the project."""
        return tuple(one for one in self._selected if self._here is None or one in self._here)

    @property
    def asked(self) -> tuple[str, ...]:
        """The choice as export options."""
        return self.selected if self.wanted == SELECTED else tuple(word for word in [self.wanted] if word)

    def show_wanted(self, wanted: str) -> None:
        """Choose without a signal; a status without claims stays available, so that a brief does not grow unnoticed."""
        if wanted.startswith("status:") and self.findData(wanted) < 0:
            self._offer(Status(wanted.removeprefix("status:")), 0)
        self.setCurrentIndex(max(0, self.findData(wanted)))

    def show_claims(self, claims: Sequence[Claim]) -> None:
        """Offer the choices these claims allow; keep the current one."""
        kept = self.wanted
        self._here = frozenset(claim.id for claim in claims)
        statuses = Counter(claim.status for claim in claims)
        self.clear()
        self.addItem(f"All claims ({len(claims):,})", "")
        if self.selected:
            self.addItem(f"{count(len(self.selected), 'selected claim')}", SELECTED)
        for status in Status:
            if statuses[status]:
                self._offer(status, statuses[status])
        self.show_wanted(kept)

    def show_selected(self, selected: Sequence[str]) -> None:
        """Set the claims selected in the window."""
        self._selected = tuple(selected)
        found = self.findData(SELECTED)
        if found < 0 and selected:
            found = 1
            self.insertItem(1, "", SELECTED)
        if found >= 0:
            self.setItemText(found, count(len(self.selected), "selected claim"))

    def _offer(self, status: Status, number: int) -> None:
        words = f"{status_words(status)} ({number:,})"
        self.addItem(icon(STATUS_LOOKS[status].drawing, STATUS_TONES[status]), words, f"status:{status}")


class StayingMenu(QMenu):
    """A menu of checkboxes that stays open while they are checked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Toggle the entry under the mouse and stay open."""
        held = [action for action in self.actions() if action is self.activeAction()]
        for action in held:
            action.trigger()
        if not held:
            super().mouseReleaseEvent(event)


class AlsoChoice(QToolButton):
    """Further formats to write in the same export. Signals: `chosen()`."""

    chosen = Signal()

    def __init__(self, exporters: "Sequence[Exporter]") -> None:
        super().__init__()
        self._main = ""
        self._labels = {exporter.name: exporter.label for exporter in exporters}
        self.setAccessibleName("Further formats")
        self.setToolTip("Write other formats at the same time")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("new"))
        menu = StayingMenu(self)
        self.actions_ = {name: menu.addAction(label) for name, label in self._labels.items()}
        for action in self.actions_.values():
            action.setCheckable(True)
            action.triggered.connect(self._changed)
        self.setMenu(menu)
        self._tell()

    @property
    def names(self) -> tuple[str, ...]:
        """The further formats, without the main one."""
        return tuple(name for name, action in self.actions_.items() if action.isChecked() and name != self._main)

    def show_names(self, names: Sequence[str], main: str) -> None:
        """Show a choice without a signal."""
        for name, action in self.actions_.items():
            action.setChecked(name in names)
        self.show_main(main)

    def show_main(self, main: str) -> None:
        """Set the main format, which is written anyway."""
        self._main = main
        for name, action in self.actions_.items():
            action.setVisible(name != main)
        self._tell()

    def _changed(self) -> None:
        self._tell()
        self.chosen.emit()

    def _tell(self) -> None:
        endings = [self._labels[name].partition(":")[0].partition(",")[0].partition(" (")[0] for name in self.names]
        words = f"{len(endings)} other formats" if len(endings) > 1 else "".join(endings)
        self.setText(f" Also {words}" if words else " Other formats too")
        self.setAccessibleDescription(", ".join(self._labels[name] for name in self.names))


class TemplateChoice(QComboBox):
    """The built-in look or a house template.

    Signals: `chosen()`; `offered(path)` a file to check before it is accepted or refused.
    """

    chosen = Signal()
    offered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("House template")
        self.setToolTip("Logo, fonts, colours and verdict wording from a file of your newsroom")
        _narrow(self)
        self.addItem(NO_TEMPLATE, "")
        self.addItem(FILE, None)
        self._held = 0
        self.activated.connect(self._activated)

    @property
    def path(self) -> str:
        """The path of the template; empty for the built-in look."""
        return str(self.itemData(self._held) or "")

    def show_path(self, path: str) -> None:
        """Show a template without a signal; the built-in look if the file no longer exists."""
        found = self.findData(path) if path and Path(path).is_file() else 0
        if found < 0:
            found = self.count() - 1
            self.insertItem(found, Path(path).stem, path)
            self.setItemData(found, path, Qt.ItemDataRole.ToolTipRole)
        self._held = found
        self.setCurrentIndex(found)

    def take(self, path: str) -> None:
        """Show a valid template and emit `chosen`."""
        self.show_path(path)
        self.chosen.emit()

    def refuse(self, error: Exception) -> None:
        """Show what is wrong with a template; the previous one stays."""
        box = QMessageBox(
            QMessageBox.Icon.Warning, "House template", getattr(error, "sentence", str(error)), parent=self
        )
        box.setInformativeText(getattr(error, "hint", ""))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _activated(self, index: int) -> None:
        if self.itemText(index) == FILE:
            path, _ = QFileDialog.getOpenFileName(self, "House template", "", "House templates (*.toml)")
            self.setCurrentIndex(self._held)
            if path:
                self.offered.emit(path)
            return
        self._held = self.currentIndex()
        self.chosen.emit()


def _narrow(field: QComboBox) -> None:
    """Let a field be narrower than its longest entry."""
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(SHORT)
