"""The URLs that a browser may load for a page, style sheet or manifest. Pure; runs in the worker on hostile bytes.

HTML standard §2.6 and §4.8, srcset §4.8.4.2.1; CSS with a real tokenizer (css-syntax-3), since escapes and comments
defeat regular expressions.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2
from lxml import etree

from core.extract.decode import decode
from core.extract.html import parse
from core.security import limits, urls

XLINK = "{http://www.w3.org/1999/xlink}href"
CSS, FRAME, OTHER, MANIFEST, SCRIPT, OPTIONAL = "css", "frame", "", "manifest", "module", "optional"
Found = list[list[str]]
LINKS = {
    "stylesheet": CSS,
    "icon": OTHER,
    "apple-touch-icon": OTHER,
    "apple-touch-icon-precomposed": OTHER,
    "mask-icon": OTHER,
    "manifest": MANIFEST,
    "preload": OTHER,
    "modulepreload": SCRIPT,
    "fluid-icon": OTHER,
    "image_src": OTHER,
}
ATTRIBUTES = {
    "img": ("src", "lowsrc", "dynsrc"),
    "input": ("src",),
    "source": ("src",),
    "track": ("src",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "embed": ("src",),
    "object": ("data",),
    "image": ("href", "xlink:href", XLINK, "src"),
    "use": ("href", "xlink:href", XLINK),
    "feimage": ("href", "xlink:href", XLINK),
    "amp-img": ("src",),
}
LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-bg",
    "data-background",
    "data-background-image",
    "data-poster",
    "data-hi-res-src",
    "data-image",
    "data-full-src",
    "data-url-src",
)
SETS = ("srcset", "data-srcset", "data-lazy-srcset", "imagesrcset", "data-original-set")
METAS = frozenset(
    (
        "og:image",
        "og:image:url",
        "og:image:secure_url",
        "twitter:image",
        "twitter:image:src",
        "thumbnail",
        "msapplication-tileimage",
        "image",
    )
)
STATIC_IMPORT = re.compile(r"""(?:\bimport|\bexport)\s*(?:[\w*${}\s,]{0,400}?\bfrom\s*)?["']([^"'\s]{1,2000})["']""")
CSS_MARKS = ("url", "@import", "image-set", "src(", "\\")


def find(data: bytes, kind: str, base: str, charset: str = "") -> Found:
    """Return [URL, kind] of everything a body needs. `kind` is the type of the body: html, css, manifest or module."""
    text = decode(data[: limits.FIND_BODY], charset).text
    finder = {"html": _html, "css": _sheet, MANIFEST: _manifest, SCRIPT: _module}[kind]
    kinds: dict[str, str] = {}
    for url, what in finder(text, base):
        if url and kinds.get(url, OTHER) == OTHER:
            kinds[url] = what
        if len(kinds) >= limits.FIND_REFERENCES:
            break
    return [[url, what] for url, what in kinds.items()]


Pairs = Iterator[tuple[str, str]]


def _html(text: str, base: str, depth: int = 0) -> Pairs:
    root = parse(text)
    if root is None:
        return
    base = next((urls.join(base, str(node.get("href"))) for node in root.iter("base") if node.get("href")), "") or base
    for node in root.iter(etree.Element):
        tag = str(node.tag).lower()
        yield from _of_attributes(node, tag, base)
        if tag == "style":
            yield from _sheet("".join(map(str, node.itertext())), base)
        elif tag == "script":
            yield from _of_script(node, base)
        elif tag in ("iframe", "frame"):
            yield urls.join(base, node.get("src") or node.get("data-src") or ""), FRAME
            if node.get("srcdoc") and depth < limits.SRCDOC_DEPTH:
                yield from _html(str(node.get("srcdoc")), base, depth + 1)
        elif tag == "noscript" and not len(node) and node.text and depth < limits.SRCDOC_DEPTH:
            yield from _html(node.text, base, depth + 1)


def _of_attributes(node: etree._Element, tag: str, base: str) -> Pairs:
    if tag == "link":
        yield from _of_link(node, base)
    elif tag == "meta" and str(node.get("property") or node.get("name") or node.get("itemprop") or "").lower() in METAS:
        yield urls.join(base, node.get("content") or ""), OPTIONAL
    for name in (*ATTRIBUTES.get(tag, ()), *LAZY, "background"):
        value = node.get(name)
        if value and not value.lstrip().startswith(("{", "[")):
            yield urls.join(base, value), OPTIONAL if name in LAZY else OTHER
    for name in SETS:
        if node.get(name):
            yield from ((urls.join(base, url), OTHER) for url in srcset(str(node.get(name))))
    for name in ("style", "fill", "stroke", "mask", "filter", "clip-path"):
        value = node.get(name)
        if value and "(" in value:
            yield from ((urls.join(base, url), OTHER) for url in _in_values(value))


def _of_link(node: etree._Element, base: str) -> Pairs:
    kinds = [LINKS[rel] for rel in str(node.get("rel") or "").lower().split() if rel in LINKS]
    if node.get("as") == "style":
        kinds = [CSS]
    if kinds:
        yield urls.join(base, node.get("href") or ""), next(filter(None, kinds), OTHER)


def _of_script(node: etree._Element, base: str) -> Pairs:
    kind = str(node.get("type") or "").lower()
    text = "".join(map(str, node.itertext()))
    if node.get("src"):
        yield urls.join(base, str(node.get("src"))), SCRIPT if kind == "module" else OTHER
    elif kind == "module":
        yield from _module(text, base)
    elif kind == "application/ld+json":
        yield from ((urls.join(base, url), OPTIONAL) for url in _linked_images(text))


def srcset(value: str) -> list[str]:
    """Return the URLs of a srcset (HTML §4.8.4.2.1); a comma inside a URL belongs to it."""
    urls_found, at, size = list[str](), 0, len(value)
    while at < size and len(urls_found) < limits.FIND_REFERENCES:
        while at < size and value[at] in " \t\n\r\f,":
            at += 1
        start = at
        while at < size and value[at] not in " \t\n\r\f":
            at += 1
        url = value[start:at]
        if url.endswith(","):
            urls_found.append(url.rstrip(","))
            continue
        if url:
            urls_found.append(url)
        at = _after_descriptors(value, at)
    return [url for url in urls_found if url]


def _after_descriptors(value: str, at: int) -> int:
    depth = 0
    while at < len(value):
        char = value[at]
        at += 1
        depth += (char == "(") - (char == ")" and depth > 0)
        if char == "," and not depth:
            break
    return at


def _sheet(text: str, base: str) -> Pairs:
    if not any(mark in text.lower() for mark in CSS_MARKS):
        return
    try:
        rules = tinycss2.parse_component_value_list(text, skip_comments=True)
        for url, is_import in _in_tokens(rules):
            yield urls.join(base, url), CSS if is_import else OTHER
    except RecursionError:  # nested deeper than any real style sheet
        return


def _in_values(text: str) -> Iterator[str]:
    return (url for url, _ in _in_tokens(tinycss2.parse_component_value_list(text, skip_comments=True)))


def _in_tokens(tokens: Iterable[Any]) -> Iterator[tuple[str, bool]]:
    """Yield (URL, is_style_sheet) without recursion; a string or url() right after @import is a style sheet."""
    stack: list[tuple[Iterator[Any], bool]] = [(iter(tokens), False)]
    after_import = False
    while stack:
        token = next(stack[-1][0], None)
        in_set = stack[-1][1]
        if token is None:
            stack.pop()
            continue
        if token.type == "url" or (token.type == "string" and (after_import or in_set)):
            yield token.value, after_import
        elif token.type == "function" and token.lower_name in ("url", "src"):
            yield next((part.value for part in token.arguments if part.type == "string"), ""), after_import
        elif token.type == "function":
            stack.append((iter(token.arguments), token.lower_name in ("image-set", "-webkit-image-set", "image")))
        elif hasattr(token, "content") and isinstance(token.content, list):
            stack.append((iter(token.content), False))
        if token.type != "whitespace":
            after_import = token.type == "at-keyword" and token.lower_value == "import"


def _manifest(text: str, base: str) -> Pairs:
    for url in _values(text, ("icons", "screenshots", "shortcuts"), ("src",)):
        yield urls.join(base, url), OPTIONAL


def _module(text: str, base: str) -> Pairs:
    for match in STATIC_IMPORT.finditer(text):
        if match[1].startswith(("./", "../", "/", "http://", "https://")):
            yield urls.join(base, match[1]), SCRIPT


def _linked_images(text: str) -> Iterator[str]:
    return _values(text, ("image", "logo", "thumbnailUrl", "thumbnail"), ("url", "contentUrl"))


def _values(text: str, starts: tuple[str, ...], keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the strings under `starts` in a JSON document, and under `keys` inside those."""
    try:
        stack: list[tuple[Any, bool]] = [(json.loads(text), False)]
    except (ValueError, RecursionError):
        return
    while stack:
        value, wanted = stack.pop()
        if isinstance(value, str) and wanted:
            yield value
        elif isinstance(value, list):
            stack.extend((item, wanted) for item in value)
        elif isinstance(value, dict):
            named = (*starts, *keys) if wanted else starts
            stack.extend(
                (item, key in named) for key, item in value.items() if key in named or not isinstance(item, str)
            )
