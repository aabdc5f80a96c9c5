"""Texts cut into lines and words, by position."""

import re

Span = tuple[int, int]

SCRIPTS_WITHOUT_SPACES = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{SCRIPTS_WITHOUT_SPACES}]|(?:(?![{SCRIPTS_WITHOUT_SPACES}])\w)+|[^\w\s]")
LINE = re.compile(r"[^\n]*\S[^\n]*")


def lines(text: str) -> list[Span]:
    """Return the lines that hold anything."""
    return [found.span() for found in LINE.finditer(text)]


def words(text: str, within: Span) -> list[Span]:
    """Return the words and marks of a stretch; where words are written together, each character counts as one."""
    return [found.span() for found in WORD.finditer(text, *within)]


def joined(text: str, span: Span) -> str:
    """Return a stretch with its white space made even."""
    return " ".join(text[slice(*span)].split())
