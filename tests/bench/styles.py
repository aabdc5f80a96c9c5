"""How many entries of our bibliographies are those of citeproc-js, letter for letter: 33 styles × 25 sources.

    python tests/bench/styles.py CITEPROC_JS LOCALES [STYLE]      (a style prints its differences)

CITEPROC_JS is the module's file (`citeproc_commonjs.js`, run by node), LOCALES a folder of the CSL locales. The peer is
given each item as it is; ours goes through the product's door. Compared as text without mark-up.
"""

import html
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.cite import styles
from core.export.document.citations import PREFIX, resolved, spoken, supplemented
from core.export.document.pandoc_ast import (
    Inlines,
    Node,
    attributes,
    cite,
    div,
    document,
    exchanged,
    flat,
    note,
    para,
    text_of,
    words,
)
from core.export.document.titles import references
from tests.data.works import WORKS

NUMBER = re.compile(r"^\[?\d{1,2}[\].]{1,2} ")  # of an entry: the order of the list is not compared
_STYLES = (
    "apa chicago-author-date chicago-notes-bibliography modern-language-association harvard-cite-them-right ieee "
    "american-medical-association nlm-citation-sequence nature science cell elsevier-harvard elsevier-with-titles "
    "springer-basic-author-date american-chemical-society american-sociological-association "
    "american-political-science-association american-anthropological-association bmj the-lancet "
    "nlm-name-year plos frontiers taylor-and-francis-harvard-x sage-harvard "
    "mhra-notes oscola mcgill-en iso690-author-date-en gost-r-7-0-5-2008 "
    "china-national-standard-gb-t-7714-2015-numeric deutsche-gesellschaft-fur-psychologie din-1505-2"
)
STYLES = _STYLES.split()
SCRIPT = """
const CSL = require(process.argv[1]), fs = require('fs');
const {style, items, locales} = JSON.parse(fs.readFileSync(0, 'utf8'));
const engine = new CSL.Engine({
  retrieveLocale: code => { const file = `${locales}/locales-${code}.xml`; return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : false; },
  retrieveItem: id => JSON.parse(JSON.stringify(items.find(item => item.id === id))),
}, style);
engine.updateItems(items.map(item => item.id));
const made = engine.makeBibliography();
console.log(JSON.stringify(made ? made[1] : []));
"""


def peer(style: Path, module: str, locales: str) -> list[str]:
    given = json.dumps({"style": style.read_text(encoding="utf-8"), "items": WORKS, "locales": locales})
    done = subprocess.run(["node", "-e", SCRIPT, module], input=given, capture_output=True, text=True, check=True)
    return [plain(text) for text in json.loads(done.stdout.splitlines()[-1])]


def plain(text: str) -> str:
    bare = re.sub(r"</?[a-z][^>]*>", "", html.unescape(re.sub(r"</div>\s*<div", "</div> <div", text)))
    return NUMBER.sub("", re.sub(r"\s+", " ", bare).strip(), count=1)


def ours(name: str) -> dict[str, tuple[str, str]]:
    """Return each entry as the engine has it, and with what we add for readers."""
    items = {str(work["id"]): {key: value for key, value in work.items() if key != "id"} for work in WORKS}
    cites = para(note([para(*(cite(key) for key in items))]))
    metadata = {"references": references(items), **spoken(name, "")}
    refs = resolved(document([cites, div([], key="refs")], metadata), name)[-1]["c"][1]
    bare = {one["c"][0][0].removeprefix(PREFIX): flat(one) for one in refs}
    full = {key: supplemented(entry, items[key]) for key, entry in bare.items()}
    return {key: (as_text(bare[key]), as_text(full[key])) for key in bare}


def as_text(entry: Inlines) -> str:
    return plain("".join(text_of(exchanged(entry, "Quoted", quoted))))


def quoted(node: Node) -> Node:
    (kind, inner) = node["c"]
    left, right = ("‘", "’") if kind["t"] == "SingleQuote" else ("“", "”")
    return {"t": "Span", "c": [attributes(), [*words(left), *exchanged(inner, "Quoted", quoted), *words(right)]]}


def main() -> None:
    module, locales = sys.argv[1:3]
    chosen = sys.argv[3:] or STYLES
    same, bare, total, missed = Counter(), 0, 0, Counter()
    for name in chosen:
        path = styles.find(name)
        with styles.prepared(path) as named:
            theirs = peer(named, module, locales)
        own = ours(name)
        total += len(theirs)
        engine, full = ({texts[at] for texts in own.values()} for at in range(2))
        same[name] = sum(text in full for text in theirs)
        bare += sum(text in engine for text in theirs)
        odd = {key: texts[1] for key, texts in own.items() if texts[1] and texts[1] not in theirs}
        missed.update(odd.keys())
        if sys.argv[3:]:
            print(*(f"  js   {text}" for text in theirs if text not in full), sep="\n")
            print(*(f"  ours {text}" for text in odd.values()), sep="\n")
        print(f"{name:50} {same[name]:3} of {len(theirs)}", flush=True)
    print(f"{sum(same.values())} of {total} entries the same ({100 * sum(same.values()) / total:.1f} %)")
    print(f"{bare} of {total} before what we add for readers ({100 * bare / total:.1f} %)")
    print("differing by source:", ", ".join(f"{key} {number}" for key, number in missed.most_common() if number))


if __name__ == "__main__":
    main()
