"""What a page declares in its head: meta elements by name, schema.org nodes, links."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from core.extract import html
from core.security import limits
from core.text.match_folding import fold
from core.text.surrogates import whole

Node = Mapping[str, Any]
SPACE = re.compile(r"\s+")
PIECES = 50  # maximum number of titles, and of text nodes in one
AROUND_DATA = re.compile(
    r"^\s*(?:(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--)|(?:(?://|/\*)?\s*\]\]>\s*(?:\*/)?|(?://)?\s*-->)\s*$"
)
"""What hides data in a script from readers of HTML or XML."""
STORY = 200  # characters from which a text is of the story
LABEL = 80
LABELS = 20_000  # elements looked at for labels
FARTHEST, BEFORE = 60, 6  # elements looked at behind the headline, and siblings before it
CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
ARTICLES = (
    "newsarticle",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "reviewnewsarticle",
    "backgroundnewsarticle",
    "scholarlyarticle",
    "medicalscholarlyarticle",
    "report",
    "blogposting",
    "liveblogposting",
    "socialmediaposting",
    "discussionforumposting",
    "article",
    "satiricalarticle",
    "techarticle",
    "apireference",
    "review",
    "recipe",
    "dataset",
    "book",
    "videoobject",
    "podcastepisode",
    "creativework",
    "webpage",
    "aboutpage",
    "faqpage",
    "itempage",
    "medicalwebpage",
)


@dataclass(frozen=True)
class Clues:
    """A page, its URL, and what its head declares."""

    root: etree._Element
    url: str
    meta: Mapping[str, tuple[str, ...]]
    nodes: tuple[Node, ...] = field(default=())

    @cached_property
    def article(self) -> Node:
        """The schema.org node that describes the page: the first of the most specific type; empty without one."""
        ranked = [
            (ARTICLES.index(kind), place)
            for place, node in enumerate(self.own)
            for kind in types(node)[:1]
            if kind in ARTICLES
        ]
        return self.own[min(ranked)[1]] if ranked else {}

    @cached_property
    def own(self) -> tuple[Node, ...]:
        """The schema.org nodes, without those that declare to be about another page, as for related stories."""
        addresses = (self.url, *self.meta.get("og:url", ()), *_canonical(self.root))
        here = {_page(address) for address in addresses if address}
        titles = [_inside(element) for element in islice(self.root.iter("title", "h1"), PIECES)]
        shown = "\n".join(tidy(title).casefold() for title in (*titles, self.first("og:title")[0]))
        return tuple(node for node in self.nodes if not here or _is_own(node, here, shown))

    @cached_property
    def around(self) -> frozenset[etree._Element]:
        """The elements that hold the first headline."""
        headline = next(iter(self.root.iter("h1")), None)
        return frozenset() if headline is None else frozenset(headline.iterancestors())

    @cached_property
    def text(self) -> str:
        """The folded text that the page shows."""
        return fold("".join(html.read(self.root).parts))

    def shows(self, name: str) -> bool:
        """Return whether the page shows a name."""
        return fold(name) in self.text

    def resolved(self, value: object) -> object:
        """Return a schema.org value with the nodes of the page in place of references to them by "@id"."""
        if isinstance(value, list):
            return [self.resolved(one) for one in value[:PIECES]]
        if not isinstance(value, dict) or not isinstance(value.get("@id"), str) or value.keys() - {"@id", "@type"}:
            return value
        return next(
            (node for node in self.nodes if node.get("@id") == value["@id"] and node.keys() - {"@id", "@type"}), value
        )

    def first(self, *names: str) -> tuple[str, str]:
        """Return (value, name) of the first of these meta names that is present; or two empty strings."""
        for name in names:
            for value in self.meta.get(name, ()):
                return value, name
        return "", ""


def _is_own(node: Node, here: set[str], shown: str) -> bool:
    """Return whether a node names no page, this page, or its title: after a move, declared URLs may be outdated."""
    said = {_page(_address(node.get(key))) for key in ("url", "@id", "mainEntityOfPage")} - {""}
    headline = tidy(node.get("headline") or node.get("name")).casefold()
    return not said or bool(said & here) or bool(headline and headline in shown)


def _address(value: object) -> str:
    """Return the URL that a schema.org value is or has; empty without one."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else ""


def _canonical(root: etree._Element) -> list[str]:
    return [
        link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]


def _inside(element: etree._Element) -> str:
    return "".join(str(part) for part in islice(element.itertext(), PIECES))


def _page(address: str) -> str:
    """Return a page's URL for comparison: its path, ignoring the host; the query if there is no path."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    return parts.path.strip("/").casefold() or parts.query


def read_clues(root: etree._Element, url: str) -> Clues:
    """Collect what a page declares."""
    return Clues(root, url, _meta(root), tuple(_nodes(root)))


def tidy(value: object) -> str:
    """Return text on one line, cut to METADATA_FIELD; empty for other types."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    text: str = whole(value)
    if "&" in text:
        from html import unescape

        text = unescape(unescape(text))
    text = CONTROLS.sub(" ", text[: limits.METADATA_FIELD * 4])
    return SPACE.sub(" ", text).strip()[: limits.METADATA_FIELD]


def types(node: Node) -> list[str]:
    """Return the schema.org types of a node in lower case, most specific first."""
    named = node.get("@type", "")
    listed = named if isinstance(named, list) else [named]
    plain = [kind.rsplit("/", 1)[-1].lower() for kind in listed if isinstance(kind, str)]
    return sorted(plain, key=lambda kind: ARTICLES.index(kind) if kind in ARTICLES else len(ARTICLES))


def _meta(root: etree._Element) -> dict[str, tuple[str, ...]]:
    """Collect meta values by name. A property (RDFa) takes precedence over the same name."""
    by_attribute: dict[str, dict[str, list[str]]] = {"property": {}, "name": {}, "itemprop": {}}
    for element in root.iter("meta"):
        value = tidy(element.get("content"))
        for attribute, named in by_attribute.items() if value else ():
            for name in (element.get(attribute) or "").lower().split():
                named.setdefault(_label(name), []).append(value)
    merged: dict[str, tuple[str, ...]] = {}
    for named in by_attribute.values():
        for name, values in named.items():
            merged.setdefault(name, tuple(values))
    return merged


def _label(name: str) -> str:
    """Return a meta name with the spellings of Dublin Core unified."""
    return re.sub(r"^(?:dc|dcterms?)[.:]", "dc.", name)


def _nodes(root: etree._Element) -> Iterator[Node]:
    size = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = AROUND_DATA.sub("", script.text or "").strip().rstrip(";")
        size += len(text)
        if size > limits.JSON_LD:
            return
        try:
            read = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _flat(read)


def _flat(read: object) -> Iterator[Node]:
    """Yield the nodes of a JSON-LD document, including those in lists, graphs and main entities."""
    waiting = [read]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value
        elif isinstance(value, dict):
            yield value
            waiting[:0] = [
                value[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(value.get(key), (dict, list))
            ]


def around_headline(root: etree._Element) -> Iterator[str]:
    """Yield the texts of the smallest blocks next to the headline: those behind it until the story begins, then before."""
    headline = next(iter(root.iter("h1")), None)
    if headline is None:
        return
    behind = [headline, *headline.iterancestors()]
    following = (later for one in behind for sibling in one.itersiblings() for later in sibling.iter())
    for element in islice(following, FARTHEST):
        text = _own(element)
        if len(text) > STORY:
            break
        if text:
            yield text
    before = [one for sibling in islice(headline.itersiblings(preceding=True), BEFORE) for one in sibling.iter()]
    yield from filter(None, map(_own, before[-FARTHEST:]))


def short_texts(root: etree._Element) -> Iterator[str]:
    """Yield the texts of the smallest blocks of a page that are no longer than a label."""
    return (text for text in map(_own, islice(root.iter(), LABELS)) if 0 < len(text) < LABEL)


def _own(element: etree._Element) -> str:
    """Return the text of an element that holds no block; empty for others."""
    if element.tag in html.UNSEEN or any(child.tag in html.BLOCKS for child in islice(element.iter(), 1, PIECES)):
        return ""
    return tidy(_inside(element))
