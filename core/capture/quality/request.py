"""What the way to a page shows, as numbers: status, redirects, and whether the page has the words of its own address. Pure."""

import re
from math import log1p
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from core.capture.quality.names import COMPILED
from core.text.search_folding import fold

ERROR, REFUSED, LOST, BROKEN = 400, frozenset((401, 403, 407, 418, 429, 451)), frozenset((404, 410)), 500
WORD = re.compile(r"[^\W\d_]{4,}")
HEX = re.compile(r"^(?=.*\d)[0-9a-f-]{8,}$")
LANGUAGE = re.compile(r"^[a-z]{2}(?:[-_][a-z]{2,4})?$", re.IGNORECASE)
WEB = ("http://", "https://")


def of_request(status: int, asked: str, final: str, seen: dict[str, Any]) -> dict[str, float]:
    """Return the features of a request; addresses that are none of the web, as of files, have none."""
    known = asked.startswith(WEB) and final.startswith(WEB)
    return {
        "refused": status in REFUSED,
        "lost": status in LOST,
        "broken": status >= BROKEN,
        "failed": status >= ERROR,
        "addressed": known,
        **_moved(*((asked, final) if known else ("", ""))),
        **_slug(asked if known else "", f"{seen['title']} {seen['sample']}"),
    }


def split_address(url: str) -> SplitResult:
    """Return the parts of an address; of one that is none, as archives of others may give, no parts."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _moved(asked: str, final: str) -> dict[str, float]:
    before, after = split_address(asked), split_address(final)
    steps, then = _steps(before.path), _steps(after.path)
    hosts = [re.sub(r"^(?:www|m|amp)\.", "", part.hostname or "") for part in (before, after)]
    named = {
        f"to_{kind}": bool(rule.search(final)) and not rule.search(asked)
        for kind, rule in COMPILED.items()
        if kind not in {"article", "shell"}
    }
    return {
        "moved": (hosts[0], steps, before.query) != (hosts[1], then, after.query),
        "other_site": _site(hosts[0]) != _site(hosts[1]),
        "other_host": hosts[0] != hosts[1],
        "to_front": bool(steps) and not then,
        "shorter": max(0, len(steps) - len(then)) if asked != final else 0,
        "same_end": bool(steps) and bool(then) and steps[-1] == then[-1],
        "asked_front": bool(asked) and not steps,
        "depth": len(steps),
        "carried": asked != final and bool(before.path.strip("/")) and before.path.strip("/") in unquote(after.query),
        **named,
    }


def _steps(path: str) -> list[str]:
    """Return the parts of a path without a language at its start."""
    parts = [part for part in path.lower().split("/") if part]
    return parts[1:] if parts and LANGUAGE.match(parts[0]) else parts


def _site(host: str) -> str:
    return ".".join(host.split(".")[-2:])


def _slug(asked: str, text: str) -> dict[str, float]:
    """Return how many words the address has, and which share of them the page has."""
    path = fold(unquote(split_address(asked).path))
    wanted = {word for part in re.split(r"[^\w]+|_", path) if not HEX.match(part) for word in WORD.findall(part)} - {
        "html",
        "index",
    }
    has = set(WORD.findall(fold(text)))
    found = sum(word in has or any(other.startswith(word[:6]) for other in has) for word in wanted)
    return {
        "slug": log1p(len(wanted)),
        "slug_found": found / (len(wanted) + 0.5),
        "slug_missed": log1p(len(wanted) - found),
    }
