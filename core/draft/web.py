"""HTML drafts as browsers, word processors and Google Docs save them, made plain for pandoc. Runs in the worker process: the bytes are hostile.

Their footnotes and comments are links to blocks at the end that link back. Here they become the footnotes that pandoc's reader
knows, and comments at their place. Tracked changes keep their author and date, links lead where they say.
"""

import html
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from bs4 import BeautifulSoup, Comment, Tag

from core.errors import InputError
from core.extract.decode import decode

PARSER = "lxml"  # closes what pages leave open as browsers do; takes nesting of any depth
COMMENT_MARKS = re.compile(r"#(?:cmnt\d+|_msocom_\d+)")  # of Google Docs and of Word
CONDITIONAL = re.compile(r"\s*(?:\[|<!\[|(?:Start|End)Fragment)")
COMMENT_LETTERS = 4_000
MARK_LETTERS = 8  # of a link to a footnote or back: “1”, “[12]”, “↩”
INLINE = ("sup", "span", "b", "i", "em", "strong", "font", "u")
BLOCKS = ("p", "li", "div", "aside", "dd", "td", "section")
GROUPS = ("li", "div", "aside", "dd", "section")
UNSHOWN = ("title", "iframe", "noembed", "noframes")  # to the parser, what stands in the last three is one string
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CHANGES = {"ins": "insertion", "del": "deletion"}
REDIRECTS = {  # host and path of services that count clicks: the parameter that holds the address
    ("www.google.com", "/url"): "q",
    ("l.facebook.com", "/l.php"): "u",
}
SAFE_LINKS = ".safelinks.protection.outlook.com"
MOST_TABLES_DEEP = 12  # beyond that pandoc's reader needs minutes
MOST_DEEP = 1_000  # beyond that pandoc needs more memory than it is given


@dataclass(frozen=True)
class _Pair:
    """A link to a footnote or a comment, the link back, and the block that the latter stands in."""

    mark: Tag
    back: Tag
    block: Tag


def read(data: bytes, *, name: str, office: bool) -> str:
    """Return an HTML file as pandoc's reader keeps all of it; InputError where it is nested too deep.

    With `office` its HTML comments are those of a LibreOffice document, which writes the comments of its margin so.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what looks like XML or like a file name
        soup = BeautifulSoup(decode(data).text, PARSER)
    tags = [node for node in soup.descendants if isinstance(node, Tag)]  # one walk: find_all takes its time for each
    _refuse_deep(soup, tags, name)
    links = [tag for tag in tags if tag.name == "a" and tag.has_attr("href")]
    _unshown(tag for tag in tags if tag.name in UNSHOWN)
    _changes(tag for tag in tags if tag.name in CHANGES)
    if office:
        _comments(soup)
    _direct_links(links)
    _notes(soup, [tag for tag in tags if tag.has_attr("id") or tag.has_attr("name")], links)
    return soup.decode()


def _refuse_deep(soup: BeautifulSoup, tags: Iterable[Tag], name: str) -> None:
    depths: dict[int, tuple[int, int]] = {id(soup): (0, 0)}
    for tag in tags:
        deep, tables = depths[id(tag.parent)]
        depths[id(tag)] = deep, tables = deep + 1, tables + (tag.name == "table")
        if tables > MOST_TABLES_DEEP:
            raise InputError(f"“{name}” has tables within tables, too deep to be read.", "Save it as plain text.")
        if deep > MOST_DEEP:
            raise InputError(f"“{name}” is nested too deep to be read.", "Save it as plain text.")


def _unshown(tags: Iterable[Tag]) -> None:
    """Leave out titles that no browser shows within a page, and read what frames hold as the markup it is."""
    for tag in tags:
        if tag.name != "title":
            tag.string = BeautifulSoup(tag.get_text(), PARSER).get_text()
        elif tag.find_parent("body") and not tag.find_parent("svg"):
            tag.extract()


def _changes(tags: Iterable[Tag]) -> None:
    """Turn `ins` and `del` into what pandoc makes of tracked changes; Word writes who and when in them."""
    for tag in tags:
        by, at = str(tag.get("cite") or ""), str(tag.get("datetime") or "")
        kind, tag.name, tag.attrs = CHANGES[tag.name], "span", {}
        tag["class"] = kind
        if by.startswith("mailto:"):
            tag["author"] = unquote(by.removeprefix("mailto:"))
        if at:
            tag["date"] = at


def _comments(soup: BeautifulSoup) -> None:
    for number, node in enumerate(soup.find_all(string=lambda text: type(text) is Comment)):
        if node.find_parent("body") and not CONDITIONAL.match(node) and len(node) <= COMMENT_LETTERS:
            node.replace_with(_comment(soup, f"at-{number}", html.unescape(node).strip()))


def _comment(soup: BeautifulSoup, identifier: str, words: str) -> Tag:
    made = soup.new_tag("span", attrs={"class": "comment-start", "id": identifier})
    made.string = words
    return made


def _notes(soup: BeautifulSoup, named: Sequence[Tag], links: Sequence[Tag]) -> None:
    """Put each footnote and comment that links back to its mark at that mark."""
    pairs = list(_pairs(named, [link for link in links if str(link["href"]).startswith("#")]))
    for pair in pairs:
        pair.back.extract()
    notes = soup.new_tag("ol")
    numbers: dict[int, str] = {}
    for count, pair in enumerate(pairs):
        mark, href = _whole(pair.mark), str(pair.mark["href"])
        if COMMENT_MARKS.fullmatch(href):
            mark.replace_with(_comment(soup, f"note-{count}", " ".join(pair.block.get_text(" ").split())))
            continue
        if id(pair.block) not in numbers:
            numbers[id(pair.block)] = f"standfirst-note-{count}"
            notes.append(_item(soup, numbers[id(pair.block)], pair.block))
        link = soup.new_tag("a", attrs={"href": f"#{numbers[id(pair.block)]}", "role": "doc-noteref"})
        link.string = str(count + 1)
        mark.replace_with(link)
    for pair in pairs:
        pair.block.extract()
    if numbers:
        section = soup.new_tag("section", attrs={"role": "doc-endnotes"})
        section.append(notes)
        (soup.body or soup).append(section)


def _pairs(named: Sequence[Tag], links: Sequence[Tag]) -> Iterator[_Pair]:
    """Yield the marks whose target links back to them; a table of contents does so too, but by whole titles."""
    targets = {name: tag for tag in reversed(named) for name in _names(tag)}
    backs = {str(link["href"]): link for link in reversed(links)}
    seen: set[int] = set()
    for mark in links:
        target = targets.get(str(mark["href"])[1:])
        names = [*_names(mark), *(_names(mark.parent) if mark.parent and mark.parent.name in INLINE else ())]
        back = next((backs[f"#{name}"] for name in names if f"#{name}" in backs), None)
        if target is None or back is None or id(mark) in seen or not (_is_short(mark) and _is_short(back)):
            continue
        block = _block(back, mark)
        if block is None or block.find(HEADINGS):
            continue
        if target is back or _holds(target, back) or _holds(block, target):
            seen.add(id(back))
            yield _Pair(mark, back, block)


def _holds(outer: Tag, inner: Tag) -> bool:
    return any(parent is outer for parent in inner.parents)


def _names(tag: Tag) -> list[str]:
    return [str(tag[key]) for key in ("id", "name") if tag.get(key)]


def _is_short(link: Tag) -> bool:
    return len(link.get_text().strip()) <= MARK_LETTERS


def _block(back: Tag, mark: Tag) -> Tag | None:
    """Return the block that a note fills: its paragraph, or the group of paragraphs that this one begins; never one with the mark."""
    block = back.find_parent(BLOCKS)
    around = set(map(id, mark.parents))
    while block is not None and id(block) not in around:
        group = block.parent
        first = next(filter(_has_words, group.find_all(True, recursive=False)), None) if group is not None else None
        if group is None or group.name not in GROUPS or first is not block or id(group) in around:
            return block
        block = group
    return None


def _has_words(tag: Tag) -> bool:
    return bool(tag.get_text().strip())


def _whole(mark: Tag) -> Tag:
    """Return a mark with what raises it: the elements that hold nothing else."""
    words = mark.get_text().strip()
    while mark.parent is not None and mark.parent.name in INLINE and mark.parent.get_text().strip() == words:
        mark = mark.parent
    return mark


def _item(soup: BeautifulSoup, name: str, block: Tag) -> Tag:
    item = soup.new_tag("li", attrs={"id": name})
    inside = [block] if block.name == "p" else list(block.contents)
    for part in inside:
        item.append(part.extract())
    return item


def _direct_links(links: Iterable[Tag]) -> None:
    """Let links lead to the page that they name, past services that count clicks."""
    for link in links:
        if "?" in (address := str(link.get("href") or "")):
            link["href"] = _direct(address)


def _direct(address: str) -> str:
    try:
        parts = urlsplit(address)
        key = REDIRECTS.get((parts.netloc, parts.path), "url" if parts.netloc.endswith(SAFE_LINKS) else "")
        found = parse_qs(parts.query, max_num_fields=100).get(key, [""])[0]
    except ValueError:
        return address
    return found if found.startswith(("http://", "https://")) else address
