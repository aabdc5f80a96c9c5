"""What the optional extra adds to suggested evidence: closeness in meaning, and passages in other languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.jobs import Progress
from core.project.passage_vectors import MOST_PASSAGES, PassageVectors
from core.rank import Passage, Suggestion, passages
from core.rank.meaning import FOREIGN_LEAST, FOREIGN_MOST, LANGUAGES, available, model
from core.store import read
from core.store.store import Store
from core.text.language import guess

if TYPE_CHECKING:
    from core.rank.meaning import Model, Vectors

MADE_NOW = 24  # vectors made while somebody waits: a second on two busy cores
FLOOR = 0.5  # confidence from which the language of a claim chooses a model


@dataclass(frozen=True)
class CutText:
    """A text that was cut into passages: its id, its language, and the number of each passage by its start."""

    id: str
    language: str
    places: Mapping[int, int]


class Meaning:
    """Compares claims with passages by the vectors of the project, making those of a few passages where they are not there yet."""

    def __init__(self, store: Store, vectors: PassageVectors) -> None:
        self._store = store
        self._vectors = vectors

    def closeness(self, claim: str, found: Sequence[Passage], cut: Mapping[str, CutText]) -> dict[Passage, float]:
        """Return how close each passage is to a claim, as far as a model reads both languages; `cut` is by snapshot."""
        language, close = guess(claim, FLOOR), dict[Passage, float]()
        for other in sorted({text.language for text in cut.values()}) if language and available() else ():
            chosen = model(language, other)
            if chosen is not None:
                there = [passage for passage in found if cut[passage.snapshot_id].language == other]
                rows = self._rows(chosen, there, cut)
                for asked in chosen.vectors([claim] if rows else []):
                    close |= {passage: float(row @ asked) for passage, row in rows.items()}
        return close

    def _rows(self, chosen: "Model", found: Sequence[Passage], cut: Mapping[str, CutText]) -> "dict[Passage, Vectors]":
        """Return the vectors of these passages: those that are kept, and of the rest those of the first MADE_NOW, made now."""
        rows: dict[Passage, Vectors] = {}
        kept = {one: self._vectors.of(chosen, cut[one].id) for one in {passage.snapshot_id for passage in found}}
        for passage in found:
            matrix, text = kept[passage.snapshot_id], cut[passage.snapshot_id]
            place = text.places[passage.start]
            if matrix is not None and len(matrix) == min(len(text.places), MOST_PASSAGES) and place < len(matrix):
                rows[passage] = matrix[place]
        lacking = [passage for passage in found if passage not in rows][:MADE_NOW]
        made = chosen.vectors([passage.text for passage in lacking])
        return rows | dict(zip(lacking, made, strict=True))

    def other_language(self, claim: str, text: CutText) -> str:
        """Return the name of a text's language where a model reads both and it is not the claim's, else nothing."""
        language = guess(claim, FLOOR)
        other = text.language if language not in ("", text.language) else ""
        return LANGUAGES.get(other, "") if language in LANGUAGES else ""

    def foreign(self, claim: str, progress: Progress) -> list[Suggestion]:
        """Return the passages in other languages that are closest to a claim, of those that have vectors already."""
        language, found = guess(claim, FLOOR), list[Suggestion]()
        with self._store.connections.stoppable(lambda: progress.cancelled) as db:
            texts = [text for text in read.newest_texts(db) if language and text.language != language]
            best = sorted(self._closest(claim, language, texts, progress), key=lambda one: -one[0])
            for score, text, row, rows in best[:FOREIGN_MOST]:
                stored = read.text(db, text.text_id)
                cut = list(passages(text.snapshot_id, stored.text, stored.blocks, text.source_id)) if stored else []
                if min(len(cut), MOST_PASSAGES) == rows:  # else the vectors are of another cut
                    reason = f"in {LANGUAGES[text.language]}, may say the same (closeness {score:.2f})"
                    found.append(Suggestion(cut[row], score, (reason,)))
        return found

    def _closest(
        self, claim: str, language: str, texts: Sequence[read.NewestText], progress: Progress
    ) -> Iterator[tuple[float, read.NewestText, int, int]]:
        """Yield closeness, text, number of the passage and number of passages for all that are close enough."""
        asked: dict[str, Vectors] = {}
        for text in texts:
            progress.check()
            chosen = model(language, text.language)
            matrix = self._vectors.of(chosen, text.text_id) if chosen else None
            if chosen and matrix is not None and len(matrix):
                asked.setdefault(chosen.name, chosen.vectors([claim])[0])
                close = matrix @ asked[chosen.name]
                for row in (-close).argsort()[:FOREIGN_MOST]:
                    if close[row] >= FOREIGN_LEAST:
                        yield float(close[row]), text, int(row), len(matrix)

    def prepare(self, progress: Progress) -> int:
        """Make the vectors that the newest texts lack, and remove those of other texts; returns how many texts lacked any."""
        if not available():
            return 0
        with self._store.connections.stoppable(lambda: progress.cancelled) as db:
            texts = read.newest_texts(db)
            self._vectors.prune(text.text_id for text in texts)
            lacking = [text for text in texts if self._vectors.missing(text.text_id, text.language)]
            for number, text in enumerate(lacking):
                progress.update(number, len(lacking), f"Read {number:,} of {len(lacking):,} captures")
                stored = read.text(db, text.text_id)
                if stored:
                    cut = list(passages(text.snapshot_id, stored.text, stored.blocks, text.source_id))
                    self._vectors.make(text.text_id, text.language, cut, progress)
        return len(lacking)
