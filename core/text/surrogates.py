"""Letters that no file can hold."""

import re
from typing import Any

_HALF = re.compile("[\ud800-\udfff]")
WHOLE = "\ufffd"


def whole(value: Any) -> Any:
    """Return a text, or a JSON value, with U+FFFD for each half of a surrogate pair: JSON can name one, UTF-8 has none."""
    if isinstance(value, str):
        return value if value.isascii() else _HALF.sub(WHOLE, value)
    if isinstance(value, list):
        return [whole(one) for one in value]
    if isinstance(value, dict):
        return {whole(name): whole(one) for name, one in value.items()}
    return value
