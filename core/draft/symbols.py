"""Signs of the fonts Symbol and Wingdings, which documents store as the number of a glyph in that font."""

import re
import sys
import unicodedata

_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_MARKS = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
SYMBOL = {
    **{code: chr(code) for code in range(0x20, 0x40)},
    **dict(zip((0x22, 0x24, 0x27, 0x2A, 0x2D, 0x40), "∀∃∋∗−≅", strict=True)),
    **dict(enumerate(_GREEK, 0x41)),
    **dict(enumerate(_MARKS, 0xA0)),
}
WINGDINGS = {
    0x4A: "☺",
    0x4C: "☹",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xFB: "✗",
    0xFC: "✔",
    0xFD: "☒",
    0xFE: "☑",
}
GLYPHS = range(0xF000, 0xF100)  # where documents place the glyphs of such a font
GLYPH = re.compile("[\uf000-\uf0ff]")
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}


def shown(words: str, font: str) -> str:
    """Return text with the glyphs of a sign font as characters; those that are not known stay as they are."""
    return GLYPH.sub(
        lambda glyph: sign(font if font.lower() in FONTS else "symbol", f"{ord(glyph[0]):x}") or glyph[0], words
    )


def sign(font: str, number: str) -> str:
    """Return the character of a glyph (`number` in hexadecimal, as in w:sym); empty when it is not known."""
    try:
        code = int(number, 16)
    except ValueError:
        return ""
    table = FONTS.get(font.lower())
    if table is not None:
        return table.get(code - GLYPHS.start if code in GLYPHS else code, "")
    is_character = 0 < code < sys.maxunicode and unicodedata.category(chr(code)) not in ("Co", "Cs", "Cc", "Cn")
    return chr(code) if is_character else ""
