"""A house template in the terms of each format: data for the typesetter, CSS, word-processor styles."""

import base64
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.export.document.pandoc_ast import Node, attributes, para, words
from core.export.report.model import Brief
from core.export.report.options import Section
from core.export.report.sanitize import visible
from core.export.template.looks import INK, MARKER, QUIET, Look
from core.export.template.model import HouseTemplate

LOGO = "house-logo.png"
WIDEST, TALLEST = 60.0, 18.0  # millimetres of a logo on paper
ROLES = {"ink": "ink", "quiet": "quiet", "accent": "link", "marker": "marker"}  # template role → CSS variable


def typst_data(house: HouseTemplate, *, titled: bool) -> dict[str, Any]:
    """Return the data for the typesetter's template; the logo, if any, is a separate file."""
    look = {
        "logo": LOGO if house.logo and titled else None,
        "alt": _alt(house),
        "paper": f"us-{house.paper}" if house.paper == "letter" else house.paper,
        "wide": logo_size(house)[0],
        "colours": dict(house.colours),
        "tints": {name: list(tint) for name, tint in house.tints.items()},
    }
    return {"house": look, "titled": titled, "asked": list(house.fonts)}


def put_logo(house: HouseTemplate, folder: Path) -> None:
    """Write the logo to where the typesetter expects it."""
    if house.logo:
        (folder / LOGO).write_bytes(house.logo)


def logo_size(house: HouseTemplate) -> tuple[float, float]:
    """Return the printed size of the logo in millimetres; (0, 0) without a logo."""
    wide, high = house.logo_size
    if not wide or not high:
        return 0.0, 0.0
    scale = min(WIDEST / wide, TALLEST / high)
    return wide * scale, high * scale


def page_logo(house: HouseTemplate) -> str:
    """Return the logo as HTML with a data: URL; empty without a logo."""
    from html import escape

    if not house.logo:
        return ""
    wide, high = (round(side * 96 / 25.4) for side in logo_size(house))
    body = base64.b64encode(house.logo).decode()
    return f'<p class="logo"><img src="data:image/png;base64,{body}" width="{wide}" height="{high}" alt="{escape(_alt(house))}"></p>\n'


def page_rules(house: HouseTemplate) -> str:
    """Return the house's colours and fonts as CSS variables; :mod:`core.export.template.file` validated the values."""
    rules = [f"--{ROLES[role]}: {colour}" for role, colour in house.colours.items() if role in ROLES]
    for name, tint in house.tints.items():
        rules += [f"--{name}: {tint.ink}", f"--{name}-fill: {tint.fill}", f"--{name}-solid: {tint.solid}"]
    text, mono = (f'"{name}", ' if name else "" for name in (house.text, house.mono))
    rules += [f"--serif: {text}serif"] if text else []
    rules += [f"--mono: {mono}monospace"] if mono else []
    said = f":root {{ {'; '.join(rules)} }}" if rules else ""
    heads = f'\nh1, h2, h3, h4 {{ font-family: "{house.headings}", var(--serif); }}' if house.headings else ""
    return said + heads


def logo_of(brief: Brief) -> list[Node]:
    """Return the logo as a paragraph; empty without a logo or without a title page."""
    house = brief.house
    if not house.logo or Section.TITLE not in brief.sections:
        return []
    wide, high = logo_size(house)
    address = f"data:image/png;base64,{base64.b64encode(house.logo).decode()}"
    pairs = {"width": f"{wide:.1f}mm", "height": f"{high:.1f}mm"}
    return [para({"t": "Image", "c": [attributes("", (), pairs), words(_alt(house)), [address, ""]]})]


def word_looks(looks: Mapping[str, Look], house: HouseTemplate) -> dict[str, Look]:
    """Return the named word-processor styles with the house's fonts and colours applied."""
    made = {name: _worded(name, look, house) for name, look in looks.items()}
    accent = _digits(house.colours.get("accent", ""))
    return made | ({"Hyperlink": replace(looks["Around"], colour=accent)} if accent else {})


def _worded(name: str, look: Look, house: HouseTemplate) -> Look:
    tint = house.tints.get(name.removeprefix("Verdict ").lower()) if name.startswith("Verdict ") else None
    if tint is not None:
        return replace(look, colour=_digits(tint.ink), fill=_digits(tint.fill))
    heads = name == "Title" or name.startswith("heading ")
    mono = name == "Verbatim Char"
    asked = (
        house.headings if heads else house.mono if mono else house.text if name in {"Normal", "Footnote Text"} else ""
    )
    roles = {INK: "ink", QUIET: "quiet"}
    colour = _digits(house.colours.get(roles.get(look.colour, ""), "")) or look.colour
    fill = _digits(house.colours.get("marker", "")) if look.fill == MARKER else ""
    return replace(look, font=asked or look.font, colour=colour, fill=fill or look.fill)


def _digits(colour: str) -> str:
    return colour.removeprefix("#").upper()


def _alt(house: HouseTemplate) -> str:
    return visible(house.name) or "Logo"
