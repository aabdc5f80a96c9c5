"""Words are shown as they are: labels, tooltips and messages never read markup in them.

Titles, names and addresses come from outside; Qt takes what looks like markup for markup, and would fetch its pictures
and follow its links. Every label, a tooltip's and a message's too, is polished by the style before it is first shown:
the one place that no label misses. A label that asks for rich text by name gets it (`gui.widgets.word_diff` escapes).
"""

from textwrap import wrap
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QProxyStyle

NAME = "standfirst"
COLUMNS = 90


class PlainText(QProxyStyle):
    """The style of the window, in which a label that was not told what its text is shows it as plain text."""

    def __init__(self) -> None:
        super().__init__("fusion")
        self.setObjectName(NAME)

    def polish(self, what: Any) -> None:
        """Polish a widget; a label takes its text for plain from here on."""
        if isinstance(what, QLabel) and what.textFormat() is Qt.TextFormat.AutoText:
            what.setTextFormat(Qt.TextFormat.PlainText)
        super().polish(what)


def tip(text: str) -> str:
    """Return a tooltip with its lines broken, because Qt breaks only those of rich text."""
    return "\n".join("\n".join(wrap(line, COLUMNS)) for line in text.split("\n"))


def install(app: QApplication) -> None:
    """Give an application this style, once: before its first widget is shown."""
    if app.property(NAME) is None:
        app.setStyle(PlainText())
        app.setProperty(NAME, True)
