"""The document with its citations written: citeproc's work, with our archive data put after each bibliography entry.

Styles leave interviews, posts and the like out of the bibliography; an entry in plain words keeps them.
"""

from collections.abc import Mapping
from typing import Any

from core.cite import styles
from core.export import pandoc
from core.export.document import tree
from core.export.exhibits import ENTRY, copies
from core.export.nodes import Node, attributes, div, flat, para, spans, words
from core.export.parts import Brief, SourcePart

PREFIX = "ref-"


def resolved(brief: Brief) -> Node:
    """Return the document tree of a brief with every citation resolved."""
    document = pandoc.resolve(tree(brief), styles.find(brief.style))
    document["meta"].pop("references", None)
    document["meta"].pop("nocite", None)
    refs = next((block for block in document["blocks"] if block["t"] == "Div" and block["c"][0][0] == "refs"), None)
    entries = {entry["c"][0][0].removeprefix(PREFIX): entry for entry in (refs["c"][1] if refs else ())}
    for source in brief.sources:
        entries.setdefault(source.item, _plain_entry(source, brief.items[source.item]))
    _fill(document["blocks"], entries)
    if refs is not None:
        refs["c"] = [["refs", ["references"], []], _bibliography(entries, brief)]
    return document


def _fill(blocks: list[Node], entries: Mapping[str, Node]) -> None:
    """Write the bibliography entry of a source where an exhibit names it."""
    for place in spans(blocks, ENTRY):
        entry = entries[place["c"][0][0].partition("-of-")[2]]
        place["c"] = [attributes(classes=[ENTRY]), [node for block in entry["c"][1] for node in flat(block)]]


def _bibliography(entries: Mapping[str, Node], brief: Brief) -> list[Node]:
    by_item = {source.item: source for source in brief.sources}
    return [_with_copies(entry, by_item[item]) for item, entry in entries.items() if item in by_item]


def _with_copies(entry: Node, source: SourcePart) -> Node:
    (key, classes, _), blocks = entry["c"]
    return div([*blocks, *copies(source)], *classes, key=key)


def _plain_entry(source: SourcePart, item: Mapping[str, Any]) -> Node:
    """Write an entry in plain words for a source that the style leaves out."""
    people = [_person(person) for person in item.get("author") or ()]
    parts = [
        ", ".join(people),
        str(item.get("title") or source.title),
        str(item.get("container-title") or ""),
        source.url,
    ]
    return div(
        [para(*words(". ".join(part for part in parts if part) + "."))], "csl-entry", key=f"{PREFIX}{source.item}"
    )


def _person(person: Mapping[str, str]) -> str:
    return person.get("literal") or " ".join(part for part in (person.get("given"), person.get("family")) if part)
