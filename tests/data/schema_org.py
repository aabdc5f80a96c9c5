"""The part of schema.org (release 29) that a ClaimReview needs: each type's properties with what they may hold, and those that readers require.

A tuple names types; "Text", "URL", "Date", "Number" are plain values. Inherited properties stand with the type that uses them.
"""

import datetime as dt

THING = {"name": ("Text",), "alternateName": ("Text",), "url": ("URL",), "description": ("Text",), "sameAs": ("URL",)}
WORK = {
    **THING,
    "author": ("Person", "Organization"),
    "datePublished": ("Date",),
    "inLanguage": ("Text",),
    "text": ("Text",),
    "isBasedOn": ("CreativeWork", "URL"),
    "publisher": ("Person", "Organization"),
}
TYPES = {
    "ClaimReview": {
        **WORK,
        "claimReviewed": ("Text",),
        "itemReviewed": ("Claim",),
        "reviewRating": ("Rating",),
        "reviewBody": ("Text",),
    },
    "Claim": {
        **WORK,
        "appearance": ("CreativeWork",),
        "firstAppearance": ("CreativeWork",),
        "claimInterpreter": ("Person", "Organization"),
    },
    "Rating": {
        **THING,
        "ratingValue": ("Number", "Text"),
        "bestRating": ("Number", "Text"),
        "worstRating": ("Number", "Text"),
        "ratingExplanation": ("Text",),
    },
    "CreativeWork": WORK,
    "Person": THING,
    "Organization": THING,
}
REQUIRED = {
    "ClaimReview": {"claimReviewed", "reviewRating", "itemReviewed", "datePublished"},
    "Claim": {"text"},
    "Rating": {"alternateName"},
    "CreativeWork": {"name"},
    "Person": {"name"},
    "Organization": {"name"},
}


def faults(node, wanted=("ClaimReview",), where="ClaimReview"):
    """Return what is wrong with a node and all below it, a line each."""
    kind = node.get("@type") if isinstance(node, dict) else None
    if kind not in wanted or kind not in TYPES:
        return [f"{where} is {kind!r}, not one of {wanted}"]
    found = [f"{where} lacks {name}" for name in sorted(REQUIRED[kind] - node.keys())]
    for name, value in node.items():
        if name == "@type":
            continue
        if name not in TYPES[kind]:
            found.append(f"{kind} has no {name}")
            continue
        for one in value if isinstance(value, list) else [value]:
            found += _value(one, TYPES[kind][name], f"{where}.{name}")
    return found


def _value(value, wanted, where):
    if isinstance(value, dict):
        return faults(value, wanted, where)
    plain = {"Text": _text, "URL": _address, "Date": _date, "Number": _number}
    return [] if any(plain[kind](value) for kind in wanted if kind in plain) else [f"{where} cannot be {value!r}"]


def _text(value):
    return isinstance(value, str) and bool(value.strip())


def _number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _address(value):
    return _text(value) and value.startswith(("https://", "http://")) and not any(map(str.isspace, value))


def _date(value):
    if not _text(value) or len(value) not in {4, 7, 10}:
        return False
    try:
        dt.date.fromisoformat(f"{value}-01-01"[:10] if len(value) < 10 else value)
    except ValueError:
        return False
    return True
