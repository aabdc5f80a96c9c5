"""Prepare HTML drafts from browsers, word processors and Google Docs for pandoc.

Runs in the worker process: the bytes are hostile. Their footnotes and comments are links to blocks at the end that link
back. They become footnotes as pandoc's reader expects them, and comments in place. Tracked changes keep author and
date, and redirecting links get their target.
"""

import html
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from bs4 import BeautifulSoup, Comment, Tag

from core.draft import web_hidden
from core.draft.labels import OPEN
from core.errors import InputError

PARSER = "lxml"  # closes open tags as browsers do; handles any nesting depth
COMMENT_MARKS = re.compile(r"#(?:cmnt\d+|_msocom_\d+)")  # Google Docs and Word
CONDITIONAL = re.compile(r"\s*(?:\[|<!\[|(?:Start|End)Fragment)")
COMMENT_LETTERS = 4_000
MARK_LETTERS = 8  # characters of a link to a footnote or back: “1”, “[12]”, “↩”
INLINE = ("sup", "span", "b", "i", "em", "strong", "font", "u")
BLOCKS = ("p", "li", "div", "aside", "dd", "td", "section")
GROUPS = ("li", "div", "aside", "dd", "section")
UNSHOWN = ("title", "iframe", "noembed", "noframes")  # the parser reads the content of the last three as text
APART = (
    "textarea",
    "legend",
    "fieldset",
    "marquee",
    "button",
    "optgroup",
)  # pandoc's reader glues them to their neighbours
TITLES = frozenset({"MsoTitle", "title"})
NUMBER = re.compile(r"-?[0-9]{1,9}")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CHANGES = {"ins": "insertion", "del": "deletion"}
REDIRECTS = {  # host and path of click-counting services → parameter with the target
    ("www.google.com", "/url"): "q",
    ("google.com", "/url"): "q",
    ("l.facebook.com", "/l.php"): "u",
}
SAFE_LINKS = ".safelinks.protection.outlook.com"
MOST_TABLES_DEEP = 12  # deeper nesting takes pandoc's reader minutes
MOST_DEEP = 1_000  # deeper nesting exceeds pandoc's memory limit


@dataclass(frozen=True)
class _Pair:
    """A link to a footnote or comment, the link back, and the block that contains the latter."""

    mark: Tag
    back: Tag
    block: Tag


def read(data: bytes, *, name: str, office: bool, encoding: str = "utf-8") -> str:
    """Return an HTML file in a form that pandoc's reader keeps entirely; InputError when nested too deeply.

    `office`: the file is from LibreOffice, which writes margin comments as HTML comments. `encoding`: its codec.
    """
    soup = page(data, encoding)
    tags = [node for node in soup.descendants if isinstance(node, Tag)]  # a single walk, because each find_all is slow
    _refuse_deep(soup, tags, name)
    links = [tag for tag in tags if tag.name == "a" and tag.has_attr("href")]
    _unshown(tag for tag in tags if tag.name in UNSHOWN)
    _labels(tags)
    _titled(tag for tag in tags if tag.name == "p")
    _changes(tag for tag in tags if tag.name in CHANGES)
    if office:
        _comments(soup)
    _direct_links(links)
    _notes(soup, [tag for tag in tags if tag.has_attr("id") or tag.has_attr("name")], links)
    web_hidden.leave_out(soup, office=office)
    _listed(soup)
    _readings(soup)
    _flattened(soup)
    return soup.decode()


def _flattened(soup: BeautifulSoup) -> None:
    """Turn fields and formulas into their text, and leave out the words of drawings: pandoc's reader drops them."""
    for tag in soup.find_all(APART):
        tag.name, tag.attrs = "div", {}
    for tag in soup.find_all("option"):
        tag.insert_before(" ")
    for tag in soup.find_all("svg"):
        words = " ".join(tag.get_text(" ").split())
        if words:
            tag.replace_with(web_hidden.span(soup, words, "drawing"))
    for tag in soup.find_all(("annotation", "annotation-xml")):
        formula = tag.find_parent("math")
        if formula is not None and tag.get_text().strip():
            formula.insert_after(web_hidden.span(soup, tag.get_text(), "hidden"))
        tag.extract()
    for tag in soup.find_all("mfrac"):
        parts = tag.find_all(True, recursive=False)
        if parts[1:]:
            parts[1].insert_before("/")
    for tag in soup.find_all("math"):
        tag.replace_with(" ".join(tag.get_text().split()))


def page(data: bytes, encoding: str = "utf-8") -> BeautifulSoup:
    """Return the tree of an HTML file, as browsers build it from damaged markup."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about input that resembles XML or a file name
        return BeautifulSoup(data.decode(encoding, "replace").removeprefix("\ufeff").replace("\0", "\ufffd"), PARSER)


def _titled(tags: Iterable[Tag]) -> None:
    """Turn the first paragraph of the style Title, as Word and Google Docs write it, into the headline."""
    for tag in tags:
        if TITLES.intersection(tag.get_attribute_list("class")) and tag.get_text().strip():
            tag.name, tag.attrs = "h1", {"class": "title"}
            return


def _labels(tags: Iterable[Tag]) -> None:
    """Even the spaces in the labels that Word writes before the items of a list; a sign in them is a bullet."""
    for tag in tags:
        if "mso-list:ignore" in str(tag.get("style") or "").lower().replace(" ", ""):
            words = " ".join(tag.get_text().split())
            tag.string = f"{words if any(map(str.isalnum, words)) else '-'} "


def _listed(soup: BeautifulSoup) -> None:
    """Write the numbers of lists that do not count on from their start, as browsers show them."""
    for tag in soup.find_all("ol"):
        items = tag.find_all("li", recursive=False)
        if not (tag.has_attr("reversed") or any(item.has_attr("value") for item in items)):
            continue
        step, write = (-1 if tag.has_attr("reversed") else 1), OPEN.get(str(tag.get("type") or "1"), str)
        number = _whole_number(tag.get("start"), len(items) if step < 0 else 1)
        tag.name, tag.attrs = "div", {}
        for item in items:
            number = _whole_number(item.get("value"), number)
            label = soup.new_tag("span", attrs={"class": "label"})
            label.string = f"{write(number)}. "
            first = item.find(True, recursive=False)
            (first if first is not None and first.name in BLOCKS and item.contents[0] is first else item).insert(
                0, label
            )
            item.name, item.attrs = "div", {}
            number += step


def _whole_number(said: object, default: int) -> int:
    text = str(said or "").strip()
    return int(text) if NUMBER.fullmatch(text) else default


def _readings(soup: BeautifulSoup) -> None:
    """Leave out the readings above signs, and the brackets around them for browsers that cannot place them."""
    for tag in soup.find_all(("rp", "rt", "rtc")):
        if tag.name != "rp" and tag.get_text().strip():
            tag.replace_with(web_hidden.span(soup, tag.get_text(), "reading"))
        else:
            tag.extract()


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
    """Remove titles inside the body, which no browser shows, and parse the text content of frames as markup."""
    for tag in tags:
        if tag.name != "title":
            tag.string = BeautifulSoup(tag.get_text(), PARSER).get_text()
        elif tag.find_parent("body") and not tag.find_parent("svg"):
            tag.extract()


def _changes(tags: Iterable[Tag]) -> None:
    """Turn `ins` and `del` into pandoc's tracked-change spans; Word stores author and date in them."""
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
    """Move each footnote and comment that links back to its mark to that mark."""
    pairs = list(_pairs(named, [link for link in links if str(link["href"]).startswith("#")]))
    pointers = [tag.get_text() for pair in pairs for tag in (pair.mark, pair.back)]
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
    if pointers:
        made = soup.new_tag("span", attrs={"class": "note-mark"})
        made.string = " ".join(pointers)
        (soup.body or soup).append(made)
    if numbers:
        section = soup.new_tag("section", attrs={"role": "doc-endnotes"})
        section.append(notes)
        (soup.body or soup).append(section)


def _pairs(named: Sequence[Tag], links: Sequence[Tag]) -> Iterator[_Pair]:
    """Yield marks whose target links back to them; excludes tables of contents by the length of their link text."""
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
    """Return the block of a note: its paragraph, or the group that it starts; never one that contains the mark."""
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
    """Return a mark with the inline elements that contain nothing else, such as `sup`."""
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
    """Replace links through click-counting services by their targets."""
    for link in links:
        if "?" in (address := str(link.get("href") or "")):
            link["href"] = _direct(address)


def _direct(address: str) -> str:
    try:
        parts = urlsplit(address)
        key = REDIRECTS.get((parts.netloc, parts.path), "url" if parts.netloc.endswith(SAFE_LINKS) else "")
        target = parse_qs(parts.query, max_num_fields=100).get(key, [""])[0]
    except ValueError:
        return address
    return target if target.startswith(("http://", "https://")) else address
