"""A word diff as rich text: differences are marked by a line and by a colour."""

import html
from typing import TYPE_CHECKING

from gui.widgets.theme import colours

if TYPE_CHECKING:
    from core.compare import Piece


def marked(pieces: "tuple[Piece, ...]") -> str:
    """Return rich text in which differences are marked by line and colour."""
    palette = colours()
    looks = {
        "same": "",
        "removed": f"color: {palette.bad.name()}; background: {palette.tint(palette.bad).name()}; text-decoration: line-through",
        "added": f"color: {palette.good.name()}; background: {palette.tint(palette.good).name()}; text-decoration: underline",
    }
    said = (
        f'<span style="{looks[piece.kind]}">{html.escape(piece.text)}</span>'
        if looks[piece.kind]
        else html.escape(piece.text)
        for piece in pieces
    )
    return "".join(said).replace("\n", "<br>")
