"""Who may see a source: confidentiality, alias, what each edition prints of it, and the encrypted identity."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from core.model import Changes, Confidentiality, Edition, Source
from gui.base.session import Session
from gui.sources import commands
from gui.sources.identity import HOW, IdentityPart
from gui.widgets.controls import plain_label, scroll_area
from gui.widgets.theme import GRID, role
from gui.widgets.unsent import UnsentDialog

if TYPE_CHECKING:
    from core.project.project import Project

WIDTH, HEIGHT = 600, 760
CLASS_WORDS = {
    Confidentiality.PUBLIC: "Public: may appear in every edition",
    Confidentiality.LEGAL: "Legal: desk and legal editions only",
    Confidentiality.DESK: "Desk: desk edition only",
}
ReadableForm = dict[Edition, str]


class ProtectionDialog(UnsentDialog):
    """Confidentiality and alias apply at once and can be undone; what editions print is shown below them."""

    def __init__(self, session: Session, source_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._source_id = session, source_id
        self._left = False
        self.finished.connect(self._leave)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Who may see this source")
        self.resize(WIDTH, HEIGHT)
        self.title = plain_label("", "lead")
        self.kept = QComboBox()
        self.alias = QLineEdit(placeholderText="Such as: a senior official at the ministry")
        self.editions = {edition: plain_label() for edition in Edition}
        self.identity = IdentityPart(session, source_id)
        self._lay_out()
        self.kept.activated.connect(self._classify)
        self.alias.editingFinished.connect(self._name)
        session.changed.connect(self._changed)
        session.switched.connect(self.reject)
        self.refresh()

    def refresh(self) -> None:
        """Reload the source."""
        source_id = self._source_id

        def read(project: "Project") -> tuple[Source, ReadableForm]:
            return project.sources.get(source_id), project.sources.shown_as(source_id)

        if not self._left:
            self._session.act(read, self._show)

    def _changed(self, _: Changes) -> None:
        self.refresh()

    def _leave(self, _: int) -> None:
        self._left = True
        self.identity.leave()

    def _lay_out(self) -> None:
        for one, words in CLASS_WORDS.items():
            self.kept.addItem(words, str(one))
        self.kept.setAccessibleName("Confidentiality of the source")
        self.alias.setAccessibleName("Alias of the source")
        form = QFormLayout()
        form.setHorizontalSpacing(GRID * 2)
        form.setVerticalSpacing(GRID)
        form.addRow("Confidentiality", self.kept)
        form.addRow("Alias", self.alias)
        shown = QFormLayout()
        shown.setHorizontalSpacing(GRID * 2)
        for edition, label in self.editions.items():
            shown.addRow(role(QLabel(str(edition).title()), "muted"), label)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID)
        column.setSpacing(GRID * 2)
        column.addWidget(self.title)
        column.addLayout(form)
        column.addWidget(role(QLabel("WHAT EACH EDITION PRINTS"), "section"))
        column.addLayout(shown)
        column.addWidget(role(QLabel("IDENTITY (ENCRYPTED)"), "section"))
        column.addWidget(plain_label(HOW, "small"))
        column.addWidget(self.identity)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, GRID * 2)
        whole.addWidget(scroll_area(inside, "Who may see this source"), 1)
        buttons.setContentsMargins(GRID * 3, 0, GRID * 3, 0)
        whole.addWidget(buttons)
        changing: tuple[QWidget, ...] = (self.kept, self.alias)
        for control in changing:
            control.setEnabled(self._session.writable)

    def _show(self, found: tuple[Source, ReadableForm]) -> None:
        if self._left:
            return
        source, shown = found
        self.title.setText(source.title or source.url or source.alias)
        self.kept.setCurrentIndex(self.kept.findData(str(source.confidentiality)))
        if not self.alias.hasFocus() or not self.alias.isModified():
            self.alias.setText(source.alias)
        for edition, words in shown.items():
            self.editions[edition].setText(words[:1].upper() + words[1:])
        self.keep_input(self._session, f"alias-{self._source_id}")

    passing = ("kept",)

    def _classify(self, _: int) -> None:
        commands.classify_source(self._session, self._source_id, Confidentiality(self.kept.currentData()))

    def _name(self) -> None:
        if self.alias.isModified():
            self.alias.setModified(False)
            self.sent()
            commands.set_alias(self._session, self._source_id, self.alias.text().strip())
