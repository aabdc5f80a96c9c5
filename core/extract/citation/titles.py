"""The title of a page and the name of its site."""

import re

from core.extract import html
from core.extract.citation.clues import Clues, tidy, types
from core.security import limits
from core.security.urls import host
from core.text.match_folding import fold
from core.text.search_folding import fold_words

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
    """Return the title of a page, without the name of its site, and its origin.

    The headline that a reader sees wins over what is declared, if it has words of it: social media get shortened titles.
    """
    declared, origin = _declared(clues)
    headings = _headings(clues)
    if not declared:
        return next(iter(headings), ""), "heading" if headings else ""
    plain = _without_site(declared, headings, own_names(clues))
    headline = _headline(headings, plain, _shown(clues))
    if not headline or origin == "citation_title" or fold(headline) in own_names(clues):
        return plain, origin
    signed = fold(headline).startswith(fold(plain)) and fold_words(headline) == fold_words(plain)
    if signed or fold(headline).endswith(fold(plain)):  # signs behind it, or a kicker before it
        return plain, origin
    return headline, "heading"


def _declared(clues: Clues) -> tuple[str, str]:
    named = _named(clues)
    if named:
        return named, "schema.org"
    said, origin = clues.first(*META)
    return (said, origin) if said else (_shown(clues), "title")


def _headline(headings: list[str], declared: str, shown: str) -> str:
    """Return the heading that begins a declared title, else the one that shares most of its words with one; or empty."""

    def likeness(heading: str) -> tuple[bool, float]:
        begins = any(fold(said).startswith(fold(heading)) for said in (declared, shown))
        return begins, _likeness(heading, declared)

    alike = [one for one in headings if any(likeness(one)) and len(one) * 2 <= limits.METADATA_FIELD]
    best = max(alike, key=likeness, default="")
    ends = len(best.split()) < FEWEST_WORDS and fold(shown).endswith(fold(best)) and not likeness(best)[0]
    return "" if ends else best  # the end of a title is the name of the site


def _likeness(one: str, other: str) -> float:
    """Return the share of the words of two texts that are in both (Jaccard 1901)."""
    first, second = set(fold_words(one)), set(fold_words(other))
    return len(first & second) / max(1, len(first | second))


def own_names(clues: Clues) -> set[str]:
    """Return the folded names of the site: as it calls itself, its publisher, and its host with and without its end."""
    publisher = clues.resolved(clues.article.get("publisher"))
    is_person = isinstance(publisher, dict) and "person" in types(publisher)
    said = [site(clues)[0], "" if is_person else schema_name(publisher), clues.first("og:site_name")[0]]
    name = host(clues.url)
    return {fold(one) for one in (*said, name, name.removeprefix("www."), name.rpartition(".")[0]) if one}


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
    publisher = schema_name(clues.resolved(clues.article.get("publisher")))
    if said:
        return (
            (publisher, "schema.org")
            if publisher and said.startswith((f"{publisher} -", f"{publisher} |"))
            else (said, origin)
        )
    for key in ("isPartOf", "publisher"):
        named = schema_name(clues.resolved(clues.article.get(key)))
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


def _without_site(shown: str, headings: list[str], names: set[str]) -> str:
    """Return a page title without the name of the site: as it is known, or behind enough words."""
    for heading in headings:
        is_name = len(heading.split()) < FEWEST_WORDS or len(heading) * 2 > limits.METADATA_FIELD
        if not is_name and shown.casefold().startswith(heading.casefold()):
            return shown[: len(heading)]
    cuts = list(SEPARATOR.finditer(shown))
    for cut in reversed(cuts):
        if fold(shown[cut.end() :]) in names:
            return shown[: cut.start()]
    for cut in cuts:
        if fold(shown[: cut.start()]) in names and cut.end() < len(shown):
            return shown[cut.end() :]
    before = shown[: cuts[-1].start()] if cuts else shown
    return before if len(before.split()) > FEWEST_WORDS else shown
