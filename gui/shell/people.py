"""People and rules of the project: whether two people confirm, and whether roles count."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from core.model import Changes, Person, Role
from gui.base.session import Session
from gui.base.slots import weakly
from gui.shell import project_commands
from gui.widgets.controls import plain_label, tool_button
from gui.widgets.theme import GRID, role
from gui.widgets.unsent import UnsentDialog

if TYPE_CHECKING:
    from core.project.people import Rules

WIDTH = 560
ROLE_WORDS = {
    Role.REPORTER: "Reporter",
    Role.CHECKER: "Checker: confirms",
    Role.EDITOR: "Editor: confirms",
    Role.LEGAL: "Legal",
}


class PeopleDialog(UnsentDialog):
    """Names with their roles, and two rules; each change applies at once and can be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("People and rules")
        self.setMinimumWidth(WIDTH)
        self.two_person = QCheckBox("Two people confirm: what one proposes, another confirms")
        self.roles = QCheckBox("Roles count: only checkers and editors confirm")
        self.name = QLineEdit(placeholderText="Name, as shown with decisions")
        self.role = _role_box(Role.CHECKER)
        self.add = QPushButton("Add")
        self.people: list[Person] = []
        self.grid = QGridLayout()
        self.empty = plain_label("Nobody is on the list yet.", "muted")
        self._told = plain_label("", "warning-text")
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Reload people and rules."""
        self._session.act(lambda project: (project.people.all(), project.people.rules), self._show)

    def _lay_out(self) -> None:
        self.name.setAccessibleName("Name of a person")
        self.role.setAccessibleName("Role of the new person")
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.role)
        row.addWidget(self.add)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        self.grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID * 2)
        column.addWidget(role(QLabel("RULES OF THIS PROJECT"), "section"))
        column.addWidget(self.two_person)
        column.addWidget(self.roles)
        column.addSpacing(GRID)
        column.addWidget(role(QLabel("PEOPLE"), "section"))
        column.addWidget(self.empty)
        column.addLayout(self.grid)
        column.addLayout(row)
        column.addWidget(self._told)
        column.addStretch(1)
        column.addWidget(buttons)
        changing: tuple[QWidget, ...] = (self.two_person, self.roles, self.name, self.role, self.add)
        for control in changing:
            control.setEnabled(self._session.writable)

    def _connect(self) -> None:
        self.two_person.clicked.connect(self._set_rules)
        self.roles.clicked.connect(self._set_rules)
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)
        self.add.setAutoDefault(False)
        self._session.changed.connect(self._changed)
        self._session.switched.connect(self.close)

    def _changed(self, _: Changes) -> None:
        self.refresh()

    def _show(self, found: "tuple[list[Person], Rules]") -> None:
        if not isValid(self):  # closed while the lane was reading
            return
        self.people, rules = found
        self.two_person.setChecked(rules.two_person)
        self.roles.setChecked(rules.roles)
        while (entry := self.grid.takeAt(0)) is not None:
            if widget := entry.widget():
                widget.deleteLater()
        self.empty.setVisible(not self.people)
        for number, person in enumerate(self.people):
            self._row(number, person)
        self.keep_input(self._session, "people")

    def _row(self, number: int, person: Person) -> None:
        box = _role_box(person.role)
        box.setAccessibleName(f"Role of {person.name}")
        box.setEnabled(self._session.writable)
        box.activated.connect(weakly(self._put_again, person.name, box))
        gone = tool_button("bin", f"Remove {person.name} from the list")
        gone.setEnabled(self._session.writable)
        gone.clicked.connect(weakly(self._remove, person.id))
        for column, control in enumerate((plain_label(person.name), box, gone)):
            self.grid.addWidget(control, number, column)

    def _set_rules(self) -> None:
        from core.project.people import Rules

        chosen = Rules(self.two_person.isChecked(), self.roles.isChecked())
        self._told.clear()
        project_commands.set_rules(self._session, chosen, self._failed)

    def _add(self) -> None:
        self._put(self.name.text(), self.role.currentData())
        self.name.clear()

    def _put_again(self, name: str, box: QComboBox) -> None:
        self._put(name, box.currentData())

    def _put(self, name: str, chosen: str) -> None:
        self._told.clear()
        project_commands.put_person(self._session, name, Role(chosen), self._failed)

    def _remove(self, person_id: str) -> None:
        self._told.clear()
        project_commands.remove_person(self._session, person_id, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._told.setText(f"{getattr(error, 'sentence', error)} {getattr(error, 'hint', '')}".strip())


def _role_box(chosen: Role) -> QComboBox:
    box = QComboBox()
    for one, told in ROLE_WORDS.items():
        box.addItem(told, str(one))
    box.setCurrentIndex(box.findData(str(chosen)))
    return box
