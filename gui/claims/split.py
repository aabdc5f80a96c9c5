"""Split a claim: each line, a part of its sentence, becomes a claim."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui.base.session import Session
from gui.claims import commands
from gui.widgets.controls import plain_label, text_field
from gui.widgets.formatting import count
from gui.widgets.theme import GRID, role
from gui.widgets.unsent import UnsentDialog

WIDTH, HEIGHT = 560, 420
BEGIN = "Break the line where the second part begins; leave out words that belong to neither."
HELP = "One part per line, word for word from the sentence. Each becomes a claim and keeps the evidence."


class SplitDialog(UnsentDialog):
    """Proposes the parts of a claim and splits it; `shown` gets the first id. Invalid parts are explained at once."""

    def __init__(
        self, session: Session, claim_id: str, shown: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._claim_id, self._shown = session, claim_id, shown
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Split claim")
        self.resize(WIDTH, HEIGHT)
        self.sentence = plain_label()
        self.parts = text_field("Parts, one per line")
        self.help = plain_label(HELP, "muted")
        self.told = plain_label("", "warning-text")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.split = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._lay_out()
        self.parts.textChanged.connect(self._weigh)
        self.buttons.accepted.connect(self._split)
        self.buttons.rejected.connect(self.close)
        session.switched.connect(self.close)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.split.click)
        session.act(lambda project: (project.lineage.words(claim_id), project.lineage.atoms(claim_id)), self._show)

    @property
    def atoms(self) -> tuple[str, ...]:
        """The parts as entered, without empty lines."""
        lines = (line.strip() for line in self.parts.toPlainText().splitlines())
        return tuple(line for line in lines if line)

    def _show(self, found: tuple[str, list[str]]) -> None:
        if not isValid(self):  # closed while the lane was reading
            return
        self._words, proposed = found
        self.sentence.setText(self._words)
        self.parts.setPlainText("\n".join(proposed))
        self.keep_input(self._session, f"split-{self._claim_id}")
        self.parts.moveCursor(QTextCursor.MoveOperation.End)

    def _weigh(self) -> None:
        """Show what is invalid, and enable the button only if nothing is."""
        atoms = self.atoms
        strange = next((atom for atom in atoms if atom not in self._words), "")
        if strange:
            words = f"“{strange}” is not in the sentence word for word."
        elif len(atoms) > len(set(atoms)):
            words = "Two lines are the same."
        else:
            words = ""
        self.told.setText(words)
        self.told.setVisible(bool(words))
        self.help.setVisible(not words)
        ready = not words and len(atoms) > 1
        self.help.setText(HELP if ready else BEGIN)
        self.split.setEnabled(ready)
        self.split.setText(f"Split into {count(len(atoms), 'claim')}" if ready else "Split")

    def _split(self) -> None:
        session, claim_id, shown = self._session, self._claim_id, self._shown
        project, key = session.project, self.input_key

        def split(made: str) -> None:
            project.unsent.drop(key)
            shown(made)

        commands.split_claim(session, claim_id, self.atoms, split)
        self.close()

    def _lay_out(self) -> None:
        self.split.setEnabled(False)
        self.split.setText("Split")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(role(QLabel("SENTENCE"), "section"))
        column.addWidget(self.sentence)
        column.addSpacing(GRID)
        column.addWidget(role(QLabel("PARTS"), "section"))
        column.addWidget(self.parts, 1)
        column.addWidget(self.help)
        column.addWidget(self.told)
        column.addWidget(self.buttons)
        self.parts.setFocus(Qt.FocusReason.OtherFocusReason)
