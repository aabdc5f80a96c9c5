"""What a page shows of itself, as numbers: lengths, structure, marks of vendors, and how much its words sound like a wall.

Runs in the worker process: the bytes are hostile.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import log1p
from typing import Any

from lxml import etree

from core.capture.quality import words
from core.capture.quality.names import COMPILED
from core.extract.html import Page, read
from core.extract.html import words as text_of

WIDE = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
WIDER = 1.5  # letters by which a character of these counts more
PROSE = 80  # letters from which a block is a paragraph rather than a label
PROSE_KINDS = frozenset(("p", "quote", "pre", "li"))
LINKED = 0.4  # share of a paragraph that links may fill
FIRST, LAST, BLOCK = 40, 10, 400  # blocks and characters whose words are weighed
SAMPLE = 3_000
NODES = 20_000  # elements whose names are read
CHROME = frozenset(("nav", "footer", "header", "aside"))
CHROME_ROLES = frozenset(("navigation", "contentinfo", "banner", "search", "complementary"))
DIALOG_ROLES = frozenset(("dialog", "alertdialog"))
LAID_OVER = re.compile(r"position\s*:\s*(?:fixed|sticky)", re.IGNORECASE)
GOES = re.compile(r"location(?:\.href)?\s*=[^=]|location\.(?:replace|assign)\s*\(|\.submit\s*\(\)", re.IGNORECASE)
REFRESH = re.compile(r"\s*(\d{1,6})(?:\.\d*)?\s*(?:[;,]\s*(?:url\s*=)?\s*['\"]?(.*))?", re.IGNORECASE | re.DOTALL)
CODE = re.compile(r"(?<![\w.,-])(?:4\d\d|5\d\d)(?![\w,-]|\.\d)")
ARTICLE_TYPE = re.compile(
    r"article|posting|report|review|recipe|video|audio|event|dataset|legislation|episode", re.IGNORECASE
)
MARKS = ("id", "class", "name", "data-testid", "data-component", "action")


def weight(text: str) -> float:
    """Return the length of a text in letters, in which a character of Chinese, Japanese or Korean counts as several."""
    return len(text) + WIDER * len(WIDE.findall(text))


@dataclass(frozen=True)
class Sayings:
    """What a page says, in parts: headings, blocks, and the words of controls, of `noscript` and of what lies over it."""

    headings: list[str]
    others: tuple[str, str, str]
    page: Page
    text: str

    @property
    def blocks(self) -> list[str]:
        """The blocks whose words are weighed."""
        return _blocks(self.page, self.text)


def sayings(root: etree._Element) -> Sayings:
    """Return what a page says outside its navigation, head and foot, which are taken out of the tree."""
    headings, others = _headings(root), (_labels(root), _apart(root, "noscript"), _overlays(root))
    _drop_chrome(root)
    page = read(root)
    return Sayings(headings, others, page, "".join(page.parts))


def evidence(root: etree._Element, markup: str) -> dict[str, Any]:
    """Return the evidence of a page: `features`, numbers by name, and its `title` and `sample`, the start of its text.

    Takes the tree apart.
    """
    whole = " ".join("".join(read(root).parts).split())
    title = " ".join((root.findtext(".//title") or "").split())[:300]
    features = {"all": log1p(weight(whole)), "markup": log1p(len(markup))}
    features |= _head(root, title) | _controls(root) | _scripts(root) | _names(root)
    said = sayings(root)
    page, text = said.page, said.text
    features |= _quantities(page, text, weight(whole), weight(said.others[2]), weight(said.others[1]))
    features |= _match(title, said.headings, text)
    features |= _sound(title, said.headings, said.blocks, said.others)
    return {
        "features": {name: round(float(value), 4) for name, value in features.items()},
        "title": title,
        "length": int(weight(whole)),
        "sample": whole[:SAMPLE],
    }


def _head(root: etree._Element, title: str) -> dict[str, float]:
    """Return what the page says about itself for machines."""
    metas = {
        (node.get("property") or node.get("name") or node.get("itemprop") or "").lower(): node.get("content") or ""
        for node in root.iter("meta")
    }
    data = list(_linked_data(root))
    wait, elsewhere = _refresh(root)
    return {
        "refresh": elsewhere and 1 / (1 + wait / 5),
        "refresh_same": wait >= 0 and not elsewhere,
        "og_article": "article" in metas.get("og:type", ""),
        "og_title": bool(metas.get("og:title")),
        "description": log1p(len(metas.get("description", "") or metas.get("og:description", ""))),
        "dated": any("published" in name or "date" in name for name in metas)
        or any("datePublished" in one for one in data),
        "noindex": "noindex" in metas.get("robots", ""),
        "data_article": any(ARTICLE_TYPE.search(str(one.get("@type", ""))) for one in data),
        "data_body": log1p(max((len(str(one.get("articleBody", ""))) for one in data), default=0)),
        "not_free": any(
            str(one.get("isAccessibleForFree", "")).lower() in {"false", "http://schema.org/false"} for one in data
        ),
        "canonical": any("canonical" in (node.get("rel") or "") for node in root.iter("link")),
        "title_size": log1p(weight(title)),
        "title_code": bool(CODE.search(title)),
    }


def _linked_data(root: etree._Element) -> Iterable[dict[str, Any]]:
    """Yield each object of the page's JSON-LD; what cannot be parsed is left out."""
    for node in root.iter("script"):
        if "ld+json" not in (node.get("type") or ""):
            continue
        try:
            waiting = [json.loads(node.text or "")]
        except (ValueError, RecursionError):
            continue
        for _ in range(500):
            if not waiting:
                break
            one = waiting.pop()
            if isinstance(one, list):
                waiting += one
            elif isinstance(one, dict):
                yield one
                waiting += [value for value in one.values() if isinstance(value, dict | list)]


def _refresh(root: etree._Element) -> tuple[int, bool]:
    """Return the seconds after which the page reloads, -1 for never, and whether it then leads to another page."""
    for node in root.iter("meta"):
        found = (
            REFRESH.match(node.get("content") or "") if (node.get("http-equiv") or "").lower() == "refresh" else None
        )
        if found:
            return int(found[1]), bool((found[2] or "").strip())
    return -1, False


def _controls(root: etree._Element) -> dict[str, float]:
    kinds = [(node.get("type") or "text").lower() for node in root.iter("input")]
    return {
        "password": "password" in kinds,
        "fields": log1p(sum(kind in {"text", "email", "tel", "password", "number"} for kind in kinds)),
        "ticks": log1p(sum(kind in {"checkbox", "radio"} for kind in kinds)),
        "buttons": log1p(sum(1 for _ in root.iter("button")) + sum(kind in {"submit", "button"} for kind in kinds)),
        "choices": log1p(sum(1 for _ in root.iter("select"))),
        "pictures": log1p(sum(1 for _ in root.iter("img", "picture", "svg", "figure"))),
        "media": any(True for _ in root.iter("video", "audio", "object", "embed", "canvas")),
        "frames": log1p(sum(1 for _ in root.iter("iframe"))),
    }


def _scripts(root: etree._Element) -> dict[str, float]:
    inline = [node.text or "" for node in root.iter("script") if "json" not in (node.get("type") or "")]
    return {
        "scripts": log1p(len(inline)),
        "script_size": log1p(sum(map(len, inline))),
        "goes": any(GOES.search(text) for text in inline if len(text) < SAMPLE),
        "styles": log1p(sum(1 for _ in root.iter("link", "style"))),
    }


def _names(root: etree._Element) -> dict[str, float]:
    """Return how many names of elements and addresses of scripts are marks of each kind, in all and as a share."""
    marks, places, seen = list[str](), list[str](), 0
    for node in root.iter(etree.Element):
        seen += 1
        if seen > NODES:
            break
        marks.append(" ".join(node.get(name) or "" for name in MARKS))
        if node.tag in {"script", "iframe", "img", "link", "form"}:
            places.append(f"{node.get('src') or ''} {node.get('href') or ''} {node.get('action') or ''}"[:300])
    named, addressed = [one for one in marks if one.strip()], " ".join(places)
    found = {"elements": log1p(seen)}
    for kind, rule in COMPILED.items():
        hits = sum(1 for one in named if rule.search(one))
        found[f"names_{kind}"] = log1p(hits)
        found[f"named_{kind}"] = hits / (len(named) + 5)
        found[f"place_{kind}"] = bool(rule.search(addressed))
    return found


def _overlays(root: etree._Element) -> str:
    """Return the text of what lies over the page or stops it."""
    found = list[str]()
    for node in root.iter("div", "section", "dialog", "aside", "form", "main"):
        over = (
            (node.get("role") or "") in DIALOG_ROLES
            or node.get("aria-modal") == "true"
            or (node.tag == "dialog" and "open" in node.attrib)
            or LAID_OVER.search(node.get("style") or "")
        )
        if over:
            found.append(text_of(node))
            if len(found) > 10:  # noqa: PLR2004 - more tell nothing new
                break
    return " ".join(" ".join(found).split())[:SAMPLE]


def _apart(root: etree._Element, tag: str) -> str:
    return " ".join(" ".join(text_of(node) for node in root.iter(tag)).split())[:SAMPLE]


def _labels(root: etree._Element) -> str:
    """Return the words on controls: buttons, fields, their labels."""
    found = list[str]()
    for node in root.iter("button", "input", "label", "legend", "textarea"):
        kind = (node.get("type") or "").lower()
        if node.tag in {"button", "label", "legend"}:
            found.append(text_of(node, 20))
        elif kind != "hidden":
            found += [node.get("placeholder") or "", (node.get("value") or "") if kind in {"submit", "button"} else ""]
    return " ".join(" ".join(found).split())[:800]


def _headings(root: etree._Element) -> list[str]:
    found = [" ".join(text_of(node, 20).split())[:200] for node in root.iter("h1", "h2")]
    return [text for text in found if text][:3]


def _drop_chrome(root: etree._Element) -> None:
    """Take navigation, head and foot out of the tree, unless nothing of a page would be left."""
    for node in list(root.iter(etree.Element)):
        chrome = node.tag in CHROME or (node.get("role") or "") in CHROME_ROLES
        parent = node.getparent()
        if not chrome or parent is None or (node.tag in {"header", "aside"} and _within(node)):
            continue
        if any(True for _ in node.iter("h1")) or sum(1 for _ in node.iter("p")) > 2:  # noqa: PLR2004 - prose is no chrome
            continue
        tail, before = node.tail, node.getprevious()
        if tail and before is not None:
            before.tail = (before.tail or "") + tail
        elif tail:
            parent.text = (parent.text or "") + tail
        parent.remove(node)


def _within(node: etree._Element) -> bool:
    return any(up.tag in {"article", "main"} for up in node.iterancestors())


def _quantities(page: Page, text: str, whole: float, laid_over: float, unseen: float) -> dict[str, float]:
    """Return how much text there is, of which kind, and how much of it lies in links and over the page."""
    sizes = [(weight(text[block.start : block.end]), block) for block in page.blocks]
    linked = sum(end - start for start, end in page.links)
    total = sum(size for size, _ in sizes)
    prose = [size for size, block in sizes if size >= PROSE and block.kind in PROSE_KINDS and _unlinked(page, block)]
    return {
        "content": log1p(total),
        "content_share": total / (whole + 1),
        "prose": log1p(sum(prose)),
        "prose_share": sum(prose) / (total + 1),
        "paragraphs": log1p(len(prose)),
        "longest": log1p(max(prose, default=0)),
        "blocks": log1p(len(sizes)),
        "headings": log1p(sum(block.kind.startswith("h") for _, block in sizes)),
        "items": log1p(sum(block.kind == "li" for _, block in sizes)),
        "cells": log1p(sum(block.kind == "cell" for _, block in sizes)),
        "links": log1p(len(page.links)),
        "link_share": linked / (len(text) + 1),
        "over": log1p(laid_over),
        "over_share": min(1.0, laid_over / (whole + 1)),
        "unseen": log1p(unseen),
        "code": bool(CODE.search(text[:200])),
        "digits": sum(map(str.isdigit, text[:SAMPLE])) / (len(text[:SAMPLE]) + 1),
        "ends_short": text.rstrip().endswith(("…", "...", "[…]")),
    }


def _unlinked(page: Page, block: Any) -> bool:
    inside = sum(
        min(end, block.end) - max(start, block.start)
        for start, end in page.links
        if start < block.end and end > block.start
    )
    return bool(inside < LINKED * (block.end - block.start))


def _match(title: str, headings: list[str], text: str) -> dict[str, float]:
    """Return how far title, headings and text say the same."""
    own, heads, body = (set(words.groups(part)) for part in (title, " ".join(headings), text[:SAMPLE]))
    return {
        "title_in_text": len(own & body) / (len(own) + 1),
        "heading_in_title": len(own & heads) / (len(heads) + 1),
        "headings_found": len(headings),
    }


def _blocks(page: Page, text: str) -> list[str]:
    """Return the blocks whose words are weighed: the first, and the last, where a paywall ends a text."""
    chosen = page.blocks if len(page.blocks) <= FIRST + LAST else [*page.blocks[:FIRST], *page.blocks[-LAST:]]
    return [text[block.start : min(block.end, block.start + BLOCK)] for block in chosen]


def _sound(title: str, headings: list[str], blocks: list[str], others: tuple[str, ...]) -> dict[str, float]:
    """Return how much each part of the page sounds like a wall of each kind."""
    names = words.kinds()
    tops = [title, " ".join(headings), *headings]
    scored = words.scores([*tops, *others, *blocks])
    top, other, block = (
        scored[: len(tops)],
        scored[len(tops) : len(tops) + len(others)],
        scored[len(tops) + len(others) :],
    )
    sizes = [weight(text) for text in blocks]
    total = sum(sizes) + 1
    found = dict[str, float]()
    for number, name in enumerate(names):
        found[f"top_{name}"] = max((one[number] for one in top), default=0)
        found[f"most_{name}"] = max((one[number] for one in block), default=0)
        found[f"share_{name}"] = sum(one[number] * size for one, size in zip(block, sizes, strict=True)) / total
        found[f"part_{name}"] = max(one[number] for one in other)
    any_top, any_other, any_block = ([max(one) for one in part] for part in (top, other, block))
    return found | {
        "title_any": any_top[0],
        "top_any": max(any_top),
        "most_any": max(any_block, default=0),
        "share_any": sum(one * size for one, size in zip(any_block, sizes, strict=True)) / total,
        "first_any": max(any_block[:3], default=0),
        "last_any": max(any_block[-3:], default=0),
        "controls_any": any_other[0],
        "unseen_any": any_other[1],
        "over_any": any_other[2],
        "plain": log1p(sum(size for one, size in zip(any_block, sizes, strict=True) if one < 0.3)),  # noqa: PLR2004 - sounds like none
    }
