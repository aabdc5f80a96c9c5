"""Scales of truth, as data. Old scales are never edited: a project keeps the one that it was made with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class VerdictValue:
    """One step of a scale: its word, a symbol as the second cue beside the colour, and a rating (worst 1) if the scale is ordered."""

    value: str
    symbol: str
    tone: str
    rating: int | None = None


@dataclass(frozen=True)
class VerdictScale:
    """An ordered scale. `tone` names a colour family of the palette: good, fair, mixed, poor, bad, neutral."""

    id: str
    label: str
    values: tuple[VerdictValue, ...]

    def find(self, value: str) -> VerdictValue | None:
        """Return the step called `value`, ignoring case."""
        return next((step for step in self.values if step.value.casefold() == value.casefold()), None)


SCALES: tuple[VerdictScale, ...] = (
    VerdictScale(
        "house",
        "House check",
        (
            VerdictValue("Verified", "✓", "good", 5),
            VerdictValue("Verified with change", "✎", "fair", 4),
            VerdictValue("Disputed", "≠", "mixed", 3),
            VerdictValue("Unsupported", "?", "poor", 2),
            VerdictValue("False", "✗", "bad", 1),
        ),
    ),
    VerdictScale(
        "six",
        "Six steps",
        (
            VerdictValue("True", "✓", "good", 6),
            VerdictValue("Mostly True", "◕", "fair", 5),
            VerdictValue("Half True", "◑", "mixed", 4),
            VerdictValue("Mostly False", "◔", "poor", 3),
            VerdictValue("False", "✗", "bad", 2),
            VerdictValue("Pants on Fire", "✗✗", "bad", 1),
        ),
    ),
    VerdictScale(
        "platform",
        "Platform programme",
        (
            VerdictValue("True", "✓", "good", 6),
            VerdictValue("Satire", "☺", "neutral", 5),
            VerdictValue("Missing Context", "…", "mixed", 4),
            VerdictValue("Partly False", "◔", "poor", 3),
            VerdictValue("Altered", "✎", "bad", 2),
            VerdictValue("False", "✗", "bad", 1),
        ),
    ),
    VerdictScale(
        "media",
        "Media review",
        (
            VerdictValue("OriginalMediaContent", "✓", "good"),
            VerdictValue("DecontextualizedContent", "…", "mixed"),
            VerdictValue("EditedOrCroppedContent", "✎", "poor"),
            VerdictValue("StagedContent", "⌂", "bad"),
            VerdictValue("TransformedContent", "⟳", "bad"),
            VerdictValue("SatireOrParodyContent", "☺", "neutral"),
        ),
    ),
)


def scale(scale_id: str) -> VerdictScale:
    """Return a scale by id; the house scale for an id that is not known."""
    return next((found for found in SCALES if found.id == scale_id), SCALES[0])
