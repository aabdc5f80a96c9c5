"""The choices for an export and their explanations; saved between runs."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field

from PySide6.QtCore import QByteArray

from core.model import Edition
from core.settings import Settings
from core.text.json_text import parse
from gui.base.window_state import Memory

MEMORY = "export"
OWN = ("claims",)
EDITION_WORDS = {
    Edition.DESK: ("desk", "Desk", "Everything: all claims, evidence and notes. It must not leave the newsroom."),
    Edition.LEGAL: (
        "legal",
        "Legal",
        "Omits desk-only material. Confidential sources appear under their alias.",
    ),
    Edition.PUBLIC: (
        "public",
        "Public",
        "Omits everything marked legal or desk: claims, sources, evidence and notes.",
    ),
}
SHOWN_AS = {
    "docx": "pdf",
    "odt": "pdf",
    "html": "pdf",
    "draft-docx": "draft-pdf",
    "draft-html": "draft-pdf",
    "claims-xlsx": "claims-csv",
}  # note in the preview
NOTES = {
    **dict.fromkeys(("docx", "odt", "draft-docx"), "content as in the file; the word processor sets its own pages"),
    **dict.fromkeys(("html", "draft-html"), "content as in the file, which is one long page"),
}


@dataclass(frozen=True)
class Choices:
    """Choices for an export.

    Format, edition, style (a key of `core.cite.styles.STYLES`), folder; omitted parts and further formats, each
    separated by spaces; the language of citations; which claims (see `ClaimsChoice.wanted`); the path of a house
    template.
    """

    format: str
    edition: Edition
    style: str
    folder: str = field(default="", compare=False)  # the same brief, wherever it is written
    without: str = ""
    locale: str = ""
    also: str = ""
    claims: str = ""
    template: str = ""


def remembered(settings: Settings, memory: Memory, formats: tuple[str, ...], project: str = "") -> Choices:
    """Return the last choices for a project, else the last of all; unknown values fall back to the settings.

    The choice of claims and the folder belong to a project: other projects do not inherit them.
    """
    own = _kept(memory, project) if project else {}
    kept = own or {key: value for key, value in _kept(memory).items() if not project or key not in OWN}
    name, edition, style = kept.get("format", ""), kept.get("edition", ""), kept.get("style", "")
    return Choices(
        name if name in formats else formats[0],
        Edition(edition if edition in set(Edition) else str(settings["edition"])),
        style or str(settings["style"]),
        kept.get("folder", ""),
        kept.get("without", ""),
        kept.get("locale", str(settings["locale"])),
        " ".join(name for name in kept.get("also", "").split() if name in formats),
        kept.get("claims", ""),
        kept.get("template", ""),
    )


def remember(memory: Memory, choices: Choices, project: str = "") -> None:
    """Save the choices for this project and as default for projects without any."""
    said = QByteArray(json.dumps(asdict(choices)).encode())
    for place in dict.fromkeys((MEMORY, MEMORY + project)):
        memory.save(place, said)


def known_as(created_at: dt.datetime) -> str:
    """Return the key of a project: its creation time, which stays when it is moved or renamed."""
    return f"-{created_at:%Y%m%d%H%M%S%f}"


def _kept(memory: Memory, project: str = "") -> dict[str, str]:
    try:
        loaded = parse(bytes(memory.saved(MEMORY + project).data()) or b"{}")
    except ValueError:  # damaged saved choices count as none
        return {}
    pairs = loaded.items() if isinstance(loaded, dict) else ()
    return {key: value for key, value in pairs if isinstance(value, str)}
