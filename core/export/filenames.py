"""File names of exports."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from core.export.registry import EXPORTERS, find
from core.export.report.format import Exporter
from core.model import Edition
from core.security.names import safe_name


def file_name(title: str, edition: Edition, suffix: str) -> str:
    """Return a descriptive file name: “Story (public).pdf”."""
    return f"{safe_name(title) or 'Brief'} ({edition}){suffix}"


def targets(out: Path, names: Iterable[str], *, whole: bool = False) -> Mapping[str, Path]:
    """Return a path per format, all beside `out` and named like it; equal suffixes get the format's name.

    A single format is written to `out` itself, unless `out` is the `whole` name without a suffix: then each format has a name that
    no other has, also in another call, and one that is not in use. InputError for an unknown format.
    """
    wanted = list(dict.fromkeys(names))
    exporters = [find(name) for name in wanted]
    suffixes = {exporter.suffix for exporter in exporters}
    if len(exporters) == 1 and not whole:
        return {wanted[0]: out}
    if whole:
        return {exporter.name: free_place(out.parent, _own_name(out.name, exporter)) for exporter in exporters}
    base = out.with_suffix("") if out.suffix in suffixes else out
    paths: dict[str, Path] = {}
    for exporter in exporters:
        place = base.with_name(f"{base.name}{exporter.suffix}")
        taken = place in paths.values()
        paths[exporter.name] = base.with_name(f"{base.name} {exporter.name}{exporter.suffix}") if taken else place
    return paths


def free_place(folder: Path, name: str, suffixes: Iterable[str] = ()) -> Path:
    """Return an unused path in a folder, whose name is also unused with each of these suffixes."""
    first, endings = folder / name, tuple(suffixes)
    path, number = first, 2
    while path.exists() or any(path.with_name(path.stem + ending).exists() for ending in endings):
        path = folder / f"{first.stem} {number}{first.suffix}"
        number += 1
    return path


def _own_name(base: str, exporter: Exporter) -> str:
    """Return the name of a file, with the format's name unless it is the first with its suffix."""
    first = next(one for one in EXPORTERS if one.suffix == exporter.suffix)
    return f"{base}{exporter.suffix}" if first is exporter else f"{base} {exporter.name}{exporter.suffix}"
