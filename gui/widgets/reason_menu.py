"""A decision that needs a reason: a menu of common reasons, and a field for another one."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

ANOTHER = "Another reason…"


def reasons_menu(question: str, reasons: Sequence[str], chosen: Callable[[str], object], parent: QWidget) -> QMenu:
    """Return a menu of reasons under the question, the first preselected; `chosen` gets the reason."""
    menu = QMenu(parent)
    menu.setAccessibleName(question)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.addAction(question.replace("&", "&&")).setEnabled(False)  # not every style draws a section's title
    for reason in reasons:
        menu.addAction(reason).triggered.connect(lambda _=False, why=reason: chosen(why))
    menu.addSeparator()
    menu.addAction(ANOTHER).triggered.connect(lambda _=False: write_reason(question, chosen, parent))
    menu.setActiveAction(menu.actions()[1])
    return menu


def write_reason(question: str, chosen: Callable[[str], object], parent: QWidget) -> QInputDialog:
    """Ask for a reason in the user's own words; `chosen` gets it unless it is empty or the dialog is cancelled."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(question)
    dialog.setLabelText("Why, in a sentence:")
    dialog.textValueSelected.connect(lambda words: chosen(words.strip()) if words.strip() else None)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
