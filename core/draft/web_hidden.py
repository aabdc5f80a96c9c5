"""What a page does not show: by attributes, by styles on elements, and by the style sheets within the file (CSS cascade).

Only `display`, `visibility` and Word's `mso-hide` are followed. Rules for other media than the screen, and those that
wait for a pointer or a state, do not count. What a script or a file outside would hide is not known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, RubyParenthesisString, RubyTextString, TemplateString
from soupsieve import SelectorSyntaxError

FOLLOWED = ("display", "visibility", "mso-hide")
SCREEN = frozenset({"", "all", "screen", "only screen"})
STATES = re.compile(r":(?:hover|focus|active|visited|target|checked|before|after|first-line|first-letter|:)")
IDS, CLASSES, TYPES = (
    re.compile(r"#[\w-]+"),
    re.compile(r"\.[\w-]+|\[[^\]]*\]|:(?!:)[\w-]+"),
    re.compile(r"(?:^|[\s>+~])[a-zA-Z][\w-]*"),
)
MOST_RULES = 2_000
MOST_DEEP = 4  # of @media and @supports
STRUCTURE = frozenset(
    {"tr", "td", "th", "tbody", "thead", "tfoot", "li", "dt", "dd", "caption", "col", "colgroup", "option", "optgroup"}
)
HOLDERS = ("table", "ul", "ol", "dl", "select", "menu")
WITHIN = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "em", "font", "i", "ins", "mark", "s", "small", "span", "strong", "u", "wbr")
)
INLINE_STYLE = (1, 0, 0, 0)
SILENT = frozenset({"script", "style", "title", "head", "meta", "link"})
UNSHOWN = frozenset({"template", "datalist"})
TEXTS = (NavigableString, TemplateString, RubyTextString, RubyParenthesisString)  # not remarks, scripts and styles


@dataclass(frozen=True, order=True)
class _Weight:
    """The weight of a declaration in the cascade."""

    important: bool
    specificity: tuple[int, int, int, int]
    place: int


Values = dict[str, tuple[_Weight, str]]


def leave_out(soup: BeautifulSoup, *, office: bool = False) -> None:
    """Replace what is not shown by marks that say so; `office`: LibreOffice wrote the page, with its header and footer."""
    styles = _cascade(soup)
    root = soup.body or soup
    if office:
        _leave_pages(soup, root)
    hidden: list[Tag | NavigableString] = []
    _collect(root, styles, hidden, visible=True)
    for number, node in enumerate(hidden):
        words = words_in(node) if isinstance(node, Tag) else str(node)
        _replace(soup, node, " ".join(words.split()), number)


def words_in(tag: Tag) -> str:
    """Return the words of an element in one line; elements within a line part none."""
    parts = []
    for node in tag.descendants:
        if isinstance(node, Tag):
            parts.append("" if node.name in WITHIN else " ")
        elif type(node) in TEXTS:
            parts.append(str(node))
    return " ".join("".join(parts).split())


def _leave_pages(soup: BeautifulSoup, root: Tag) -> None:
    for tag in root.find_all("div", title=["header", "footer"], recursive=False):
        words, reason = words_in(tag), str(tag["title"])
        if words:
            tag.insert_before(span(soup, words, reason, reason))
        tag.extract()


def span(soup: BeautifulSoup, words: str, reason: str, place: str = "") -> Tag:
    """Return words as a mark that they are left out, as :func:`core.draft.nodes.left_out` does."""
    made = soup.new_tag("span", attrs={"class": "left-out", "reason": reason, "place": place})
    made.string = words
    return made


def _collect(root: Tag, styles: dict[int, Values], hidden: list[Tag | NavigableString], *, visible: bool) -> None:
    """Collect the outermost elements that are not shown, and the text that is invisible, in document order."""
    stack: list[tuple[Tag | NavigableString, bool]] = [(root, visible)]
    while stack:
        node, shown = stack.pop()
        if not isinstance(node, Tag):
            if not shown and type(node) is NavigableString and node.strip():
                hidden.append(node)
            continue
        if node.name in SILENT:
            continue
        values = {key: said for key, (_, said) in styles.get(id(node), {}).items()}
        if _is_gone(node, values):
            hidden.append(node)
            continue
        said = values.get("visibility", "inherit")
        shown = shown if said in ("inherit", "unset", "revert") else said not in ("hidden", "collapse")
        stack += [
            (child, shown) for child in reversed(list(node.children)) if isinstance(child, (Tag, NavigableString))
        ]


def _is_gone(tag: Tag, values: dict[str, str]) -> bool:
    display = values.get("display")
    if tag.name in UNSHOWN:
        return True
    if display is None and (tag.has_attr("hidden") or (tag.name == "dialog" and not tag.has_attr("open"))):
        return True
    return display == "none" or values.get("mso-hide") == "all"


def _replace(soup: BeautifulSoup, node: Tag | NavigableString, words: str, number: int) -> None:
    holder: Any = node
    if isinstance(node, Tag) and node.name in STRUCTURE:  # a mark between the rows of a table would be lost
        holder = next(iter(reversed([one for one in node.parents if one.name in HOLDERS])), node)
    if words:
        holder.insert_before(span(soup, words, "hidden", f"hidden part {number + 1}"))
    node.extract()


def _cascade(soup: BeautifulSoup) -> dict[int, Values]:
    """Return the winning values of the followed properties by the id of each element that has any."""
    found: dict[int, Values] = {}
    for place, (selector, name, value, important) in enumerate(_rules(soup)):
        weight = _Weight(important, (0, *_specificity(selector)), place)
        try:
            tags = soup.select(selector)
        except (SelectorSyntaxError, NotImplementedError, ValueError):
            continue
        for tag in tags:
            _take(found.setdefault(id(tag), {}), name, value, weight)
    for tag in soup.find_all(style=True):
        for name, value, important in _declared(tinycss2.parse_blocks_contents(str(tag["style"]))):
            _take(found.setdefault(id(tag), {}), name, value, _Weight(important, INLINE_STYLE, 0))
    return found


def _take(values: Values, name: str, value: str, weight: _Weight) -> None:
    if name not in values or values[name][0] <= weight:
        values[name] = weight, value


def _rules(soup: BeautifulSoup) -> Iterator[tuple[str, str, str, bool]]:
    """Yield selector, property, value and importance of each declaration that is followed, in order."""
    count = 0
    for sheet in soup.find_all("style"):
        if str(sheet.get("media") or "").strip().lower() not in SCREEN:
            continue
        text = str(sheet.string or sheet.get_text()).replace("<!--", "").replace("-->", "")
        for rule in _flat(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), 0):
            declared = list(_declared(tinycss2.parse_blocks_contents(rule.content)))
            for selector in _selectors(rule.prelude) if declared else ():
                if STATES.search(selector) or not selector.strip():
                    continue
                for name, value, important in declared:
                    count += 1
                    if count > MOST_RULES:
                        return
                    yield selector.strip(), name, value, important


def _selectors(prelude: list[Any]) -> Iterator[str]:
    """Yield the selectors of a rule; a comma within brackets parts none."""
    part: list[Any] = []
    for one in prelude:
        if one == ",":
            yield tinycss2.serialize(part)
            part = []
        else:
            part.append(one)
    yield tinycss2.serialize(part)


def _flat(rules: list[Any], deep: int) -> Iterator[Any]:
    """Yield the rules that hold on a screen, those within @media and @supports too."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.content and deep < MOST_DEEP:
            wanted = tinycss2.serialize(rule.prelude).strip().lower()
            if rule.lower_at_keyword == "layer" or (rule.lower_at_keyword == "media" and wanted in SCREEN):
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield from _flat(inner, deep + 1)


def _declared(content: list[Any]) -> Iterator[tuple[str, str, bool]]:
    for one in content:
        if one.type == "declaration" and one.lower_name in FOLLOWED:
            yield one.lower_name, tinycss2.serialize(one.value).strip().lower(), one.important


def _specificity(selector: str) -> tuple[int, int, int]:
    return len(IDS.findall(selector)), len(CLASSES.findall(selector)), len(TYPES.findall(selector))
