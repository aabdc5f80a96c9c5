"""Words of a file that are no words of the story: why, and how that is told."""

from collections.abc import Iterator, Sequence

from core.model import DraftNote

LEFT_OUT = "left_out"
LOST = "not read"
# Code of the reason → what is said of its words. The order is that of the report: what a person must look at is first.
REASONS = {
    LOST: "could not be placed; look for them in the file",
    "embedded document": "of a document embedded in the file",
    "embedded object": "of an embedded object, such as a table of Excel",
    "chart": "of a chart",
    "diagram": "of a diagram",
    "drawing": "of a drawing",
    "hidden": "that the file hides",
    "field code": "among the code of a field, which is not shown",
    "field without result": "of a field whose result the file does not hold",
    "sign": "of a sign from a font of signs",
    "reading": "of readings above the signs (ruby)",
    "unreferenced": "of a footnote that nothing refers to",
    "alternative text": "that describe a picture",
    "picture": "that describe a picture",
    "form": "of a form",
    "index": "of marks for an index",
    "front matter": "of the data before the story",
    "header": "of the page header",
    "footer": "of the page footer",
}
PLACES = 3  # places that a sentence names
SHOWN = 60  # characters of the words that a sentence shows


def told(notes: Sequence[DraftNote]) -> Iterator[str]:
    """Yield a sentence for each reason why words of the file are not in the story."""
    left = [note for note in notes if note.kind == LEFT_OUT]
    known = [*REASONS, *sorted({note.reason for note in left} - {*REASONS})]
    for reason in known:
        ours = [note for note in left if note.reason == reason]
        pictures = sum(note.reason == "picture" for note in ours)
        if pictures:
            yield f"{pictures:,} picture{'s' if pictures > 1 else ''} not taken in; import those that matter as evidence."
        texts = [text for text in (" ".join(note.text.split()) for note in ours) if text]
        if texts:
            yield _sentence(reason, texts, [note.place for note in ours if note.text.strip()])
        elif ours and not pictures:
            yield f"Left out, and not readable: {_what(reason)} ({_places([note.place for note in ours])})."


def _sentence(reason: str, texts: Sequence[str], places: Sequence[str]) -> str:
    count = sum(len(text.split()) for text in texts)
    joined = " … ".join(texts)
    shown = joined if len(joined) <= SHOWN else f"{joined[:SHOWN].rstrip()}…"
    where = _places(places)
    told_as = REASONS.get(reason, f"({reason})")
    lead = (
        f"{count:,} word{'s' if count > 1 else ''} of the file"
        if reason == LOST
        else f"Not taken over: {count:,} word{'s' if count > 1 else ''}"
    )
    return f"{lead} {told_as}: “{shown}”" + (f" ({where})." if where else ".")


def _places(places: Sequence[str]) -> str:
    known = list(dict.fromkeys(filter(None, places)))
    more = len(known) - PLACES
    return ", ".join(known[:PLACES]) + (f" and {more:,} more" if more > 0 else "")


def _what(reason: str) -> str:
    return REASONS.get(reason, reason).removeprefix("of ")
