"""The look of the window: Fusion with our own palettes, one type scale, one style sheet for all widgets.

A widget that paints itself calls :func:`colours` while painting, so it follows a change of theme; Qt sends it a
`PaletteChange` event and repaints.
"""

from enum import StrEnum
from pathlib import Path
from string import Template
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gui.widgets.palettes import DARK, LIGHT, Colours
from gui.widgets.plain_text import install

AnyWidget = TypeVar("AnyWidget", bound=QWidget)

FOLDER = Path(__file__).parent
ON_START = ("-style", "fusion")  # created by name: naming the class would load every constant list of QStyle
GRID = 8
BASE_PIXELS = 13
BARE_FAMILIES = ("", "Sans", "Sans Serif", "Helvetica", "Monospace")
UI_FAMILIES = ("Inter", "Noto Sans", "Segoe UI", "Cantarell", "Ubuntu", "DejaVu Sans")
READING_FAMILIES = ("Charter", "Iowan Old Style", "Source Serif 4", "Noto Serif", "Georgia", "Cambria", "DejaVu Serif")
DARK_BELOW = 128
SHEET_COLOURS = (
    "text",
    "muted",
    "faint",
    "surface",
    "raised",
    "sunken",
    "hover",
    "line",
    "accent",
    "on_accent",
    "selection",
    "bad",
)


class Mode(StrEnum):
    """Light, dark, or whatever the system has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def apply(app: QApplication, mode: str = Mode.SYSTEM) -> Colours:
    """Apply the palette of `mode` to an application started with ON_START, and return its colours."""
    chosen = DARK if _wants_dark(Mode(mode)) else LIGHT
    install(app)
    app.setFont(ui_font())
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_sheet(chosen))
    return chosen


class Appearance(QObject):
    """Keeps the application in the user's mode, also when the system switches between light and dark."""

    def __init__(self, app: QApplication, mode: str = Mode.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self.mode = Mode(mode)
        apply(app, self.mode)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def choose(self, mode: str) -> None:
        """Switch the application to another mode."""
        self.mode = Mode(mode)
        apply(self._app, self.mode)

    def _system_changed(self) -> None:
        if self.mode == Mode.SYSTEM:
            apply(self._app, self.mode)


def colours() -> Colours:
    """Return the current colours, read back from the application's palette."""
    ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if ground.lightness() < DARK_BELOW else LIGHT


def ui_font(pixels: int = BASE_PIXELS, *, bold: bool = False) -> QFont:
    """Return the font of the window at a size in pixels."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.family() in BARE_FAMILIES:  # a display without a desktop theme names no real font
        font.setFamilies(UI_FAMILIES)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def reading_font(pixels: int = 17) -> QFont:
    """Return the serif font for drafts and captured texts."""
    font = QFont(list(READING_FAMILIES))
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(pixels)
    return font


def mono_font(pixels: int = 12) -> QFont:
    """Return the monospaced font for digests and addresses."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(pixels)
    return font


def role(widget: AnyWidget, name: str) -> AnyWidget:
    """Give a widget its role in the style sheet and return it.

    Buttons: primary, quiet, danger. Labels: title, heading, section, muted, small. Frames and widgets: sunken, card,
    strip, notice. Views: plain (no frame).
    """
    widget.setProperty("role", name)
    return widget


def rgba(colour: QColor, share: float) -> str:
    """Return a colour with an opacity of `share` (0 to 1) in style sheet syntax."""
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {share:.2f})"


def _wants_dark(mode: Mode) -> bool:
    if mode == Mode.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return mode == Mode.DARK


def _palette(chosen: Colours) -> QPalette:
    parts = QPalette.ColorRole
    palette = QPalette(chosen.surface)
    for part, colour in (
        (parts.Window, chosen.surface),
        (parts.WindowText, chosen.text),
        (parts.Base, chosen.raised),
        (parts.AlternateBase, chosen.surface),
        (parts.Text, chosen.text),
        (parts.Button, chosen.surface),
        (parts.ButtonText, chosen.text),
        (parts.ToolTipBase, chosen.raised),
        (parts.ToolTipText, chosen.text),
        (parts.PlaceholderText, chosen.muted),
        (parts.Highlight, chosen.selection),
        (parts.HighlightedText, chosen.text),
        (parts.Link, chosen.accent),
        (parts.LinkVisited, chosen.accent),
        (parts.Accent, chosen.accent),
        (parts.Mid, chosen.line),
    ):
        palette.setColor(part, colour)
    for part in (parts.WindowText, parts.Text, parts.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, chosen.faint)
    return palette


def _sheet(chosen: Colours) -> str:
    values = {name: getattr(chosen, name).name() for name in SHEET_COLOURS}
    values["accent_hover"] = (chosen.accent.lighter(112) if chosen.dark else chosen.accent.darker(112)).name()
    values["scroll"] = rgba(chosen.muted, 0.45)
    values["scroll_hover"] = rgba(chosen.muted, 0.75)
    values["mode"] = "dark" if chosen.dark else "light"
    values["sheet"] = (FOLDER / "icons" / "sheet").as_posix()
    values["notice"] = chosen.tint(chosen.warn).name()
    return Template((FOLDER / "theme.qss").read_text(encoding="utf-8")).substitute(values)
