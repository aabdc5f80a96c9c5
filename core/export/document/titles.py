"""Prepare sources for the citation engine: it sets the quotation marks in titles, and leaves host names in lower case.

All other text is literal and never parsed as markup.
"""

import re
from collections.abc import Mapping
from typing import Any

from core.cite.printing import printable
from core.export.document.pandoc_ast import Inlines, Node, meta, span, words
from core.export.report.sanitize import visible
from core.text.quotations import quotations

TITLES = (
    "title",
    "container-title",
    "collection-title",
    "original-title",
    "reviewed-title",
    "title-short",
    "volume-title",
)
SITES = ("container-title", "publisher")
HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_MARKS = '“"‘'  # replaced by the style's own marks
_ENDS = re.compile(r"(?<=\S)’(?!\w)")


def references(items: Mapping[str, Mapping[str, Any]]) -> Node:
    """Return items by key as document metadata."""
    return {"t": "MetaList", "c": [_reference({**printable(item), "id": key}) for key, item in items.items()]}


def _reference(item: Mapping[str, Any]) -> Node:
    made = meta(item)
    for name in TITLES:
        if name in item:
            made["c"][name] = {"t": "MetaInlines", "c": titled(visible(str(item[name])))}
    for name in SITES:
        if HOST.fullmatch(str(item.get(name, ""))):  # a style would title-case it: “Staff.ostrey-Council.example”
            made["c"][name] = {"t": "MetaInlines", "c": [span(words(str(item[name])), "nocase")]}
    return made


def titled(text: str) -> Inlines:
    """Return a title with quotations as nodes; unpaired marks and possible apostrophes stay characters."""
    inlines: Inlines = []
    at = 0
    for quotation in quotations(text, single=True):
        mark = text[quotation.start]
        if mark not in _MARKS and quotations(quotation.words, single=True):
            inlines += [*_spaced(text[at : quotation.start + 1]), *titled(quotation.words)]
            at = quotation.end - 1
        if mark not in _MARKS or (mark == '"' and quotation.words != quotation.words.strip()):
            continue
        if mark == "‘" and text.count("‘") != len(_ENDS.findall(text)):
            continue
        kind = {"t": "SingleQuote" if mark == "‘" else "DoubleQuote"}
        inlines += [*_spaced(text[at : quotation.start]), {"t": "Quoted", "c": [kind, titled(quotation.words)]}]
        at = quotation.end
    return [*inlines, *_spaced(text[at:])] if inlines else words(text)


def _spaced(text: str) -> Inlines:
    """Return text with its spaces as nodes: the engine may drop a trailing space before a quotation."""
    return [{"t": "Space"} if part == " " else {"t": "Str", "c": part} for part in re.split("( )", text) if part]
