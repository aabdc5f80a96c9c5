"""Compare the words of a file with what was made of it: text, notes, and words that were left out for a reason.

The words of the file come from :mod:`core.draft.walks`, which know nothing of the readers. A word that is nowhere is
lost, and told with its place. Words are compared as they are written; their order is used only to say where one is missing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from core.compare.align import runs
from core.draft import walks
from core.draft.left_out import LEFT_OUT, LOST
from core.draft.walks import Piece
from core.model import DraftNote

WORD = re.compile(r"[^\W_]+")
COUNTED = frozenset(
    {"comment", "footnote", "deletion", LEFT_OUT}
)  # a link is no words, an insertion stands in the text
MOST_STEPS = 3_000_000  # comparisons of parts of words; what is left after them counts as lost
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
    free = Counter(supply)
    free.subtract(word for label in labels for word in WORD.findall(label))
    found = Balance(words=len(tokens))
    missing = _whole(tokens, free)
    missing = list(_in_parts(tokens, missing, free))
    spare = Counter(word for words in beside for word in WORD.findall(words))
    found.added = [*(+free - spare).elements()]
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


def _whole(tokens: Sequence[Token], free: Counter[str]) -> list[int]:
    """Take whole words from the supply; return the numbers of tokens that found none."""
    missing = []
    for number, token in enumerate(tokens):
        if free[token.word] > 0:
            free[token.word] -= 1
        else:
            missing.append(number)
    return missing


def _in_parts(tokens: Sequence[Token], missing: Sequence[int], free: Counter[str]) -> Iterator[int]:
    """Take words part by part, as a change or hidden text within them splits them; yield those that remain."""
    steps = MOST_STEPS
    for number in missing:
        parts = tokens[number].parts
        for place, part in enumerate(parts):
            if steps <= 0:
                tokens[number].parts = parts[place:]
                yield number
                break
            taken, cost = _take(part, free)
            steps -= cost
            if not taken:
                tokens[number].parts = parts[place:]
                yield number
                break


def _take(part: str, free: Counter[str]) -> tuple[bool, int]:
    """Take a part of a word from a word of the supply that holds it; the rest of that word goes back."""
    if free[part] > 0:
        free[part] -= 1
        return True, 1
    left = [word for word, count in free.items() if count > 0]
    rest = part
    while rest:  # the supply may hold it in one word, or divided where the file does not divide it
        holder = next((word for word in left if rest in word and free[word] > 0), "")
        if holder:
            free[holder] -= 1
            before, _, after = holder.partition(rest)
            free.update(filter(None, (before, after)))
            return True, len(left)
        head = max((word for word in left if free[word] > 0 and rest.startswith(word)), key=len, default="")
        if not head:
            return False, len(left)
        free[head] -= 1
        rest = rest[len(head) :]
    return True, len(left)


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
