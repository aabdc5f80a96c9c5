"""Change requests: propose other words for the current claim, and accept or refuse requests."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from core.model import ChangeRequest, Changes, Claim, ErrorKind, RequestState
from gui.base.session import Session
from gui.base.slots import weakly
from gui.claims import commands
from gui.widgets.controls import plain_label, scroll_area, text_field
from gui.widgets.theme import GRID, role
from gui.widgets.unsent import UnsentDialog

if TYPE_CHECKING:
    from core.project.project import Project

WIDTH, HEIGHT = 640, 620
LINES = 3 * 24  # three lines of a sentence, in pixels
EMPTY = "No change requests yet. Choose a claim before you open this window to propose other words for it."
Found = tuple[Claim | None, list[tuple[ChangeRequest, str, str]]]


class ChangesDialog(UnsentDialog):
    """A form for the current claim, and all requests, open ones first with two buttons. Undo reverts either step."""

    def __init__(self, session: Session, claim_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._claim_id = session, claim_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Change requests")
        self.resize(WIDTH, HEIGHT)
        self.old, self.new = text_field("Old words", height=LINES), text_field("New words", height=LINES)
        self.error, self.reason = QComboBox(), QLineEdit(placeholderText="Why, in a sentence")
        self.propose = QPushButton("Propose change")
        self.form = QWidget()
        self.requests: list[tuple[ChangeRequest, str, str]] = []
        self.buttons: dict[str, tuple[QPushButton, QPushButton]] = {}
        self._list = QVBoxLayout()
        self._told = plain_label("", "warning-text")
        self._begun = False
        self._lay_out()
        self.propose.clicked.connect(self._propose)
        session.changed.connect(self._changed)
        session.switched.connect(self.close)
        self.refresh()

    def refresh(self) -> None:
        """Reload the requests."""
        self._session.act(partial(_found, claim_id=self._claim_id), self._show)

    def _changed(self, _: Changes) -> None:
        self.refresh()

    def _lay_out(self) -> None:
        for kind in ErrorKind:
            self.error.addItem(str(kind)[0].upper() + str(kind)[1:], str(kind))
        rows = QFormLayout(self.form)
        rows.setContentsMargins(0, 0, 0, 0)
        for words, field in (("&Old words", self.old), ("&New words", self.new)):
            rows.addRow(words, field)
        rows.addRow("&What is wrong", self.error)
        rows.addRow("&Reason", self.reason)
        rows.addRow("", _beside(self.propose))
        self.form.setEnabled(self._session.writable)
        self.form.hide()
        self._told.hide()
        self._list.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setLayout(self._list)
        area = scroll_area(inner, "Change requests")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        self.propose.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID * 2)
        column.addWidget(self.form)
        column.addWidget(self._told)
        column.addWidget(role(QLabel("REQUESTS"), "section"))
        column.addWidget(area, 1)
        column.addWidget(buttons)

    def _show(self, found: Found) -> None:
        if not isValid(self):  # closed while the lane was reading
            return
        claim, self.requests = found
        self.form.setVisible(claim is not None)
        if claim is not None and not self._begun:
            self._begun = True
            self.old.setPlainText(claim.text)
            self.new.setPlainText(claim.text)
            self.keep_input(self._session, f"change-{self._claim_id}")
        while (entry := self._list.takeAt(0)) is not None:
            if widget := entry.widget():
                widget.deleteLater()
        self.buttons = {}
        for request, obstacle, sentence in sorted(self.requests, key=lambda one: one[0].state is not RequestState.OPEN):
            self._list.addWidget(self._card(request, obstacle, sentence))
        if not self.requests:
            self._list.addWidget(plain_label(EMPTY, "muted"))
        self._list.addStretch(1)

    def _card(self, request: ChangeRequest, obstacle: str, sentence: str) -> QWidget:
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, GRID)
        column.addWidget(plain_label(f"“{request.old}” → “{request.new}”"))
        column.addWidget(plain_label(f"In the claim: {sentence}", "muted"))
        told = " · ".join(filter(None, (str(request.error), request.reason, request.author, f"{request.at:%Y-%m-%d}")))
        column.addWidget(plain_label(told, "muted"))
        if request.state is not RequestState.OPEN:
            decided = f"{str(request.state).capitalize()} by {request.decided_by}"
            column.addWidget(plain_label(": ".join(filter(None, (decided, request.answer)))))
            return card
        if obstacle:
            column.addWidget(plain_label(obstacle, "warning-text"))
        accept, refuse = QPushButton("Accept"), QPushButton("Refuse")
        accept.setEnabled(self._session.writable and not obstacle)
        refuse.setEnabled(self._session.writable)
        accept.clicked.connect(weakly(self._accept, request.id))
        refuse.clicked.connect(weakly(self._refuse, request.id))
        self.buttons[request.id] = (accept, refuse)
        row = QHBoxLayout()
        for button in (accept, refuse):
            button.setAutoDefault(False)
            button.setAccessibleName(f"{button.text()} “{request.new}”")
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return card

    def _propose(self) -> None:
        self._told.hide()
        old, new, reason = self.old.toPlainText(), self.new.toPlainText(), self.reason.text()
        error = ErrorKind(self.error.currentData())
        commands.propose_change(
            self._session,
            self._claim_id,
            old,
            new,
            error=error,
            reason=reason,
            done=self._proposed,
            refused=self._failed,
        )

    def _proposed(self, _: Changes) -> None:
        if isValid(self):
            self.sent()

    def _accept(self, request_id: str) -> None:
        self._told.hide()
        commands.accept_change(self._session, request_id, self._failed)

    def _refuse(self, request_id: str) -> None:
        self._told.hide()
        commands.refuse_change(self._session, request_id, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._told.setText(f"{getattr(error, 'sentence', error)} {getattr(error, 'hint', '')}".strip())
        self._told.show()


def _beside(button: QPushButton) -> QHBoxLayout:
    """Return a row in which a button is as wide as its words."""
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    return row


def _found(project: "Project", claim_id: str) -> Found:
    """Return the current claim, and every request with its obstacle and the words of its claim."""
    requests = [
        (one, project.requests.obstacle(one.id), project.claims.get(one.claim_id).text)
        for one in project.requests.all()
    ]
    return project.claims.get(claim_id) if claim_id else None, requests
