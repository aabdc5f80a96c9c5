"""The authors of a page: from schema.org, else meta elements, else a byline."""

import re
from collections.abc import Callable, Collection, Sequence
from itertools import islice, takewhile

from lxml import etree

from core.extract.citation import people
from core.extract.citation.clues import Clues, around_headline, short_texts, tidy, types
from core.extract.citation.dates import declared
from core.extract.citation.labels import LABEL, own_by
from core.text.match_folding import fold

SCHOLARLY = ("citation_author", "bepress_citation_author", "citation_authors")
OF_PAGE = (
    "dc.creator",
    "dc.contributor.author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "og:article:author",
    "book:author",
    "twitter:creator_name",
    "weibo:article:author",
)
"""Meta elements that are written for each page."""
OF_SITE = ("creator", "author")
"""Meta elements that a whole site may have."""
WRITER = (
    "by-?lines?|writ(?:er|ten-?by)|authors?|autor(?:en?|in|es|a|as)?|auteurs?|autor[ei]|verfasser|redakteur(?:in)?|"
    "journalist[ae]?|reporter(?:o|a)?|redactor(?:a|es)?|schrijver|forfatter|skribent|kirjoittaja|szerzo|yazar|penulis|avtor"
)
"""What the class of a byline is called, in the languages of those who write pages."""
BYLINE = re.compile(
    rf"(?:^|[-_ ])(?:(?:p|c|story|article|post|entry|meta|content|page|news|single)[-_]+)*"
    rf"(?:{WRITER})(?:[-_]+(?:names?|author|text|link|info|list|title|inner|wrapper|container|block|byline))*(?:$|[-_ ]{{1,2}}(?![a-z])|(?= ))",
    re.IGNORECASE,
)
OF_AUTHOR = re.compile(rf"/(?:{WRITER})s?/[^/?#]+/?(?:$|#|\?)", re.IGNORECASE)
ELSEWHERE = re.compile(
    r"comment(?!s?-(?:link|count))|sidebar|related|widget|recirc|promo|avatar|social|follow|bio\b|disqus", re.IGNORECASE
)
FOOT = re.compile(r"footer", re.IGNORECASE)
ENTRY = re.compile(r"(?:^|[-_ ])(?:h-?entry|post|entry)(?:$|[-_ ])", re.IGNORECASE)
SHORT = (
    "a",
    "address",
    "cite",
    "div",
    "h2",
    "h3",
    "h4",
    "li",
    "p",
    "span",
    "strong",
    "em",
    "td",
    "time",
    "b",
    "i",
    "dd",
)
HOST = re.compile(r"\.[a-z]{2,6}$")
LONGEST = 200
SHORTEST_STORY = 120  # characters from which a text near the headline is no byline
NEAR = 50  # elements or ancestors examined around a byline, and candidates for one

Found = tuple[list[people.Name], str]


def authors(clues: Clues, language: str, organisations: Sequence[str], own: Collection[str]) -> Found:
    """Return the authors of a page as CSL names, and their origin. `own` are the names of its site and its publisher.

    A person comes before an organisation, and the site is no author of its own pages. What a page shows comes before
    what it declares for the whole site.
    """
    site = {_letters(name) for name in own if name}
    sources: tuple[tuple[str, Callable[[], Sequence[str]]], ...] = (
        ("schema.org", lambda: _declared(clues)),
        ("meta", lambda: _meta(clues, SCHOLARLY)),
        ("byline", lambda: _marked(clues)),
        ("byline", lambda: _byline(clues, language)),
        ("byline", lambda: _linked(clues, language)),
        ("byline", lambda: _labelled(clues.root, language)),
        ("meta", lambda: _meta(clues, OF_PAGE)),
        ("meta", lambda: _of_site(clues)),
    )
    bodies: Found = ([], "")
    for origin, source in sources:
        names = [one for one in people.names(source(), language, organisations) if not _is_site(one, site)]
        if any(people.is_person(people.shown(one)) for one in names):
            return names, origin
        bodies = bodies if bodies[0] else (names, origin)
    return bodies


def _is_site(name: people.Name, site: Collection[str]) -> bool:
    """Return whether a name is that of the site, or of the company that runs it."""
    text = people.shown(name)
    return _letters(text) in site or people.is_company(text) or HOST.search(text) is not None


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


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


def _declared(clues: Clues) -> list[str]:
    """Return the authors of the schema.org node of the page.

    One with an identifier is a user of the content management system, who may have done no more than press the button:
    such a name counts when the page shows it.
    """
    out: list[str] = []
    for one in _listed(clues.article.get("author") or clues.article.get("creator")):
        is_user = isinstance(one, dict) and "@id" in one
        out.extend(name for name in schema_people(clues.resolved(one)) if not is_user or clues.shows(name))
    return out


def _meta(clues: Clues, labels: Sequence[str]) -> list[str]:
    """Return the authors in the first of these meta elements."""
    for label in labels:
        values = [value for value in clues.meta.get(label, ()) if "://" not in value and not value.startswith("@")]
        if values:
            return values
    return []


def _of_site(clues: Clues) -> list[str]:
    """Return the authors in the meta elements that a whole site may have, such as its webmaster.

    It must be a person in a head that is made for this page, with its title or its day, or be shown by the headline.
    """
    near = fold("\n".join(around_headline(clues.root)))
    own = bool(clues.first("og:title", "twitter:title")[0]) or next(declared(clues), None) is not None

    def is_told(name: str) -> bool:
        return (own and people.is_person(name)) or fold(name) in near

    return [value for value in _meta(clues, OF_SITE) if all(map(is_told, people.split(value)))]


def _marked(clues: Clues) -> list[str]:
    """Return the text of elements marked as author (rel=author, itemprop=author)."""
    texts = []
    for element in islice(filter(_is_marked, clues.root.iter()), NEAR):
        if not _is_elsewhere(element, clues):
            named = (inner for inner in islice(element.iter(), NEAR) if (inner.get("itemprop") or "").lower() == "name")
            texts.append(_text(next(named, element)))
    return [text for text in dict.fromkeys(texts) if 0 < len(text) < LONGEST][:3]


def _is_marked(element: etree._Element) -> bool:
    said = f"{element.get('rel') or ''} {element.get('itemprop') or ''}".lower().split()
    return "author" in said and element.tag not in ("link", "meta")


def _linked(clues: Clues, language: str) -> list[str]:
    """Return the first names of persons that link to the page of an author, side by side."""
    links = islice((link for link in clues.root.iter("a") if OF_AUTHOR.search(link.get("href") or "")), NEAR)
    texts = [(link.getparent(), _text(link)) for link in links if not _is_elsewhere(link, clues)]
    named = [
        (parent, text)
        for parent, text in texts
        if len(text) < LONGEST and any(map(people.is_person, people.split(text, language)))
    ]
    return [text for parent, text in named if parent is named[0][0]]


def _byline(clues: Clues, language: str) -> list[str]:
    """Return the first short text whose class or id marks a byline."""
    marked = (element for element in clues.root.iter(*SHORT) if BYLINE.search(_named(element)))
    for element in islice(marked, NEAR):
        text = "" if _is_elsewhere(element, clues) else _text(element)
        if 0 < len(text) < LONGEST and people.split(text, language):
            return [text]
    return []


def _labelled(root: etree._Element, language: str) -> list[str]:
    """Return the text near the headline that is a label of authors and nothing but names.

    Without one, the only text of the page that begins with the word for “by” of its language: some stories end with it.
    """

    def is_byline(text: str) -> bool:
        names = people.split(text, language) if len(text) < SHORTEST_STORY and LABEL.match(text) else []
        return bool(names) and all(people.is_person(name) for name in names)

    near = next(filter(is_byline, around_headline(root)), "")
    alone = dict.fromkeys(text for text in short_texts(root) if own_by(language).match(text) and is_byline(text))
    return [near] if near else list(alone) if len(alone) == 1 else []


def _is_elsewhere(element: etree._Element, clues: Clues) -> bool:
    """Return whether an element is of comments, boxes or the foot of the page: of nothing that holds the headline too.

    An entry may have a foot of its own.
    """
    around = [element, *takewhile(lambda one: one not in clues.around, islice(element.iterancestors(), NEAR))]
    entry = next(
        (at for at, one in enumerate(around) if one.tag == "article" or ENTRY.search(_named(one))), len(around)
    )
    return any(
        ELSEWHERE.search(_named(one))
        or one.tag == "aside"
        or (entry in (0, len(around)) and (one.tag == "footer" or FOOT.search(_named(one))))
        for one in around
        if one.tag not in ("body", "html", "article")
    )


def _named(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _text(element: etree._Element) -> str:
    return tidy("\n".join(str(part) for part in islice(element.itertext(), NEAR) if part.strip()))
