"""Show problems in one place: a sentence and a hint for what a user can fix, technical details for a bug."""

import sys
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from core import log
from core.errors import Cancelled, StandfirstError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

BUG = "bug"


def show(parent: QWidget | None, error: BaseException) -> "QMessageBox | None":
    """Show `error` in a non-blocking box and return the box; None for :class:`Cancelled`, which the user asked for."""
    if isinstance(error, Cancelled):
        return None
    log.failure(error)
    from PySide6.QtWidgets import (
        QMessageBox,
    )  # importing each Qt class costs time and this one is rarely needed

    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("Standfirst")
    box.setTextFormat(Qt.TextFormat.PlainText)  # a message may quote text of a page
    if isinstance(error, StandfirstError):
        _explain(box, error)
    else:
        _own_up(box, error)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.finished.connect(lambda _: box.hide())  # the closure keeps the parentless box alive until it is answered
    box.show()
    return box


def install() -> None:
    """Send uncaught exceptions to :func:`show`, so that a bug in a slot is reported and the window stays open."""
    sys.excepthook = _uncaught


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.exit(130)
        return
    log.failure(error)
    sys.__excepthook__(kind, error, trace)
    if QApplication.instance() is not None and not _shown():  # a bug in a paint event would recur with every frame
        show(QApplication.activeWindow(), error)


def _shown() -> bool:
    return any(widget.objectName() == BUG and widget.isVisible() for widget in QApplication.topLevelWidgets())


def _explain(box: "QMessageBox", error: StandfirstError) -> None:
    box.setIcon(box.Icon.Warning)
    box.setText(error.sentence)
    box.setInformativeText(error.hint)


def _own_up(box: "QMessageBox", error: BaseException) -> None:
    box.setObjectName(BUG)
    box.setIcon(box.Icon.Critical)
    box.setText("Something went wrong inside Standfirst.")
    box.setInformativeText("Nothing that was sealed is lost. Please report this with the details below.")
    box.setDetailedText("".join(traceback.format_exception(error)))
