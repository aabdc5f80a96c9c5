"""The page quality check on labelled pages: precision and recall of “not good”, and every miss: `quality.py [DIR]`.

DIR is a folder of NAME/source.html that are all good pages (the readability test pages); what is called otherwise is listed.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from core.capture.quality import judge, signals  # noqa: E402 - the path is set first
from core.model import PageVerdict  # noqa: E402 - the path is set first
from tests.data.pages import PAGES  # noqa: E402 - the path is set first
from tests.data.quality import QUALITY  # noqa: E402 - the path is set first

PRECISION, RECALL = 0.97, 0.90


def score() -> tuple[float, float, list[str]]:
    """Return precision, recall, and the names of the pages that were judged wrongly."""
    rows = [
        (name, what == "good", status, asked, final[0] if final else asked, html)
        for name, what, status, asked, html, *final in QUALITY
    ]
    rows += [
        (name, what == "good", status, "https://paper.example/2021/bridge", final, html)
        for name, what, status, final, html in PAGES
    ]
    hits, false, missed = 0, list[str](), list[str]()
    for name, good, status, asked, final, html in rows:
        called = judge(status, asked, final, signals(html.encode(), "utf-8")).verdict is not PageVerdict.GOOD
        hits += called and not good
        if called and good:
            false.append(f"called bad: {name}")
        if not called and not good:
            missed.append(f"missed: {name}")
    return hits / (hits + len(false)), hits / (hits + len(missed)), [*false, *missed]


def main() -> None:
    precision, recall, wrong = score()
    print(
        f"{len(PAGES) + len(QUALITY)} labelled pages: precision {precision:.3f}, recall {recall:.3f} (floors {PRECISION} and {RECALL})"
    )
    print("\n".join(wrong))
    for folder in sys.argv[1:]:
        files = sorted(Path(folder).glob("*/source.html"))
        called = [
            path.parent.name
            for path in files
            if judge(200, "", "", signals(path.read_bytes())).verdict is not PageVerdict.GOOD
        ]
        print(f"{len(files) - len(called)}/{len(files)} good pages of {Path(folder).name} called good {called}")


if __name__ == "__main__":
    main()
