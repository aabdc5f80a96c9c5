"""Read a house template: a TOML file small enough to be e-mailed. Each error is reported in one sentence."""

import base64
import binascii
import errno
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core import files
from core.errors import InputError, WorldError
from core.export.template.model import LEAST_CONTRAST, OURS, PAPERS, TONES, WHITE, HouseTemplate, contrast
from core.security import limits, worker
from core.verdicts import SCALES, VerdictScale

TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"fonts": ("text", "headings", "mono"), "colours": ("ink", "quiet", "accent", "marker", *TONES), "words": ()}
)
ENTRIES = ("name", "url", "logo", "paper", *TABLES)
READ_AS_TEXT = ("ink", "quiet", "accent")
LONGEST = 80  # characters of a name, a font or a word
LONGEST_ADDRESS = 500
DATA = re.compile(r"data:image/(?:png|jpeg|svg\+xml);base64,(.*)", re.DOTALL)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FONT = re.compile(r"[\w][\w .+-]*")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")


def read(path: Path, scale: VerdictScale = SCALES[0]) -> HouseTemplate:
    """Read a template, with its words for the verdicts of `scale` and the built-in scales.

    InputError when it is invalid, too large or no ordinary file, WorldError when it cannot be read.
    """
    said = _loaded(path)
    fonts, colours, words = (_table(path, said, name) for name in TABLES)
    _judge(path, fonts, colours)
    _judge_words(path, words, scale)
    logo = _text(path, said, "logo", limits.LOGO_BYTES * 2)
    body, size = _logo(path, logo) if logo else (b"", (0, 0))
    url = _text(path, said, "url", LONGEST_ADDRESS)
    if url and not _ADDRESS.fullmatch(url):
        raise _bad(path, f"its url “{url[:LONGEST]}” is no web address", "Write it with https:// in front.")
    paper = _text(path, said, "paper", LONGEST).lower() or OURS.paper
    if paper not in PAPERS:
        raise _bad(path, f"its paper “{paper}” is none of ours", f"Write {' or '.join(PAPERS)}.")
    return HouseTemplate(
        _text(path, said, "name", LONGEST), url, body, size, colours=colours, words=words, paper=paper, **fonts
    )


def _loaded(path: Path) -> dict[str, Any]:
    try:
        said = tomllib.loads(files.read_text(path, limits.TEMPLATE_BYTES))
    except OSError as error:
        if error.errno in (errno.EFBIG, errno.EINVAL):
            raise _bad(path, str(error.strerror), "A template is a text of a few lines, with its logo.") from error
        raise WorldError(
            f"The house template “{path.name}” cannot be read: {error.strerror or error}.", "Choose another file."
        ) from error
    except UnicodeDecodeError as error:
        raise _bad(path, "it is no text in UTF-8", "Save it as UTF-8.") from error
    except (ValueError, RecursionError) as error:  # no TOML, or a number of more digits than Python reads
        raise _bad(
            path, f"it is no TOML: {str(error)[: LONGEST * 2]}", 'Texts stand in quotation marks: name = "…".'
        ) from error
    strange = [name for name in said if name not in ENTRIES]
    if strange:
        raise _bad(
            path,
            f"it has an entry “{strange[0][:LONGEST]}” that no template has",
            f"The entries are {', '.join(ENTRIES)}.",
        )
    return said


def _table(path: Path, said: Mapping[str, Any], name: str) -> dict[str, str]:
    table, known = said.get(name, {}), TABLES[name]
    if not isinstance(table, dict):
        raise _bad(path, f"“{name}” is no table", f"Write [{name}] on a line of its own, and its entries below.")
    strange = [key for key in table if known and key not in known]
    if strange:
        raise _bad(path, f"[{name}] has an entry “{strange[0][:LONGEST]}”", f"It may have {', '.join(known)}.")
    return {key: _text(path, table, key, LONGEST) for key in table}


def _text(path: Path, said: Mapping[str, Any], key: str, longest: int) -> str:
    value = said.get(key, "")
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise _bad(
            path,
            f"“{key[:LONGEST]}” is no text of at most {longest} characters on one line",
            "Write it in quotation marks.",
        )
    return value.strip()


def _judge(path: Path, fonts: Mapping[str, str], colours: Mapping[str, str]) -> None:
    for name in fonts.values():
        if not _FONT.fullmatch(name):
            raise _bad(path, f"“{name}” is no name of a font", "Give the name that a word processor shows.")
    for role, colour in colours.items():
        if not _COLOUR.fullmatch(colour):
            raise _bad(
                path, f"the colour of {role}, “{colour}”, is none", "Write six hexadecimal digits, such as #7a1f1f."
            )
        if role in READ_AS_TEXT and contrast(colour, WHITE) < LEAST_CONTRAST:
            raise _bad(
                path,
                f"text in the colour of {role}, {colour}, cannot be read on white",
                f"Take a darker one: its contrast must be {LEAST_CONTRAST}:1.",
            )


def _judge_words(path: Path, words: Mapping[str, str], own: VerdictScale) -> None:
    scales = (*SCALES, own)
    known = {step.value for scale in scales for step in scale.values}
    for verdict, word in words.items():
        if verdict not in known or not word:
            raise _bad(
                path,
                f"“{verdict}” is no verdict of any scale" if word else f"the word for “{verdict}” is empty",
                "Copy the verdict as the window shows it.",
            )
    for scale in scales:
        shown = [words.get(step.value, step.value).casefold() for step in scale.values]
        if len(set(shown)) < len(shown):
            raise _bad(
                path,
                f"two verdicts of the scale “{scale.label}” would be called the same",
                "Give each a word of its own.",
            )


def _logo(path: Path, said: str) -> tuple[bytes, tuple[int, int]]:
    """Return the logo as re-encoded by the worker process, with its size in pixels."""
    body = _logo_bytes(path, said)
    try:
        made = worker.call("core.export.template.logo:drawn", body, seconds=limits.LOGO_SECONDS)
    except InputError as error:
        raise _bad(path, f"its logo cannot be used: {error.clause}", error.hint) from error
    return base64.b64decode(made["png"]), (made["width"], made["height"])


def _logo_bytes(path: Path, said: str) -> bytes:
    inline = DATA.fullmatch(said)
    try:
        if inline:
            return base64.b64decode(inline[1], validate=True)
        return files.read(path.parent / said, limits.LOGO_BYTES)
    except (OSError, ValueError, binascii.Error) as error:
        strange = isinstance(error, OSError) and error.errno in (errno.EFBIG, errno.EINVAL)
        why = f"cannot be used: {error.strerror}" if strange and isinstance(error, OSError) else "is not there"
        what = "is no Base64" if inline else why
        raise _bad(path, f"its logo {what}", "Name a PNG, JPEG or SVG file that lies beside the template.") from error


def _bad(path: Path, what: str, hint: str) -> InputError:
    return InputError(f"The house template “{path.name}” cannot be used: {what}.", hint)
