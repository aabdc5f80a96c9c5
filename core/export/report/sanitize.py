"""Make untrusted text safe to display: nothing in it may take effect, and nothing may hide.

Characters that would control a printer, a terminal or the text direction get a visible substitute; joiners and single
direction marks stay, because Arabic, Persian and Uyghur spelling needs them.
"""

import re
import unicodedata

_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_HIGH_CONTROL = re.compile("[\x7f-\x84\x86-\x9f]")
_UNUSABLE = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SPACE = re.compile("[ \t\n\v\f\r\x85\u2028\u2029]+")
_QUIET = re.compile("[\u00ad\ufeff\u200b]")


def visible(text: str) -> str:
    """Return the text on one line with every control character shown instead of obeyed.

    C0 controls become their pictures (U+2400 block), other controls their code point in brackets, private-use and
    invalid characters U+FFFD; runs of white space become one space. Joiners and marks needed for spelling are kept.
    """
    if text.isprintable() and "  " not in text:  # fast path for most texts
        return text
    shown = _QUIET.sub("", _SPACE.sub(" ", text))
    shown = _CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])), shown)
    shown = _STEERING.sub(_named, _HIGH_CONTROL.sub(_named, shown))
    return _UNUSABLE.sub("\ufffd", shown)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a longer text, each made safe to display; empty ones are dropped."""
    return [shown for part in re.split(r"\r\n|[\n\r\u2028\u2029]", text) if (shown := visible(part).strip())]


def rtl(text: str) -> bool:
    """Return whether the first strong character of the text is right-to-left (UAX 9, rule P2)."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in {"R", "AL"}:
            return True
        if way == "L":
            return False
    return False


def shortened(text: str, limit: int) -> str:
    """Return the text, cut at the end of a word and with an ellipsis when longer than `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut) + "…"


def _named(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
