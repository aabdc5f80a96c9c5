"""What is typed into a dialog survives Esc and a crash: the base of every dialog with fields to write in.

The text is kept with the project, as typed drafts are (:mod:`core.project.autosave`): beside its database, for its owner
alone, never in the settings of the program. It is put back when the dialog is opened again, and dropped once the dialog has
done what it is for.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from core.errors import StandfirstError
from core.text.json_text import parse
from gui.base.session import Session
from gui.widgets.controls import plain_label

if TYPE_CHECKING:
    from core.project.autosave import Autosaves

Field = QLineEdit | QPlainTextEdit | QComboBox
KEEP_MS = 800  # after the last key
BACK = "What you typed here before and did not save is back."
PREFIX = "dialog-"


class UnsentDialog(QDialog):
    """A dialog whose input is kept until it was sent.

    Its fields are the attributes that are fields, or mappings of names to fields. A password is never kept, nor is what
    stands in a field of `passing`, which takes effect at once or only filters what is shown.
    """

    passing: tuple[str, ...] = ()
    _keeper: "_Keeper | None" = None

    def keep_input(self, session: Session, key: str) -> None:
        """Put back what was typed under this key before, and keep what is typed from now on.

        To be called once the fields are filled, and again when there are others. `key` names the dialog and what it is
        about.
        """
        if self._keeper is None or self._keeper.key != f"{PREFIX}{key}":
            self._keeper = _Keeper(self, session, f"{PREFIX}{key}")
        self._keeper.offer()

    def sent(self) -> None:
        """Drop what was kept: the dialog has done what it is for."""
        if self._keeper is not None:
            self._keeper.drop()

    @property
    def input_key(self) -> str:
        """The id under which the project keeps the input; empty before it does."""
        return self._keeper.key if self._keeper is not None else ""

    def make_room(self, names: Iterable[str]) -> None:
        """Make the fields of these names that are not there; for a dialog with a number of fields that varies."""

    def fields(self) -> Iterator[tuple[str, Field]]:
        """Yield each field to keep, by a name that is the same the next time."""
        for name, value in list(vars(self).items()):
            several = value.items() if isinstance(value, dict) else ()
            for part, field in (("", value), *((f".{key}", one) for key, one in several)):
                if isinstance(field, Field) and name not in self.passing and not _secret(field):
                    yield f"{name}{part}", field


class _Keeper(QObject):
    """Keeps the input of one dialog: what differs from what the dialog began with."""

    def __init__(self, dialog: UnsentDialog, session: Session, key: str) -> None:
        super().__init__(dialog)
        self.key = key
        self._session = session
        self._begun: dict[str, str] = {}
        self._known: dict[str, Field] = {}
        self._left = self._read()
        self._typed = self._warned = self._offering = False
        self._timer = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._timer.timeout.connect(self.keep)
        session.leaving.connect(self.keep)
        dialog.finished.connect(self.keep)

    @property
    def _dialog(self) -> UnsentDialog:
        """The dialog, not held: it goes when nobody else holds it."""
        return cast("UnsentDialog", self.parent())

    def offer(self) -> None:
        """Take up the fields that are new, with what was kept of them."""
        if self._offering:
            return
        self._offering = True
        self._dialog.make_room(self._left)
        back = False
        for name, field in list(self._dialog.fields()):
            back |= self._take_up(name, field)
        self._offering = False
        if back:
            self._tell()

    def _take_up(self, name: str, field: Field) -> bool:
        """Follow a field; returns whether something was put back into it."""
        if self._known.get(name) is field:
            return False
        first = name not in self._known
        self._known[name] = field
        if first:
            self._begun[name] = _value(field)
        kept = self._left.pop(name, None) if first else None
        if kept is not None and kept != _value(field):
            _put(field, kept)
        _follow(field, self)
        return kept is not None and kept != self._begun[name]

    def touch(self, *_: object) -> None:
        """Keep the input soon."""
        self._typed = True
        self._timer.start()

    def keep(self, *_: object) -> None:
        """Keep the input now, if anything was typed since it was last kept."""
        unsent = self._unsent()
        self._timer.stop()
        if not self._typed or unsent is None:
            return
        self._typed = False
        shown = {name: _value(field) for name, field in self._dialog.fields()}
        typed = {name: value for name, value in shown.items() if value != self._begun.get(name, "")}
        try:
            if any(typed.values()) or self._left:
                unsent.keep(self.key, "", json.dumps({**self._left, **typed}))
            else:
                unsent.drop(self.key)
        except StandfirstError as error:
            if not self._warned:  # once is enough while typing
                self._warned = True
                self._session.failed.emit(error)

    def drop(self) -> None:
        """Drop what was kept, and begin again with what the fields hold now."""
        self._timer.stop()
        self._typed = False
        self._left = {}
        self._begun = {name: _value(field) for name, field in self._dialog.fields()}
        unsent = self._unsent()
        if unsent is not None:
            unsent.drop(self.key)

    def _unsent(self) -> "Autosaves | None":
        return self._session.project.unsent if self._session.is_open else None

    def _read(self) -> dict[str, str]:
        unsent = self._unsent()
        found = unsent.of(self.key) if unsent is not None else None
        try:
            kept = parse(found.text) if found is not None else {}
        except ValueError:
            return {}
        return {str(name): str(value) for name, value in kept.items()} if isinstance(kept, dict) else {}

    def _tell(self) -> None:
        """Say that the input is back, with a way to begin again."""
        layout = self._dialog.layout()
        if not isinstance(layout, QBoxLayout) or self._dialog.findChild(QWidget, "unsent") is not None:
            return
        row = QWidget()
        row.setObjectName("unsent")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        again = QPushButton("Discard", autoDefault=False)
        again.setObjectName("discard-unsent")
        again.setAccessibleName("Discard what was typed before")
        again.clicked.connect(self._begin_again)
        line.addWidget(plain_label(BACK, "small"), 1)
        line.addWidget(again)
        layout.insertWidget(0, row)

    def _begin_again(self) -> None:
        for name, field in list(self._dialog.fields()):
            _put(field, self._begun.get(name, ""))
        self.drop()
        row = self._dialog.findChild(QWidget, "unsent")
        if row is not None and isValid(row):
            row.deleteLater()


def _secret(field: Field) -> bool:
    return isinstance(field, QLineEdit) and field.echoMode() is not QLineEdit.EchoMode.Normal


def _value(field: Field) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData() or field.currentText())
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


def _put(field: Field, text: str) -> None:
    """Put a text into a field as if it had been typed or chosen."""
    if isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    elif isinstance(field, QLineEdit):
        field.setText(text)
    else:
        place = max(field.findData(text), field.findText(text))
        if place >= 0 and place != field.currentIndex():
            field.setCurrentIndex(place)
            field.activated.emit(place)


def _follow(field: Field, keeper: _Keeper) -> None:
    signal = field.currentIndexChanged if isinstance(field, QComboBox) else field.textChanged
    signal.connect(keeper.touch)
