"""Vet a row before it becomes a value: the database may come from somebody else.

A row that this program cannot have written, or whose words it does not know, is unreadable: :class:`Unreadable` names it,
and nothing else of the project is affected. Ids in particular become names of files, so their form is enforced here.
"""

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from core.errors import TrustError
from core.security import limits
from core.store.tables import BY_NAME

Row = dict[str, Any]
T = TypeVar("T")

ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
NOT_TEXT = re.compile("[\ud800-\udfff]")  # bytes that are no UTF-8, as the connection passes them on
MAY_BE_MINUS_ONE = frozenset({"start", "end"})  # a part of a picture or recording has no place in a text
# Columns of which the length follows from a page or a draft.
LONGEST = {
    ("snapshot_text", "text"): limits.EXTRACT_TEXT,
    ("snapshot_text", "blocks"): 40 * limits.EXTRACT_BLOCKS,
    ("snapshot_text", "pages"): 40 * limits.PDF_PAGES,
    ("snapshot", "failed"): 2 * limits.URL_LENGTH * limits.PAGE_RESOURCES,
    ("draft_version", "text"): limits.DRAFT_TEXT,
    ("draft_version", "notes"): 1_000 * limits.DRAFT_NOTES,
    ("claim", "text"): limits.CLAIM_TEXT,
    ("selector", "exact"): limits.EXTRACT_TEXT,
    ("claim_span", "exact"): limits.DRAFT_TEXT,
}
MOST = 2**53  # of an integer that JavaScript and JSON can hold
DEPTH = 20  # of nested JSON
SHOWN = 60  # characters of a value in an error
BEYOND = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, ArithmeticError)
"""What converting a value raises that is not what it should be."""


class Unreadable(TrustError):  # noqa: N818 - a state of a row
    """A row that cannot be read: `item` is its table and id, `what` says why."""

    def __init__(self, table: str, row_id: object, what: str) -> None:
        shown = str(row_id)[:SHOWN]
        self.item = f"{table} {shown}"
        self.table, self.row_id = table, shown
        self.what = what
        noun = BY_NAME[table].noun.replace("_", " ") if table in BY_NAME else table
        super().__init__(
            f"A {noun} of this project cannot be read ({self.item}): {what}.",
            "It was changed outside Standfirst, or by a newer one: “verify” names each such row. Restore project.db from a copy.",
        )


def reads(table: str) -> Callable[[Callable[[Row], T]], Callable[[Row], T]]:
    """Return a decorator for the conversion of a table's rows: vets the row; Unreadable for what cannot be converted."""

    def decorate(made: Callable[[Row], T]) -> Callable[[Row], T]:
        def read(row: Row) -> T:
            row_id = row.get("id") or row.get("snapshot_id")
            try:
                vet(table, row)
                return made(row)
            except Unreadable:
                raise
            except BEYOND as error:
                raise Unreadable(table, row_id, _told(error)) from error

        read.__doc__ = made.__doc__
        return read

    return decorate


def vet(table: str, row: Mapping[str, Any], prefix: str = "") -> None:
    """Raise TypeError for a value of another type than its column, ValueError for an id or number that cannot be one."""
    for name, kind, optional, is_id in _columns(table):
        value = row.get(prefix + name, ...)
        if value is ... or (value is None and optional):
            continue
        if not isinstance(value, kind) or isinstance(value, bool):
            raise TypeError(f"its {name} is not {'a text' if kind is str else 'a number'}")
        if isinstance(value, str):
            if is_id and not ID.fullmatch(value):
                raise ValueError(f"its {name} is not an id")
            if len(value) > _longest(table, name):
                raise ValueError(f"its {name} is too long")
            if not value.isascii() and NOT_TEXT.search(value):
                raise ValueError(f"its {name} is not text")
        elif not _in_range(name, value):
            raise ValueError(f"its {name} cannot be {value}")


def parsed(text: str, kind: type[T], *, flat: bool = False) -> T:
    """Return the JSON value of a text column; ValueError if it is not of this type, or is nested deeply.

    `flat` says that the caller looks at the types of all parts, so that the depth need not be looked at.
    """
    value: Any = DECODER.decode(text)
    if not isinstance(value, kind):
        raise TypeError(f"it holds a {type(value).__name__} where a {kind.__name__} belongs")
    if not flat and text.count("[") + text.count("{") > DEPTH and _deeper(value, DEPTH):
        raise ValueError("it is nested too deeply")
    return value


def each(values: Iterable[object], *kinds: type) -> None:
    """Raise TypeError unless these values are of these types."""
    for value, kind in zip(values, kinds, strict=False):
        if not isinstance(value, kind) or isinstance(value, bool):
            raise TypeError(f"it holds a {type(value).__name__} where a {kind.__name__} belongs")


def _longest(table: str, name: str) -> int:
    return LONGEST.get((table, name), limits.ROW_TEXT)


def _deeper(value: object, depth: int) -> bool:
    layer = [value]
    for _ in range(depth):
        layer = [part for one in layer if isinstance(one, dict | list) for part in _parts(one)]
    return bool(layer)


def _parts(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is not a number")


DECODER = json.JSONDecoder(parse_constant=_no_number)


def _in_range(name: str, value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return bool((-1 if name in MAY_BE_MINUS_ONE else 0) <= value <= MOST)


@cache
def _columns(table: str) -> tuple[tuple[str, Any, bool, bool], ...]:
    """Return name, Python type, whether it may be None, and whether it is an id, of each column."""
    kinds = {"TEXT": str, "INTEGER": int, "REAL": int | float}
    described = BY_NAME[table].columns if table in BY_NAME else ()
    return tuple((one.name, kinds[one.type], one.optional, one.name == "id" or bool(one.rests_on)) for one in described)


def _told(error: Exception) -> str:
    """Return why a row cannot be read, as the end of a sentence."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return "it holds damaged JSON"
    if isinstance(error, KeyError | IndexError):
        return "a part of it is missing"
    return " ".join(str(error).split())[: 2 * SHOWN].rstrip(".") or type(error).__name__
