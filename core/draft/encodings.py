"""The characters of a text file: by its mark, by what it declares, as UTF-8, or by a guess that is told as one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.errors import InputError
from core.extract.decode import BOMS, SHIFTS, declared, detected_name, known

WIDE = 0.5  # share of NUL bytes at every other position from which a text counts as UTF-16
MARKS_32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
FEW_ODD = 0.002  # share of characters that no text holds, from which a declaration is not believed
READ = 65_536  # bytes that the guess looks at
MOST_CHOICES = 6
LINES, LETTERS = 3, 240  # of a preview
ALWAYS = ("cp1252", "cp1250", "cp1251", "mac-roman")  # offered beside a guess
# A letter of the Latin script beside one of another alphabet: in the right encoding hardly any word has both.
MIXED = re.compile("[A-Za-z\u00c0-\u024f][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True)
class Choice:
    """An encoding in which a file can be read, by the name of Python's codec, and its first lines in it."""

    encoding: str
    preview: str


@dataclass(frozen=True)
class Decoded:
    """The characters of a file and their encoding; when that is a guess, the choices, the guess first."""

    text: str
    encoding: str
    choices: tuple[Choice, ...] = ()

    @property
    def is_guess(self) -> bool:
        """Whether the file did not say its encoding."""
        return bool(self.choices)


def decode(data: bytes, name: str, encoding: str = "", *, page: bool = False) -> Decoded:
    """Decode a file, in the given encoding if there is one; InputError when it is not text.

    `page`: the file is HTML, which may declare its encoding; so is a guess marked that contradicts the declaration.
    """
    if encoding:
        return _chosen(data, name, encoding)
    for mark in MARKS_32:
        if data.startswith(mark):
            return _sure(data, "utf-32", name)
    for bom, codec in BOMS:
        if data.startswith(bom):
            return replace(_sure(data[len(bom) :], codec, name), encoding=codec)
    said = declared(data) if page else ""
    for codec in filter(None, (said, _wide(data), "iso2022_jp" if SHIFTS in data else "", "utf-8")):
        text = _strict(data, codec)
        if text is not None and (codec != said or len(ODD.findall(text)) <= FEW_ODD * len(text)):
            return Decoded(text, codec)
    choices = tuple(_choices(data))
    if not choices:
        raise InputError(f"“{name}” is not a text file.", "Save the story as plain text in UTF-8.")
    return Decoded(data.decode(choices[0].encoding, "replace"), choices[0].encoding, choices)


def _chosen(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        codec = known(encoding) or encoding
        text = data.decode(codec, "replace")
    except (LookupError, UnicodeError, ValueError):
        raise InputError(
            f"There is no encoding “{encoding}”.", "Try utf-8, windows-1252, windows-1250, shift_jis or gb18030."
        ) from None
    if "\ufffd" in text and _strict(data, codec) is None:
        raise InputError(f"“{name}” is not in {encoding}.", "Choose another encoding; nothing was imported.")
    return Decoded(text.removeprefix("\ufeff"), codec)


def _sure(data: bytes, codec: str, name: str) -> Decoded:
    text = _strict(data, codec)
    if text is None:  # a letter put in place of a damaged one would be nobody's word
        raise InputError(
            f"“{name}” is not a text file.",
            f"It says that it is {codec}, and is not. Save the story as plain text in UTF-8.",
        )
    return Decoded(text, codec)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _wide(data: bytes) -> str:
    """Return the UTF-16 without a mark that every other byte being NUL tells of; empty for other text."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) * 2 <= len(data) * WIDE:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _choices(data: bytes) -> Iterator[Choice]:
    """Yield encodings that all bytes allow, most probable first; those that give the same text once."""
    texts: dict[str, str] = {}
    for codec in dict.fromkeys([*_probable(data), *ALWAYS]):
        text = _strict(data, codec)
        if text is not None and text not in texts:
            texts[text] = codec
    ranked = sorted(texts, key=lambda text: len(MIXED.findall(text[:READ])) + len(ODD.findall(text[:READ])))
    for text in ranked[:MOST_CHOICES]:
        yield Choice(texts[text], _preview(text))


def _probable(data: bytes) -> Iterator[str]:
    """Yield what the detector takes for possible, as browsers read it; an encoding that no browser knows is none."""
    import chardet

    for found in chardet.detect_all(data[:READ]):
        codec = known(detected_name(str(found["encoding"] or "")))
        if codec:
            yield codec


def _preview(text: str) -> str:
    """Return the first lines that show what an encoding does: those with other letters than ASCII."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if not line.isascii()] or lines
    return "\n".join(line[:LETTERS] for line in telling[:LINES])
