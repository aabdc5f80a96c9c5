"""What a person sees of a window and does in it, for tests that look at behaviour and not at private fields."""

from pathlib import Path

from filelock import FileLock, Timeout
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.store.connection import LOCK
from gui.pdf.letters import Letters
from gui.pdf.view import PdfView


def labels(widget: QWidget) -> list[str]:
    """Return the words of the labels that are not hidden within a widget."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def says(widget: QWidget, words: str) -> bool:
    """Return whether a label within a widget shows these words."""
    return any(words in label for label in labels(widget))


def button(widget: QWidget, name: str) -> QAbstractButton:
    """Return the one button within a widget with this accessible name or these words."""
    every = widget.findChildren(QAbstractButton)
    (found,) = [one for one in every if name in (one.accessibleName(), one.text())]
    return found


def on_screen(view: PdfView, page: int, at: QPointF) -> QPoint:
    """Return where a point of a page, counted from 0, stands in the viewport; pages lie in the middle of its width."""
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    corner = view.pages.rect(page, view.viewport().width() + across.maximum()).topLeft()
    return (corner - QPointF(across.value(), down.value()) + at * view.pages.scale).toPoint()


def letters_of(qtbot: QtBot, view: PdfView, page: int) -> Letters:
    """Return the words of a page, counted from 0, once they are read."""
    qtbot.waitUntil(lambda: view.pages is not None and view.pages.letters(page) is not None)
    return view.pages.letters(page)


def in_use(folder: Path) -> bool:
    """Return whether a program has a project open for writing."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False
