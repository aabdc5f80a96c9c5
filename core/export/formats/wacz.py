"""The sealed files that the brief quotes, as one WACZ for ReplayWeb.page, pywb and other archives."""

from pathlib import Path

from core import __version__
from core.archive.wacz import write as write_wacz
from core.errors import TrustError
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief
from core.export.report.sanitize import visible
from core.jobs import Progress
from core.settings import folder

NOTHING = "No sealed page is quoted in this edition: the WACZ holds none."


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the quoted captures byte for byte, with index, page list, digests and a signature by the user's key."""
    at_hand(brief)
    software = f"Standfirst {__version__}"
    write_wacz(
        brief.sealed,
        out,
        title=visible(brief.title),
        software=software,
        key_folder=folder(),
        at=brief.made_at,
        head=brief.head,
        warning=visible(brief.warning),
        progress=progress,
    )
    return (*left_out(brief), *(() if brief.sealed else (NOTHING,)))


def at_hand(brief: Brief) -> None:
    """Raise TrustError when a sealed file to be exported is missing."""
    lost = next((page for page in brief.sealed if not page.path.is_file()), None)
    if lost is not None:
        raise TrustError(f"The sealed file “{lost.path.name}” is not there.", "“verify” names all that are missing.")


def left_out(brief: Brief) -> tuple[str, ...]:
    """Return a sentence when sealed files are left out: each is exported whole, as it was sealed, or not at all."""
    told = [
        (brief.withheld, "for holding what this edition hides beside what it quotes"),
        (brief.unsound, "since what is there is not what was sealed"),
    ]
    return tuple(
        f"{'One sealed page is' if number == 1 else f'{number} sealed pages are'} left out, {why}."
        for number, why in told
        if number
    )


EXPORTER = Exporter("wacz", "Sealed pages (WACZ)", ".wacz", Kind.ARCHIVE, write)
"""The sealed copies; a brief that hides a source leaves its copies out, since `Brief.sealed` is redacted like all of it."""
