"""A citation style file of the user's own, checked before any program is given it."""

from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

BYTES = 2_000_000  # the largest style of the public repository has about 250,000
CSL = "{http://purl.org/net/xbiblio/csl}"


def check(path: Path) -> Path:
    """Return the path of a sound style: the file itself, or the style that a dependent one points at.

    InputError: not readable, not CSL, a parent that is not bundled, no citation layout, macros that are missing or call each other in a loop.
    """
    root = _parsed(path)
    if root.tag != f"{CSL}style":
        raise InputError(
            f"“{path.name}” is not a citation style (CSL).",
            "Styles are found at zotero.org/styles; save the .csl file.",
        )
    parent = _parent(root)
    if parent:
        return _parent_file(path, parent)
    if root.find(f"{CSL}citation/{CSL}layout") is None:
        raise InputError(
            f"The style “{path.name}” does not say how a citation is written.",
            "It lacks <citation><layout>: get a fresh copy.",
        )
    _check_macros(path, root)
    return path


def _parsed(path: Path) -> "_Element":
    from lxml import etree

    try:
        with path.open("rb") as file:
            body = file.read(BYTES + 1)
    except OSError as error:
        raise InputError(
            f"The style file “{path.name}” cannot be read: {error.strerror or error}.", "Check its place and its name."
        ) from error
    if len(body) > BYTES:
        raise InputError(f"“{path.name}” is too large for a citation style.", "Styles are found at zotero.org/styles.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"“{path.name}” is not a sound XML file: {error.msg}.", "Get a fresh copy of the style."
        ) from error


def _parent(root: "_Element") -> str:
    for link in root.iterfind(f"{CSL}info/{CSL}link"):
        if link.get("rel") == "independent-parent":
            return str(link.get("href") or "").rstrip("/").rsplit("/", 1)[-1]
    return ""


def _parent_file(path: Path, parent: str) -> Path:
    from core.cite.styles import bundled

    found = bundled(parent)
    if found is None:
        raise InputError(
            f"The style “{path.name}” only points at “{parent}”, which is not here.",
            "Get the .csl file of that style instead.",
        )
    return found


def _check_macros(path: Path, root: "_Element") -> None:
    calls = {
        str(macro.get("name")): {str(text.get("macro")) for text in macro.iter() if text.get("macro")}
        for macro in root.iterfind(f"{CSL}macro")
    }
    called = {str(node.get("macro")) for node in root.iter() if node.get("macro")}
    if called - set(calls):
        raise InputError(
            f"The style “{path.name}” uses a macro “{min(called - set(calls))}” that it lacks.",
            "Get a fresh copy of the style.",
        )
    if looping := _loop(calls):
        raise InputError(
            f"The macros of the style “{path.name}” call each other in a loop ({looping}).",
            "Get a fresh copy of the style.",
        )


def _loop(calls: dict[str, set[str]]) -> str:
    """Return the name of a macro that calls itself, at once or through others; nothing when none does (Kahn 1962)."""
    left = {name: set(called) for name, called in calls.items()}
    while ready := [name for name, called in left.items() if not called]:
        for name in ready:
            del left[name]
        for called in left.values():
            called.difference_update(ready)
    return min(left, default="")
