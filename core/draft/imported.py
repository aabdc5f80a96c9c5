"""Read a draft from a file: office formats with our own readers, HTML and Markdown through pandoc, text as it is.

Whatever the reader, the words of the file are compared with what was made of them (:mod:`core.draft.reconcile`).
"""

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from io import BytesIO
from pathlib import PurePath
from typing import Any

from core import pandoc
from core.draft import encodings
from core.draft.left_out import LEFT_OUT, LOST, told
from core.draft.nodes import Node
from core.draft.story import LINE_ENDS, Story
from core.errors import InputError
from core.model import DraftNote
from core.security import limits, worker

OWN = {
    **dict.fromkeys(("docx", "docm"), "core.draft.word:read"),
    "odt": "core.draft.odt:read",
    "rtf": "core.draft.rtf:read",
}
PAGES = ("html", "htm", "xhtml")
MARKED = ("md", "markdown")
# CommonMark with what Google Docs and note programs write; nothing that reads prose as marks, such as $5 to $6.
PANDOC = {
    **dict.fromkeys(PAGES, "html"),
    **dict.fromkeys(MARKED, "commonmark+footnotes+pipe_tables+strikeout+task_lists+attributes"),
}
PACKED = frozenset({"docx", "docm", "odt"})
TEXT = frozenset({"txt", "text", ""})
ENDINGS = (*OWN, *PANDOC, *sorted(TEXT - {""}))
HINT = "Standfirst reads DOCX, ODT, RTF, HTML, Markdown and plain text."
MAGIC = (
    (b"%PDF", "A PDF cannot be a draft.", "Import it as a source, or ask for the text of the story."),
    (b"\xd0\xcf\x11\xe0", "This file is protected by a password, or from an old Word.", "Save it as DOCX without one."),
)
LINK = re.compile(r"https?://[^\s<>\"'）】»”]+[^\s<>\"'）】»”.,;:!?)\]]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
OFFICE = re.compile(rb"<meta name=\"generator\" content=\"LibreOffice", re.IGNORECASE)
UNMARKED = "LibreOffice does not mark tracked changes in HTML: words that were deleted may stand in the text. Better save it as ODT or DOCX."
FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FRONT_TITLE = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE)
INVISIBLE = re.compile(
    "[\u200b\u2060\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]|(?<=[ -\u024f])[\u200c\u200d\ufeff](?=[ -\u024f])"
)
AROUND = 12  # characters shown on both sides of an invisible one
BLANK = "\ufeff\n "
FEW_CONTROL = 8  # stray control characters that are tolerated in any text
MOST_CONTROL = 0.01  # share of control characters above which a file is not text
ENCODING = "encoding"  # kind of the note that holds the encoding of a file that did not say its own


@dataclass(frozen=True)
class Imported:
    """The text of a draft and its notes: comments, footnotes, changes, links, and words that were left out.

    `title` is the headline that the file marks as such, else the name of the file. `added` are words of the text that
    the file does not hold, which no reader should make.
    """

    title: str
    text: str
    notes: tuple[DraftNote, ...] = ()
    left_out: tuple[str, ...] = ()  # what of the file is omitted or guessed, one sentence each
    headline: str = ""  # empty when the file marks none
    encoding: str = ""  # of a text file or page
    choices: tuple[encodings.Choice, ...] = ()  # when the encoding is a guess: the guess first
    words: int = 0  # of the file, as its format holds them
    added: tuple[str, ...] = ()


def read_draft(data: bytes, name: str, check: Callable[[], object] = lambda: None, encoding: str = "") -> Imported:
    """Parse the draft in a file's bytes; InputError when it is not one. The suffix of `name` determines the format.

    `check` is called while waiting; an exception from it (as from :meth:`core.jobs.Progress.check`) aborts the reading.
    `encoding` is that of a text file or page, guessed when empty and not declared.
    """
    path = PurePath(name)
    ending = path.suffix.lower().lstrip(".")
    _refuse(data, name, ending)
    decoded = None
    office = ending in PAGES and _is_office(data)
    if ending not in OWN:
        decoded = encodings.decode(data, name, encoding, page=ending in PAGES)
        data = _plain(decoded.text, name, pages=ending in PAGES).encode("utf-8", "replace")
    if ending in TEXT:
        story = Story(text=data.decode())
        balance: dict[str, Any] = {"lost": [], "added": [], "words": len(story.text.split())}
    else:
        story = _told(data, ending, name, check, office=office)
        balance = _balance(data, ending, story, check, name)
    lost = [DraftNote(LEFT_OUT, at, at, words, reason=LOST, place=where) for at, words, where in balance["lost"]]
    notes = sorted([*story.notes, *lost], key=lambda note: (note.start, note.end))
    guess = _guessed(decoded, encoding) if decoded is not None else []
    left_out = [*_said(guess), *_left_out(ending, notes, office=office), *_tricks(story.text, name)]
    if decoded is not None and CONTROL.search(decoded.text):
        left_out.append(f"{len(CONTROL.findall(decoded.text)):,} control characters of the file were left out.")
    return Imported(
        story.title or path.stem,
        story.text.strip(BLANK),
        (*guess, *_moved(notes[: limits.DRAFT_NOTES], story.text)),
        tuple(left_out),
        story.title,
        decoded.encoding if decoded is not None else "",
        decoded.choices if decoded is not None else (),
        balance["words"],
        tuple(balance["added"]),
    )


def links(text: str, notes: Sequence[DraftNote] = ()) -> list[str]:
    """Return the distinct URLs in a draft: link targets, written out in the text, and in footnotes."""
    behind = [note.text for note in notes if note.kind == "link" and LINK.fullmatch(note.text)]
    beside = "\n".join(note.text for note in notes if note.kind == "footnote")
    return list(dict.fromkeys([*behind, *LINK.findall(text), *LINK.findall(beside)]))


def _refuse(data: bytes, name: str, ending: str) -> None:
    """Raise InputError for a file that cannot be a draft by its size, its beginning or its name."""
    if not data:
        raise InputError(f"“{name}” is empty.", "Choose another file; nothing was imported.")
    if len(data) > limits.DRAFT_BYTES:
        raise InputError(f"“{name}” is too large for a draft.", "Remove the pictures, or split it.")
    head = MAGIC[0][0] if ending == "pdf" else data[:1024].lstrip()
    for magic, sentence, hint in MAGIC:
        if head.startswith(magic):
            raise InputError(sentence, hint)
    if ending not in ENDINGS and ending not in TEXT:
        raise InputError(f"“{name}” is not a file that a draft can be read from.", HINT)
    if ending in PACKED:
        _refuse_bomb(data, name)


def _moved(notes: Sequence[DraftNote], text: str) -> Iterator[DraftNote]:
    """Yield notes at their places in the text without the blanks around it."""
    lead = len(text) - len(text.lstrip(BLANK))
    end = len(text.strip(BLANK))
    for note in notes:
        start, last = (min(end, max(0, place - lead)) for place in (note.start, note.end))
        yield replace(note, start=start, end=last)


def _blocks(data: bytes, ending: str, name: str, check: Callable[[], object], *, office: bool) -> list[Node]:
    """Return the tree of a file, through our own readers where pandoc's lose words, comments or tracked changes."""
    if ending in OWN:
        own: list[Node] = _apart(OWN[ending], data, name, check)
        return own
    if ending in PAGES:
        data = _apart("core.draft.web:read", data, name, check, name=name, office=office).encode()
    arguments = (f"--from={PANDOC[ending]}", "--to=json")
    out = pandoc.run(data, *arguments, seconds=limits.DRAFT_SECONDS, heap=limits.DRAFT_HEAP, check=check)
    blocks: list[Node] = json.loads(out)["blocks"]
    return blocks


def _apart(function: str, data: bytes, name: str, check: Callable[[], object], /, **options: Any) -> Any:
    """Return the result of a reader in the worker process; InputError, with the file's name, when it fails."""
    try:
        return worker.call(function, data, seconds=limits.DRAFT_SECONDS, check=check, **options)
    except InputError as error:
        if error.sentence == worker.UNSAFE:
            raise InputError(
                f"“{name}” could not be read safely.", "Open it and save it again, or save it as text."
            ) from error
        raise


def _is_office(data: bytes) -> bool:
    return OFFICE.search(data[:4096]) is not None


def _told(data: bytes, ending: str, name: str, check: Callable[[], object], *, office: bool = False) -> Story:
    try:
        story = Story()
        if ending in MARKED:
            data = _front(data, story)
        story.blocks(_blocks(data, ending, name, check, office=office))
    except pandoc.TooSlow:
        raise InputError(f"“{name}” takes too long to read.", "Save it as plain text, or split it.") from None
    except (pandoc.Refused, RecursionError, ValueError) as error:
        raise InputError(f"“{name}” could not be read; it may be damaged.", "Open it and save it again.") from error
    return story.finish()


def _front(data: bytes, story: Story) -> bytes:
    """Return a Markdown file without the data before its story, which are left out; their title names the draft."""
    text = data.decode()
    front = FRONT.match(text)
    if front is None:
        return data
    titled = FRONT_TITLE.search(front[1])
    story.title = titled[1].strip().strip("\"'") if titled else ""
    story.notes.append(DraftNote(LEFT_OUT, 0, 0, front[1].strip(), reason="front matter", place="line 1"))
    return text[front.end() :].encode()


def _balance(data: bytes, ending: str, story: Story, check: Callable[[], object], name: str) -> dict[str, Any]:
    """Return the words of a file that are neither text nor note nor left out, and the words that it does not hold."""
    notes = [list(astuple(note)) for note in story.notes]
    options = {"ending": ending, "text": story.text, "notes": notes, "labels": story.labels, "marks": story.marks}
    found: dict[str, Any] = _apart("core.draft.reconcile:balance", data, name, check, **options)
    return found


def _guessed(decoded: encodings.Decoded, wanted: str) -> list[DraftNote]:
    """Return the note on the encoding of a file that does not say its own."""
    if wanted:
        return [DraftNote(ENCODING, 0, 0, decoded.encoding, reason="chosen")]
    return [DraftNote(ENCODING, 0, 0, decoded.encoding, reason="guessed")] if decoded.is_guess else []


def _said(guess: Sequence[DraftNote]) -> Iterator[str]:
    for note in guess:
        if note.reason == "guessed":
            yield f"Read as {note.text}, a guess: the file does not say its encoding. Look at accents and quotes."


def _left_out(ending: str, notes: Sequence[DraftNote], *, office: bool) -> Iterator[str]:
    """Yield a sentence for each thing in the file that the draft omits."""
    yield from told(notes)
    if len(notes) > limits.DRAFT_NOTES:
        yield f"Of {len(notes):,} comments, footnotes and changes the first {limits.DRAFT_NOTES:,} were taken in."
    if ending == "docm":
        yield "The macros in this file were neither run nor kept."
    if office:
        yield UNMARKED


def _tricks(text: str, name: str) -> Iterator[str]:
    """Yield a warning for each kind of place, file name or text, that contains invisible characters. They are kept."""
    if INVISIBLE.search(name):
        yield f"The name of the file holds characters that nobody sees: {name!a}."
    found = list(INVISIBLE.finditer(text))
    if found:
        at = found[0].start()
        around = " ".join(text[max(0, at - AROUND) : at + AROUND].split())
        shown = INVISIBLE.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", around)
        yield f"The text holds {len(found):,} characters that nobody sees, first in “{shown}”; they are kept."


def _refuse_bomb(data: bytes, name: str) -> None:
    """Check the declared unpacked size of a packed file; the worker's memory is limited in case it lies."""
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(f"“{name}” is not the file that its ending says.", HINT) from error
    if len(parts) > limits.DRAFT_PARTS or sum(part.file_size for part in parts) > limits.DRAFT_UNPACKED:
        raise InputError(f"“{name}” decompresses to more than a draft may contain.", "Remove its pictures.")
    if any(part.flag_bits & 1 for part in parts):
        raise InputError(f"“{name}” is protected by a password.", "Save it without one.")


def _plain(words: str, name: str, *, pages: bool) -> str:
    """Return text without control characters, each line end as a line feed; InputError when it is no text."""
    if len(CONTROL.findall(words)) > max(FEW_CONTROL, MOST_CONTROL * len(words)):
        raise InputError(f"“{name}” is not a text file.", HINT)
    words = CONTROL.sub("", words.replace("\r\n", "\n"))
    return words if pages else words.translate(LINE_ENDS)
