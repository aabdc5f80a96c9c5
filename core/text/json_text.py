"""JSON from outside: a file that anybody may have edited, a message of a page, a record of an archive."""

import json
from typing import Any

from core.text.surrogates import whole


def parse(text: str | bytes) -> Any:
    """Return the value of a JSON text, without lone surrogates; ValueError when it is no JSON, or nested too deeply."""
    try:
        return whole(json.loads(text))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
