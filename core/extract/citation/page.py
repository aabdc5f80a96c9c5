"""Citation data of a page: every field from the best of the places where pages declare it."""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from core.extract import html
from core.extract.citation import authors, dates, titles
from core.extract.citation.clues import Clues, read_clues, tidy, types
from core.security.urls import host
from core.text import language

TYPES = {
    "newsarticle": "article-newspaper",
    "reportagenewsarticle": "article-newspaper",
    "analysisnewsarticle": "article-newspaper",
    "opinionnewsarticle": "article-newspaper",
    "reviewnewsarticle": "article-newspaper",
    "backgroundnewsarticle": "article-newspaper",
    "blogposting": "post-weblog",
    "liveblogposting": "article-newspaper",
    "socialmediaposting": "post",
    "discussionforumposting": "post",
    "report": "report",
    "scholarlyarticle": "article-journal",
    "medicalscholarlyarticle": "article-journal",
    "dataset": "dataset",
    "book": "book",
    "podcastepisode": "broadcast",
}
POSTS = frozenset(
    [
        "twitter.com",
        "x.com",
        "facebook.com",
        "bsky.app",
        "threads.net",
        "instagram.com",
        "reddit.com",
        "vk.com",
        "weibo.com",
        "t.me",
        "tiktok.com",
        "linkedin.com",
    ]
)
BLOGS = re.compile(
    r"(?:^|\.)(?:medium\.com|blogspot\.[a-z.]+|wordpress\.com|tumblr\.com|substack\.com|livejournal\.com)$"
)
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>?#]{1,200}")


def describe(root: Any, url: str) -> dict[str, Any]:
    """Return {"csl", "origins", "title", "canonical_url"} of a parsed page loaded from `url`."""
    clues = read_clues(root, url)
    csl: dict[str, Any] = {}
    origins: dict[str, str] = {}

    def put(field: str, value: object, origin: str) -> None:
        if value:
            csl[field], origins[field] = value, origin

    tongue, tongue_origin = _language(clues)
    put("type", *_type(clues))
    put("title", *titles.title(clues))
    site, site_origin = titles.site(clues)
    put("container-title", *((site, site_origin) if site else (_host(url), "address")))
    date, date_origin = dates.issued(clues, tongue)
    put("issued", {"date-parts": [date]} if date else None, date_origin)
    put("language", tongue, tongue_origin)
    put("publisher", *_publisher(clues, site))
    put("URL", *_url(clues))
    put("DOI", *_doi(clues))
    known = [*authors.organisations(clues), site]
    put("author", *authors.authors(clues, tongue, known, titles.own_names(clues)))
    return {"csl": csl, "origins": origins, "title": csl.get("title", ""), "canonical_url": csl.get("URL", url)}


def _language(clues: Clues) -> tuple[str, str]:
    said = html.language(clues.root)
    if said:
        return said, "lang"
    for value, origin in (
        (tidy(clues.article.get("inLanguage")), "schema.org"),
        clues.first("citation_language", "dc.language", "content-language", "language", "og:locale"),
    ):
        if language.tidy(value):
            return language.tidy(value), origin
    return language.guess("".join(html.read(clues.root).parts), language.SHOWN), "text"


def _type(clues: Clues) -> tuple[str, str]:
    for kind in types(clues.article):
        if kind in TYPES:
            return TYPES[kind], "schema.org"
    for name, kind in (
        ("citation_journal_title", "article-journal"),
        ("citation_technical_report_institution", "report"),
        ("citation_dissertation_institution", "thesis"),
        ("citation_conference_title", "paper-conference"),
    ):
        if name in clues.meta:
            return kind, name
    host = _host(clues.url)
    if host.removeprefix("m.").removeprefix("mobile.") in POSTS:
        return "post", "address"
    if BLOGS.search(host):
        return "post-weblog", "address"
    return "webpage", "default"


def _publisher(clues: Clues, site: str) -> tuple[str, str]:
    said = titles.schema_name(clues.resolved(clues.article.get("publisher")))
    origin = "schema.org"
    if not said:
        said, origin = clues.first("citation_publisher", "dc.publisher")
    return ("", "") if said.casefold() == site.casefold() or "://" in said else (said, origin)


def _url(clues: Clues) -> tuple[str, str]:
    """Return the canonical URL that the page declares, if on the same site; else the URL it was loaded from."""
    said = [
        (element.get("href") or "", "canonical")
        for element in clues.root.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    for value, origin in (*said, clues.first("og:url")):
        try:
            address = urljoin(clues.url, value.strip())
            same = urlsplit(address).scheme in ("http", "https") and _is_same_site(address, clues.url)
        except ValueError:
            continue
        if value.strip() and same and not _is_front(address, clues.url):
            return address, origin
    return clues.url, "address"


def _is_front(found: str, url: str) -> bool:
    """Return whether an inner page declares the front page as canonical: a common mistake."""
    return urlsplit(found).path in ("", "/") and not urlsplit(found).query and urlsplit(url).path not in ("", "/")


def _is_same_site(one: str, other: str) -> bool:
    first, second = _host(one), _host(other)
    if not second:
        return bool(first)
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _host(url: str) -> str:
    return host(url).removeprefix("amp.")


def _doi(clues: Clues) -> tuple[str, str]:
    for name in ("citation_doi", "prism.doi", "bepress_citation_doi", "dc.identifier", "doi"):
        for value in clues.meta.get(name, ()):
            if match := DOI.search(value):
                return match[0].rstrip(".,;)"), name
    return "", ""
