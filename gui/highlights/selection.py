"""A selected passage and what to do with it, as values, and the data of a drag."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from PySide6.QtCore import QMimeData

from core.model import Relation, Selector
from core.text.json_text import parse

MIME = "application/x-standfirst-passage"
LONGEST_PASSAGE = 20_000
LONGEST_CONTEXT = 500
LONGEST_ID = 64
LONGEST_MESSAGE = 4 * (LONGEST_PASSAGE + 2 * LONGEST_CONTEXT + 1000)


@dataclass(frozen=True)
class Passage:
    """A selection: a snapshot and the selector the view reported. The sealed bytes decide what it says."""

    snapshot_id: str
    selector: Selector


@dataclass(frozen=True)
class Seen:
    """What a page reports as selected: a selector, and which of how many equal passages it is (0: not known)."""

    selector: Selector
    nth: int = 0
    of: int = 0


@dataclass(frozen=True)
class Quote:
    """A request to link a passage: to a claim, to a new one with the given words, or to the current one if neither."""

    snapshot_id: str
    selector: Selector
    relation: Relation = Relation.SUPPORTS
    claim_id: str = ""
    new_claim_text: str = ""
    note: str = field(default="")


def dragged(passage: Passage, text: str) -> QMimeData:
    """Return the data of a drag or copy: the words for other programs, the passage for the claims panel."""
    mime = QMimeData()
    mime.setText(text)
    mime.setData(MIME, json.dumps(asdict(passage)).encode())
    return mime


def passage_of(mime: QMimeData) -> Passage | None:
    """Return the dropped passage, or None; any program may offer such data, so every field is checked."""
    untrusted = bytes(mime.data(MIME).data()) if mime.hasFormat(MIME) else b""
    untrusted_value = parsed(untrusted)
    if not isinstance(untrusted_value, dict):
        return None
    snapshot_id, selector = untrusted_value.get("snapshot_id"), seen(untrusted_value.get("selector"))
    if selector is None or not isinstance(snapshot_id, str) or len(snapshot_id) > LONGEST_ID:
        return None
    return Passage(snapshot_id, selector)


def parsed(untrusted: str | bytes) -> Any:
    """Return the value of a JSON message from outside, or None if it is invalid, too long or nested too deeply."""
    if len(untrusted) > LONGEST_MESSAGE:
        return None
    try:
        return parse(untrusted)
    except ValueError:
        return None


def selection(untrusted: Any) -> Seen | None:
    """Return the selection that a page reports, or None if it does not have that shape."""
    selector = seen(untrusted)
    if selector is None:
        return None
    nth, total = (untrusted.get(name, 0) for name in ("nth", "of"))
    return Seen(selector, nth, total) if type(nth) is int and type(total) is int else Seen(selector)


def seen(untrusted: Any) -> Selector | None:
    """Return a selector from data of a page or another program, or None if malformed or too long."""
    if not isinstance(untrusted, dict):
        return None
    words = [untrusted.get(name, "") for name in ("exact", "prefix", "suffix")]
    places = [untrusted.get(name, -1) for name in ("start", "end")]
    if not all(isinstance(word, str) for word in words) or not all(type(place) is int for place in places):
        return None
    exact, prefix, suffix = words
    if not exact.strip() or len(exact) > LONGEST_PASSAGE or len(prefix) + len(suffix) > 2 * LONGEST_CONTEXT:
        return None
    page, region, time = untrusted.get("page"), untrusted.get("region", ""), untrusted.get("time", "")
    if not all(isinstance(part, str) and len(part) <= LONGEST_ID for part in (region, time)):
        return None
    number = page if type(page) is int else None
    return Selector(exact, prefix, suffix, max(-1, places[0]), max(-1, places[1]), number, region, time)
