"""Validate a user's citation style file before any program reads it."""

from collections import Counter
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

from core import files
from core.cite.style_files import bundled
from core.errors import InputError
from core.security import limits, xml_parsing

if TYPE_CHECKING:
    from lxml.etree import _Element

CALLS = 1_000_000  # macro calls, expanded; Chicago's style takes 225,000
LAYOUTS = ("citation", "bibliography")
CSL = "{http://purl.org/net/xbiblio/csl}"


def check(path: Path) -> Path:
    """Return the path of a valid style: the file itself, or the parent of a dependent style.

    InputError when it is unreadable, not UTF-8 or not CSL, its parent is not bundled, it has no citation layout, or
    macros are missing or recursive.
    """
    root = _parsed(path)
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(
            f"“{path.name}” declares XML entities, which no citation style does.", "Get a fresh copy of the style."
        )
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
        body = files.read(path, limits.STYLE_BYTES)
    except OSError as error:
        raise InputError(
            f"The style file “{path.name}” cannot be read: {error.strerror or error}.", "Check its place and its name."
        ) from error
    try:
        root = xml_parsing.root_of(body)
        body.decode()
    except UnicodeDecodeError as error:  # valid XML, but the citation engine reads UTF-8 only
        raise InputError(f"“{path.name}” is not written in UTF-8.", "Save it as UTF-8, or get a fresh copy.") from error
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"“{path.name}” is not a valid XML file: {error.msg}.", "Get a fresh copy of the style."
        ) from error
    return root


def _parent(root: "_Element") -> str:
    for link in root.iterfind(f"{CSL}info/{CSL}link"):
        if link.get("rel") == "independent-parent":
            return str(link.get("href") or "").rstrip("/").rsplit("/", 1)[-1]
    return ""


def _parent_file(path: Path, parent: str) -> Path:
    file = bundled(parent)
    if file is None:
        raise InputError(
            f"The style “{path.name}” only points at “{parent}”, which is not here.",
            "Get the .csl file of that style instead.",
        )
    return file


def _check_macros(path: Path, root: "_Element") -> None:
    calls = {
        str(macro.get("name")): Counter(str(text.get("macro")) for text in macro.iter() if text.get("macro"))
        for macro in root.iterfind(f"{CSL}macro")
    }
    called = {str(node.get("macro")) for node in root.iter() if node.get("macro")}
    whole = Counter(str(node.get("macro")) for part in LAYOUTS for node in root.iterfind(f"{CSL}{part}//*[@macro]"))
    if called - set(calls):
        raise InputError(
            f"The style “{path.name}” uses a macro “{min(called - set(calls))}” that it lacks.",
            "Get a fresh copy of the style.",
        )
    if _calls(path, calls, whole) > CALLS:
        raise InputError(
            f"The macros of the style “{path.name}” call each other so often that a citation would take forever.",
            "Get a fresh copy of the style.",
        )


def _calls(path: Path, calls: Mapping[str, Counter[str]], called: Counter[str]) -> int:
    """Return the number of expanded macro calls; InputError for recursive macros."""
    sizes: dict[str, int] = {}
    try:
        for name in TopologicalSorter({name: set(often) for name, often in calls.items()}).static_order():
            sizes[name] = 1 + sum(often * sizes[other] for other, often in calls[name].items())
    except CycleError as error:
        raise InputError(
            f"The macros of the style “{path.name}” call each other in a loop ({error.args[1][0]}).",
            "Get a fresh copy of the style.",
        ) from error
    return sum(often * sizes[name] for name, often in called.items())
