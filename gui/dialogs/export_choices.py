"""What one chooses for a brief, and the words that explain it; remembered between runs."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray

from core.model import Edition
from core.settings import Settings
from gui.memory import Memory

MEMORY = "export"
EDITION_WORDS = {
    Edition.DESK: ("desk", "Desk", "Everything: all claims, evidence and notes. It must not leave the house."),
    Edition.LEGAL: (
        "legal",
        "Legal",
        "Leaves out what is for the desk only. Confidential sources appear by their alias.",
    ),
    Edition.PUBLIC: (
        "public",
        "Public",
        "Leaves out everything marked legal or desk: claims, sources, evidence and notes.",
    ),
}
SHOWN_AS = {"docx": "pdf", "odt": "pdf", "draft-docx": "draft-pdf", "claims-xlsx": "claims-csv"}  # in the preview
WRITTEN = frozenset({"docx", "odt", "draft-docx"})  # a word processor sets their pages


@dataclass(frozen=True)
class Choices:
    """Format, edition, style (a key of `core.cite.styles.STYLES`), folder, the parts left out, with spaces between them, and the language of citations."""

    format: str
    edition: Edition
    style: str
    folder: str = ""
    without: str = ""
    locale: str = ""


def remembered(settings: Settings, memory: Memory, formats: tuple[str, ...]) -> Choices:
    """Return the last choices; what is not known any more falls back to the settings."""
    kept = _kept(memory)
    name, edition, style = kept.get("format", ""), kept.get("edition", ""), kept.get("style", "")
    return Choices(
        name if name in formats else formats[0],
        Edition(edition if edition in set(Edition) else str(settings["edition"])),
        style or str(settings["style"]),
        kept.get("folder", ""),
        kept.get("without", ""),
        kept.get("locale", str(settings["locale"])),
    )


def remember(memory: Memory, choices: Choices) -> None:
    """Keep the choices for next time."""
    memory.save(MEMORY, QByteArray(json.dumps(asdict(choices)).encode()))


def file_name(title: str, edition: Edition, suffix: str) -> str:
    """Return a name for the file that says what it is: “Story (public).pdf”."""
    from core.security.names import safe_name

    return f"{safe_name(title) or 'Brief'} ({edition}){suffix}"


def free_place(folder: Path, name: str) -> Path:
    """Return a path in a folder that is not taken yet."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem} {number}{Path(name).suffix}"
        number += 1
    return path


def _kept(memory: Memory) -> dict[str, str]:
    try:
        loaded = json.loads(bytes(memory.saved(MEMORY).data()) or b"{}")
    except ValueError:  # a damaged memory is no memory
        return {}
    pairs = loaded.items() if isinstance(loaded, dict) else ()
    return {key: value for key, value in pairs if isinstance(value, str)}
