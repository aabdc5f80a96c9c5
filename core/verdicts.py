"""Verdict scales as immutable data: a project uses a built-in scale or its own, and changes it by replacing it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.errors import InputError

TONES = ("good", "fair", "mixed", "poor", "bad", "neutral")
FEWEST, MOST = 2, 12  # steps of a scale
LONGEST_WORD, LONGEST_SYMBOL, LONGEST_LABEL = 40, 3, 60  # characters
PLAIN_SYMBOL = "•"
ARROW = " → "  # between a verdict's old and new word, in the decision that records a change of scale


@dataclass(frozen=True)
class VerdictValue:
    """A step of a scale: word, symbol (a second cue besides colour), tone, and a rating (worst 1) if it is ordered."""

    value: str
    symbol: str
    tone: str
    rating: int | None = None


@dataclass(frozen=True)
class VerdictScale:
    """A verdict scale, best step first.

    `tone` names a colour family of the palette: good, fair, mixed, poor, bad, neutral.
    """

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
    """Return a built-in scale by id; the house scale for an unknown id."""
    return next((known for known in SCALES if known.id == scale_id), SCALES[0])


def own(scale_id: str, label: str, steps: Sequence[VerdictValue], *, ordered: bool) -> VerdictScale:
    """Return a custom scale, best step first; if `ordered`, each step gets a rating by position.

    InputError for fewer than FEWEST or more than MOST steps, a missing or duplicate word, or an unknown tone.
    """
    if not FEWEST <= len(steps) <= MOST:
        raise InputError(f"A scale has {FEWEST} to {MOST} steps, not {len(steps)}.", "Add or remove some.")
    made = [_sound(step, len(steps) - place if ordered else None) for place, step in enumerate(steps)]
    words = [step.value.casefold() for step in made]
    twice = next((step.value for place, step in enumerate(made) if words.index(words[place]) < place), "")
    if twice:
        raise InputError(f"Two steps are called “{twice}”.", "Give each its own word.")
    return VerdictScale(scale_id, _line(label, LONGEST_LABEL, "the scale") or "Own scale", tuple(made))


def _sound(step: VerdictValue, rating: int | None) -> VerdictValue:
    word = _line(step.value, LONGEST_WORD, "a step")
    if not word:
        raise InputError("A step of the scale has no word.", "Say what its verdict is called.")
    if ARROW.strip() in word:
        raise InputError(f"The word “{word}” has an arrow.", "Arrows stand between old words and new ones.")
    if step.tone not in TONES:
        raise InputError(f"“{step.tone}” is not a tone.", f"Tones are {', '.join(TONES)}.")
    return replace(
        step, value=word, symbol=_line(step.symbol, LONGEST_SYMBOL, "a symbol") or PLAIN_SYMBOL, rating=rating
    )


def _line(text: str, longest: int, what: str) -> str:
    text = " ".join(text.split())
    if len(text) > longest or not text.isprintable():
        raise InputError(f"The words of {what} are too long or cannot be printed.", f"At most {longest} characters.")
    return text
