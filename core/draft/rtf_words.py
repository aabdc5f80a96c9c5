"""The RTF control words that affect text (RTF 1.9.1), as data."""

import codecs
import datetime as dt
import re

SIGNS = {
    "line": "\n",
    "lbr": "\n",
    "softline": "\n",
    "tab": " ",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
DESTINATIONS = {
    "fonttbl": "fonts",
    "stylesheet": "styles",
    "revtbl": "authors",
    "footnote": "footnote",
    "atnauthor": "comment_author",
    "atndate": "comment_moment",
    "atnref": "comment_ref",
    "atrfstart": "comment_start",
    "atrfend": "comment_end",
    "annotation": "comment",
    "listtext": "item",
    "pntext": "item",
    "field": "field",
    "fldinst": "instruction",
    "shptxt": "shown",
    "dptxbxtext": "shown",
    "result": "result",
    "shprslt": "second",
    "nonshppict": "second",
    "shppict": "wrapper",
    "pict": "picture",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    **dict.fromkeys(("xe", "tc"), "index"),
}
SKIPPED = frozenset(
    {
        "info",
        "colortbl",
        "object",
        "objdata",
        "listtable",
        "listoverridetable",
        "generator",
        "themedata",
        "colorschememapping",
        "datastore",
        "latentstyles",
        "rsidtbl",
        "xmlnstbl",
        "userprops",
        "pgdsctbl",
        "bkmkstart",
        "bkmkend",
        "atnid",
        "atnicn",
        "atntime",
        "atnparent",
        "shp",
        "shpinst",
        "sp",
        "do",
        "private",
        "listpicture",
        "filetbl",
        "mmathPr",
        "ftnsep",
        "ftnsepc",
        "aftnsep",
        "aftnsepc",
        "txe",
        "rxe",
        "bxe",
        "template",
        "keycode",
        "falt",
        "panose",
        "fontemb",
    }
)
CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
PAGES = {10000: "mac_roman", 936: "gbk", 950: "big5", 65001: "utf-8"}
HEADING = re.compile(
    r"(?:heading|überschrift|titre|encabezado|título|titolo|kop|nagłówek|nadpis) ?(\d)\b", re.IGNORECASE
)
TITLE = re.compile(r"\s*title;?\s*", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WORDS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


def codec(word: str, number: int | None) -> str:
    """Return the encoding named by a control word; cp1252 when unknown."""
    name = WORDS.get(word) or PAGES.get(number or 0) or f"cp{number or 1252}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def moment(packed: int) -> str:
    """Convert a DTTM (Word's 32-bit time, to the minute) to ISO 8601; empty when invalid."""
    bits = packed & 0xFFFFFFFF
    minute, hour, day, month, year = (
        bits & 63,
        bits >> 6 & 31,
        bits >> 11 & 31,
        bits >> 16 & 15,
        (bits >> 20 & 511) + 1900,
    )
    try:
        return dt.datetime(year, month, day, hour, minute).isoformat()  # the file has no time zone
    except ValueError:
        return ""
