"""The authors of a page: from schema.org, else meta elements, else a byline."""

import re
from collections.abc import Callable, Sequence
from itertools import islice

from lxml import etree

from core.extract.citation import people
from core.extract.citation.clues import Clues, tidy, types

META = (
    "citation_author",
    "bepress_citation_author",
    "citation_authors",
    "dc.creator",
    "dc.contributor.author",
    "creator",
    "author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "og:article:author",
    "book:author",
    "twitter:creator_name",
    "weibo:article:author",
)
BYLINE = re.compile(
    r"(?:^|[-_ ])(?:by-?line(?!-)|p-author|author-?names?|byline-?(?:name|author)|c-byline|writtenby|article-?author|post-?author|entry-?author|meta-author|authors?)(?:$|[-_ ])",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"comment|sidebar|related|footer|widget|recirc|promo|avatar|social|follow|bio\b|disqus", re.IGNORECASE
)
LONGEST = 200
NEAR = 50  # elements or ancestors examined around a byline

Found = tuple[list[people.Name], str]


def authors(clues: Clues, language: str, organisations: Sequence[str]) -> Found:
    """Return the authors of a page as CSL names, and their origin."""
    sources: tuple[tuple[str, Callable[[], Sequence[str]]], ...] = (
        ("schema.org", lambda: schema_people(clues.article.get("author") or clues.article.get("creator"))),
        ("meta", lambda: _meta(clues)),
        ("byline", lambda: _marked(clues.root)),
        ("byline", lambda: _byline(clues.root)),
        ("trafilatura", lambda: _trafilatura(clues)),
    )
    for origin, source in sources:
        names = people.names(source(), language, organisations)
        if names:
            return names, origin
    return [], ""


def schema_people(value: object) -> list[str]:
    """Return the names of a schema.org author: a text, a node, or a list of either."""
    out: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            named = each.get("name")
            out.extend(tidy(one) for one in (named if isinstance(named, list) else [named]))
        else:
            out.append(tidy(each))
    return [each for each in out if each and not each.startswith("http")]


def organisations(clues: Clues) -> list[str]:
    """Return the names that the page's own data calls organisations."""
    nodes = [*clues.nodes, *(node for node in _listed(clues.article.get("author")) if isinstance(node, dict))]
    return [tidy(node.get("name")) for node in nodes if any("organization" in kind for kind in types(node))]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _meta(clues: Clues) -> list[str]:
    for label in META:
        values = [value for value in clues.meta.get(label, ()) if "://" not in value and not value.startswith("@")]
        if values:
            return values
    return []


def _marked(root: etree._Element) -> list[str]:
    """Return the text of elements marked as author (rel=author, itemprop=author)."""
    texts = []
    for element in root.iter():
        if element.tag in ("link", "meta"):
            continue
        said = (element.get("rel") or "").lower().split() + (element.get("itemprop") or "").lower().split()
        if "author" in said and not _is_elsewhere(element):
            named = (inner for inner in islice(element.iter(), NEAR) if (inner.get("itemprop") or "").lower() == "name")
            texts.append(_text(next(named, element)))
    return [text for text in texts if 0 < len(text) < LONGEST][:3]


def _byline(root: etree._Element) -> list[str]:
    """Return the first short text whose class or id marks a byline."""
    for element in root.iter("a", "address", "cite", "div", "h2", "h3", "h4", "li", "p", "span", "strong", "em", "td"):
        label = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(label) > 1 and BYLINE.search(label) and not _is_elsewhere(element):
            text = _text(element)
            if 0 < len(text) < LONGEST and people.split(text):
                return [text]
    return []


def _is_elsewhere(element: etree._Element) -> bool:
    return any(
        ELSEWHERE.search(f"{one.get('class') or ''} {one.get('id') or ''}") or one.tag in ("footer", "aside")
        for one in (element, *islice(element.iterancestors(), NEAR))
        if one.tag not in ("body", "html")
    )


def _text(element: etree._Element) -> str:
    return tidy("\n".join(str(part) for part in islice(element.itertext(), NEAR) if part.strip()))


def _trafilatura(clues: Clues) -> list[str]:
    from trafilatura.metadata import extract_metadata

    declared = extract_metadata(clues.root, extensive=False)
    return [declared.author] if declared.author else []
