"""How much a text sounds like a wall: a linear model over groups of letters, learnt from public translation files and labelled pages.

`weights.npz` is made by tests/bench/fit_quality.py: it holds numbers only, no words. A group of letters is looked up by its
hash. Several groups share a number by chance, which costs little: what counts is the sum over many.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from core.text.search_folding import fold

if TYPE_CHECKING:
    import numpy as np

BUCKETS = 1 << 16
MOST = 600  # groups of a text that are looked at
WEIGHTS = Path(__file__).with_name("weights.npz")
TOKEN = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\d{4,}|\d+[^\W\d_]\w*")
STEM, PART = 5, 4  # letters


def groups(text: str) -> list[int]:
    """Return the bucket of each group of letters of a text: words, their stems and parts, and neighbouring stems.

    Of scripts without spaces, and of Hangul, neighbouring characters in place of words.
    """
    found = list[str]()
    before = ""
    for token in TOKEN.findall(fold(text)):
        word = NUMBER.sub("0", token)
        stem = word[:STEM]
        found.append(word)
        found.append(f"{before} {stem}")
        if len(word) > STEM:
            found.append(f"{stem}-")
            marked = f"<{word}>"
            found += [f"+{marked[at : at + PART]}" for at in range(len(marked) - PART + 1)]
        elif "\uac00" <= word[0] <= "\ud7a3":
            found += [f"+{word[at : at + 2]}" for at in range(len(word) - 1)]
        before = stem
        if len(found) > MOST:
            break
    return [crc32(group.encode("utf-8", "replace")) % BUCKETS for group in found[:MOST]]


def scores(texts: Sequence[str]) -> list[list[float]]:
    """Return for each text how likely it is, from 0 to 1, that it is of each kind of `kinds()`; zeros for a text without letters."""
    weights, bias = _model()
    return [_score(groups(text), weights, bias) for text in texts]


def kinds() -> tuple[str, ...]:
    """Return the kinds of walls, in the order of the scores."""
    return tuple(str(kind) for kind in _file()["kinds"])


def forget() -> None:
    """Read the weights again at the next call: they were fitted anew."""
    _file.cache_clear()
    _model.cache_clear()


def _score(found: Iterable[int], weights: "np.ndarray[Any, Any]", bias: "np.ndarray[Any, Any]") -> list[float]:
    import numpy as np

    rows = sorted(set(found))
    if not rows:
        return [0.0] * len(bias)
    total = weights[rows].sum(axis=0) / np.sqrt(len(rows)) + bias
    return [round(float(one), 4) for one in 1 / (1 + np.exp(-total))]


@cache
def _model() -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    import numpy as np

    file = _file()
    return file["weights"].astype(np.float32) * file["scale"], file["bias"]


@cache
def _file() -> "dict[str, np.ndarray[Any, Any]]":
    import numpy as np

    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
