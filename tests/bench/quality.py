"""The page quality check on labelled pages: precision and recall of “not good” with Wilson's 95 % intervals, and every miss.

    python tests/bench/quality.py [DIR…]

A DIR has `truth.jsonl` with `file`, `expected` (“good” or “not good”), `kind`, `status`, `asked` and `final`; or `truth.jsonl` with
`file` and `url` of real pages that are all taken for good; or NAME/source.html, taken for good too. Of real pages those of the
half of the sites that the model was not fitted on are told apart. No row is left out.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from core.capture.quality import judge, signals  # noqa: E402 - the path is set first
from core.model import PageVerdict  # noqa: E402 - the path is set first
from tests.data.pages import ASKED, PAGES  # noqa: E402 - the path is set first
from tests.data.quality import QUALITY  # noqa: E402 - the path is set first

PRECISION, RECALL = 0.88, 0.80
CANONICAL = re.compile(rb"""<link[^>]+rel=["']?canonical["']?[^>]*href=["']([^"']+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """A labelled page: `good` as a reader says, `real` for one from the web."""

    name: str
    good: bool
    kind: str
    status: int
    asked: str
    final: str
    body: bytes
    charset: str = ""
    real: bool = False

    @property
    def called(self) -> bool:
        """Whether it is called anything but good."""
        seen = signals(self.body, self.charset)
        return judge(self.status, self.asked, self.final, seen).verdict is not PageVerdict.GOOD

    @property
    def fitted(self) -> bool:
        """Whether a real page is of the half of the sites that the model was fitted on."""
        key = ".".join((urlsplit(self.asked).hostname or "").split(".")[-2:]) if self.asked else self.name
        return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0


def own() -> Iterator[Page]:
    """Yield the pages that were written for the rules before the model, and that it is not fitted on."""
    for name, what, status, asked, html, *final in QUALITY:
        yield Page(name, what == "good", what, status, asked, final[0] if final else asked, html.encode(), "utf-8")
    for name, what, status, final_url, html in PAGES:
        yield Page(name, what == "good", what, status, ASKED, final_url, html.encode(), "utf-8")


def labelled(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder."""
    truth = folder / "truth.jsonl"
    for path in [] if truth.exists() else sorted(folder.glob("*/source.html")):
        body = path.read_bytes()
        found = CANONICAL.search(body)
        url = found[1].decode("utf-8", "replace") if found else ""
        url = url if url.startswith("http") else ""
        yield Page(f"{folder.name}/{path.parent.name}", True, "real", 200, url, url, body, real=True)
    for line in truth.read_text("utf-8").splitlines() if truth.exists() else []:
        row = json.loads(line)
        real = "expected" not in row
        asked, body = row.get("asked") or row.get("url") or "", (folder / row["file"]).read_bytes()
        good, kind = real or row["expected"] == "good", row.get("kind", "real")
        final = row.get("final") or asked
        yield Page(f"{folder.name}/{row['file']}", good, kind, row.get("status", 200), asked, final, body, real=real)


def wilson(hits: int, of: int) -> str:
    """Return a share with its 95 % interval."""
    if not of:
        return "–"
    share, z = hits / of, 1.96
    middle, half = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low, high = ((middle + sign * half) / (1 + z * z / of) for sign in (-1, 1))
    return f"{share:.3f} [{low:.3f}–{high:.3f}] of {of}"


def score(pages: list[Page]) -> tuple[int, int, list[str]]:
    """Return how many bad pages were found, how many pages were called bad, and the names of those judged wrongly."""
    called = [(page, page.called) for page in pages]
    wrong = [
        f"{'called bad' if page.good else 'missed'}: {page.name} ({page.kind})"
        for page, one in called
        if one is page.good
    ]
    return sum(one and not page.good for page, one in called), sum(one for _, one in called), wrong


def report(name: str, pages: list[Page]) -> None:
    """Print the figures of a set of pages, and what was judged wrongly."""
    hits, called, wrong = score(pages)
    bad = sum(not page.good for page in pages)
    if bad:
        print(f"{name}: precision {wilson(hits, called)}, recall {wilson(hits, bad)}")
    else:
        print(f"{name}: false alarms {wilson(called, len(pages))}")
    print("\n".join(f"  {line}" for line in wrong))


def main() -> None:
    report("own pages", list(own()))
    real = list[Page]()
    for folder in map(Path, sys.argv[1:]):
        pages = list(labelled(folder))
        real += [page for page in pages if page.real]
        if others := [page for page in pages if not page.real]:
            report(folder.name, others)
    for fitted in (True, False):
        if part := [page for page in real if page.fitted is fitted]:
            report(f"real pages of sites {'fitted on' if fitted else 'held out'}", part)


if __name__ == "__main__":
    main()
