"""Text on the clipboard, plain and rich, so that each program uses the form it supports."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from core.export.clipboard import Copied

UTF8 = '<meta charset="utf-8">'  # without it, some programs read rich text as Latin-1
FORMS = {"rich": "As rich text", "markdown": "As Markdown", "plain": "As plain text"}


def put(copied: "Copied", form: str) -> None:
    """Put text on the clipboard in a form of :data:`FORMS`; rich text carries its plain form for other programs."""
    put_words(copied.markdown if form == "markdown" else copied.plain, copied.html if form == "rich" else "")


def put_words(text: str, html: str = "") -> None:
    """Put text on the clipboard, with its rich form if there is one."""
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(f"{UTF8}{html}")
    QGuiApplication.clipboard().setMimeData(mime)
