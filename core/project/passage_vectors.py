"""Vectors of the passages of captured texts, kept as files in the project's folder `vectors`: a cache that may be thrown away.

A file has the vectors of one text by one model, a row for each passage in order. The text of a row never changes, so that its id
names the file; what does not fit the text is left aside and made again.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core.files import AtomicFile
from core.jobs import Progress
from core.rank import Passage, meaning
from core.rank.meaning import Model, available

if TYPE_CHECKING:
    from core.rank.meaning import Vectors

FOLDER, ENDING = "vectors", ".npy"
VERSION = 1  # of how a text is cut into passages
MOST_PASSAGES = 2000  # of a text; those after it have no vector
LARGEST = 4 << 20  # bytes of a file: twice what the longest text needs
AT_ONCE = 16


class PassageVectors:
    """The cached vectors of a project. Nothing is written into one that is open to be read."""

    def __init__(self, folder: Path, *, readonly: bool) -> None:
        self._folder = folder / FOLDER
        self._readonly = readonly

    def of(self, model: Model, text_id: str) -> "Vectors | None":
        """Return the vectors of a text's passages, None where they are not there or cannot be read."""
        import numpy as np

        with suppress(OSError, ValueError, EOFError):
            place = self._place(model, text_id)
            if place.stat().st_size > LARGEST:
                return None
            found = np.load(place, allow_pickle=False)
            if found.ndim == 2 and found.shape[1] == model.size and found.dtype == np.float16:  # noqa: PLR2004 - rows and columns
                return np.asarray(found, np.float32)
        return None

    def make(self, text_id: str, language: str, cut: Sequence[Passage], progress: Progress) -> None:
        """Make and keep the vectors of a text that are not there yet, by each model that reads its language."""
        for model in self.missing(text_id, language):
            rows = [model.vectors([])]
            for start in range(0, min(len(cut), MOST_PASSAGES), AT_ONCE):
                progress.check()
                texts = [passage.text for passage in cut[:MOST_PASSAGES][start : start + AT_ONCE]]
                rows.append(model.vectors(texts))
            self._keep(model, text_id, rows)

    def missing(self, text_id: str, language: str) -> list[Model]:
        """Return the models that read a language and have no vectors of a text yet."""
        if self._readonly or not available():
            return []
        return [
            model
            for model in meaning.MODELS
            if language in model.languages and not self._place(model, text_id).exists()
        ]

    def prune(self, text_ids: Iterable[str]) -> None:
        """Remove the files of all texts but these."""
        kept = {self._place(model, text_id).name for text_id in text_ids for model in meaning.MODELS}
        if not self._readonly:
            with suppress(OSError):
                for file in self._folder.glob(f"*{ENDING}"):
                    if file.name not in kept:
                        file.unlink()

    def _keep(self, model: Model, text_id: str, rows: Sequence["Vectors"]) -> None:
        """Write a file; where it cannot be written, as on a full disk, the vectors are made again another time."""
        import numpy as np

        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            with AtomicFile(self._place(model, text_id), private=True) as target:
                np.save(target.file, np.concatenate(rows).astype(np.float16), allow_pickle=False)
                target.commit()

    def _place(self, model: Model, text_id: str) -> Path:
        return self._folder / f"{text_id}.{model.name}.{VERSION}{ENDING}"
