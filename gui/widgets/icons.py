"""Our own icons: small SVG line drawings, painted in the current palette's colour."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.widgets.theme import colours

FOLDER = Path(__file__).parent / "icons"


class LineIcon(QIconEngine):
    """Draws an SVG in the theme's text colour, or a fixed one, at any size; follows a change of theme."""

    def __init__(self, name: str, tone: str = "") -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        """Return a copy, as Qt requires for shared icons."""
        return LineIcon(self._name, self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into `rect`; disabled icons are faint, checked ones take the accent."""
        _renderer(self._name, self._colour(mode, state).name()).render(painter, rect.toRectF())

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the drawing on a transparent background; `size` is in device pixels."""
        if size.isEmpty():  # Qt asks for an empty size while a widget has no space yet
            return QPixmap()
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return pixmap

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        palette = colours()
        if mode == QIcon.Mode.Disabled:
            return palette.faint
        if self._tone:
            return palette.named(self._tone)
        return palette.accent if state == QIcon.State.On else palette.icon


def icon(name: str, tone: str = "") -> QIcon:
    """Return the icon `gui/widgets/icons/NAME.svg`; `tone` is a name for `Colours.named` (accent, good, bad…)."""
    _svg(name, "")  # an unknown name fails here, not when painted
    return QIcon(LineIcon(name, tone))


def names() -> tuple[str, ...]:
    """Return the names of all drawings, sorted."""
    return tuple(sorted(drawing.stem for drawing in FOLDER.glob("*.svg")))


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """Return a cached drawing: a list draws the same few icons hundreds of times."""
    renderer = QSvgRenderer(QByteArray(_svg(name, colour)))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return renderer


@lru_cache(maxsize=256)
def _svg(name: str, colour: str) -> bytes:
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return drawing.replace("currentColor", colour or "#000").encode()
