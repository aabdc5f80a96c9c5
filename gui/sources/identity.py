"""Store, reveal and destroy the identity of a source. A revealed identity disappears when the window closes."""

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QMessageBox, QPushButton, QWidget

from core.model import Identity
from gui.base.session import Session
from gui.sources import commands
from gui.widgets.controls import plain_label
from gui.widgets.theme import GRID, role

HOW = (
    "Encrypted with a passphrase and kept apart from everything else: no search, history or export holds it. "
    "Without the passphrase nobody can open it, not even you."
)


class IdentityPart(QWidget):
    """Name, contact, note and passphrase. Encryption takes about a second and runs in the background."""

    def __init__(self, session: Session, source_id: str) -> None:
        super().__init__()
        self._session, self._source_id = session, source_id
        self._gone = False
        self.known = self.first = False
        self.fields = {name: QLineEdit() for name in ("name", "contact", "note")}
        self.phrase, self.again = _secret("Passphrase"), _secret("Repeat passphrase")
        self.keep, self.reveal = QPushButton("Seal"), QPushButton("Reveal")
        self.erase = role(QPushButton("Destroy…"), "danger")
        self.change = QPushButton("Change passphrase…")
        self.told = plain_label("", "small")
        self._lay_out()
        self.keep.clicked.connect(self._keep)
        self.reveal.clicked.connect(self._reveal)
        self.erase.clicked.connect(self._ask)
        self.change.clicked.connect(self._change)
        self.refresh()

    def refresh(self) -> None:
        """Check whether an identity is stored, without decrypting it."""
        self._session.act(lambda project: project.identities.known(), self._show)

    def leave(self) -> None:
        """Clear a revealed identity; results that arrive later show nothing."""
        self._gone = True
        for field in (*self.fields.values(), self.phrase, self.again):
            field.clear()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(GRID * 2)
        form.setVerticalSpacing(GRID)
        for name, field in self.fields.items():
            field.setAccessibleName(f"{name.title()} of the person")
            form.addRow(name.title(), field)
        form.addRow("Passphrase", self.phrase)
        form.addRow("Repeat passphrase", self.again)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.keep, self.reveal, self.change, self.erase):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        form.addRow(row)
        form.addRow(self.told)

    def _show(self, known: frozenset[str]) -> None:
        if self._gone:
            return
        self.known, self.first = self._source_id in known, not known
        writable = self._session.writable
        self.keep.setText("Encrypt again" if self.known else "Seal")
        self.keep.setEnabled(writable)
        self.reveal.setEnabled(self.known)
        self.erase.setEnabled(self.known and writable)
        self.change.setEnabled(bool(known) and writable)
        if not self.told.text():
            self.told.setText(
                "An identity is stored, encrypted." if self.known else "No identity is stored for this source."
            )

    def _keep(self) -> None:
        who, phrase, source_id = (
            Identity(*(field.text().strip() for field in self.fields.values())),
            self.phrase.text(),
            self._source_id,
        )
        if not who.name or not phrase:
            self._say("Give a name and a passphrase.")
            return
        if self.first and phrase != self.again.text():
            self._say("The two passphrases differ. The first one of a project is typed twice.")
            return
        self._say("Encrypting an identity…")
        commands.keep_identity(self._session, source_id, who, phrase, done=self._kept, refused=self._failed)

    def _kept(self, _: object) -> None:
        if self._gone:
            return
        for field in (*self.fields.values(), self.phrase, self.again):
            field.clear()
        self._say("Stored, encrypted.")
        self.refresh()

    def _reveal(self) -> None:
        self._say("Decrypting an identity…")
        commands.reveal_identity(
            self._session, self._source_id, self.phrase.text(), done=self._revealed, refused=self._failed
        )

    def _revealed(self, who: Identity) -> None:
        if self._gone:
            return
        for name, field in self.fields.items():
            field.setText(getattr(who, name))
        self.phrase.clear()
        self._say("Open until this window is closed.")

    def _ask(self) -> None:
        asked = QMessageBox(
            QMessageBox.Icon.Warning, "Destroy the identity", "Destroy who this source is, for good?", parent=self
        )
        asked.setInformativeText(
            "This cannot be undone. Older copies and backups of the project still contain it, encrypted."
        )
        asked.setStandardButtons(QMessageBox.StandardButton.Cancel)
        asked.addButton("Destroy", QMessageBox.ButtonRole.DestructiveRole).clicked.connect(self.destroy_now)
        asked.open()

    def destroy_now(self) -> None:
        """Delete the stored identity."""
        self._say("Destroying an identity…")
        commands.destroy_identity(self._session, self._source_id, done=self._destroyed, refused=self._failed)

    def _destroyed(self, _: object) -> None:
        if self._gone:
            return
        for field in self.fields.values():
            field.clear()
        self._say("Destroyed.")
        self.refresh()

    def _change(self) -> None:
        old, new = self.phrase.text(), self.again.text()
        if not old or not new:
            self._say("Type the current passphrase and the new one in the field below it, then press again.")
            return
        self._say("Changing the passphrase…")
        commands.change_passphrase(self._session, old, new, done=self._changed, refused=self._failed)

    def _changed(self, _: object) -> None:
        if self._gone:
            return
        self.phrase.clear()
        self.again.clear()
        self._say("All identities are encrypted with the new passphrase.")

    def _failed(self, error: Exception) -> None:
        self._say(f"{getattr(error, 'sentence', error)} {getattr(error, 'hint', '')}".strip())

    def _say(self, words: str) -> None:
        if not self._gone:
            self.told.setText(words)


def _secret(name: str) -> QLineEdit:
    field = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    return field
