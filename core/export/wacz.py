"""The sealed files that the brief quotes from, as one WACZ for ReplayWeb.page, pywb and other archives."""

from pathlib import Path

from core import __version__
from core.archive.wacz import write as write_wacz
from core.export.exporter import Exporter, Kind
from core.export.parts import Brief
from core.jobs import Progress
from core.settings import folder

NOTHING = "No sealed page is quoted in this edition: the WACZ holds none."


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the quoted captures byte for byte, with an index, a page list, digests and a signature of this user's key."""
    software = f"Standfirst {__version__}"
    write_wacz(
        brief.sealed,
        out,
        title=brief.title,
        software=software,
        key_folder=folder(),
        at=brief.made_at,
        progress=progress,
    )
    return () if brief.sealed else (NOTHING,)


EXPORTER = Exporter("wacz", "Sealed pages (WACZ)", ".wacz", Kind.ARCHIVE, write)
"""The sealed copies; a brief that hides a source leaves its copies out, since `Brief.sealed` is redacted like all of it."""
