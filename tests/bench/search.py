"""Search at the size of an investigation: N pages of about 6.6 kB, beside plain FTS5 unicode61 on the same text and ripgrep.

    python tests/bench/search.py N [CORPUS]

CORPUS is a folder with `anchoring/docs.json` and `pages/*/source.html` to take real paragraphs from; without it the words
are made up. Pages are made of paragraphs drawn with a fixed seed, so the vocabulary is smaller than life and common words
commoner: times are pessimistic.
"""

import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from core.model import Block, Method, PageQuality, PageVerdict, Snapshot, SnapshotText, Source, SourceKind, new_id, now
from core.project import Project
from core.store import rows
from core.store.connection import sqlite

PAGE = 6600
ROUNDS = 200
BATCH = 500


def paragraphs(corpus: Path | None) -> list[str]:
    """Return real paragraphs of the corpus in all its languages, or made-up ones."""
    if corpus is None:
        rng = random.Random(1)
        made = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 9))) for _ in range(20_000)]
        return [" ".join(rng.choices(made, k=60)) for _ in range(5000)]
    found: list[str] = []
    documents = json.loads((corpus / "anchoring" / "docs.json").read_text(encoding="utf-8"))
    values = documents.values() if isinstance(documents, dict) else documents
    for document in values:
        texts = [
            part for part in (document.values() if isinstance(document, dict) else [document]) if isinstance(part, str)
        ]
        found += [line for text in texts for line in text.split("\n") if len(line.strip()) > 60]
    for page in corpus.glob("pages/*/source.html"):
        found += re.findall(r"<p[^>]*>([^<]{80,})</p>", page.read_text(encoding="utf-8", errors="replace"))
    return [line for line in found if line.split()]


def pages(pool: list[str], number: int) -> Iterator[str]:
    rng = random.Random(7)
    for _ in range(number):
        lines: list[str] = []
        while sum(map(len, lines)) < PAGE:
            lines.append(rng.choice(pool))
        yield "\n\n".join(lines)[: PAGE + 200]


def fill(project: Project, texts: Iterator[str]) -> float:
    """Write a source with a snapshot and its text for each page; returns the seconds taken."""
    began = time.perf_counter()
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == BATCH:
            _write(project, batch)
            batch.clear()
    _write(project, batch)
    return time.perf_counter() - began


def _write(project: Project, batch: list[str]) -> None:
    with project.store.transaction("Fill") as action:
        for text in batch:
            add_page(action.tx, text)


def add_page(tx, text: str) -> str:
    url = f"https://site{hash(text) % 997}.example/{new_id()}"
    source = Source(new_id(), SourceKind.WEB, url, text[:60], {"type": "webpage"})
    tx.insert("source", rows.to_row(vars(source)))
    snapshot = Snapshot(
        id=new_id(), source_id=source.id, url=url, final_url=url, captured_at=now(), method=Method.STATIC, mime="text/html",
        status=200, warc=f"archive/{source.id}.warc.gz", warc_sha256="", warc_bytes=0, stored=1, failed=(),
        quality=PageQuality(PageVerdict.GOOD), assurance="",
    )  # fmt: skip
    tx.insert("snapshot", rows.snapshot_row(snapshot))
    kept = SnapshotText(new_id(), snapshot.id, "bench", text, "", (Block(0, len(text)),))
    tx.insert("snapshot_text", rows.snapshot_text_row(kept))
    return source.id


def plain(texts: Iterator[str], folder: Path) -> tuple[float, int]:
    """Build the peer: FTS5 unicode61 with external content over the same text; returns seconds and bytes of the index."""
    db = sqlite.connect(folder / "plain.db")
    db.execute("CREATE TABLE page (id INTEGER PRIMARY KEY, text TEXT)")
    db.executemany("INSERT INTO page (text) VALUES (?)", ((text,) for text in texts))
    db.commit()
    before = (folder / "plain.db").stat().st_size
    began = time.perf_counter()
    db.execute("CREATE VIRTUAL TABLE found USING fts5 (text, content='page', content_rowid='id', tokenize='unicode61')")
    db.execute("INSERT INTO found (found) VALUES ('rebuild')")
    db.commit()
    seconds = time.perf_counter() - began
    db.close()
    return seconds, (folder / "plain.db").stat().st_size - before


def timed(call: Callable[[str], object], questions: list[str]) -> tuple[float, float]:
    """Return the median and the 95th percentile in milliseconds."""
    taken = []
    for question in questions:
        began = time.perf_counter()
        call(question)
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken), sorted(taken)[int(0.95 * (len(taken) - 1))]


def questions(pool: list[str]) -> dict[str, list[str]]:
    rng = random.Random(3)
    words = [rng.choice(rng.choice(pool).split()).strip(".,;:()“”\"'") or "the" for _ in range(ROUNDS)]
    phrases = []
    for _ in range(ROUNDS):
        line = rng.choice(pool).replace('"', "").split()
        start = rng.randrange(max(1, len(line) - 3))
        phrases.append(f'"{" ".join(line[start : start + 3])}"')
    return {"typing": [word[:3] for word in words], "word": words, "phrase": phrases}


def index_bytes(project: Project) -> int:
    sql = "SELECT coalesce(sum(length(block)), 0) FROM search_data"
    return int(project.store.db.execute(sql).fetchone()[0])


def report(number: int, corpus: Path | None, folder: Path) -> None:
    pool = paragraphs(corpus)
    with Project.create(folder / "bench.standfirst") as project:
        fill(project, pages(pool, number))
        began = time.perf_counter()
        project.rebuild_search()
        built = time.perf_counter() - began
        plain_built, plain_bytes = plain(pages(pool, number), folder)
        ours = index_bytes(project)
        print(f"{number} pages of ~{PAGE} characters, {len(pool)} different paragraphs")
        print(f"{'':28}{'ours':>12}{'unicode61':>12}{'ratio':>8}")
        print(f"{'build, s':28}{built:12.1f}{plain_built:12.1f}{built / plain_built:8.2f}")
        print(f"{'index, MB':28}{ours / 1e6:12.1f}{plain_bytes / 1e6:12.1f}{ours / plain_bytes:8.2f}")
        asked = questions(pool)
        for name, ranked in (("typing", False), ("word", True), ("phrase", True)):
            median, p95 = timed(lambda text, ranked=ranked: project.search(text, ranked=ranked), asked[name])
            print(f"{name + ', ms median / p95':28}{median:12.1f}{p95:12.1f}")
        began = time.perf_counter()
        for text in pages(pool, 20):
            _write(project, [text])
        print(f"{'one page more, ms':28}{1000 * (time.perf_counter() - began) / 20:12.1f}")
        median, p95 = timed(project.suggesting.for_claim, [random.Random(9).choice(pool)[:150] for _ in range(20)])
        print(f"{'evidence-for, ms':28}{median:12.1f}{p95:12.1f}")
    compare_ripgrep(pages(pool, number), asked["word"][:20], folder)


def compare_ripgrep(texts: Iterator[str], words: list[str], folder: Path) -> None:
    if not shutil.which("rg"):
        print("ripgrep is not installed: skipped")
        return
    target = folder / "texts"
    target.mkdir()
    for number, text in enumerate(texts):
        (target / f"{number}.txt").write_text(text, encoding="utf-8")
    median, p95 = timed(
        lambda word: subprocess.run(["rg", "-liF", "--", word, str(target)], capture_output=True, check=False), words
    )
    print(f"{'ripgrep, ms median / p95':28}{median:12.1f}{p95:12.1f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        report(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None, Path(scratch))
