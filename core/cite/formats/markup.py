"""HTML in the titles of citation files: publishers and CSL set italics, subscripts and entities with it."""

import html
import re

_TAG = re.compile(
    r"</?(?:i|b|em|strong|u|sc|scp|small|tt|p|br|span|(?:jats|mml|m):[\w-]+|sup|sub|inf)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_FIGURES = re.compile(r"<(sup|sub|inf)>\s*([0-9+−-]+)\s*</\1>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
ENTITY = re.compile(r"(?<!\\)&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);", re.IGNORECASE)
OPENING = re.compile(r"<(?=/?[a-z])", re.IGNORECASE)


def without(text: str) -> str:
    """Return text without the tags that set a title; raised and lowered figures stay so (10⁶, CO₂)."""
    return _TAG.sub("", _FIGURES.sub(lambda found: scripted(found[2], raised=found[1].lower() == "sup"), text))


def scripted(figures: str, *, raised: bool) -> str:
    """Return figures, plus and minus as raised or lowered characters."""
    return figures.translate(_RAISED if raised else _LOWERED)


def unescaped(text: str) -> str:
    """Return text with its entities as characters, on one line."""
    return ENTITY.sub(lambda found: " ".join(html.unescape(found[0]).split()), text)
