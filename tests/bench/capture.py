"""Our static capture beside `wget --page-requisites --span-hosts --warc-file` on the same pages in the same run.

    python tests/bench/capture.py URL… [--runs 3] [--truth truth.json]

`resources` counts distinct addresses answered with success or redirection; with --truth (lines of [feature, url, kind])
it is what of those is stored. Times are medians; our first run is a warm-up, since the window keeps its reader warm.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator

from core.capture import HEADLESS, Options, capture
from core.jobs import Progress

SINGLE_FILE = shutil.which("single-file") or ""
CHROMIUM = "/usr/lib/chromium/chromium"  # Debian's: what /usr/bin/chromium wraps
WGET = ["wget", "-q", "--page-requisites", "--span-hosts", "-e", "robots=off", "--tries=1", "--timeout=20"]


def spelling(url: str) -> str:
    parts = urlsplit(url.strip("<>"))
    return parts._replace(path=quote(unquote(parts.path), safe="/,"), fragment="").geturl()


def stored(path: Path) -> set[str]:
    found = set()
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type in ("response", "revisit") and (record.http_headers.get_statuscode() or "")[:1] in (
                "2",
                "3",
            ):
                found.add(spelling(record.rec_headers.get_header("WARC-Target-URI")))
    return found


def ours(url: str, folder: Path) -> Path:
    return capture(url, folder / "ours.warc.gz", Options(allow_private=True), Progress()).sealed.path


def wget(url: str, folder: Path) -> Path:
    command = [*WGET, f"--warc-file={folder / 'wget'}", f"--directory-prefix={folder}", url]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder / "wget.warc.gz"


def shown(url: str, folder: Path) -> Path:
    options = Options(allow_private=True, browser=HEADLESS)
    return capture(url, folder / "shown.warc.gz", options, Progress()).sealed.path


def single_file(url: str, folder: Path) -> Path:
    out = folder / "page.html"
    browser = [f"--browser-executable-path={CHROMIUM}", "--browser-arg=--no-sandbox"] if Path(CHROMIUM).exists() else []
    subprocess.run(
        [SINGLE_FILE, *browser, "--browser-wait-delay=500", url, str(out)],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    out.touch()  # nothing at all where it failed, as it now and then does on this page
    return out


def measure(tool: Callable[[str, Path], Path], url: str, runs: int) -> tuple[float, int, set[str]]:
    """Return seconds (median), bytes of the file, and the addresses in it."""
    seconds, size, urls = [], 0, set[str]()
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            start = time.perf_counter()
            path = tool(url, Path(name))
            seconds.append(time.perf_counter() - start)
            size, urls = path.stat().st_size, stored(path) if path.suffix == ".gz" else set()
    return statistics.median(seconds), size, urls


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--truth", type=Path, help="what a complete capture holds, as JSON [[feature, url, kind], …]")
    parser.add_argument(
        "--browser", action="store_true", help="measure the browser pass too, beside single-file-cli if it is there"
    )
    parser.add_argument("--delay", default="", help="the latency of the server, for the heading only")
    args = parser.parse_args()
    truth = {spelling(line[1]) for line in json.loads(args.truth.read_text())} if args.truth else set()
    tools = {"standfirst": ours} | ({"wget": wget} if shutil.which("wget") else {})
    if args.browser:
        tools |= {"--browser": shown} | ({"single-file": single_file} if SINGLE_FILE else {})
    measure(ours, args.urls[0], 1)
    print(f"{'page':50} {'tool':11} {'resources':>12} {'seconds':>8} {'bytes':>11}   ratio of time  {args.delay}")
    for url in args.urls:
        found = {name: measure(tool, url, args.runs) for name, tool in tools.items()}
        base = found.get("wget", found["standfirst"])[0]
        for name, (seconds, size, urls) in found.items():
            count = "one file" if not urls else f"{len(urls & truth)}/{len(truth)}" if truth else str(len(urls))
            print(f"{url[-50:]:50} {name:11} {count:>12} {seconds:8.3f} {size:11,}   {seconds / base:.2f}")


if __name__ == "__main__":
    main()
