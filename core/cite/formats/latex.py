"""Plain text to LaTeX and back, for the fields of a .bib file; markup in a plain title stays literal."""

import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.cite.formats.latex_words import Words

ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
}
_DASHES = re.compile("-(?=-)")  # two hyphens in a row would become a dash
_SPECIAL = re.compile("[" + re.escape("".join(ESCAPES)) + "]")
_OWN = re.compile(
    "|".join(re.escape(code) for code in sorted(ESCAPES.values(), key=len, reverse=True)) + r"|-\{\}(?=-)"
)
_BARE = re.compile(r"(?<!\\)&")  # an error in LaTeX, common in .bib files
_LOGOS = re.compile(r"\\((?:Bib)?(?:La)?TeX)\b(?:\{\})?")
_COMMAND = re.compile(r"(?<!\\)\\([A-Za-z]+)(?![A-Za-z]|\s*\{[^}])")
_DOLLAR = re.compile(r"(?<!\\)\$")
_PRICE = re.compile(r"\d[^\\^_{}=<>]*\s[^\W\d_]{2}[^\\^_{}=<>]*")
DEEPEST = 12  # nested braces that are set: an accent upon accents doubles the text at each level
CODE_LIMIT = 20_000  # characters of a field that are read
_BACK = {code: letter for letter, code in ESCAPES.items()} | {"-{}": "-"}
_LEFT = re.compile(r"[\\{}$~%&]|--|``|''")  # what pylatexenc has to convert


def encode(text: str) -> str:
    """Encode text as LaTeX that is typeset literally; every script stays UTF-8."""
    return _DASHES.sub("-{}", _SPECIAL.sub(lambda found: ESCAPES[found[0]], text))


def decode(code: str) -> str:
    """Return the plain text of LaTeX code: accents composed, formatting commands dropped, spaces collapsed.

    ValueError for code that is not sound, such as a command without its argument.
    """
    code = code[:CODE_LIMIT]
    if not _LEFT.search(code):
        return " ".join(code.split())
    parts, at = [], 0
    for escape in _OWN.finditer(code):  # our own escapes first, so that their characters are not read as code again
        parts += [code[at : escape.start()], _BACK[escape[0]]]
        at = escape.end()
    return " ".join(_unmarked(_set(_marked(parts) + code[at:]), parts).split())


def unknown(code: str) -> set[str]:
    """Return the commands in code that say something unknown: what their braces hold is kept, a sign is not."""
    return {name for name in _COMMAND.findall(code[:CODE_LIMIT]) if not _reader().knows(name)}


def _set(code: str) -> str:
    if not _LEFT.search(code):
        return code
    if _depth(code) > DEEPEST:
        return _without_braces(code)
    try:
        return _reader().of(_LOGOS.sub(r"\1", _BARE.sub(r"\&", _priced(code))))
    except RecursionError:  # thousands of nested braces
        return _without_braces(code)


def _priced(code: str) -> str:
    """Escape the dollar signs that open no formula: the last of an odd number, and those of prices (“$5m and $3m”)."""
    pieces = _DOLLAR.split(code)
    out, at = pieces[0], 1
    while at < len(pieces):
        closed = at + 1 < len(pieces)
        if closed and not _PRICE.fullmatch(pieces[at]):
            out += f"${pieces[at]}${pieces[at + 1]}"
            at += 2
        else:
            out += rf"\${pieces[at]}"
            at += 1
    return out


def _depth(code: str) -> int:
    """Return how deep braces are nested."""
    return max(accumulate((brace == "{") - (brace == "}") for brace in code), default=0)


def _without_braces(code: str) -> str:
    return code.translate({ord(brace): None for brace in "{}"})


def _marked(parts: list[str]) -> str:
    """Replace each escaped character by a private-use one."""
    return "".join(part if number % 2 == 0 else chr(PLACE + number // 2) for number, part in enumerate(parts))


def _unmarked(text: str, parts: list[str]) -> str:
    back = {PLACE + number: letter for number, letter in enumerate(parts[1::2])}
    return text.translate(back)


PLACE = 0xF0000  # supplementary private use area A: 65,534 code points, more than a field has characters


@cache
def _reader() -> "Words":
    from core.cite.formats.latex_words import Words

    return Words()
