"""The light and dark palettes: every colour of the window by its meaning."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

if TYPE_CHECKING:  # the model classes are imported after the window is on screen
    from core.model import PageVerdict, Relation, Status

RELATION_TONES = {"supports": "good", "refutes": "bad", "context": "neutral"}
STATUS_TONES = {
    "to check": "muted",
    "checking": "accent",
    "query to reporter": "warn",
    "query to source": "warn",
    "confirmation proposed": "accent",
    "confirmed": "good",
    "change proposed": "poor",
    "change accepted": "good",
    "change refused": "bad",
    "on author": "neutral",
    "not checkable": "neutral",
    "cut": "muted",
    "reopened": "warn",
}
QUALITY_TONES = {"good": "good", "doubtful": "warn", "bad": "bad"}


@dataclass(frozen=True)
class Colours:
    """Colours by meaning. Text on `surface` or `raised` has contrast 4.5 (WCAG 2.2 AA); colour is never the sole cue."""

    dark: bool
    text: QColor
    muted: QColor  # second lines, labels
    faint: QColor  # disabled, hints: not for essential text
    icon: QColor
    surface: QColor  # the window
    raised: QColor  # lists, fields, the reader's paper
    sunken: QColor  # the sidebar, strips
    hover: QColor
    line: QColor  # hairlines between things
    accent: QColor
    on_accent: QColor
    selection: QColor  # a selected row
    good: QColor
    fair: QColor
    warn: QColor
    poor: QColor
    bad: QColor
    neutral: QColor

    def named(self, tone: str) -> QColor:
        """Return a colour by its field's name, or by a tone of a verdict scale (good, fair, mixed, poor, bad, neutral)."""
        found = getattr(self, "warn" if tone == "mixed" else tone, None)
        return found if isinstance(found, QColor) else self.neutral

    def relation(self, relation: "Relation") -> QColor:
        """Return the colour of what evidence does for a claim."""
        return self.named(RELATION_TONES[relation])

    def status(self, status: "Status") -> QColor:
        """Return the colour of a step in the process."""
        return self.named(STATUS_TONES[status])

    def quality(self, verdict: "PageVerdict") -> QColor:
        """Return the colour of a page quality verdict."""
        return self.named(QUALITY_TONES[verdict])

    def tint(self, colour: QColor, share: float = 0.14) -> QColor:
        """Return `colour` thinned on the paper: the ground of a badge or a highlight, still opaque."""
        ground = self.raised
        mixed = (
            round(ink * share + paper * (1 - share)) for ink, paper in zip(_rgb(colour), _rgb(ground), strict=True)
        )
        return QColor(*mixed)


LIGHT = Colours(
    dark=False,
    text=QColor("#1f1e1b"),
    muted=QColor("#65625b"),
    faint=QColor("#a29e95"),
    icon=QColor("#4b4943"),
    surface=QColor("#f7f6f3"),
    raised=QColor("#ffffff"),
    sunken=QColor("#efede8"),
    hover=QColor("#e6e3dc"),
    line=QColor("#dfdcd5"),
    accent=QColor("#2a5aa8"),
    on_accent=QColor("#ffffff"),
    selection=QColor("#dbe6f6"),
    good=QColor("#1c7347"),
    fair=QColor("#4a7024"),
    warn=QColor("#8a5a00"),
    poor=QColor("#a8481b"),
    bad=QColor("#b32d2d"),
    neutral=QColor("#5b5a86"),
)

DARK = Colours(
    dark=True,
    text=QColor("#e9e7e2"),
    muted=QColor("#aaa79f"),
    faint=QColor("#6d6b66"),
    icon=QColor("#c3c0b8"),
    surface=QColor("#1d1e20"),
    raised=QColor("#242628"),
    sunken=QColor("#18191b"),
    hover=QColor("#2f3235"),
    line=QColor("#36393d"),
    accent=QColor("#85b0f5"),
    on_accent=QColor("#10213d"),
    selection=QColor("#273852"),
    good=QColor("#6cc794"),
    fair=QColor("#a8cc76"),
    warn=QColor("#e3b55b"),
    poor=QColor("#ee9a6b"),
    bad=QColor("#f28b82"),
    neutral=QColor("#b1b0e0"),
)


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()
