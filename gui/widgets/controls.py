"""Small controls built the same way everywhere: with an accessible name and a tooltip."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from gui.widgets.icons import icon
from gui.widgets.theme import role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit, QScrollArea


def tool_button(drawing: str, name: str, tip: str = "") -> QToolButton:
    """Return a flat button with an icon, an accessible name and a tooltip."""
    button = QToolButton()
    button.setIcon(icon(drawing))
    button.setAccessibleName(name)
    button.setToolTip(tip or name)
    return button


def scroll_area(inside: QWidget, name: str) -> "QScrollArea":
    """Return a frameless area that scrolls vertically only."""
    from PySide6.QtWidgets import QFrame, QScrollArea

    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setWidget(inside)
    return area


def plain_label(text: str = "", part: str = "") -> QLabel:
    """Return a label that wraps and never interprets markup: for text from pages and people."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return role(label, part) if part else label


def text_field(name: str, hint: str = "", height: int = 0) -> "QPlainTextEdit":
    """Return a multi-line field whose paragraphs follow the direction of their script.

    `height` in pixels; 0 takes the available space.
    """
    from PySide6.QtWidgets import QPlainTextEdit

    field = role(QPlainTextEdit(placeholderText=hint), "field")
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    follow_script(field)
    if height:
        field.setFixedHeight(height)
    return field


def follow_script(field: "QPlainTextEdit") -> None:
    """Let each paragraph follow the direction of its script, all aligned to the side where the first one begins."""
    from gui.widgets.paint import direction

    document = field.document()

    def lean() -> None:
        words = document.defaultTextOption()
        turned = direction(document.firstBlock().text()) is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if turned else Qt.AlignmentFlag.AlignLeft
        wanted = side | Qt.AlignmentFlag.AlignAbsolute  # this kind of field does not mirror “leading” itself
        if words.alignment() != wanted:
            words.setAlignment(wanted)
            document.setDefaultTextOption(words)

    words = document.defaultTextOption()
    words.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    document.setDefaultTextOption(words)
    field.textChanged.connect(lean)
    lean()
