"""`verify` of a project beside `sha256sum` of the same sealed files in the same run, and the reading of one resource: `verify.py N`.

N snapshots of one page and 14 pictures each are sealed and listed, then checked. Bodies are random bytes of the sizes pages have
(a page of 60 kB of words, pictures of 2 to 120 kB). The page cache is warm for both. Aim: a ratio of 0.5; a resource in 5 ms (p95).
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from core.archive import read_record  # noqa: E402 - the path is set first
from core.project import Project  # noqa: E402 - the path is set first
from tests.data.sealing import Page, seal  # noqa: E402 - the path is set first

PICTURES, READS, AIM, AIM_MS = 14, 500, 0.5, 5.0
SIZES = (2_000, 8_000, 20_000, 40_000, 120_000)
WORDS = [
    "the",
    "council",
    "voted",
    "for",
    "a",
    "bridge",
    "over",
    "the",
    "river",
    "and",
    "paid",
    "four",
    "million",
    "crowns",
    "after",
    "debate",
    "in",
    "May",
]


def fill(project: Project, number: int) -> None:
    for count in range(number):
        chance = random.Random(count)
        words = " ".join(chance.choices(WORDS, k=11_000))
        page = Page(f"http://paper.example/{count}", f"<title>Page {count}</title><p>{words}</p>".encode())
        pictures = [
            Page(f"http://paper.example/{count}/{n}.png", chance.randbytes(chance.choice(SIZES)), "image/png")
            for n in range(PICTURES)
        ]
        seal(project, page, *pictures)


def reads(project: Project) -> list[float]:
    chance, snapshots, took = random.Random(1), project.snapshots.all(), list[float]()
    for _ in range(READS):
        snapshot = chance.choice(snapshots)
        start = time.perf_counter()
        listed = chance.choice(project.snapshots.resources(snapshot.id))
        read_record(project.path / snapshot.warc, listed)
        took.append((time.perf_counter() - start) * 1000)
    return took


def main() -> None:
    number = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as name, Project.create(Path(name) / "Bench.standfirst", "Bench") as project:
        fill(project, number)
        files = sorted(str(path) for path in (project.path / "archive").glob("*.warc.gz"))
        size = sum(Path(path).stat().st_size for path in files) / 1e6
        subprocess.run(["sha256sum", *files], check=True, stdout=subprocess.DEVNULL)
        start = time.perf_counter()
        subprocess.run(["sha256sum", *files], check=True, stdout=subprocess.DEVNULL)
        peer = time.perf_counter() - start
        start = time.perf_counter()
        found = project.verify()
        ours = time.perf_counter() - start
        took = reads(project)
    said = "; ".join({problem.what for problem in found.problems}) or "nothing"  # files made here have no capture log
    print(f"{number} snapshots, {size:.0f} MB sealed, {found.checked} items checked; found: {said}")
    print(f"sha256sum {size / peer:8.0f} MB/s")
    print(f"verify    {size / ours:8.0f} MB/s   ratio {peer / ours:.2f} (aim {AIM})")
    print(
        f"a resource p50 {statistics.median(took):.2f} ms, p95 {statistics.quantiles(took, n=20)[-1]:.2f} ms (aim {AIM_MS})"
    )


if __name__ == "__main__":
    main()
