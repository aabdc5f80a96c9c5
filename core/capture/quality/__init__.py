"""Assess whether the captured page is the page that was wanted: evidence weighed by a small model, each verdict with a reason.

`signals` parses hostile bytes in the worker process; `judge` is pure. What the model says is a guess, and its reasons say so.
"""

import re
from typing import Any

from core.capture.quality.evidence import evidence
from core.capture.quality.model import likeliest_kind, probability
from core.capture.quality.request import of_request, split_address
from core.extract.decode import decode
from core.extract.html import parse
from core.extract.markup import fewer_attributes
from core.model import Code, PageQuality, PageVerdict, Remark, Remarks, remark
from core.security import limits

DOUBTED, REFUSED = 0.6, 0.85  # probabilities from which a page is doubtful, and bad
HOLLOW = 40  # letters of visible text
ERROR_STATUS = 400
CERTAIN = frozenset(("login", "robot"))  # kinds that may show no text at all
REASONS = {
    "consent": Code.COOKIE_QUESTION,
    "login": Code.LOGIN,
    "paywall": Code.PAYWALL,
    "robot": Code.ROBOT_CHECK,
    "missing": Code.NOTHING_HERE,
    "shell": Code.LITTLE_TEXT,
    "parked": Code.PARKED,
    "maintenance": Code.OUT_OF_SERVICE,
    "age": Code.AGE_QUESTION,
    "region": Code.REGION,
    "stopover": Code.STOPOVER,
}
LANGUAGE_SIZES = (2, 5)  # `de` or `en-gb`, as the first part of a path or host name (ISO 639-1)
LANGUAGES = frozenset(
    "ar bg ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sr sv th tr uk vi zh".split()  # noqa: SIM905 - reads as a list of words
)


def signals(data: bytes, charset: str = "") -> dict[str, Any]:
    """Return the evidence of a page: `features` (numbers by name), `title`, `sample`, `length` in letters, `overfull`.

    `overfull` tells that attributes were left out. A body without any element has no features.
    """
    markup = decode(data[: limits.FIND_BODY], charset).text
    root = parse(markup)
    if root is None:
        return {"features": {}, "title": "", "sample": "", "length": 0, "overfull": False}
    return {**evidence(root, markup), "overfull": fewer_attributes(markup) is not markup}


def judge(status: int, asked: str, final: str, seen: dict[str, Any] | None, troubles: Remarks = ()) -> PageQuality:
    """Judge a page: `seen` are its signals, None when it is not HTML; `troubles` are known defects of its body."""
    bad, doubtful = list[Remark](), list(troubles)
    if status >= ERROR_STATUS:
        bad.append(remark(Code.HTTP_ERROR, status=status))
    if seen is not None:
        _weigh(seen, of_request(status, asked, final, seen), bad, doubtful)
        if not bad and (moved := _other_language(asked, final)):
            doubtful.append(moved)
        doubtful += [remark(Code.OVERFULL)] if seen["overfull"] else []
    if bad:
        return PageQuality(PageVerdict.BAD, (*bad, *doubtful))
    return PageQuality(PageVerdict.DOUBTFUL if doubtful else PageVerdict.GOOD, tuple(doubtful))


def _weigh(seen: dict[str, Any], request: dict[str, float], bad: list[Remark], doubtful: list[Remark]) -> None:
    features = {**seen["features"], **request}
    chance, kind = probability(features), _kind(features)
    if seen["length"] < HOLLOW and kind not in CERTAIN and features.get("top_any", 0) < DOUBTED:
        if features.get("scripts"):
            bad.append(remark(Code.NEEDS_SCRIPTS))
            return
        if not seen["length"]:
            doubtful.append(remark(Code.NO_TEXT))
            return
    if chance >= DOUBTED:
        readable = (
            kind in {"paywall", "shell"} or not request["addressed"]
        )  # a lead, little text, a file somebody chose
        stops = chance >= REFUSED and not readable
        (bad if stops else doubtful).append(remark(REASONS[kind]))


def _kind(features: dict[str, float]) -> str:
    """Return the kind of wall, if it is one: as structure shows, else as the model says."""
    if features.get("to_login") or features.get("password"):
        return "login"
    return "robot" if features.get("place_robot") else likeliest_kind(features)


def _other_language(asked: str, final: str) -> Remark | None:
    """Return a remark when a redirect led from one language version of a site to another."""
    wanted, got = _language(asked), _language(final)
    if wanted and got and wanted != got:
        return remark(Code.OTHER_LANGUAGE, got=got, wanted=wanted)
    return None


def _language(url: str) -> str:
    """Return the language code in the first host label or path segment, or empty."""
    address = split_address(url)
    labels = (address.hostname or "").split(".")
    first = labels[0] if len(labels) > 2 else ""  # noqa: PLR2004 - a two-letter site name is no language
    for word in (address.path.strip("/").partition("/")[0], first):
        code = re.split(r"[-_]", word.lower())[0]
        if code in LANGUAGES and len(word) in LANGUAGE_SIZES:
            return code
    return ""
