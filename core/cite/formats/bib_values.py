"""BibTeX field values: braces, quotes, numbers and string names, concatenated with `#` (BibTeXing, §2.1)."""

import re
from collections.abc import Iterator, Mapping

from core.cite.formats.bib_names import depths, whole
from core.cite.formats.latex import CODE_LIMIT

_MARK = re.compile(r'(?<!\\)[{}"#]')
_PLAIN = re.compile(r'\{[^{}]*\}|"[^"{}\\]*"')
_BARE = re.compile(r'[^{}"#=]+')


def joined(code: str, strings: Mapping[str, str]) -> str | None:
    """Return the text of a value, or None when empty or running into the next field.

    `strings`: those of the file, lower case.
    """
    code = code.strip()
    if _PLAIN.fullmatch(code):
        return code[1:-1]
    out, size = list[str](), 0
    for piece in _pieces(code):
        said = _read(piece.strip(), strings)
        if said is None:
            return None
        size += len(said)
        if size <= CODE_LIMIT or not out:  # bounds the growth of strings made of strings
            out.append(said)
    return "".join(out)


def _pieces(code: str) -> Iterator[str]:
    """Split a value at each `#` outside braces and quotes."""
    depth, quoted, at = 0, False, 0
    for mark in _MARK.finditer(code):
        depth += (mark[0] == "{") - (mark[0] == "}")
        quoted ^= mark[0] == '"' and depth == 0
        if mark[0] == "#" and depth == 0 and not quoted:
            yield code[at : mark.start()]
            at = mark.end()
    yield code[at:]


def _read(piece: str, strings: Mapping[str, str]) -> str | None:
    if whole(piece):
        return piece[1:-1]
    if len(piece) > 1 and piece[0] == piece[-1] == '"':
        inner = piece[1:-1].replace('\\"', "\\'")
        ended = any(letter == '"' and depth <= 0 for letter, depth in zip(inner, depths(inner), strict=True))
        return None if ended else piece[1:-1]
    return strings.get(piece.lower(), piece) if _BARE.fullmatch(piece) else None
