"""Assess whether the captured page is the page that was wanted: rules over what a reader would see, each with a reason.

`signals` parses hostile bytes in the worker process; `judge` is pure.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from core.extract.decode import decode
from core.extract.html import parse, read
from core.extract.markup import fewer_attributes
from core.model import Code, PageQuality, PageVerdict, Remark, Remarks, remark
from core.security import limits

SHORT, THIN, HOLLOW = 1_200, 160, 40  # characters of visible text
SAMPLE = 6_000
ERROR_STATUS = 400
CHALLENGE = re.compile(
    r"just a moment|verify(?:ing)? (?:that )?you are (?:a )?human|are you a (?:robot|human)|unusual traffic|checking your browser|"
    r"attention required|access (?:to this page has been )?denied|pardon our interruption|complete the (?:security check|captcha)|"
    r"enable javascript and cookies to continue|bestätigen sie, dass sie (?:ein mensch|kein roboter)|je ne suis pas un robot",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"before you continue|we (?:and our (?:\d+ )?partners )?(?:use|store) cookies|accept (?:all )?cookies|cookie (?:settings|preferences|consent)|"
    r"manage (?:your )?(?:consent|privacy)|alle(?:n)? (?:cookies )?(?:akzeptieren|zustimmen)|tout accepter|nous utilisons des cookies|aceptar todas|alles accepteren|gebruiken cookies|accetta tutti|utilizziamo i cookie",
    re.IGNORECASE,
)
PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read)|(?:log|sign) in to (?:continue|read|view)|subscribers? only|already a subscriber|"
    r"to (?:read|continue reading) (?:this|the full) (?:article|story)|create (?:a free|an) account to|jetzt (?:abonnieren|weiterlesen)|réservé aux abonnés",
    re.IGNORECASE,
)
MISSING = re.compile(
    r"\b404\b|(?:page|article|seite|story) (?:was |could )?(?:not|nicht) (?:be )?(?:found|gefunden)|page (?:does not|doesn.t|no longer) exist|"
    r"no longer available|page introuvable|página no encontrada|pagina niet gevonden|pagina non trovata|seite nicht gefunden|something went wrong|internal server error",
    re.IGNORECASE,
)
LANGUAGE_SIZES = (2, 5)  # `de` or `en-gb`, as the first part of a path or host name (ISO 639-1)
LANGUAGES = frozenset(
    {
        "ar",
        "bg",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fa",
        "fi",
        "fr",
        "he",
        "hi",
        "hr",
        "hu",
        "id",
        "it",
        "ja",
        "ko",
        "lt",
        "lv",
        "nl",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "sv",
        "th",
        "tr",
        "uk",
        "vi",
        "zh",
    }
)
LOGIN_PLACE = re.compile(r"/(?:log-?in|sign-?in|auth|sso|account/login|consent)(?:[/?.]|$)", re.IGNORECASE)


def signals(data: bytes, charset: str = "") -> dict[str, Any]:
    """Return the input of the rules.

    Title, visible text (start, length), scripts, password fields, CAPTCHA frames, and whether attributes were left out.
    """
    markup = decode(data[: limits.FIND_BODY], charset).text
    root = parse(markup)
    if root is None:
        return {
            "title": "",
            "length": 0,
            "sample": "",
            "scripts": 0,
            "password": False,
            "captcha": False,
            "refresh": False,
            "overfull": False,
        }
    text = " ".join("".join(read(root).parts).split())
    places = [str(node.get("src") or "") for node in root.iter("iframe", "script")]
    fields = [str(node.get("type") or "").lower() for node in root.iter("input")]
    return {
        "title": " ".join((root.findtext(".//title") or "").split())[:300],
        "length": len(text),
        "sample": text[:SAMPLE],
        "scripts": len(list(root.iter("script"))),
        "password": "password" in fields,
        "captcha": any(
            re.search(r"captcha|challenges\.cloudflare|/cdn-cgi/challenge", place, re.IGNORECASE) for place in places
        ),
        "refresh": any(str(node.get("http-equiv") or "").lower() == "refresh" for node in root.iter("meta")),
        "overfull": fewer_attributes(markup) is not markup,
    }


def judge(status: int, asked: str, final: str, seen: dict[str, Any] | None, troubles: Remarks = ()) -> PageQuality:
    """Judge a page: `seen` are its signals, None when it is not HTML; `troubles` are known defects of its body."""
    bad, doubtful = list[Remark](), list(troubles)
    if status >= ERROR_STATUS:
        bad.append(remark(Code.HTTP_ERROR, status=status))
    if seen is not None:
        _weigh(seen, asked, final, bad, doubtful)
        doubtful += [remark(Code.OVERFULL)] if seen["overfull"] else []
    if bad:
        return PageQuality(PageVerdict.BAD, (*bad, *doubtful))
    return PageQuality(PageVerdict.DOUBTFUL if doubtful else PageVerdict.GOOD, tuple(doubtful))


def _weigh(seen: dict[str, Any], asked: str, final: str, bad: list[Remark], doubtful: list[Remark]) -> None:
    words, short = f"{seen['title']} {seen['sample']}", seen["length"] < SHORT
    if short and (CHALLENGE.search(words) or seen["captcha"]):
        bad.append(remark(Code.ROBOT_CHECK))
    elif short and CONSENT.search(words):
        bad.append(remark(Code.COOKIE_QUESTION))
    elif short and (seen["password"] or (LOGIN_PLACE.search(final) and not LOGIN_PLACE.search(asked))):
        bad.append(remark(Code.LOGIN))
    elif short and (MISSING.search(seen["title"]) or MISSING.search(seen["sample"][:300])):
        bad.append(remark(Code.NOTHING_HERE))
    elif seen["length"] < HOLLOW and seen["scripts"]:
        bad.append(remark(Code.NEEDS_SCRIPTS))
    elif seen["length"] < THIN and seen["scripts"]:
        doubtful.append(remark(Code.LITTLE_TEXT))
    elif not seen["length"]:
        doubtful.append(remark(Code.NO_TEXT))
    if not bad and (moved := _other_language(asked, final)):
        doubtful.append(moved)
    if PAYWALL.search(words) and not bad:
        doubtful.append(remark(Code.PAYWALL))


def _other_language(asked: str, final: str) -> Remark | None:
    """Return a remark when a redirect led from one language version of a site to another."""
    wanted, got = _language(asked), _language(final)
    if wanted and got and wanted != got:
        return remark(Code.OTHER_LANGUAGE, got=got, wanted=wanted)
    return None


def _language(url: str) -> str:
    """Return the language code in the first host label or path segment, or empty."""
    parts = urlsplit(url)
    labels = (parts.hostname or "").split(".")
    first = labels[0] if len(labels) > 2 else ""  # noqa: PLR2004 - a two-letter site name is no language
    for word in (parts.path.strip("/").partition("/")[0], first):
        code = re.split(r"[-_]", word.lower())[0]
        if code in LANGUAGES and len(word) in LANGUAGE_SIZES:
            return code
    return ""
