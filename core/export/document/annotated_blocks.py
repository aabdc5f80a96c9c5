"""A draft split into blocks, and each block into stretches covered by the same remarks. Pure; no character is lost.

A remark is a claim of the brief, or a comment from the draft's file (in the desk edition only).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.export.report.model import ClaimPart, StoryPart
from core.model import DraftNote

MARKER = re.compile(
    r"(?:(?P<heading>#{1,6})|(?P<bullet>\s{0,8}[-*+])|\s{0,8}(?P<number>\d{1,4})[.)]|\s{0,3}(?P<quote>>))[ \t]+"
)
GROUP = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
WRAPPED = 40  # characters of a line from which the next line continues its paragraph


@dataclass(frozen=True)
class Piece:
    """A block of a draft without its marker: text[start:end], with heading `level` or list item `number`."""

    kind: str
    start: int
    end: int
    level: int = 0
    number: int = 0


@dataclass(frozen=True)
class Remark:
    """A claim or file comment about text[start:end]; `key` is unique within a draft."""

    key: str
    start: int
    end: int
    claim: ClaimPart | None = None
    note: DraftNote | None = None


@dataclass(frozen=True)
class Stretch:
    """Text covered by the same remarks, with the remarks that start or end at it, and footnotes after it."""

    text: str
    covered: tuple[Remark, ...]
    opening: tuple[Remark, ...] = ()
    closing: tuple[Remark, ...] = ()
    footnotes: tuple[str, ...] = ()


def pieces(text: str) -> list[Piece]:
    """Return the headings, list items, quotations and paragraphs of a draft, recognised by Markdown markers."""
    return [piece for group in GROUP.finditer(text) for piece in _of_group(text, *group.span())]


def _of_group(text: str, start: int, end: int) -> Iterator[Piece]:
    held: Piece | None = None
    for line in re.finditer(r"[^\n]+", text[start:end]):
        first, last = start + line.start(), start + line.end()
        piece = _piece(text, first, last)
        if held and piece.kind == "p" and held.kind != "h" and _length(text, held) >= WRAPPED:
            held = Piece(held.kind, held.start, last, held.level, held.number)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _length(text: str, piece: Piece) -> int:
    return piece.end - max(piece.start, text.rfind("\n", piece.start, piece.end) + 1)


def _piece(text: str, start: int, end: int) -> Piece:
    marker = MARKER.match(text, start, end)
    if marker is None or marker.end() >= end:
        return Piece("p", start, end)
    if marker["heading"]:
        return Piece("h", marker.end(), end, len(marker["heading"]))
    if marker["number"]:
        return Piece("number", marker.end(), end, 0, int(marker["number"]))
    return Piece("quote" if marker["quote"] else "bullet", marker.end(), end)


def remarks(story: StoryPart, claims: tuple[ClaimPart, ...]) -> list[Remark]:
    """Return the claims with a place in a draft and the comments of its file, in text order."""
    by_number = {claim.number: claim for claim in claims}
    made = [Remark(f"claim-{number}", start, end, claim=by_number[number]) for number, start, end in story.places]
    comments = [note for note in story.notes if note.kind == "comment"]
    made += [
        Remark(f"comment-{number}", note.start, max(note.end, note.start + 1), note=note)
        for number, note in enumerate(comments, 1)
    ]
    return sorted(made, key=lambda one: (one.start, one.end))


def stretches(story: StoryPart, blocks: list[Piece], said: list[Remark]) -> list[list[Stretch]]:
    """Return the stretches of each block; a remark that touches no block is omitted."""
    touched = {one.key: _touched(one, blocks) for one in said}
    return [
        _cut(story, blocks, place, [one for one in said if place in touched[one.key]], touched)
        for place in range(len(blocks))
    ]


def placed(blocks: list[Piece], said: list[Remark]) -> list[Remark]:
    """Return the remarks that touch a block."""
    return [one for one in said if _touched(one, blocks)]


def _touched(one: Remark, blocks: list[Piece]) -> range:
    places = [place for place, piece in enumerate(blocks) if one.start < piece.end and one.end > piece.start]
    return range(places[0], places[-1] + 1) if places and one.end > one.start else range(0)


def _cut(
    story: StoryPart, blocks: list[Piece], place: int, said: list[Remark], touched: dict[str, range]
) -> list[Stretch]:
    piece = blocks[place]
    notes = [note for note in story.notes if note.kind == "footnote" and _held(note.start, blocks, place)]
    cuts = {piece.start, piece.end}
    cuts |= {min(max(point, piece.start), piece.end) for one in said for point in (one.start, one.end)}
    cuts |= {_after(note, piece) for note in notes}
    points = sorted(cuts)
    return [
        Stretch(
            story.text[start:end],
            tuple(one for one in said if one.start < end and one.end > start),
            tuple(one for one in said if place == touched[one.key][0] and max(one.start, piece.start) == start),
            tuple(one for one in said if place == touched[one.key][-1] and min(one.end, piece.end) == end),
            tuple(note.text for note in notes if _after(note, piece) == end),
        )
        for start, end in pairwise(points)
    ]


def _after(note: DraftNote, piece: Piece) -> int:
    """Return the offset after which a footnote is placed: within its block, after at least one character."""
    return min(max(note.start, piece.start + 1), piece.end)


def _held(point: int, blocks: list[Piece], place: int) -> bool:
    """Return whether a footnote at `point` belongs to a block: the last one that starts at or before it."""
    later = blocks[place + 1].start if place + 1 < len(blocks) else point + 1
    return (blocks[place].start <= point or place == 0) and point < later
