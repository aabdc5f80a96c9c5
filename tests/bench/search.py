"""Search at the size of an investigation: N pages of about 6.6 kB, beside plain FTS5 unicode61 on the same text, ripgrep and Xapian.

    python tests/bench/search.py N [CORPUS]

The project is made as `large.py` says. Pages are made of paragraphs drawn with a fixed seed, so the vocabulary is smaller
than life and common words commoner: times are pessimistic. Xapian is asked through a Python that has it (Debian:
python3-xapian), named by XAPIAN_PYTHON or /usr/bin/python3; what is not installed is skipped and said.
"""

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from large import PER_PAGE, fill, pages, paragraphs
from sqlcipher3 import dbapi2 as sqlite

from core.model import Block, Method, PageQuality, PageVerdict, Snapshot, SnapshotText, Source, SourceKind, new_id, now
from core.project import Project
from core.store import rows

ROUNDS = 200
PYTHON = os.environ.get("XAPIAN_PYTHON", "/usr/bin/python3")
SHOWN = 40  # hits that the window asks for while one types
XAPIAN = """
import sys, time, xapian
folder, target, words = sys.argv[1], sys.argv[2], sys.argv[3:]
began = time.perf_counter()
db = xapian.WritableDatabase(target, xapian.DB_CREATE_OR_OVERWRITE)
maker = xapian.TermGenerator()
import os
for name in os.listdir(folder):
    document = xapian.Document()
    maker.set_document(document)
    maker.index_text(open(os.path.join(folder, name), encoding="utf-8").read())
    db.add_document(document)
db.commit()
print(time.perf_counter() - began)
parser = xapian.QueryParser()
for word in words:
    began = time.perf_counter()
    asking = xapian.Enquire(db)
    asking.set_query(parser.parse_query(word))
    [match.docid for match in asking.get_mset(0, 50)]
    print(1000 * (time.perf_counter() - began))
"""


def add_page(project: Project, text: str) -> None:
    """Write a source, its snapshot and its text in one transaction, as a capture does."""
    url = f"https://more.example/{new_id()}"
    source = Source(new_id(), SourceKind.WEB, url, text[:60], {"type": "webpage"})
    snapshot = Snapshot(
        id=new_id(),
        source_id=source.id,
        url=url,
        final_url=url,
        captured_at=now(),
        method=Method.STATIC,
        mime="text/html",
        status=200,
        warc=f"archive/{source.id}.warc.gz",
        warc_sha256="",
        warc_bytes=0,
        stored=1,
        failed=(),
        quality=PageQuality(PageVerdict.GOOD),
        assured=(),
    )
    kept = SnapshotText(new_id(), snapshot.id, "bench", text, "", (Block(0, len(text)),))
    with project.store.transaction("Fill") as action:
        action.tx.insert("source", rows.to_row(vars(source)))
        action.tx.insert("snapshot", rows.snapshot_row(snapshot))
        action.tx.insert("snapshot_text", rows.snapshot_text_row(kept))


def plain(texts: Iterator[str], folder: Path) -> tuple[float, float, int]:
    """Build the peer: FTS5 unicode61 with external content over the same text; returns seconds, those of the processor, and bytes of the index."""
    db = sqlite.connect(folder / "plain.db")
    db.execute("CREATE TABLE page (id INTEGER PRIMARY KEY, text TEXT)")
    db.executemany("INSERT INTO page (text) VALUES (?)", ((text,) for text in texts))
    db.commit()
    before = (folder / "plain.db").stat().st_size
    began, busy = time.perf_counter(), time.process_time()
    db.execute("CREATE VIRTUAL TABLE found USING fts5 (text, content='page', content_rowid='id', tokenize='unicode61')")
    db.execute("INSERT INTO found (found) VALUES ('rebuild')")
    db.commit()
    seconds, used = time.perf_counter() - began, time.process_time() - busy
    db.close()
    return seconds, used, (folder / "plain.db").stat().st_size - before


def timed(call: Callable[[str], object], questions: list[str]) -> tuple[float, float, float]:
    """Return the median and the 95th percentile in milliseconds, and the latter of the processor's own."""
    taken, used = [], []
    for question in questions:
        began, busy = time.perf_counter(), time.process_time()
        call(question)
        taken.append(1000 * (time.perf_counter() - began))
        used.append(1000 * (time.process_time() - busy))
    return statistics.median(taken), p95(taken), p95(used)


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[int(0.95 * (len(values) - 1))]


def questions(pool: list[str]) -> dict[str, list[str]]:
    rng = random.Random(3)
    words = [rng.choice(rng.choice(pool).split()).strip(".,;:()“”\"'") or "the" for _ in range(ROUNDS)]
    phrases = []
    for _ in range(ROUNDS):
        line = rng.choice(pool).replace('"', "").split()
        start = rng.randrange(max(1, len(line) - 3))
        phrases.append(f'"{" ".join(line[start : start + 3])}"')
    return {"word": words, "phrase": phrases}


def index_bytes(project: Project) -> int:
    """Return what the index weighs: its words, its entries and its completions."""
    db = project.store.db
    words = db.execute("SELECT coalesce(sum(length(block)), 0) FROM search_data").fetchone()[0]
    sizes = "SELECT coalesce(sum(length(term) + 4), 0) FROM search_term"
    entries = "SELECT coalesce(sum(length(row_id) + length(site) + length(status) + 40), 0) FROM search_entry"
    return int(words + db.execute(sizes).fetchone()[0] + db.execute(entries).fetchone()[0])


def line(name: str, times: tuple[float, ...], limit: str = "") -> None:
    busy = f"   {times[2]:.2f} of processor" if len(times) > 2 else ""
    print(f"{name + ', ms median / p95':36}{times[0]:12.2f}{times[1]:12.2f}{limit:>14}{busy}", flush=True)


def report(number: int, corpus: Path | None, folder: Path) -> None:
    pool = paragraphs(corpus)
    with Project.create(folder / "bench.standfirst") as project:
        fill(project, pool, number)
        began, busy = time.perf_counter(), time.process_time()
        project.rebuild_search()
        built, used = time.perf_counter() - began, time.process_time() - busy
        plain_built, plain_used, plain_bytes = plain(pages(pool, number), folder)
        ours = index_bytes(project)
        print(f"{number} pages, {len(pool)} different paragraphs")
        print(f"{'':36}{'ours':>12}{'unicode61':>12}{'ratio':>14}")
        print(f"{'build, s':36}{built:12.1f}{plain_built:12.1f}{built / plain_built:14.2f}")
        print(f"{'  of it processor, s':36}{used:12.1f}{plain_used:12.1f}{used / plain_used:14.2f}")
        print(f"{'index, MB':36}{ours / 1e6:12.1f}{plain_bytes / 1e6:12.1f}{ours / plain_bytes:14.2f}", flush=True)
        asked = questions(pool)
        ask(project, pool, asked)
        read(project)
    others(pages(pool, number), asked["word"][:50], folder)
    opening(folder / "bench.standfirst")


def ask(project: Project, pool: list[str], asked: dict[str, list[str]]) -> None:
    typing = [word[:letters] for word in asked["word"] for letters in (1, 2, 3)]
    line("typing, 1 to 3 letters", timed(lambda text: project.search(text, limit=SHOWN, ranked=False), typing), "< 50")
    line("one word, ranked", timed(project.search, asked["word"]), "< 500")
    line("phrase, ranked", timed(project.search, asked["phrase"]), "< 50")
    typed = timed(lambda text: project.search(text, limit=SHOWN, ranked=False), asked["phrase"])
    line("phrase, newest first", typed, "< 50")
    line("one page more", timed(lambda text: add_page(project, text), list(pages(pool, 40))), "< 20")
    claims = [random.Random(place).choice(pool)[:150] for place in range(20)]
    line("evidence-for", timed(project.evidence_suggestions.for_claim, claims))


def read(project: Project) -> None:
    """Read one stored answer of snapshots drawn at random: the row, its file, its digest."""
    ids = random.Random(4).sample(_snapshots(project), ROUNDS)
    line("one resource read", timed(lambda one: project.snapshots.resource(one, PER_PAGE), ids), "< 5")


def _snapshots(project: Project) -> list[str]:
    sql = "SELECT snapshot_id FROM resource GROUP BY snapshot_id"
    return [row[0] for row in project.store.db.execute(sql).fetchall()]


def opening(folder: Path) -> None:
    began = time.perf_counter()
    with Project.open(folder) as project:
        project.sources.ids()
        print(f"{'open the project, s':36}{time.perf_counter() - began:12.2f}")


def others(texts: Iterator[str], words: list[str], folder: Path) -> None:
    """Ask ripgrep and Xapian the same words over the same texts as files."""
    target = folder / "texts"
    target.mkdir()
    for number, text in enumerate(texts):
        (target / f"{number}.txt").write_text(text, encoding="utf-8")
    if shutil.which("rg"):
        command = ["rg", "-liF", "--"]
        asked = lambda word: subprocess.run([*command, word, str(target)], capture_output=True, check=False)  # noqa: E731 - a name for the line below
        line("ripgrep, one word", timed(asked, words[:20])[:2])
    else:
        print("ripgrep is not installed: skipped")
    if not shutil.which(PYTHON):
        print(f"{PYTHON} is not there: Xapian skipped")
        return
    command = [PYTHON, "-c", XAPIAN, str(target), str(folder / "xapian"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"Xapian is not installed for {PYTHON}: skipped")
        return
    built, *taken = map(float, done.stdout.split())
    size = sum(path.stat().st_size for path in (folder / "xapian").iterdir())
    print(f"{'Xapian: build s, index MB':36}{built:12.1f}{size / 1e6:12.1f}")
    line("Xapian, one word, ranked", (statistics.median(taken), p95(taken)))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        report(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None, Path(scratch))
