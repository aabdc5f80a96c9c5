"""The sources of a brief for citation managers: cited ones in order, then, in the desk edition, uncited ones."""

from pathlib import Path
from typing import Any

from core.errors import WorldError
from core.export.report.model import Brief
from core.export.report.sanitize import visible
from core.security import worker

Item = dict[str, Any]


def items(brief: Brief) -> list[Item]:
    """Return CSL items, with a note for one that could not be checked or that a recheck found changed, and control characters made visible, so that no value can start a line of its own."""
    cited = [dict(brief.items[source.item]) | _noted(brief, source.item) for source in brief.sources]
    return [_shown(item) for item in (*cited, *map(dict, brief.uncited))]


def _noted(brief: Brief, item: str) -> Item:
    told = " ".join(filter(None, (brief.warning_of(item), *brief.since_of(item))))
    return {"note": told} if told else {}


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shown(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_shown(part) for part in value]
    return " ".join(visible(value).split()) if isinstance(value, str) else value


def put(text: str, out: Path, kind: str, wanted: int) -> tuple[str, ...]:
    """Write a citation file and read it back; WorldError unless it has `wanted` entries."""
    body = text.encode()
    out.write_bytes(body)
    count = len(worker.call("core.cite.formats.read:read", body, kind=kind)["entries"]) if wanted else 0
    if count != wanted:
        raise WorldError(
            f"The exported file was read back and holds {count} citations instead of {wanted}.",
            "Choose another format.",
        )
    return ()
