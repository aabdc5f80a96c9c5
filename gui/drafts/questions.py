"""Questions about a draft's file: in which encoding it is to be read, and whether it is another story."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QMessageBox, QVBoxLayout, QWidget

from gui.widgets.controls import plain_label, text_field
from gui.widgets.theme import GRID

if TYPE_CHECKING:
    from core.draft.encodings import Choice
    from core.project.drafts import Match

WIDTH, PREVIEW = 560, 130


class EncodingQuestion(QDialog):
    """Shows the first lines of a file in each encoding that is possible; the guess is chosen."""

    def __init__(self, parent: QWidget | None, name: str, choices: "Sequence[Choice]") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Encoding of the draft")
        self._choices = list(choices)
        self.said = plain_label(f"“{name}” does not say its encoding. Choose the one in which these lines read right.")
        self.box = QComboBox()
        self.box.setObjectName("encoding")
        self.box.setAccessibleName("Encoding")
        self.box.addItems([choice.encoding for choice in self._choices])
        self.preview = text_field("First lines", height=PREVIEW)
        self.preview.setObjectName("preview")
        self.preview.setReadOnly(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        use = self.buttons.addButton("&Use this encoding", QDialogButtonBox.ButtonRole.AcceptRole)
        use.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.box.currentIndexChanged.connect(self._show)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        for widget in (self.said, self.box, self.preview, self.buttons):
            column.addWidget(widget)
        self.resize(WIDTH, self.sizeHint().height())
        self._show(0)

    @property
    def encoding(self) -> str:
        """The encoding chosen."""
        return self._choices[self.box.currentIndex()].encoding

    @property
    def is_guess(self) -> bool:
        """Whether the guess was left as it is."""
        return self.box.currentIndex() == 0

    def _show(self, number: int) -> None:
        self.preview.setPlainText(self._choices[number].preview)


def ask_whether_new(
    parent: QWidget | None, match: "Match", as_version: Callable[[], object], as_new: Callable[[], object]
) -> QMessageBox:
    """Ask whether a text of the same name as a draft is its next version; nothing happens on Cancel."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("Standfirst")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Is this the next version of “{match.draft.title}”?")
    box.setInformativeText(
        f"It has the same name, but {match.share:.0%} of the words are common. As a version, it reopens the claims "
        "whose words are not in it."
    )
    new = box.addButton("&New draft", QMessageBox.ButtonRole.AcceptRole)
    version = box.addButton("Next &version", QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(new)
    new.clicked.connect(as_new)
    version.clicked.connect(as_version)
    box.open()
    return box
