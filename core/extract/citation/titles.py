"""The title of a page and the name of its site."""

import re

from core.extract import html
from core.extract.citation.clues import Clues, tidy
from core.security import limits

META = (
    "citation_title",
    "dc.title",
    "og:title",
    "weibo:article:title",
    "weibo:webpage:title",
    "title",
    "twitter:title",
    "parsely-title",
)
SEPARATOR = re.compile(r"\s+[|\-–—\\/>»:·_]+\s+|\s*[|»]\s*")
FEWEST_WORDS = 4


def title(clues: Clues) -> tuple[str, str]:
    """Return the title of a page and its origin."""
    named = _named(clues)
    if named:
        return named, "schema.org"
    said, origin = clues.first(*META)
    if said:
        return said, origin
    shown = _shown(clues)
    return (_without_site(shown, _headings(clues)), "title") if shown else (next(iter(_headings(clues)), ""), "heading")


def _named(clues: Clues) -> str:
    """Return the title in the schema.org node; if headline and name differ, the one that the page shows."""
    headline, named = tidy(clues.article.get("headline")), tidy(clues.article.get("name"))
    if named and named != headline:
        if not clues.first(*META)[0] and not headline:
            return named
        shown = _shown(clues).casefold()
        if headline and shown.startswith(named.casefold()) and headline.casefold() not in shown:
            return named
    return headline


def site(clues: Clues) -> tuple[str, str]:
    """Return the name of the site or publication and its origin."""
    said, origin = clues.first("citation_journal_title", "og:site_name", "og:sitename")
    publisher = schema_name(clues.article.get("publisher"))
    if said:
        return (
            (publisher, "schema.org")
            if publisher and said.startswith((f"{publisher} -", f"{publisher} |"))
            else (said, origin)
        )
    for key in ("isPartOf", "publisher"):
        named = schema_name(clues.article.get(key))
        if named:
            return named, "schema.org"
    for node in clues.nodes:
        if str(node.get("@type", "")).lower() == "website" and tidy(node.get("name")):
            return tidy(node["name"]), "schema.org"
    return clues.first(
        "application-name", "apple-mobile-web-app-title", "dc.publisher", "cre", "twitter:app:name:iphone"
    )


def schema_name(value: object) -> str:
    """Return the name of a schema.org node, or of the first named one in a list."""
    if isinstance(value, list):
        return next((name for name in map(schema_name, value) if name), "")
    if isinstance(value, dict):
        return tidy(value.get("name"))
    text = tidy(value)
    return "" if "://" in text else text


def _shown(clues: Clues) -> str:
    for element in clues.root.iter("title"):
        parents = {parent.tag for parent in element.iterancestors()}
        if "svg" not in parents:
            return tidy(html.words(element))
    return ""


def _headings(clues: Clues) -> list[str]:
    texts = (tidy(html.words(element)) for element in clues.root.iter("h1"))
    return [text for text in texts if text]


def _without_site(shown: str, headings: list[str]) -> str:
    """Return a page title without the site's name, if enough words remain."""
    folded = shown.casefold()
    for heading in headings:
        if len(heading) * 2 > limits.METADATA_FIELD:
            continue
        if len(heading.split()) >= FEWEST_WORDS and folded.startswith(heading.casefold()):
            return shown[: len(heading)]
    cuts = list(SEPARATOR.finditer(shown))
    if not cuts:
        return shown
    before = shown[: cuts[-1].start()]
    return before if len(before.split()) > FEWEST_WORDS else shown
