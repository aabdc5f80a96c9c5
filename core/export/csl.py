"""The sources as CSL-JSON (csl-data.json), for any citation manager."""

import json
from pathlib import Path

from core.export.exporter import Exporter, Kind
from core.export.parts import Brief
from core.jobs import Progress


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write a list of items, in the order of their first footnote."""
    progress.check()
    items = [{"id": source.item, **brief.items[source.item]} for source in brief.sources]
    out.write_text(json.dumps(items, ensure_ascii=False, indent=1), encoding="utf-8")
    return ()


EXPORTER = Exporter("csl", "Sources (CSL-JSON)", ".json", Kind.DATA, write)
