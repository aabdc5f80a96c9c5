"""The model of the language guesser, kept unpacked in the user's cache so that a process maps it instead of unpacking it.

py3langid ships its model compressed: unpacking takes half a second of processor time and 70 MB in every process that asks for
a language, a capture on the command line among them. Unpacked once, it is mapped: the system reads the pages that are used.
What cannot be kept or read is unpacked as before; the answers are the same (tests/unit/text/test_language_model.py).
"""

import contextlib
import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from core.files import AtomicFile, cache_folder

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

NAME = "language-model"
VARIABLE = "STANDFIRST_LANGUAGE_MODEL"  # tells a confined process where the kept model is
PARTS = 6  # posterior weights, prior weights, labels, transitions, first row of each state, feature of each state


def load() -> "LanguageIdentifier":
    """Return the guesser, with confidences that add up to 1."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    with contextlib.suppress(OSError):  # no room to keep it in, or a worker that may not write
        prepare()
    with contextlib.suppress(OSError, ValueError):  # not kept, or cut short
        weights, priors, labels, moves, rows, features = _kept()
        # The walk over the bytes asks for one number at a time: numpy would make an object of each.
        return LanguageIdentifier(
            weights,
            priors,
            labels.tolist(),
            memoryview(moves),
            features.tolist(),
            norm_probs=True,
            tk_row=rows.tolist(),
        )
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def prepare() -> Path:
    """Keep the model unpacked, if it is not yet, and return where: for processes that may not write. OSError when it cannot be kept."""
    path = place()
    if not path.exists():
        _keep(path)
    return path


def place() -> Path:
    """Return where the unpacked model is kept: one file for each version of the packed one."""
    if told := os.environ.get(VARIABLE):
        return Path(told)
    packed = _packed().stat()
    return cache_folder() / f"{NAME}-{packed.st_size:x}-{packed.st_mtime_ns:x}"


def _packed() -> Path:
    """Return the model as the library ships it, without importing it and numpy."""
    found = find_spec("py3langid")
    return Path(found.origin if found and found.origin else "").parent / "data" / "model.npz.xz"


def _kept() -> list[Any]:
    with place().open("rb") as file:
        return [_mapped(file) for _ in range(PARTS)]


def _mapped(file: BinaryIO) -> Any:
    """Return the array that starts here, as a view of the file; ValueError when it is not whole. The next one starts after it."""
    import numpy as np

    np.lib.format.read_magic(file)
    shape, _, kind = np.lib.format.read_array_header_1_0(file)
    if kind.hasobject:
        raise ValueError(kind)
    array = np.memmap(file, kind, "r", file.tell(), shape)
    file.seek(array.offset + array.nbytes)
    return array


def _keep(path: Path) -> None:
    import numpy as np
    from py3langid.modelio import load_model

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with AtomicFile(path, private=True) as target:
        for part in load_model(_packed()):
            np.lib.format.write_array(target.file, np.ascontiguousarray(part), version=(1, 0), allow_pickle=False)
        target.commit()
