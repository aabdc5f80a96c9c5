"""HTML as writing programs save it: their footnotes, comments and marked changes, in the words that pandoc's reader understands.

LibreOffice and Word write footnotes as links to divisions at the end, LibreOffice writes comments as comments of HTML.
"""

import html
import re
from typing import Any

from core.draft import nodes
from core.draft.nodes import Node

ANCHOR = re.compile(r"#(sdfootnote\d+|sdendnote\d+)sym|#_?(ftn\d+|edn\d+)")
PLACE = re.compile(r"sdfootnote\d+|sdendnote\d+|ftn\d+|edn\d+")
BACK = re.compile(r"#(?:sdfootnote|sdendnote)\d+anc|#_?(?:ftnref|ednref)\d+")
CHANGES = re.compile(rb"<(/?)(del|ins)\b([^>]{0,2000})>", re.IGNORECASE)
COMMENT = re.compile(rb"<!--(?!\[|\s*(?:Start|End)Fragment)(.{1,4000}?)-->", re.DOTALL)
OFFICE = re.compile(rb"<meta name=\"generator\" content=\"LibreOffice", re.IGNORECASE)
TABLE = re.compile(rb"<(/?)table\b", re.IGNORECASE)
MOST_TABLES_DEEP = 12  # beyond that pandoc's reader needs minutes
UNMARKED = "LibreOffice does not mark tracked changes in HTML: words that were deleted may stand in the text. Better save it as ODT or DOCX."


def prepared(data: bytes) -> bytes:
    """Return the page with marked changes, and LibreOffice's comments, as pandoc's reader keeps them."""
    data = CHANGES.sub(_change, data)
    if not OFFICE.search(data[:4096]):
        return data
    head, body, rest = data.partition(b"<body")
    return head + body + COMMENT.sub(_comment, rest)


def tables_deep(data: bytes) -> int:
    """Return how deep tables stand within tables."""
    deep = most = 0
    for closing in TABLE.findall(data):
        deep = max(0, deep - 1) if closing else deep + 1
        most = max(most, deep)
    return most


def with_footnotes(blocks: list[Node]) -> list[Node]:
    """Return the blocks with each footnote at its mark, and none at the end."""
    found: dict[str, list[Node]] = {}
    kept: list[Node] = _without(blocks, found)
    return _marked(kept, found) if found else blocks


def _change(found: re.Match[bytes]) -> bytes:
    closing, kind, _ = found.groups()
    if closing:
        return b"</span>"
    return b'<span class="deletion">' if kind.lower() == b"del" else b'<span class="insertion">'


def _comment(found: re.Match[bytes]) -> bytes:
    words = html.escape(html.unescape(found[1].decode("utf-8", "replace")).strip()).encode()
    return b'<span class="comment-start" id="at-%d">%s</span>' % (found.start(), words)


def _without(node: Any, found: dict[str, list[Node]]) -> Any:
    """Return a tree without the divisions that hold footnotes, which go to `found`."""
    if isinstance(node, list):
        return [_without(part, found) for part in node if not _is_note(part, found)]
    if isinstance(node, dict) and "c" in node:
        return {**node, "c": _without(node["c"], found)}
    return node


def _is_note(node: Any, found: dict[str, list[Node]]) -> bool:
    if not isinstance(node, dict) or node.get("t") != "Div" or not PLACE.fullmatch(str(node["c"][0][0])):
        return False
    found[node["c"][0][0]] = _unlinked(node["c"][1])
    return True


def _unlinked(node: Any) -> Any:
    """Return a footnote without the number that leads back."""
    if isinstance(node, list):
        return [
            _unlinked(part)
            for part in node
            if not (isinstance(part, dict) and part.get("t") == "Link" and BACK.fullmatch(str(part["c"][2][0])))
        ]
    if isinstance(node, dict) and "c" in node:
        return {**node, "c": _unlinked(node["c"])}
    return node


def _marked(node: Any, found: dict[str, list[Node]]) -> Any:
    """Return a tree with the links to footnotes as the footnotes themselves."""
    if isinstance(node, list):
        return [_marked(part, found) for part in node]
    if not isinstance(node, dict) or "c" not in node:
        return node
    anchor = ANCHOR.fullmatch(str(node["c"][2][0])) if node.get("t") == "Link" else None
    name = (anchor[1] or anchor[2]) if anchor else ""
    return nodes.note(found[name]) if name in found else {**node, "c": _marked(node["c"], found)}
