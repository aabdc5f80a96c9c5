"""Decode bytes as browsers do (WHATWG Encoding and HTML standards): by BOM, else header, else declaration."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

import webencodings

from core.extract import web_codecs

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
PRESCAN = 16_384  # the standard says 1,024 bytes, but real pages put scripts before their declaration
DECLARED = re.compile(
    rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})""",
    re.IGNORECASE,
)
# Browsers read these labels as a superset of Python's codec.
BROADER = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-8-sig": "utf-8",
}
SHIFTS = b"\x1b$"  # the escape by which ISO-2022-JP leaves ASCII
DETECTED, LETTERS = 4_000_000, 65_536  # bytes that are looked through, and bytes that the detector reads
FEW, SHARE = 3, 0.004  # places, and of all characters, from which a text looks garbled
TAG = re.compile(rb"<[^<>]*>")
SAME = ("iso-8859-15",)  # Latin-1 with eight other signs; pages that do not say so were written in windows-1252
# What the detector calls by names that are no labels of browsers.
DETECTED_AS = {"cp932": "shift_jis", "cp949": "euc-kr", "cp874": "windows-874", "big5hkscs": "big5"} | {
    "mac-roman": "macintosh",
    "mac-cyrillic": "x-mac-cyrillic",
}
NO_TEXT = frozenset({"replacement", "x-user-defined"})
MOJIBAKE = re.compile(
    "\ufffd|[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[ÐÑØÙ][\u0080-\u00bf][ÐÑØÙ]|[\u0080-\u009f]|[À-ÖØ-öø-ÿ]{5,}"
)


@dataclass(frozen=True)
class Decoded:
    """The characters of a body, its encoding, whether that is a guess, and another one to offer if it is, or if this one looks garbled.

    An encoding is named as in the Encoding Standard, in lower case.
    """

    text: str
    charset: str
    other: str = ""
    guessed: bool = False


def known(label: str) -> str:
    """Return Python's codec for an encoding label as browsers read it; empty for an unknown label."""
    found = webencodings.lookup(label.strip().strip("\"'"))
    if found is None or found.name in NO_TEXT:
        return ""
    name: str = found.codec_info.name
    return BROADER.get(name, name)


def named(label: str) -> str:
    """Return the standard's name of an encoding for any of its labels; empty for an unknown one."""
    found = webencodings.lookup(label.strip().strip("\"'"))
    return found.name.lower() if found else ""


def detected_name(label: str) -> str:
    """Return the standard's name of what the detector names; empty for an encoding that no browser knows."""
    try:
        codec = codecs.lookup(label).name
    except LookupError:
        return ""
    return named(label) or named(DETECTED_AS.get(codec, ""))


def declared(body: bytes) -> str:
    """Return Python's codec for the encoding that the page declares; UTF-16 counts as UTF-8, as the declaration is ASCII."""
    return known(_declared(body))


def _declared(body: bytes) -> str:
    match = DECLARED.search(body[:PRESCAN])
    label = named((match[1] or match[2]).decode("ascii", "replace")) if match else ""
    if label == "x-user-defined":  # as the HTML standard has it, §13.2.3.2
        return "windows-1252"
    return "utf-8" if label.startswith("utf-16") else label


def decode(body: bytes, charset: str = "", chosen: str = "") -> Decoded:
    """Decode `body`, given the charset of its Content-Type header, or in an encoding that a person chose.

    A mark at the start (BOM) goes before both, as in browsers. NUL becomes U+FFFD.
    """
    for bom, name in BOMS:
        if body.startswith(bom):
            own = name.replace("16-", "16")
            return Decoded(_text(body[len(bom) :], own), own)
    if name := named(chosen):
        return Decoded(_text(body, name), name)
    said = named(charset) or _declared(body)
    name = said or _guess(body)
    text = _text(body, name)
    guessed = not said and name != "utf-8"
    return Decoded(text, name, _other(body, text, name, guessed=guessed), guessed)


def _text(body: bytes, name: str) -> str:
    return web_codecs.decode(body, name).replace("\0", "\ufffd")


def _guess(body: bytes) -> str:
    """Return UTF-8 for a body that is, also one that was cut; else what a detector of encodings takes it for."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start:
            return "utf-8"
        return _detected(body)
    return "iso-2022-jp" if SHIFTS in body and body.isascii() else "utf-8"


def _detected(body: bytes) -> str:
    """Return the most probable encoding of the letters of a body."""
    return next(_probable(body), "windows-1252")


def _probable(body: bytes) -> Iterator[str]:
    """Yield encodings that the letters of a body may be in, most probable first; markup is left out, as it is ASCII."""
    import chardet

    parts = (part for part in TAG.split(body[:DETECTED]) if not part.isascii())
    for one in chardet.detect_all(b" ".join(parts)[:LETTERS]):
        found = detected_name(str(one["encoding"] or ""))
        if found and found != "utf-8":
            yield "windows-1252" if found in SAME else found


def _other(body: bytes, text: str, chosen: str, *, guessed: bool) -> str:
    """Return another encoding to offer: the next probable one for a guess, else one in which less looks garbled."""
    if guessed:
        others = (name for name in (*_probable(body), "windows-1252") if name != chosen)
        return next((name for name in others if _text(body, name) != text), "")
    garbage = _garbage(text)
    if not garbage:
        return ""
    for name in dict.fromkeys((_declared(body), "utf-8", _detected(body), "windows-1252")):
        if name and name != chosen and _garbage(_text(body, name)) * 2 < garbage:
            return name
    return ""


def looks_garbled(text: str) -> bool:
    """Return whether so much of a text looks garbled that it is no single misprint."""
    return _garbage(text) >= max(FEW, len(text) * SHARE)


def _garbage(text: str) -> int:
    return len(MOJIBAKE.findall(text))
