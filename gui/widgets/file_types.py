"""File filters and the start folder of file dialogs."""

from pathlib import Path


def draft_files() -> str:
    """Return the file filter of drafts for file dialogs."""
    from core.draft.imported import ENDINGS

    return f"Drafts ({' '.join(f'*.{ending}' for ending in ENDINGS)});;All files (*)"


def documents() -> Path:
    """Return this user's Documents folder."""
    from PySide6.QtCore import QStandardPaths

    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
