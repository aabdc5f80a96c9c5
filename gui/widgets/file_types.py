"""Which files a file dialog offers, and the folder it begins in."""

from pathlib import Path


def draft_files() -> str:
    """Return which files a draft can be read from, as file dialogs want it."""
    from core.draft.imported import ENDINGS

    return f"Drafts ({' '.join(f'*.{ending}' for ending in ENDINGS)});;All files (*)"


def documents() -> Path:
    """Return this user's Documents folder."""
    from PySide6.QtCore import QStandardPaths

    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
