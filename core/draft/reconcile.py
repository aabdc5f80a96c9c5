"""Compare the words of a file with what was made of it: text, notes, and words that were left out for a reason.

The words of the file come from :mod:`core.draft.walks`, which know nothing of the readers. A word that is nowhere is
lost, and told with its place. Words are compared as they are written; their order is used only to say where one is missing.
"""

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from core.compare.align import runs
from core.draft import walks
from core.draft.left_out import LEFT_OUT, LOST
from core.draft.walks import Piece
from core.model import DraftNote

WORD = re.compile(r"[^\W_]+")
COUNTED = frozenset(
    {"comment", "footnote", "deletion", LEFT_OUT}
)  # a link is no words, an insertion stands in the text
MOST_STEPS = (
    20_000_000  # comparisons of parts with words that hold them inside; later parts that need one count as lost
)
MOST_PARTS = 6  # of a word that is divided in every possible way
MOST_TOLD = 1_000  # places of lost words that are told one by one


@dataclass
class Token:
    """One word of the file: its parts as the file splits it, and where it is."""

    parts: list[str]
    place: str
    follows: bool  # stands in the same paragraph as the one before

    @property
    def word(self) -> str:
        """Return the whole word."""
        return "".join(self.parts)


@dataclass
class Balance:
    """The result: words of the file that are nowhere, and words that the file does not hold."""

    lost: list[DraftNote] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    words: int = 0  # of the file


def balance(
    data: bytes,
    *,
    ending: str,
    text: str,
    notes: Sequence[Sequence[object]],
    labels: Sequence[str],
    marks: Sequence[str],
) -> dict[str, object]:
    """Return the balance as JSON; `notes` as in :class:`core.model.DraftNote`. Run it in the worker process."""
    held = [DraftNote(*note) for note in notes]  # type: ignore[arg-type]
    found = reconcile(
        list(walks.WALKS[ending](data)), text, held, labels, marks, addresses=ending in walks.WITH_ADDRESSES
    )
    lost = [(note.start, note.text, note.place) for note in found.lost]
    return {"lost": lost, "added": found.added, "words": found.words}


def reconcile(
    pieces: Iterable[Piece],
    text: str,
    notes: Sequence[DraftNote],
    labels: Iterable[str] = (),
    marks: Iterable[str] = (),
    *,
    addresses: bool = False,
) -> Balance:
    """Compare the pieces of a file with a text and its notes.

    `labels` are words of the text that the file does not hold, such as numbers of list items; `marks` are words of the
    file that only point to a note. With `addresses`, those of links are words of the file.
    """
    tokens = list(_tokens(pieces))
    counted = COUNTED | {"link"} if addresses else COUNTED
    beside = [*(note.text for note in notes if note.kind in counted), *marks]
    places = [match.start() for match in WORD.finditer(text)]
    supply = [match[0] for words in (text, *beside) for match in WORD.finditer(words)]
    held = _Supply(supply, labels)
    found = Balance(words=len(tokens))
    missing = [number for number, token in enumerate(tokens) if not held.take(token.word)]
    missing = [number for number in missing if not _taken(tokens[number], held)]
    spare = Counter(word for words in beside for word in WORD.findall(words))
    found.added = [*(+held.free - spare).elements()]
    if missing:
        found.lost = list(_told(tokens, missing, supply, places))
    return found


def _tokens(pieces: Iterable[Piece]) -> Iterator[Token]:
    """Yield the words of pieces; one that several pieces share, with its parts."""
    open_: Token | None = None
    for piece in pieces:
        end_before = open_ is not None and piece.joined
        matches = list(WORD.finditer(piece.text))
        for number, match in enumerate(matches):
            if number == 0 and match.start() == 0 and end_before and open_ is not None:
                open_.parts.append(match[0])
                continue
            if open_ is not None:
                yield open_
            open_ = Token([match[0]], piece.place, piece.joined or number > 0)
        if open_ is not None and piece.text and (not matches or matches[-1].end() < len(piece.text)):
            yield open_
            open_ = None
    if open_ is not None:
        yield open_


class _Supply:
    """The words of the result that no word of the file has taken yet."""

    def __init__(self, words: Iterable[str], labels: Iterable[str]) -> None:
        self.free = Counter(words)
        self.free.subtract(word for label in labels for word in WORD.findall(label))
        self._steps = MOST_STEPS
        self._sorted: list[str] = []  # free words in order, built when they are needed

    def take(self, word: str) -> bool:
        """Take a whole word."""
        if self.free[word] <= 0:
            return False
        self.free[word] -= 1
        return True

    def take_part(self, part: str, *, within: bool) -> bool:
        """Take a part of a word: as it is, divided, or `within` the word that holds it, whose rest goes back.

        A word that the file does not divide is not taken within another one: that would be two words glued together.
        """
        if self.take(part):
            return True
        self._sorted = self._sorted or sorted(word for word, count in self.free.items() if count > 0)
        while part:  # the supply may hold it in one word, or divided where the file does not divide it
            holder = self._holder(part) if within else ""
            if holder:
                self.free[holder] -= 1
                before, _, after = holder.partition(part)
                for rest in filter(None, (before, after)):
                    self.free[rest] += 1
                    insort(self._sorted, rest)
                return True
            head = next((part[:length] for length in range(len(part) - 1, 0, -1) if self.free[part[:length]] > 0), "")
            if not head:
                return False
            self.free[head] -= 1
            part = part[len(head) :]
        return True

    def _holder(self, part: str) -> str:
        """Return a free word that begins with a part, else one that holds it, within the steps that are left."""
        place = bisect_left(self._sorted, part)
        while place < len(self._sorted) and self._sorted[place].startswith(part):
            word = self._sorted[place]
            if self.free[word] > 0:
                return word
            del self._sorted[place]
        if self._steps <= 0:
            return ""
        self._steps -= len(self.free)
        return next((word for word, count in self.free.items() if count > 0 and part in word), "")


def _taken(token: Token, supply: _Supply) -> bool:
    """Take a word that a change or hidden text within it splits: what remains of it and what went, each as one word.

    Otherwise it is taken part by part, and the parts that are missing stay in the token.
    """
    parts = token.parts
    for kept in _divisions(len(parts)):
        words = [
            "".join(part for part, stays in zip(parts, kept, strict=True) if stays is side) for side in (True, False)
        ]
        if all(supply.free[word] > 0 for word in words) and words[0] != words[1]:
            return all(supply.take(word) for word in words)
    for place, part in enumerate(token.parts):
        if not supply.take_part(part, within=len(parts) > 1):
            token.parts = token.parts[place:]
            return False
    return True


def _divisions(count: int) -> Iterator[tuple[bool, ...]]:
    """Yield each way to divide a few parts into those that stay and those that go."""
    if 1 < count <= MOST_PARTS:
        yield from (kept for kept in product((True, False), repeat=count) if 0 < sum(kept) < count)


def _told(
    tokens: Sequence[Token], missing: Sequence[int], supply: Sequence[str], places: Sequence[int]
) -> Iterator[DraftNote]:
    """Yield the lost words as notes, neighbours together, where the text goes on after them."""
    words = [token.word for token in tokens]
    there = [-1] * len(words)
    for run in runs(words, supply):
        if run.same:
            there[slice(*run.old)] = range(*run.new)
    wanted = Counter(words[number] for number in missing)
    likely = [number for number, image in enumerate(there) if image < 0 and wanted[words[number]]]
    chosen: set[int] = set()
    for number in (*likely, *missing):
        if wanted[words[number]] > 0 and number not in chosen:
            wanted[words[number]] -= 1
            chosen.add(number)
    groups: list[list[int]] = []
    for number in sorted(chosen):
        if groups and groups[-1][-1] == number - 1 and tokens[number].follows:
            groups[-1].append(number)
        else:
            groups.append([number])
    for group in groups[:MOST_TOLD]:
        before = next((there[number] for number in range(group[0], -1, -1) if 0 <= there[number] < len(places)), -1)
        start = places[before] + len(supply[before]) if before >= 0 else 0
        told = " ".join(words[number] for number in group)
        yield DraftNote(LEFT_OUT, start, start, told, reason=LOST, place=tokens[group[0]].place)
    rest = [words[number] for group in groups[MOST_TOLD:] for number in group]
    if rest:
        yield DraftNote(LEFT_OUT, 0, 0, " ".join(rest), reason=LOST, place="the rest of the file")
