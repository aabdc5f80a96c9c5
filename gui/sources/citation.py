"""The citation data of one source: a field each with its origin, and a live preview in the chosen style."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.cite import fields
from core.cite.forms import FORMS, date_text, form, names_read, names_text
from core.model import Snapshot, Source
from gui.base.session import Session
from gui.sources import commands
from gui.sources.citation_preview import CitationPreview
from gui.widgets.clipboard import put_words
from gui.widgets.controls import plain_label, scroll_area
from gui.widgets.icons import icon
from gui.widgets.theme import GRID, role
from gui.widgets.unsent import UnsentDialog

WIDTH, HEIGHT = 640, 720
TYPING_MS = 350
NAME_LINES = 64
ORIGINS = {
    "address": "from the address",
    "title": "from the page's title",
    "heading": "from a heading of the page",
    "text": "guessed from the text",
    "lang": "declared by the page",
    "default": "assumed",
    "by hand": "corrected by hand",
    "schema.org": "from the page's schema.org data",
    "canonical": "declared by the page",
    "byline": "from the byline",
    "file name": "from the file's name",
}
HINTS = {
    **dict.fromkeys(
        fields.NAMES, "One per line: Family, Given. An institution by its name; in “straight quotes” if it has a comma."
    ),
    **dict.fromkeys(fields.DATES, "2024-03-02, 2024-03 or 2024; leave it empty if there is none."),
    "language": "A code such as en, zh or ug",
}


class CitationDialog(UnsentDialog):
    """Edits the citation of a source. Nothing is stored before Save; Undo reverts it."""

    def __init__(
        self, session: Session, source: Source, snapshot: Snapshot | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._source = source
        self._csl: dict[str, Any] = fields.sound({"title": source.title, **source.csl})
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Citation")
        self.kind = QComboBox()
        self.inputs: dict[str, QLineEdit | QPlainTextEdit] = {}
        self.preview = CitationPreview(session, source, snapshot)
        self.copy = role(QPushButton(icon("copy"), "Copy citation"), "quiet")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._lay_out()
        self._fill_kinds()
        self._build()
        self._connect()
        self.preview.show_item(self._csl)
        self.keep_input(session, f"citation-{source.id}")

    def entered(self) -> dict[str, Any]:
        """Return the citation data with the form's values; fields that the form of this type lacks stay unchanged."""
        csl = {**self._csl, "type": str(self.kind.currentData())}
        for name, field in self.inputs.items():
            text = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
            if text.strip() != _text(name, self._csl.get(name)):
                csl[name] = names_read(text) if name in fields.NAMES else text
        return fields.sound(csl)

    def save(self) -> None:
        """Save the values."""
        commands.correct_citation(self._session, self._source.id, self.entered(), self._saved)

    def _saved(self, _: object) -> None:
        self.sent()
        self.accept()

    def _fill_kinds(self) -> None:
        present = str(self._csl["type"])
        for name, one in FORMS.items():
            self.kind.addItem(one.label, name)
        if present not in FORMS:
            self.kind.addItem(present, present)
        self.kind.setCurrentIndex(self.kind.findData(present))

    def _build(self) -> None:
        """Create the fields of the chosen type."""
        body, self.inputs = QWidget(), {}
        column = QVBoxLayout(body)
        column.setContentsMargins(GRID * 3, GRID, GRID * 3, GRID)
        column.setSpacing(GRID // 2)
        for name, words in form(str(self.kind.currentData())).fields.items():
            self._add(column, name, words)
        column.addStretch(1)
        old = self._area.takeWidget()
        if old is not None:
            old.deleteLater()
        self._area.setWidget(body)

    def _add(self, column: QVBoxLayout, name: str, words: str) -> None:
        text, field = _text(name, self._csl.get(name)), QPlainTextEdit() if name in fields.NAMES else QLineEdit()
        if isinstance(field, QPlainTextEdit):
            role(field, "field")
            field.setPlainText(text)
            field.setFixedHeight(NAME_LINES)
            field.setTabChangesFocus(True)
        else:
            field.setText(text)
            field.setCursorPosition(0)
        field.textChanged.connect(self._typing.start)
        field.setAccessibleName(words)
        field.setToolTip(HINTS.get(name, words))
        field.setPlaceholderText(HINTS.get(name, ""))
        field.setReadOnly(not self._session.writable)
        head = QHBoxLayout()
        head.addWidget(role(QLabel(words), "section"))
        head.addStretch(1)
        origin = self._source.origins.get(name, "")
        head.addWidget(plain_label(ORIGINS.get(origin, f"from {origin}") if origin and text else "", "small"))
        column.addLayout(head)
        column.addWidget(field)
        column.addSpacing(GRID // 2)
        self.inputs[name] = field

    def _retype(self) -> None:
        self._csl = self.entered()
        self._build()
        self.keep_input(self._session, f"citation-{self._source.id}")
        self.preview.show_item(self._csl)

    def _connect(self) -> None:
        self._typing.timeout.connect(lambda: self.preview.show_item(self.entered()))
        self.kind.activated.connect(lambda _: self._retype())
        self.copy.clicked.connect(partial(_copy, self.preview))
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        self.resize(WIDTH, HEIGHT)
        self.kind.setAccessibleName("Type of source")
        self.kind.setEnabled(self._session.writable)
        self._area = scroll_area(QWidget(), "Citation data")
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(self._session.writable)
        save.setAccessibleName("Save")
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAccessibleName("Cancel")
        top, bottom, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, 0)
        top.addWidget(role(QLabel("Type"), "section"))
        top.addWidget(self.kind, 1)
        bottom.setContentsMargins(GRID * 2, GRID, GRID * 3, GRID * 2)
        bottom.addWidget(self.copy)
        bottom.addWidget(self.buttons, 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addWidget(self.preview)
        column.addLayout(bottom)


def _text(name: str, value: Any) -> str:
    if name in fields.NAMES:
        return names_text(value)
    return date_text(value) if name in fields.DATES else str(value or "")


def _copy(preview: CitationPreview) -> None:
    put_words(preview.plain, preview.html)
