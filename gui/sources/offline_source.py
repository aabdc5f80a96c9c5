"""Adding an interview, recording or book: who or what it is, on which terms, and the words or file to seal."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.model import Confidentiality, Edition, SourceKind, Terms
from gui.base.session import Session
from gui.sources import commands
from gui.widgets.controls import plain_label
from gui.widgets.terms import TERMS_WORDS
from gui.widgets.theme import GRID, role
from gui.widgets.unsent import UnsentDialog

if TYPE_CHECKING:
    from core.project.offline_sources import SourceDescription

WIDTH, WORDS_HEIGHT = 640, 140
WORDS_OF = {
    SourceKind.PERSON: "What was said: notes or a transcript",
    SourceKind.RECORDING: "A transcript, or the file below",
    SourceKind.CALCULATION: "The calculation: the numbers, their origin, the steps",
    SourceKind.WITNESSED: "What was seen, where and when",
}
OPEN = "Title, names and notes are stored unencrypted in the project folder. Leave out a name that must stay secret, and encrypt it afterwards: “Alias, editions, identity…” in the menu of the source."
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class BeyondDialog(UnsentDialog):
    """Asks for one source; what each edition would print is shown while typing."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._left = False
        self.finished.connect(lambda _: setattr(self, "_left", True))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Add interview, recording or book")
        self.setMinimumWidth(WIDTH)
        self.kind, self.terms = QComboBox(), QComboBox()
        self.title, self.names, self.day, self.alias = (QLineEdit() for _ in range(4))
        self.words = QPlainTextEdit()
        self.file = QLineEdit(placeholderText="Or a file: a recording, a document, a table")
        self.browse = QPushButton("Choose…")
        self.editions = {edition: plain_label("", "small") for edition in Edition}
        self.openly = plain_label(OPEN, "small")
        self.told = plain_label("", "warning-text")
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Save | standard.Cancel)
        self._fill()
        self._lay_out()
        self._connect()
        self.refresh()
        self.keep_input(session, "interview")

    def entered(self) -> "SourceDescription":
        """Return the input; InputError for an invalid date."""
        from core.cite.forms import names_read
        from core.errors import InputError
        from core.project.offline_sources import SourceDescription

        day = self.day.text().strip()
        if day and not DAY.fullmatch(day):
            raise InputError("This is not a date.", "Write it as 2026-05-04, 2026-05 or 2026.")
        kind, terms = SourceKind(self.kind.currentData()), Terms(self.terms.currentData())
        names = tuple(names_read(self.names.text().replace(";", "\n")))
        return SourceDescription(kind, self.title.text(), names, day, terms, self.alias.text())

    def refresh(self) -> None:
        """Update what each edition would print, and what the words are for."""
        from core.project.offline_sources import class_of
        from core.project.sources import printed

        terms, kind = Terms(self.terms.currentData()), SourceKind(self.kind.currentData())
        for edition, words in printed(self.title.text(), self.alias.text(), class_of(terms)).items():
            self.editions[edition].setText(words[:1].upper() + words[1:])
        self.openly.setVisible(class_of(terms) is not Confidentiality.PUBLIC)
        self.words.setPlaceholderText(WORDS_OF.get(kind, "The passages that matter, word for word"))

    def save(self) -> None:
        """Seal the input in the background."""
        from core.errors import InputError

        try:
            told = self.entered()
        except InputError as error:
            self._failed(error)
            return
        words = self.words.toPlainText()
        file = Path(self.file.text()).expanduser() if self.file.text().strip() else None
        self.buttons.setEnabled(False)
        commands.add_offline_source(self._session, told, words=words, file=file, done=self._done, refused=self._failed)

    def _done(self, _: object) -> None:
        if not self._left:
            self.sent()
            self.accept()

    def _failed(self, error: Exception) -> None:
        if not self._left:
            self.buttons.setEnabled(True)
            self.told.setText(f"{getattr(error, 'sentence', error)} {getattr(error, 'hint', '')}".strip())

    def _fill(self) -> None:
        from core.project.offline_sources import KINDS

        for kind in KINDS:
            self.kind.addItem("Person or interview" if kind is SourceKind.PERSON else str(kind).capitalize(), str(kind))
        for terms, words in TERMS_WORDS.items():
            self.terms.addItem(words, str(terms))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(GRID * 2)
        form.setVerticalSpacing(GRID)
        rows: dict[str, QWidget] = {
            "Kind": self.kind,
            "Title": self.title,
            "Names": self.names,
            "Date": self.day,
            "Terms": self.terms,
            "Alias": self.alias,
        }
        for label, field in rows.items():
            field.setAccessibleName(label)
            form.addRow(label, field)
        self.title.setPlaceholderText("Such as: Call with the harbour master")
        self.names.setPlaceholderText("Family, Given; Family, Given")
        self.day.setPlaceholderText("2026-05-04")
        self.alias.setPlaceholderText("Such as: a senior official at the port")
        self.words.setAccessibleName("Words to seal")
        self.words.setMinimumHeight(WORDS_HEIGHT)
        self.file.setAccessibleName("File to seal")
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(self.browse)
        self.browse.setAutoDefault(False)
        shown = QFormLayout()
        shown.setHorizontalSpacing(GRID * 2)
        for edition, printed in self.editions.items():
            shown.addRow(role(QLabel(str(edition).title()), "small"), printed)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        column.addLayout(form)
        column.addWidget(self.openly)
        column.addWidget(role(QLabel("SEALED AS EVIDENCE"), "section"))
        column.addWidget(self.words, 1)
        column.addLayout(row)
        column.addWidget(role(QLabel("WHAT EACH EDITION PRINTS"), "section"))
        column.addLayout(shown)
        column.addWidget(self.told)
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.kind.activated.connect(lambda _: self.refresh())
        self.terms.activated.connect(lambda _: self.refresh())
        self.title.textChanged.connect(lambda _: self.refresh())
        self.alias.textChanged.connect(lambda _: self.refresh())
        self.browse.clicked.connect(self._choose)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        self._session.switched.connect(self.reject)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "File to seal")
        if chosen:
            self.file.setText(chosen)
