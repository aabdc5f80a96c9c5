"""File names of exports."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from core.export.registry import find
from core.model import Edition
from core.security.names import safe_name


def file_name(title: str, edition: Edition, suffix: str) -> str:
    """Return a descriptive file name: “Story (public).pdf”."""
    return f"{safe_name(title) or 'Brief'} ({edition}){suffix}"


def targets(out: Path, names: Iterable[str], *, whole: bool = False) -> Mapping[str, Path]:
    """Return a path per format, all beside `out` and named like it; equal suffixes get the format's name.

    A single format is written to `out` itself, unless `out` is the `whole` name without a suffix. InputError for an
    unknown format.
    """
    wanted = list(dict.fromkeys(names))
    exporters = [find(name) for name in wanted]
    if len(exporters) == 1 and not whole:
        return {wanted[0]: out}
    suffixes = {exporter.suffix for exporter in exporters}
    base = out.with_suffix("") if out.suffix in suffixes and not whole else out
    paths: dict[str, Path] = {}
    for exporter in exporters:
        place = base.with_name(f"{base.name}{exporter.suffix}")
        taken = place in paths.values()
        paths[exporter.name] = base.with_name(f"{base.name} {exporter.name}{exporter.suffix}") if taken else place
    return paths
