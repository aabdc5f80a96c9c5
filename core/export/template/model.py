"""A house template, the newsroom's look and wording, as a value that every exporter finds in the brief."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

PAPERS: Mapping[str, tuple[float, float]] = MappingProxyType({"a4": (210.0, 297.0), "letter": (215.9, 279.4)})
"""Paper sizes by name: width and height in millimetres (ISO 216, ANSI/ASME Y14.1)."""
EMPTY: Mapping[str, str] = MappingProxyType({})
TONES = ("good", "fair", "mixed", "poor", "bad", "neutral", "blank")
WHITE = "#ffffff"
LEAST_CONTRAST = 4.5  # of text on its background (WCAG 2.2, 1.4.3)
FILL_SHARE = 0.14  # of a tone in the background of its badge
STEPS = 20
SRGB_KNEE = 0.04045


class Tint(NamedTuple):
    """The colours of a verdict tone, each `#rrggbb`: badge text, badge background, solid bars and edges."""

    ink: str
    fill: str
    solid: str


@dataclass(frozen=True)
class HouseTemplate:
    """A house template; empty values keep the default.

    `logo` is a re-encoded PNG, its size in pixels. `text`, `headings` and `mono` are font names. `colours` maps roles
    (ink, quiet, accent, marker and the tones) to `#rrggbb`. `words` maps verdicts to the house's words; `paper` is a
    key of PAPERS.
    """

    name: str = ""
    url: str = ""
    logo: bytes = b""
    logo_size: tuple[int, int] = (0, 0)
    text: str = ""
    headings: str = ""
    mono: str = ""
    colours: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    words: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    paper: str = "a4"

    @property
    def fonts(self) -> tuple[str, ...]:
        """The fonts requested by name."""
        return tuple(dict.fromkeys(name for name in (self.text, self.headings, self.mono) if name))

    @property
    def tints(self) -> Mapping[str, Tint]:
        """The verdict tones with house colours."""
        return {name: tint(self.colours[name]) for name in TONES if name in self.colours}

    def word(self, verdict: str) -> str:
        """Return the house's word for a verdict."""
        return self.words.get(verdict, verdict)


OURS = HouseTemplate()


def tint(solid: str) -> Tint:
    """Return a tone made from one colour: its text is darkened until it is readable on the light background."""
    fill = _mixed(solid, WHITE, FILL_SHARE)
    shades = (_mixed(solid, "#000000", 1 - step / STEPS) for step in range(STEPS + 1))
    return Tint(next(shade for shade in shades if contrast(shade, fill) >= LEAST_CONTRAST), fill, solid)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `#rrggbb`, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(first * share + second * (1 - share)):02x}" for first, second in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(byte / 255) for byte in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """Return a colour component without the sRGB gamma (IEC 61966-2-1)."""
    return part / 12.92 if part <= SRGB_KNEE else float(((part + 0.055) / 1.055) ** 2.4)
