"""The sidebar: the project's name and four sections with their counts."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.widgets.icons import icon
from gui.widgets.theme import GRID, colours, role, ui_font

if TYPE_CHECKING:
    from core.project import Project

SECTIONS = (
    ("drafts", "Drafts", "draft"),
    ("claims", "Claims", "claim"),
    ("sources", "Sources", "source"),
    ("search", "Search", "search"),
)
WIDE, NARROW = 188, 56
BUTTON_HEIGHT = 34
DRAWING = 18
CORNER = 6
KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class SectionButton(QAbstractButton):
    """A section: icon, name and count; only the icon when the sidebar is narrow."""

    def __init__(self, label: str, drawing: str, shortcut: str) -> None:
        super().__init__()
        self.number = 0
        self.narrow = False
        self._ring = False
        self.setText(label)
        self.setAccessibleName(label)
        self.setToolTip(f"{label} ({shortcut})")
        self.setIcon(icon(drawing))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a fixed height; the width is the sidebar's."""
        return QSize(NARROW, BUTTON_HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a focus ring for keyboard users."""
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Remove the focus ring."""
        self._ring = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the button."""
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(1, 1, -1, -1)
        self._ground(painter, box)
        left = box.left() + (box.width() - DRAWING) // 2 if self.narrow else box.left() + GRID
        state = QIcon.State.On if self.isChecked() else QIcon.State.Off
        mark = QRect(left, box.center().y() - DRAWING // 2, DRAWING, DRAWING)
        self.icon().paint(painter, mark, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal, state)
        if self.narrow:
            return
        painter.setPen(palette.text)
        painter.setFont(ui_font(bold=self.isChecked()))
        words = box.adjusted(GRID * 2 + DRAWING, 0, -GRID, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.number:
            painter.setPen(palette.muted)
            painter.setFont(ui_font(12))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{self.number:,}")

    def _ground(self, painter: QPainter, box: QRect) -> None:
        palette = colours()
        painter.setPen(palette.accent if self._ring else Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse() or self._ring:
            painter.setBrush(
                palette.selection if self.isChecked() else palette.hover if self.underMouse() else Qt.BrushStyle.NoBrush
            )
            painter.drawRoundedRect(box, CORNER, CORNER)


class Sidebar(QWidget):
    """The project's name and its sections; `section_chosen(name)`."""

    section_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        role(self, "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = role(QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True), "heading")
        self.buttons = {
            name: SectionButton(label, drawing, f"Ctrl+{number}")
            for number, (name, label, drawing) in enumerate(SECTIONS, start=1)
        }
        self.narrow = False
        self._group = QButtonGroup(self)
        self._lay_out()

    def show_project(self, title: str) -> None:
        """Show the project's name."""
        self.heading.setText(title)
        self.heading.setToolTip(title)

    def show_section(self, name: str) -> None:
        """Mark the shown section."""
        self.buttons[name].setChecked(True)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show the number of items in each section."""
        for name, number in counts.items():
            button = self.buttons[name]
            button.number = number
            button.setAccessibleDescription(f"{number:,}")
            button.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or icons with names."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        self.heading.setVisible(not narrow)
        self.narrow = narrow
        for button in self.buttons.values():
            button.narrow = narrow
            button.update()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID * 2, GRID, GRID)
        column.setSpacing(2)
        self.heading.setContentsMargins(GRID, 0, 0, GRID)
        column.addWidget(self.heading)
        for name, button in self.buttons.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, name=name: self.section_chosen.emit(name))
            column.addWidget(button)
        column.addStretch(1)
        self.set_narrow(narrow=False)


def counts(project: "Project") -> dict[str, int]:
    """Return the number of items of each section."""
    return {
        "drafts": len(project.drafts.all()),
        "claims": project.claims.number(),
        "sources": project.sources.number(),
    }
