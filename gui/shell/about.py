"""About: version and licence, what the reader of hostile files is kept from, and how old the browser engine is."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from core import __version__
from core.model import now
from core.security.confinement import Confinement, confinement
from gui.base.drawing import Drawing
from gui.widgets.formatting import count, date

ABOUT = "Seal the page, quote the passage, cite the sentence: fact-checking and citations for journalists, offline."
LICENCE = "Apache License 2.0"
LOOKING = "Looking at what this system offers…"


class About(QMessageBox):
    """What holds here takes up to a second to find out, unless it is known since the start, so it follows."""

    def __init__(self, parent: QWidget, licences: Callable[[], object]) -> None:
        """`licences` opens the page of the manual about the packages that are part of the program."""
        super().__init__(parent)
        self.setWindowTitle("About Standfirst")
        self.setText(f"Standfirst {__version__}")
        self.addButton(QMessageBox.StandardButton.Close)
        more = self.addButton("Licences", QMessageBox.ButtonRole.HelpRole)
        more.setObjectName("about-licences")
        more.clicked.connect(lambda _: licences())
        self._asking = Drawing()
        self.destroyed.connect(self._asking.forget)
        self._say(LOOKING)
        self._asking.ask(lambda _: confinement().said(), self._say, lambda _: self._say(Confinement().said()))

    def _say(self, held: str) -> None:
        self.setInformativeText(f"{ABOUT}\n\n{held}\n\n{engine()}\n\n{LICENCE}")


def engine() -> str:
    """Return a sentence about the browser engine: its version, that of its security patches, and its age."""
    try:
        from PySide6.QtWebEngineCore import qWebEngineChromiumSecurityPatchVersion, qWebEngineChromiumVersion
    except ImportError:
        return "The page view (QtWebEngine) is not part of this installation."
    version, patched = map(_words, (qWebEngineChromiumVersion(), qWebEngineChromiumSecurityPatchVersion()))
    return f"Pages are shown by Chromium {version}, with security patches of {patched}; {age(built(), now().date())}."


def built() -> dt.date | None:
    """Return the day on which the engine's package was built, as the package says; None if it does not."""
    try:
        from PySide6 import _config as package

        return dt.datetime.fromisoformat(package.__build_date__).date()
    except (ImportError, AttributeError, ValueError, TypeError):
        return None


def age(made: dt.date | None, today: dt.date) -> str:
    """Return how old a package is, or that this is not known."""
    if made is None:
        return "its package does not say how old it is"
    said = date(made)
    if made > today:
        return f"its package says that it was built on {said}, which this computer's clock has not reached"
    return f"its package says that it was built on {said}, {count((today - made).days, 'day')} ago"


def _words(version: object) -> str:
    """Return a version as text: what the binding gives and what it says that it gives differ."""
    return version.decode() if isinstance(version, bytes) else str(version)
