"""Cuts the power at random moments while the product writes, and opens what is left: `power_cuts.py IMAGES [WAY=IMAGES…]`.

A process works on a project while every write, sync, rename and removal below its folder is recorded beneath the database
driver (`tests/data/power_shim.c`). From the record disks are made that a cut may leave (the rules are in
`tests/data/power_cuts.py`). Each must open and verify, hold all that was acknowledged before the cut, no row without its
sealed file, and nothing public that was closed. `IMAGES` is for capture, a tenth of it for each other way; a new project is
recorded every few hundred images.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.data import power_cuts, power_images  # noqa: E402 - as above
from tests.data.hostile_readers import in_process  # noqa: E402 - as above
from tests.data.power_hand import WAYS  # noqa: E402 - as above
from tests.servers import Server  # noqa: E402 - as above

ROUNDS = {"capture": 12, "import": 12, "journal": 60, "draft": 40, "export": 30, "migration": 1}
PER_RECORD = {"migration": 60}  # images of one record: 17 old projects want to be tried
MOST = 400  # images of one record of another way
NO_COMPILER = "Power cuts were not tried: there is no compiler of C here, or no Linux."


def quick() -> str | None:
    """Return a folder in memory, where there is one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("images", type=int)
    parser.add_argument("ways", nargs="*", metavar="WAY=IMAGES")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    counts = {way: asked.images if way == "capture" else asked.images // 10 for way in WAYS}
    if asked.ways:
        counts = {way: int(count) for way, _, count in (one.partition("=") for one in asked.ways)}
    failed = False
    with tempfile.TemporaryDirectory() as built, Server() as server, in_process():
        os.environ["STANDFIRST_CONFIG"] = str(
            Path(built, "config")
        )  # nothing is written to the settings of who runs this
        shim = power_cuts.compiled(Path(built))
        if shim is None:
            print(NO_COMPILER)
            return 3
        power_images.fill(server)
        for way, count in counts.items():
            failed |= one_way(shim, way, count, server.url(""), asked.seed)
    return 1 if failed else 0


def one_way(shim: Path, way: str, count: int, site: str, seed: int) -> bool:
    """Look at the images of one way and print what was seen; returns whether anything was wrong."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    began, number = time.monotonic(), 0
    while seen["images"] < count:
        left = min(PER_RECORD.get(way, MOST), count - seen["images"])
        session = power_images.Session(way, ROUNDS[way], seed * 1000 + number, site)
        with tempfile.TemporaryDirectory(dir=quick()) as folder:
            found += session.run(shim, left, Path(folder), seen)
        number += 1
        print(f"{way}: {seen['images']:,} of {count:,}, {seen['images with trouble']} with trouble", file=sys.stderr)
    told = ", ".join(
        f"{name} {seen[name]:,}" for name in ("images", "events", "promises", "opened", "no project yet", "recovered")
    )
    print(f"{way:10} {told}; {seen['images with trouble']} with trouble; {time.monotonic() - began:.0f} s", flush=True)
    for what, often in Counter(one.split(": ", 1)[1][:60] for one in found).most_common(12):
        print(f"! {often} times: {what}")
    for one in found[:6]:
        print(f"  {one}", flush=True)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
