"""Our own icons: small SVG line drawings, painted in the colour of the palette that is in force when they are drawn."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.widgets.theme import colours

FOLDER = Path(__file__).parent / "icons"


class LineIcon(QIconEngine):
    """Draws one SVG in the text colour of the theme, or in a colour of its own, at any size; follows a change of theme by itself."""

    def __init__(self, name: str, tone: str = "") -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        """Return a copy, as Qt asks for when an icon is shared."""
        return LineIcon(self._name, self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into `rect`; disabled icons are faint, checked ones take the accent."""
        _renderer(self._name, self._colour(mode, state).name()).render(painter, rect.toRectF())

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the drawing on a clear ground; `size` is in device pixels."""
        if size.isEmpty():  # Qt asks for nothing while a widget has no room yet
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
    """Return the icon drawn in `gui/widgets/icons/NAME.svg`; `tone` is a name that `Colours.named` knows (accent, good, bad…)."""
    _svg(name, "")  # an unknown name fails here, not when it is painted
    return QIcon(LineIcon(name, tone))


def names() -> tuple[str, ...]:
    """Return the names of all drawings, sorted."""
    return tuple(sorted(drawing.stem for drawing in FOLDER.glob("*.svg")))


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """Return a drawing read once: a list draws the same few icons hundreds of times."""
    renderer = QSvgRenderer(QByteArray(_svg(name, colour)))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return renderer


@lru_cache(maxsize=256)
def _svg(name: str, colour: str) -> bytes:
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return drawing.replace("currentColor", colour or "#000").encode()
