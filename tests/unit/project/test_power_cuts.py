"""After a cut of the power at any moment the project opens, verifies, and holds all that was acknowledged.

A hundred images; `tests/bench/power_cuts.py` looks at many thousands. How a cut is made: `tests/data/power_cuts.py`.
"""

from collections import Counter
from random import Random

import pytest

from tests.data import power_cuts, power_images
from tests.data.hostile_readers import in_process
from tests.servers import Server

SESSIONS = {
    "capture": (5, 30),
    "import": (4, 15),
    "journal": (14, 20),
    "draft": (8, 15),
    "export": (4, 10),
    "migration": (1, 10),
}


@pytest.fixture(scope="session")
def shim(tmp_path_factory):
    found = power_cuts.compiled(tmp_path_factory.mktemp("shim"))
    if found is None:
        pytest.skip("there is no compiler of C here, or no Linux: no writes can be recorded")
    return found


@pytest.mark.parametrize("way", SESSIONS)
def test_nothing_acknowledged_is_lost(shim, tmp_path, way):
    rounds, images = SESSIONS[way]
    seen = Counter()
    with Server() as server, in_process():
        power_images.fill(server)
        session = power_images.Session(way, rounds, 17, server.url(""))
        assert session.run(shim, images, tmp_path, seen) == []
    assert seen["images"] == images
    assert seen["opened"] > images / 2


def test_sectors_and_names_that_were_not_synced_may_be_lost(tmp_path):
    """The model itself: what is durable stays, what is not goes in some images and stays in others."""
    disk = power_cuts.Disk(tmp_path)
    said = bytes([1]) * 1024
    steps = [
        ("C", "a", 10, 0, b""),
        ("W", "", 10, 0, said),
        ("S", "", 10, 0, b""),
        ("S", "", tmp_path.stat().st_ino, 0, b""),
        ("W", "", 10, 256, bytes([2]) * 512),
        ("C", "b", 11, 0, b""),
        ("W", "", 11, 0, said),
    ]
    for kind, name, inode, offset, data in steps:
        disk.do(power_cuts.Event(kind, str(tmp_path / name), "", inode, offset, len(data), data))
    (tmp_path / "stash").mkdir()
    seen = set()
    for number in range(200):
        out = tmp_path / f"{number}"
        disk.cut(Random(number), out, tmp_path / "stash")
        found = power_cuts.on_disk(out)
        seen.add((found["a"][256] == 2, found["a"][512] == 2, found.get("b", b"none") == said, "b" in found))
        assert found["a"][:256] + found["a"][768:] == said[:512]
    assert {first[:2] for first in seen} == {(False, False), (False, True), (True, False), (True, True)}
    assert {first[2:] for first in seen} == {(False, False), (False, True), (True, True)}
