"""The page view, each scenario in its own process (`tests/data/replay_probe.py`).

QtWebEngine's switches, proxy and scheme are process-wide, and a crash must not end the other tests.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.data.hostile import Trap

pytestmark = pytest.mark.web

ROOT = Path(__file__).parents[2]
HOSTS = ("127.0.0.1", "localhost", "[::1]")


def scene(*words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.data.replay_probe", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("host", HOSTS)
def test_nothing_gets_out_of_a_hostile_page(host: str) -> None:
    with Trap() as trap:
        seen = scene("leaks", f"{host}:{trap.port}")
    assert trap.knocks == []
    assert seen["title"] == "Hostile"  # its scripts did not run
    assert seen["url"] == "warc://news.example.org/story"  # no refresh, form or link left the page
    assert "Sealed words" in seen["text"]
    assert [url.rpartition("/")[2] for url in seen["left"]] == ["linked", "blank"]  # offered, not followed
    assert not any(seen["frames"])


@pytest.mark.parametrize("host", HOSTS)
def test_nothing_gets_out_of_a_hostile_page_whose_scripts_run(host: str) -> None:
    with Trap() as trap:
        seen = scene("leaks", f"{host}:{trap.port}", "run")
    assert trap.knocks == []
    assert seen["title"] == "scripts ran"
    assert seen["url"] == "warc://news.example.org/story"
    assert not any(seen["frames"])


UNSHARED = ("unshare", "--net", "--user", "--map-root-user")


def packets(*words: str) -> dict[str, Any]:
    """Run a scenario; return its report (`said`) and the packets that tried to leave the machine (`packets`)."""
    if not shutil.which("unshare") or not shutil.which("ip"):
        pytest.skip("needs unshare and ip")
    command = [*UNSHARED, sys.executable, "-m", "tests.data.packet_probe"]
    if subprocess.run([*command, "try"], cwd=ROOT, capture_output=True, check=False).returncode:
        pytest.skip("a network namespace with a tunnel is not to be had here")
    command += words
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("host", "scripts"), [("203.0.113.7:80", ()), ("203.0.113.7:80", ("run",)), ("evil.example.org", ("run",))]
)
def test_no_packet_wants_to_leave_the_machine(host: str, scripts: tuple[str, ...]) -> None:
    seen = packets("leaks", host, *scripts)
    assert seen["said"]["title"] == ("scripts ran" if scripts else "Hostile")
    assert seen["packets"] == []


def test_packets_that_want_to_leave_are_seen() -> None:
    assert "to 203.0.113.7, protocol 6" in packets("control", "203.0.113.7:80")["packets"]


def test_scripts_run_when_asked_and_find_only_what_was_sealed() -> None:
    assert scene("scripts") == {
        "off": ["Not yet.", ""],
        "running": ["The rate is 4.1.", "grown", "false null"],
        "place": ["warc://news.example.org/story", ""],
        "title": "404",
        "left": [],
    }


def test_the_traps_catch_what_an_ordinary_browser_lets_out() -> None:
    with Trap() as trap:
        scene("control", f"127.0.0.1:{trap.port}")
    knocks = " ".join(trap.knocks)
    for way in ("/img.png", "/style.css", "/fetch", "/beacon", "/socket", "/frame", "/form", "/prefetch", "udp"):
        assert way in knocks


def test_every_stored_part_of_a_page_is_found() -> None:
    seen = scene("resolve")
    missing = {"missing", "failed", "other"}
    assert {name for name, width in seen["images"].items() if not width} == missing
    assert seen["looks"] == ["rgb(1, 2, 3)", "7px", "rgb(4, 5, 6)"]
    assert any(url.endswith("/frame") for url in seen["asked"])
    assert any(url.endswith("/srcdoc.png") for url in seen["asked"])
    assert seen["place"] == ["news.example.org", ""]


def test_evidence_is_painted_and_clicked_and_a_selection_told() -> None:
    seen = scene("marks")
    assert seen["highlights"] == ["standfirst-refutes", "standfirst-supports"]
    assert [" ".join(text.split()) for text in seen["texts"]] == ["the same words"]
    assert seen["clicked"] == ["a"]
    assert seen["chosen"][-1] == "ame words.\nSecond"
    assert seen["nodes"] == 1  # the page's own tree is unchanged


def test_a_dead_page_is_told_and_the_next_one_shown() -> None:
    assert scene("crash") == {"failures": ["The page view stopped working."], "text": "second"}


def test_snapshots_see_nothing_of_one_another() -> None:
    assert scene("isolation") == {"off the record": True, "first": 1, "second": 0, "apart": True}


def test_the_sealed_text_decides_what_is_quoted(tmp_path: Path) -> None:
    seen = scene("quoting", str(tmp_path))
    assert seen["quotes"] == [["The rate fell to 4.2 percent, the ministry said.", "refutes"]]
    assert seen["bar"]
    assert "not in the sealed text" in seen["notices"][0]
