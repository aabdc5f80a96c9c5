"""The filters of a query: what each may be given, read into what the entries of the index hold."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from core.errors import InputError
from core.security.urls import host
from core.store.search.documents import KINDS

CONDITIONS = {
    "site": "(entry.site = ? OR substr(entry.site, -1 - length(?)) = '.' || ?)",
    "before": "entry.day < ?",
    "after": "entry.day >= ?",
    "kind": "entry.kind = ?",
    "language": "(entry.language = ? OR substr(entry.language, 1, 1 + length(?)) = ? || '-')",
    "status": "entry.status = ?",
    "class": "entry.confidentiality = ?",
}
SPANS = ("before", "after")  # each narrows what the others leave
DATES = (
    re.compile(r"(?P<year>\d{4})(?:([-./])(?P<month>\d{1,2})(?:\2(?P<day>\d{1,2}))?)?"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"),
)


class Filter(NamedTuple):
    """What an entry has to be, or with `no` not to be."""

    key: str
    value: str
    no: bool


def reading(key: str, value: str, *, no: bool) -> Filter:
    """Return a filter as it was typed, read; InputError when it means nothing, such as a date that is none."""
    return Filter(key, READINGS.get(key, str.casefold)(value), no)


def conditions(filters: Iterable[Filter]) -> tuple[list[str], list[str]]:
    """Return SQL conditions over ``entry`` and their values: any of the kinds, sites … that were asked for, none of those excluded."""
    clauses: list[str] = []
    values: list[str] = []
    for (key, no), found in _grouped(filters).items():
        joined = f" {'AND' if key in SPANS and not no else 'OR'} ".join([CONDITIONS[key]] * len(found))
        clauses.append(f"NOT ({joined})" if no else f"({joined})")
        values += [value for one in found for value in [one] * CONDITIONS[key].count("?")]
    return clauses, values


def _grouped(filters: Iterable[Filter]) -> dict[tuple[str, bool], list[str]]:
    grouped: dict[tuple[str, bool], list[str]] = {}
    for one in filters:
        grouped.setdefault((one.key, one.no), []).append(one.value)
    return grouped


def _day(text: str) -> str:
    """Return a date, or as much of one as is told, as the beginning of an ISO date."""
    for form in DATES:
        if found := form.fullmatch(text):
            told = [int(found[part]) for part in ("year", "month", "day") if found[part]]
            try:
                return dt.date(*[*told, 1, 1][:3]).isoformat()[: 3 * len(told) + 1]
            except ValueError:
                continue
    raise InputError(f"“{text}” is not a date.", "Write it as 2024-05-31, 2024-05 or 2024.")


def _kind(text: str) -> str:
    """Return a kind by its name, in the plural too."""
    named = text.casefold()
    if found := next((kind for kind in KINDS if named in (kind, f"{kind}s")), ""):
        return found
    raise InputError(f"“{text}” is not a kind of item.", f"There are {', '.join(KINDS)}.")


def _site(text: str) -> str:
    """Return the host of what may be a whole address."""
    bare_v6 = text.count(":") > 1 and not {"[", "/"} & set(text)
    if found := host(f"[{text}]" if bare_v6 else text.lstrip("*.")):
        return found
    raise InputError(f"“{text}” is not a site.", "Write it as example.org.")


def _language(text: str) -> str:
    return text.casefold().replace("_", "-")


READINGS: dict[str, Callable[[str], str]] = {
    "site": _site,
    "before": _day,
    "after": _day,
    "kind": _kind,
    "language": _language,
}
