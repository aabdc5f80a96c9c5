"""Bytes beside a JSON value, as the worker process sends pixels and the boxes of letters."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Attached:
    """A JSON value, and the bytes that it describes."""

    value: Any
    data: bytes
