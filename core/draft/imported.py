"""Read a draft from a file: Word and HTML through pandoc, OpenDocument and RTF with our own readers, text as it is."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePath
from typing import Any

from core import pandoc
from core.draft.nodes import Node
from core.draft.story import Story
from core.errors import InputError
from core.model import DraftNote
from core.security import limits, worker

READERS = {
    "docx": ("docx", "--track-changes=all"),
    "docm": ("docx", "--track-changes=all"),
    "odt": (),
    "rtf": (),
    "html": ("html",),
    "htm": ("html",),
    "xhtml": ("html",),
}
OWN = {"odt": "core.draft.odt:read", "rtf": "core.draft.rtf:read"}
PACKED = frozenset({"docx", "docm", "odt"})
TEXT = frozenset({"md", "markdown", "txt", "text", ""})
ENDINGS = (*READERS, *sorted(TEXT - {""}))
HINT = "Standfirst reads DOCX, ODT, RTF, HTML, Markdown and plain text."
MAGIC = (
    (b"%PDF", "A PDF cannot be a draft.", "Import it as a source, or ask for the text of the story."),
    (b"\xd0\xcf\x11\xe0", "This file is protected by a password, or from an old Word.", "Save it as DOCX without one."),
)
LINK = re.compile(r"https?://[^\s<>\"'）】»”]+[^\s<>\"'）】»”.,;:!?)\]]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
OFFICE = re.compile(rb"<meta name=\"generator\" content=\"LibreOffice", re.IGNORECASE)
UNMARKED = "LibreOffice does not mark tracked changes in HTML: words that were deleted may stand in the text. Better save it as ODT or DOCX."
BLANK = "\ufeff\n "
WIDE = 0.5  # share of NUL bytes at every other position from which a text counts as UTF-16
FEW_CONTROL = 8  # stray control characters that are tolerated in any text
MOST_CONTROL = 0.01  # share of control characters above which a file is not text


@dataclass(frozen=True)
class Imported:
    """The text of a draft and its notes (comments, footnotes, changes, links)."""

    title: str
    text: str
    notes: tuple[DraftNote, ...] = ()
    left_out: tuple[str, ...] = ()  # what of the file is omitted or guessed, one sentence each


def read_draft(data: bytes, name: str, check: Callable[[], object] = lambda: None) -> Imported:
    """Parse the draft in a file's bytes; InputError when it is not one. The suffix of `name` determines the format.

    `check` is called while waiting; an exception from it (as from :meth:`core.jobs.Progress.check`) aborts the reading.
    """
    if not data:
        raise InputError(f"“{name}” is empty.", "Choose another file; nothing was imported.")
    if len(data) > limits.DRAFT_BYTES:
        raise InputError(f"“{name}” is too large for a draft.", "Remove the pictures, or split it.")
    path = PurePath(name)
    ending = path.suffix.lower().lstrip(".")
    head = MAGIC[0][0] if ending == "pdf" else data[:1024].lstrip()
    for magic, sentence, hint in MAGIC:
        if head.startswith(magic):
            raise InputError(sentence, hint)
    if ending not in READERS and ending not in TEXT:
        raise InputError(f"“{name}” is not a file that a draft can be read from.", HINT)
    if ending in READERS:
        story = _told(data, ending, name, check)
        text, notes = story.text, tuple(story.notes[: limits.DRAFT_NOTES])
        left_out = tuple(_left_out(data, ending, story))
    else:
        text, guessed = _decoded(data, name)
        notes, left_out = (
            (),
            (f"Read as {guessed}: the file does not say its encoding. Look at accents and quotes.",) * bool(guessed),
        )
    lead = len(text) - len(text.lstrip(BLANK))
    moved = (replace(note, start=max(0, note.start - lead), end=max(0, note.end - lead)) for note in notes)
    return Imported(path.stem, text.strip(BLANK), tuple(moved), left_out)


def links(text: str, notes: Sequence[DraftNote] = ()) -> list[str]:
    """Return the distinct URLs in a draft: link targets, written out in the text, and in footnotes."""
    behind = [note.text for note in notes if note.kind == "link" and LINK.fullmatch(note.text)]
    beside = "\n".join(note.text for note in notes if note.kind == "footnote")
    return list(dict.fromkeys([*behind, *LINK.findall(text), *LINK.findall(beside)]))


def _blocks(data: bytes, ending: str, name: str, check: Callable[[], object]) -> list[Node]:
    """Return the tree of a file, through our own readers where pandoc's lose comments and tracked changes."""
    if ending in PACKED:
        _refuse_bomb(data, name)
    if ending in OWN:
        own: list[Node] = _apart(OWN[ending], data, name, check)
        return own
    reader, *options = READERS[ending]
    if reader == "html":
        data = _apart("core.draft.web:read", data, name, check, name=name, office=_is_office(data)).encode()
    arguments = (f"--from={reader}", "--to=json", *options)
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


def _told(data: bytes, ending: str, name: str, check: Callable[[], object]) -> Story:
    try:
        story = Story()
        story.blocks(_blocks(data, ending, name, check))
    except pandoc.TooSlow:
        raise InputError(f"“{name}” takes too long to read.", "Save it as plain text, or split it.") from None
    except (pandoc.Refused, RecursionError, ValueError) as error:
        raise InputError(f"“{name}” could not be read; it may be damaged.", "Open it and save it again.") from error
    return story.finish()


def _left_out(data: bytes, ending: str, story: Story) -> Iterator[str]:
    """Yield a sentence for each thing in the file that the draft omits."""
    if story.pictures:
        yield f"{story.pictures:,} picture{'s' if story.pictures > 1 else ''} not taken in; import those that matter as evidence."
    if len(story.notes) > limits.DRAFT_NOTES:
        yield f"Of {len(story.notes):,} comments, footnotes and changes the first {limits.DRAFT_NOTES:,} were taken in."
    if ending == "docm":
        yield "The macros in this file were neither run nor kept."
    if ending in ("html", "htm", "xhtml") and _is_office(data):
        yield UNMARKED


def _refuse_bomb(data: bytes, name: str) -> None:
    """Check the declared unpacked size of a packed file; pandoc's own heap is limited in case it lies."""
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(f"“{name}” is not the file that its ending says.", HINT) from error
    if len(parts) > limits.DRAFT_PARTS or sum(part.file_size for part in parts) > limits.DRAFT_UNPACKED:
        raise InputError(f"“{name}” decompresses to more than a draft may contain.", "Remove its pictures.")
    if any(part.flag_bits & 1 for part in parts):
        raise InputError(f"“{name}” is protected by a password.", "Save it without one.")


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """Decode a text file by byte order mark, as UTF-8, or by best guess.

    Returns the text, and the encoding if guessed.
    """
    for encoding in _encodings(data):
        try:
            return _text(data.decode(encoding), name), ""
        except UnicodeDecodeError:
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise InputError(f"“{name}” is not a text file.", "Save the story as plain text in UTF-8.")
    return _text(str(best), name), best.encoding


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return ("utf-32",)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16", "utf-8-sig")
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) * 2 > len(data) * WIDE:  # every other byte is NUL: two bytes per character
        return ("utf-16-be" if even > odd else "utf-16-le", "utf-8-sig")
    return ("utf-8-sig",)


def _text(words: str, name: str) -> str:
    """Return the text without control characters; InputError when it has too many to be text."""
    if len(CONTROL.findall(words)) > max(FEW_CONTROL, MOST_CONTROL * len(words)):
        raise InputError(f"“{name}” is not a text file.", HINT)
    return CONTROL.sub("", words)
