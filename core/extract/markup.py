"""Bring markup within the means of the parser, in linear time and without losing a word.

libxml2 takes quadratic time for the attributes of one element, and stops reading at a depth of 2,048 elements. Browsers
limit the depth as well: an element beyond it becomes the sibling of the last one within.
"""

import re
from collections.abc import Iterator

from core.security import limits

# an attribute as the HTML standard tokenizes it (§13.2.5.32), with what stands before it
ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+|))?+"""
RAW = r"<(script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)\b"
TOKEN = re.compile(
    rf"""<!--(?:.*?-->|.*)|{RAW}(?:.*?</\1\b|.*)|</(?P<end>[a-z][^\s/>]*+)[^>]*+>?"""
    rf"""|<(?P<start>[a-z][^\s/>]*+)(?:{ATTRIBUTE}){{0,{limits.ATTRIBUTES}}}+(?P<over>(?:{ATTRIBUTE})*+)[\s/]*+>?""",
    re.IGNORECASE | re.DOTALL,
)
VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input link meta param source track wbr".split()  # noqa: SIM905 - reads as a list of words
)
CLOSING = 20  # elements within which the one that an end tag closes is looked for
CLOSED_BY_NEXT = frozenset(("p", "li", "dd", "dt", "td", "th", "tr", "option", "body", "html", "head"))


def fewer_attributes(text: str) -> str:
    """Return markup in which no element has more than limits.ATTRIBUTES attributes; the same string if none has."""
    parts, at = list[str](), 0
    for token in TOKEN.finditer(text):
        start, end = token.span("over")
        if start < end:
            parts.append(text[at:start])
            at = end
    return "".join((*parts, text[at:])) if parts else text


def flatter(text: str) -> str:
    """Return markup whose elements nest no deeper than limits.DEPTH, with every word in its order."""
    return "".join(_flat(text))


def _flat(text: str) -> Iterator[str]:
    names, at = list[str](), 0
    shown, wanted = "", ""  # the element that stands for all beyond the limit, and the tag of one to take its place
    for token in TOKEN.finditer(text):
        start, end = (token["start"] or "").lower(), (token["end"] or "").lower()
        words, at = text[at : token.start()], token.end()
        if wanted and words.strip():
            yield f"</{shown}>{wanted}" if shown else wanted
            shown, wanted = names[-1], ""
        yield words
        if start and start not in VOID and not token[0].endswith("/>"):
            if start in CLOSED_BY_NEXT and names and names[-1] == start:
                names.pop()
            names.append(start)
            wanted = token[0] if len(names) > limits.DEPTH else ""
            yield "" if wanted else token[0]
        elif end and end in names[-CLOSING:]:
            while names.pop() != end:
                pass
            if len(names) < limits.DEPTH:
                yield f"</{shown}>{token[0]}" if shown else token[0]
                shown, wanted = "", ""
        elif not end or len(names) < limits.DEPTH:
            yield token[0]
    yield wanted + text[at:]
