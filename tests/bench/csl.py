"""How many of the CSL processor test-suite's human tests our citation engine answers letter for letter.

    python tests/bench/csl.py SUITE.json [NAME-PREFIX]      (a prefix prints the differences of those tests)

Each test goes through the product's own door to pandoc's citeproc, as a document of citations with a bibliography, and the
resulting tree is written as the suite writes HTML. Compared as text too: without mark-up. The peers' figures are theirs:
citeproc-js 2.4.63 answers 837 of the 845 (99.1 %), citeproc-py 0.11.1 477 (56.4 %).
"""

import html
import json
import re
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.errors import StandfirstError
from core.export.document import pandoc
from core.export.document.pandoc_ast import Node, div, document, note, para

LABELS = {
    "book": "bk.",
    "chapter": "chap.",
    "column": "col.",
    "figure": "fig.",
    "folio": "fol.",
    "issue": "no.",
    "line": "l.",
    "note": "n.",
    "opus": "op.",
    "page": "p.",
    "paragraph": "para.",
    "part": "pt.",
    "section": "sec.",
    "sub-verbo": "s.v.",
    "sub verbo": "s.v.",
    "verse": "v.",
    "volume": "vol.",
}
WRAP = {
    "Emph": "<i>{}</i>",
    "Strong": "<b>{}</b>",
    "Superscript": "<sup>{}</sup>",
    "Subscript": "<sub>{}</sub>",
    "SmallCaps": '<span style="font-variant:small-caps;">{}</span>',
    "Underline": '<span style="text-decoration:underline;">{}</span>',
    "Strikeout": "<s>{}</s>",
}
STYLED = {
    "csl-no-emph": "font-style:normal;",
    "csl-no-strong": "font-weight:normal;",
    "csl-no-smallcaps": "font-variant:normal;",
}
PEERS = {"citeproc-js 2.4.63": 837, "citeproc-py 0.11.1": 477}


def cluster(items: list[dict[str, object]]) -> Node:
    return {"t": "Cite", "c": [[one_cite(item) for item in items], [{"t": "Str", "c": "?"}]]}


def one_cite(item: dict[str, object]) -> dict[str, object]:
    locator = (
        f"{{{LABELS.get(str(item.get('label') or 'page'), 'p.')} {item['locator']}}}" if item.get("locator") else ""
    )
    mode = (
        "SuppressAuthor"
        if item.get("suppress-author")
        else "AuthorInText"
        if item.get("author-only")
        else "NormalCitation"
    )
    suffix = [*marked(locator), *marked(str(item.get("suffix") or ""))]
    prefix = marked(str(item.get("prefix") or ""))
    return {
        "citationId": str(item["id"]),
        "citationPrefix": prefix,
        "citationSuffix": suffix,
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def marked(text: str) -> list[Node]:
    found = re.fullmatch(r"<i>(.*)</i>(.*)", text)
    if found:
        return [{"t": "Emph", "c": marked(found[1])}, *marked(found[2])]
    return [{"t": "Space"} if part == " " else {"t": "Str", "c": part} for part in re.split("( )", text) if part]


def clusters(test: dict[str, object]) -> list[list[dict[str, object]]]:
    if test.get("CITATIONS"):
        return [citation[0]["citationItems"] for citation in test["CITATIONS"]]
    return test.get("CITATION-ITEMS") or [[{"id": item.get("id", "?")} for item in test["INPUT"]]]


def written(nodes: object) -> str:
    if isinstance(nodes, list):
        return "".join(written(node) for node in nodes)
    kind, content = nodes["t"], nodes.get("c")
    if kind == "Str":
        return content.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;")
    if kind in WRAP:
        return WRAP[kind].format(written(content))
    inner = {"Link": 1, "Cite": 1}.get(kind)
    if inner:
        return written(content[inner])
    return written(content) if kind in {"Para", "Plain", "Note"} else grouped(kind, content)


def grouped(kind: str, content: list[object]) -> str:
    if kind not in {"Span", "Div"}:
        return " " if kind in {"Space", "SoftBreak"} else ""
    (_, classes, _), inner = content
    name = next(
        (name for name in classes if name in {"csl-left-margin", "csl-right-inline", "csl-indent", "csl-block"}), ""
    )
    if name:
        return f'<div class="{name}">{written(inner)}</div>'
    style = next((STYLED[one] for one in classes if one in STYLED), "")
    return f'<span style="{style}">{written(inner)}</span>' if style else written(inner)


def answer(test: dict[str, object], folder: Path) -> str:
    style, items = folder / f"{test['_name']}.csl", folder / f"{test['_name']}.json"
    style.write_text(test["CSL"], encoding="utf-8")
    items.write_text(json.dumps([{**item, "id": str(item.get("id", "?"))} for item in test["INPUT"]]), encoding="utf-8")
    tree = document([*[para(note([para(cluster(found))])) for found in clusters(test)], div([], key="refs")], {})
    out = pandoc.run(
        pandoc.encoded(tree), "--from=json", "--to=json", "--citeproc", f"--csl={style}", f"--bibliography={items}"
    )
    blocks = json.loads(out)["blocks"]
    refs = next((block["c"][1] for block in blocks if block["t"] == "Div" and block["c"][0][0] == "refs"), [])
    if test["MODE"] == "bibliography":
        entries = "".join(f'  <div class="csl-entry">{entry(one)}</div>\n' for one in refs)
        return f'<div class="csl-bib-body">\n{entries}</div>'
    return "\n".join(written(block["c"]) for block in blocks if block["t"] == "Para")


def entry(block: Node) -> str:
    text = written(block["c"][1])
    return f"\n    {text}\n  " if text.startswith('<div class="csl-') else text


def expected(test: dict[str, object]) -> str:
    """The suite marks which earlier citations changed (`>>[0] `); the marks are no part of the citation."""
    return re.sub(r"(?m)^(>>|\.\.)\[\d+\] ", "", test["RESULT"]).strip()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def plain(text: str) -> str:
    return squeezed(re.sub(r"<[^>]+>", "", text))


def outcome(test: dict[str, object], folder: Path) -> tuple[str, str, str]:
    try:
        got = answer(test, folder)
    except StandfirstError as error:
        return "failed", str(error), expected(test)
    want = expected(test)
    if squeezed(got) == squeezed(want):
        return "exact", got, want
    if plain(got) == plain(want):
        return "text", got, want
    return ("case" if plain(got).casefold() == plain(want).casefold() else "differs"), got, want


def main() -> None:
    suite = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    chosen = sys.argv[2] if len(sys.argv) > 2 else None
    suite = [test for test in suite if chosen is None or test["_name"].startswith(chosen)]
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda test: outcome(test, Path(folder)), suite))
    seconds = time.perf_counter() - began
    if chosen is not None:
        for test, (kind, got, want) in zip(suite, found, strict=True):
            if kind != "exact":
                print(f"--- {test['_name']} ({kind})\nwant {want}\ngot  {got}")
    report(suite, Counter(kind for kind, _, _ in found), found, seconds)


def report(
    suite: list[dict[str, object]], kinds: Counter[str], found: list[tuple[str, str, str]], seconds: float
) -> None:
    total = len(suite)
    print(f"{total} tests in {seconds:.1f} s")
    print(f"{'ours, letter for letter':32} {kinds['exact']:>5} {100 * kinds['exact'] / total:6.1f} %")
    print(
        f"{'ours, the text without mark-up':32} {kinds['exact'] + kinds['text']:>5} {100 * (kinds['exact'] + kinds['text']) / total:6.1f} %"
    )
    print(f"{'only letter case differs':32} {kinds['case']:>5}")
    print(f"{'refused':32} {kinds['failed']:>5}")
    for peer, right in PEERS.items():
        print(f"{peer:32} {right:>5} {100 * right / 845:6.1f} %   ratio {kinds['exact'] / total / (right / 845):.2f}")
    groups = Counter(test["_name"].split("_")[0] for test in suite)
    missed = Counter(
        test["_name"].split("_")[0] for test, (kind, _, _) in zip(suite, found, strict=True) if kind != "exact"
    )
    print("missed by category:", ", ".join(f"{name} {number}/{groups[name]}" for name, number in missed.most_common()))


if __name__ == "__main__":
    main()
