"""What the window remembers between runs: its size, the splitters, the projects opened last."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

from core.settings import folder

MOST_RECENT = 10


class Memory:
    """A small file beside the settings; losing it loses nothing of worth."""

    def __init__(self, place: Path | None = None) -> None:
        self._file = QSettings(str((place or folder()) / "window.ini"), QSettings.Format.IniFormat)

    def recent(self) -> list[Path]:
        """Return the projects opened last that are still there, newest first."""
        return [path for path in self._stored() if path.is_dir()]

    def remember(self, project: Path) -> None:
        """Put a project at the head of the list."""
        project = project.absolute()
        kept = [project, *(path for path in self._stored() if path != project)][:MOST_RECENT]
        self._file.setValue("recent", [str(path) for path in kept])

    def forget_recent(self) -> None:
        """Empty the list of recent projects."""
        self._file.remove("recent")

    def save(self, window: QMainWindow, splitter: QSplitter) -> None:
        """Keep the window's place and its columns."""
        self._file.setValue("geometry", window.saveGeometry())
        self._file.setValue("columns", splitter.saveState())
        self._file.sync()

    def restore(self, window: QMainWindow, splitter: QSplitter) -> bool:
        """Bring back what :meth:`save` kept; False when there is nothing yet."""
        geometry, columns = self._file.value("geometry"), self._file.value("columns")
        if not isinstance(geometry, QByteArray) or not isinstance(columns, QByteArray):
            return False
        return window.restoreGeometry(geometry) and splitter.restoreState(columns)

    def _stored(self) -> list[Path]:
        value = self._file.value("recent", [])
        if isinstance(value, str):  # a list of one comes back as its only item
            value = [value]
        return [Path(str(item)) for item in value] if isinstance(value, list) else []
