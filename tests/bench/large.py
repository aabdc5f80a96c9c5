"""Make a project of N pages and as many claims: what the benches of search and of the window work on.

    python tests/bench/large.py OUT N [CORPUS]

CORPUS is a folder with `anchoring/docs.json` and `pages/*/source.html` to take real paragraphs from; without it the words
are made up. The rows are written straight into the tables, past the journal, and every snapshot has the same small sealed
file of three answers under a name of its own (hard links): the folder, the rows, the texts and the index have the size of
the real thing; `verify` would rightly object.
"""

import datetime as dt
import io
import itertools
import json
import os
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.archive import Sealed, WarcWriter
from core.model import (
    Block,
    Claim,
    ClaimKind,
    Confidentiality,
    Method,
    PageQuality,
    PageVerdict,
    Resource,
    Snapshot,
    SnapshotText,
    Source,
    SourceKind,
    Status,
    new_id,
    now,
)
from core.project import Project
from core.store import rows

PAGE = 6600
BATCH = 1000
MOST_LINKS = 20_000  # a file system allows 65,000 names of one file
PER_PAGE = "https://stored.example/page"
FILES = (
    (PER_PAGE, "text/html"),
    ("https://stored.example/style.css", "text/css"),
    ("https://stored.example/a.png", "image/png"),
)
NEWEST = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


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
    for page in sorted(corpus.glob("pages/*/source.html")):
        found += re.findall(r"<p[^>]*>([^<]{80,})</p>", page.read_text(encoding="utf-8", errors="replace"))
    return [line for line in found if line.split()]


def pages(pool: Sequence[str], number: int) -> Iterator[str]:
    """Yield pages of about PAGE characters made of paragraphs drawn with a fixed seed."""
    rng = random.Random(7)
    for _ in range(number):
        lines: list[str] = []
        while sum(map(len, lines)) < PAGE:
            lines.append(rng.choice(pool))
        yield "\n\n".join(lines)[: PAGE + 200]


def fill(project: Project, pool: Sequence[str], number: int, claims: int = 0) -> None:
    """Write sources, snapshots, texts and claims into the tables; the index is not made."""
    first = project.path / "archive" / "first.warc.gz"
    db = project.store.db
    made = pages(pool, number)
    for start in range(0, number, BATCH):
        if start % MOST_LINKS == 0:
            first.unlink(missing_ok=True)
            sealed = _seal(first)
        batch = [
            _page(text, start + place, project, sealed) for place, text in enumerate(itertools.islice(made, BATCH))
        ]
        db.execute("BEGIN")
        for table, place in (("source", 0), ("snapshot", 1), ("snapshot_text", 2)):
            _insert(db, table, [page[place] for page in batch])
        _insert(db, "resource", [row for page in batch for row in page[3]])
        db.execute("COMMIT")
    rng = random.Random(5)
    statuses = tuple(Status)
    db.execute("BEGIN")
    for start in range(0, claims, BATCH):
        _insert(db, "claim", [_claim(rng, pool, statuses) for _ in range(min(BATCH, claims - start))])
    db.execute("COMMIT")
    first.unlink()


def _seal(path: Path) -> Sealed:
    with WarcWriter(path) as writer:
        for url, mime in FILES:
            body = b"x" * 4000
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {mime}\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.exchange(url, b"GET / HTTP/1.1\r\n\r\n", io.BytesIO(head.encode() + body), at=now())
        return writer.seal()


def _page(text: str, number: int, project: Project, sealed: Sealed) -> tuple[Any, ...]:
    url = f"https://site{number % 997}.example/{number}"
    source = Source(new_id(), SourceKind.WEB, url, text[:60], {"type": "webpage"})
    snapshot_id = new_id()
    warc = f"archive/{snapshot_id}.warc.gz"
    os.link(sealed.path, project.path / warc)
    captured = NEWEST - dt.timedelta(minutes=5 * number)
    snapshot = Snapshot(
        id=snapshot_id,
        source_id=source.id,
        url=url,
        final_url=PER_PAGE,
        captured_at=captured,
        method=Method.STATIC,
        mime="text/html",
        status=200,
        warc=warc,
        warc_sha256=sealed.sha256,
        warc_bytes=sealed.size,
        stored=3,
        failed=(),
        quality=PageQuality(PageVerdict.GOOD),
        assured=(),
    )
    kept = SnapshotText(new_id(), snapshot_id, "bench", text, "", (Block(0, len(text)),))
    resources = [_resource(snapshot_id, seq, item) for seq, item in enumerate(sealed.resources)]
    return rows.to_row(vars(source)), rows.snapshot_row(snapshot), rows.snapshot_text_row(kept), resources


def _resource(snapshot_id: str, seq: int, item: Resource) -> dict[str, Any]:
    return {"snapshot_id": snapshot_id, "seq": seq, **vars(item)}


def _claim(rng: random.Random, pool: Sequence[str], statuses: Sequence[Status]) -> dict[str, Any]:
    claim = Claim(
        new_id(),
        rng.choice(pool)[:140],
        ClaimKind.OTHER,
        rng.choice(statuses),
        "",
        None,
        "",
        "",
        Confidentiality.PUBLIC,
        "",
        now(),
    )
    return rows.to_row(vars(claim))


def _insert(db: Any, table: str, values: Sequence[dict[str, Any]]) -> None:
    if values:
        names = ", ".join(f'"{name}"' for name in values[0])
        sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values[0]))})"
        db.conn.executemany(sql, [tuple(row.values()) for row in values])


if __name__ == "__main__":
    with Project.create(Path(sys.argv[1])) as large:
        count = int(sys.argv[2])
        fill(large, paragraphs(Path(sys.argv[3]) if len(sys.argv) > 3 else None), count, count)
        large.rebuild_search()
