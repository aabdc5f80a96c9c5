"""Window state kept between runs: size, splitters, recent projects."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from core.settings import folder

MOST_RECENT = 10


class Memory:
    """A small file next to the settings; it may be deleted without harm."""

    def __init__(self, place: Path | None = None) -> None:
        self._file = QSettings(str((place or folder()) / "window.ini"), QSettings.Format.IniFormat)

    def recent(self) -> list[Path]:
        """Return the recent projects that still exist, newest first."""
        return [path for path in self._stored() if path.is_dir()]

    def remember(self, project: Path) -> None:
        """Put a project at the top of the list."""
        project = project.absolute()
        kept = [project, *(path for path in self._stored() if path != project)][:MOST_RECENT]
        self._file.setValue("recent", [str(path) for path in kept])

    def forget_recent(self) -> None:
        """Empty the list of recent projects."""
        self._file.remove("recent")

    def save(self, name: str, state: QByteArray) -> None:
        """Save the state of a window or a splitter under a name."""
        self._file.setValue(name, state)

    def saved(self, name: str) -> QByteArray:
        """Return the state saved under a name; empty if there is none."""
        value = self._file.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def _stored(self) -> list[Path]:
        value = self._file.value("recent", [])
        if isinstance(value, str):  # QSettings returns a list of one as its only item
            value = [value]
        return [Path(str(item)) for item in value] if isinstance(value, list) else []
