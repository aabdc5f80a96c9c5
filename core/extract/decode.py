"""Decode bytes as browsers do (WHATWG Encoding and HTML standards): by BOM, else header, else declaration."""

import codecs
import re
from dataclasses import dataclass

import webencodings

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
NO_TEXT = frozenset({"replacement", "x-user-defined"})
MOJIBAKE = re.compile("\ufffd|[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[ÐÑØÙ][\u0080-\u00bf][ÐÑØÙ]")


@dataclass(frozen=True)
class Decoded:
    """The characters of a body, its encoding, and another encoding if this one looks garbled."""

    text: str
    charset: str
    other: str = ""


def known(label: str) -> str:
    """Return Python's codec for an encoding label as browsers read it; empty for an unknown label."""
    found = webencodings.lookup(label.strip().strip("\"'"))
    if found is None or found.name in NO_TEXT:
        return ""
    name: str = found.codec_info.name
    return BROADER.get(name, name)


def declared(body: bytes) -> str:
    """Return the encoding that the page declares; UTF-16 counts as UTF-8, since the declaration itself is ASCII."""
    match = DECLARED.search(body[:PRESCAN])
    if not match:
        return ""
    label = known((match[1] or match[2]).decode("ascii", "replace"))
    return "utf-8" if label.startswith("utf-16") else label


def decode(body: bytes, charset: str = "") -> Decoded:
    """Decode `body`, given the charset of its Content-Type header. NUL becomes U+FFFD."""
    for bom, name in BOMS:
        if body.startswith(bom):
            return Decoded(_text(body[len(bom) :], name), name)
    said = declared(body)
    chosen = known(charset) or said or _guess(body)
    text = _text(body, chosen)
    return Decoded(text, chosen, _other(body, text, chosen, said))


def _text(body: bytes, name: str) -> str:
    return body.decode(name, "replace").replace("\0", "\ufffd")


def _guess(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.reason == "unexpected end of data" and error.start else "cp1252"
    return "utf-8"


def _other(body: bytes, text: str, chosen: str, said: str) -> str:
    garbage = len(MOJIBAKE.findall(text))
    if not garbage:
        return ""
    for name in dict.fromkeys((said, "utf-8", "cp1252")):
        if name and name != chosen and len(MOJIBAKE.findall(_text(body, name))) * 2 < garbage:
            return name
    return ""
