"""Reading a draft from a file: Word, OpenDocument, RTF and HTML through pandoc, Markdown and plain text as they are."""

import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePath

from core import pandoc
from core.draft.story import Story
from core.errors import InputError
from core.model import DraftNote
from core.security import limits

READERS = {
    "docx": ("docx", "--track-changes=all"),
    "docm": ("docx", "--track-changes=all"),
    "odt": ("odt",),
    "rtf": ("rtf",),
    "html": ("html",),
    "htm": ("html",),
    "xhtml": ("html",),
}
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
BLANK = "\ufeff\n "
MOST_CONTROL = 0.01  # share of control characters from which a file is no text


@dataclass(frozen=True)
class Imported:
    """The words of a draft and what stood beside them."""

    title: str
    text: str
    notes: tuple[DraftNote, ...] = ()


def read_draft(data: bytes, name: str) -> Imported:
    """Return the draft in a file's bytes; InputError, in a sentence, for what is none. `name` tells the format by its ending."""
    if len(data) > limits.DRAFT_BYTES:
        raise InputError(f"“{name}” is too large for a draft.", "Take the pictures out, or split it.")
    for magic, sentence, hint in MAGIC:
        if data.startswith(magic):
            raise InputError(sentence, hint)
    path = PurePath(name)
    ending = path.suffix.lower().lstrip(".")
    if ending not in READERS and ending not in TEXT:
        raise InputError(f"“{name}” is no file that a draft can be read from.", HINT)
    if ending in READERS:
        story = _through_pandoc(data, ending, name)
        text, notes = story.text, tuple(story.notes[: limits.DRAFT_NOTES])
    else:
        text, notes = _decoded(data, name), ()
    lead = len(text) - len(text.lstrip(BLANK))
    moved = (replace(note, start=max(0, note.start - lead), end=max(0, note.end - lead)) for note in notes)
    return Imported(path.stem, text.strip(BLANK), tuple(moved))


def links(text: str, notes: Sequence[DraftNote] = ()) -> list[str]:
    """Return the addresses that a draft names, each once: behind words, in footnotes, and written out."""
    behind = [note.text for note in notes if note.kind == "link" and LINK.fullmatch(note.text)]
    beside = "\n".join(note.text for note in notes if note.kind == "footnote")
    return list(dict.fromkeys([*behind, *LINK.findall(text), *LINK.findall(beside)]))


def _through_pandoc(data: bytes, ending: str, name: str) -> Story:
    if ending in PACKED:
        _refuse_bomb(data, name)
    reader, *options = READERS[ending]
    try:
        out = pandoc.run(
            data, f"--from={reader}", "--to=json", *options, seconds=limits.DRAFT_SECONDS, heap=limits.DRAFT_HEAP
        )
        story = Story()
        story.blocks(json.loads(out)["blocks"])
    except pandoc.TooSlow:
        raise InputError(f"“{name}” takes too long to read.", "Save it as plain text, or split it.") from None
    except (pandoc.Refused, RecursionError, ValueError) as error:
        raise InputError(f"“{name}” could not be read; it may be damaged.", "Open it and save it anew.") from error
    return story.finish()


def _refuse_bomb(data: bytes, name: str) -> None:
    """Look at what a packed file says it unpacks to; pandoc's own heap is bounded for one that lies."""
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(f"“{name}” is not the file that its ending says.", HINT) from error
    if len(parts) > limits.DRAFT_PARTS or sum(part.file_size for part in parts) > limits.DRAFT_UNPACKED:
        raise InputError(f"“{name}” unpacks to more than a draft may hold.", "Take the pictures out of it.")
    if any(part.flag_bits & 1 for part in parts):
        raise InputError(f"“{name}” is protected by a password.", "Save it without one.")


def _decoded(data: bytes, name: str) -> str:
    """Return the words of a text file, by its byte order mark, as UTF-8, or in the encoding that fits best."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return _text(data.decode(encoding), name)
            except UnicodeDecodeError:
                continue
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise InputError(f"“{name}” is not a text file.", "Save the story as plain text in UTF-8.")
    return _text(str(best), name)


def _text(words: str, name: str) -> str:
    if len(CONTROL.findall(words)) > MOST_CONTROL * len(words):
        raise InputError(f"“{name}” is not a text file.", HINT)
    return words
