"""Citation styles: a selection from the CSL project's repository, our newsroom style, or a user's file."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from core import files
from core.cite.style_files import bundled
from core.errors import InputError
from core.security import limits


@dataclass(frozen=True)
class Style:
    """A selected style: its label, its file, and its locale if not American English."""

    label: str
    file: str
    locale: str = ""


STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "chicago-notes": Style("Chicago (notes and bibliography)", "chicago-notes-bibliography"),
        "chicago-author-date": Style("Chicago (author and date)", "chicago-author-date"),
        "apa": Style("APA", "apa"),
        "mla": Style("MLA", "modern-language-association"),
        "harvard": Style("Harvard (Cite Them Right)", "harvard-cite-them-right", "en-GB"),
        "newsroom": Style("Newsroom (source line)", "newsroom"),
        "ieee": Style("IEEE (numbers)", "ieee"),
    }
)

_LABEL_ALONE = re.compile(
    rb"(<names\b[^<>]*(?<!/)>\s*)(<label\b(?:(?!</?names\b|<name\b|<substitute\b).)*(?:</names>|<substitute\b))",
    re.DOTALL,
)
_LOCALE = re.compile(rb"""\sdefault-locale\s*=\s*["']([A-Za-z-]*)["']""")
_SUBSTITUTE = re.compile(rb"""\ssubsequent-author-substitute\s*=\s*("[^"]*"|'[^']*')""")


def find(name_or_path: str) -> Path:
    """Return the file of a style: a key of :data:`STYLES`, a name in the bundled repository, or a path ending in .csl.

    A user's file is validated; InputError states the defect.
    """
    if name_or_path.endswith(".csl"):
        from core.cite.style_check import check

        return check(Path(name_or_path))
    chosen = STYLES.get(name_or_path)
    path = bundled(chosen.file if chosen else name_or_path)
    if path is None:
        known = ", ".join(STYLES)
        raise InputError(
            f"There is no citation style called “{name_or_path}”.",
            f"Choose one of {known}, or the path of a .csl file.",
        )
    return path


@contextmanager
def prepared(style: Path) -> Iterator[Path]:
    """Yield a style as the engine is given it: a copy where it must be changed.

    It repeats author names, because an entry is also shown without the one before it. Names with a label alone get the element for names that the specification implies: pandoc 3.9 would set the label
    first, “, ed.Moor K.”
    """
    body = files.read(style, limits.STYLE_BYTES)
    named = _LABEL_ALONE.sub(rb"\1<name/>\2", _SUBSTITUTE.sub(b"", body))
    if named == body:
        yield style
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / style.name
        path.write_bytes(named)
        yield path


def has_notes(style: Path) -> bool:
    """Return whether a style writes notes and also has a bibliography."""
    body = files.read(style, limits.STYLE_BYTES)
    head = body.partition(b"<info")[0]
    return b"<bibliography" in body and (b'class="note"' in head or b"class='note'" in head)


def default_locale(style: Path) -> str:
    """Return the locale that a style file sets for itself; empty when it sets none."""
    found = _LOCALE.search(files.read(style, limits.STYLE_BYTES).partition(b"<info")[0])
    return found[1].decode("ascii", "ignore") if found else ""


def language(name_or_path: str, locale: str) -> str:
    """Return the locale of a style: `locale` if given, else that of its manual, empty for the style's own.

    InputError for an unknown locale.
    """
    from core.cite.locales import checked

    chosen = STYLES.get(name_or_path)
    return checked(locale) or (chosen.locale if chosen else "")
