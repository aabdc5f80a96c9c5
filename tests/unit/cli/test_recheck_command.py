"""``recheck`` on the command line: its document, its exit codes, one source that fails among others."""

import json
from pathlib import Path
from typing import Any

import pytest

from core import cli
from core.capture import Options
from core.model import Relation, Selector
from core.project import Project
from core.settings import Settings
from tests.servers import Server

WORDS = "The bridge cost 4.2 million crowns, the mayor said on Tuesday after the meeting of the council."
OTHER = "The statistics office counted three hundred boats in the harbour at the end of the same month."


def page(words: str) -> str:
    return (
        f"<html><head><title>Bridge</title></head><body><h1>Bridge opens</h1><p>{words}</p><p>{OTHER}</p></body></html>"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Story.standfirst"


def quoted(folder: Path, url: str) -> tuple[str, str]:
    """Capture a page and quote it; return the ids of the source and the evidence."""
    opened = Project.open(folder) if folder.exists() else Project.create(folder)
    with opened as project:
        snapshot = project.snapshots.capture(url, Options(allow_private=True)).snapshot
        claim = project.claims.add("It cost 4.2 million.").made["claim"]
        made = project.evidence.quote(snapshot.id, Selector(WORDS, "", "", -1, -1), claim, Relation.SUPPORTS)
    return snapshot.source_id, made.made["evidence"]


def test_fates_and_exit_codes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Server() as server:
        server.page("/story", page(WORDS))
        source, evidence = quoted(folder, server.url("/story"))
        assert cli.run(["recheck", str(folder), "--allow-private", "--json"]) == 0
        (same,) = json.loads(capsys.readouterr().out)["evidence"]
        assert (same["evidence"], same["fate"], same["p"], same["page_changed"]) == (evidence, "same", 1.0, False)
        server.page("/story", page(WORDS.replace("4.2", "5.9")))
        assert cli.run(["recheck", str(folder), source, "--allow-private", "--json"]) == 1
        (edited,) = json.loads(capsys.readouterr().out)["evidence"]
        assert edited["fate"] == "edited"
        assert ["added", "5.9"] in edited["diff"]
        assert len(edited["claims"]) == 1
        assert cli.run(["recheck", str(folder), "--allow-private"]) == 1
        assert "[edited" in capsys.readouterr().out


def test_what_was_found_is_listed_until_somebody_looked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def answer(*words: str, code: int = 0) -> dict[str, Any]:
        assert cli.run([*words, "--json"]) == code
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    Settings()["author"] = "Ada"
    with Server() as server:
        server.page("/story", page(WORDS))
        _, evidence = quoted(folder, server.url("/story"))
        (claim,) = answer("claims", str(folder))["claims"]
        assert claim["doubts"] == []
        answer("status", str(folder), claim["id"], "confirmed")
        server.page("/story", page(WORDS.replace("4.2", "5.9")))
        assert cli.run(["recheck", str(folder), "--allow-private", "--reopen"]) == 1
        capsys.readouterr()
    (listed,) = answer("evidence", str(folder))["evidence"]
    (change,) = listed["changes"]
    assert (change["fate"], change["sentence"][:13]) == ("edited", "Edited since:")
    assert change["sealed_at"] < change["seen_at"]
    (claim,) = answer("claims", str(folder), claim["id"])["claims"]
    assert (claim["status"], claim["doubts"]) == ("reopened", ["its evidence was edited since"])
    assert claim["evidence"][0]["changes"] == [change]
    (hit,) = answer("search", str(folder), "crowns", "--in", "evidence")["hits"]
    assert hit["status"] == "edited since"
    assert answer("status", str(folder), claim["id"], "checking")["doubts"] == ["its evidence was edited since"]
    for command in (["evidence"], ["claims", claim["id"]]):
        assert cli.run([command[0], str(folder), *command[1:]]) == 0
        assert "! Edited since: sealed on " in capsys.readouterr().out
    assert cli.run(["look-evidence", str(folder), evidence, "--json"]) == 2
    capsys.readouterr()
    told = answer("look-evidence", str(folder), evidence, "--reason", "A later figure")
    assert told == {"evidence": evidence, "looked_at": [change]}
    assert answer("evidence", str(folder))["evidence"][0]["changes"] == []
    answer("look-evidence", str(folder), evidence, "--reason", "Once more", code=2)


def test_a_wall_is_told_as_unreadable(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Server() as server:
        server.page("/story", page(WORDS))
        quoted(folder, server.url("/story"))
        server.page("/story", "<html><title>Hm</title><p>Show your library card to go on.</p></html>")
        assert cli.run(["recheck", str(folder), "--allow-private", "--json"]) == 1
        (told,) = json.loads(capsys.readouterr().out)["evidence"]
        assert (told["fate"], told["readable"], told["p"], told["diff"]) == ("unreadable", False, 0.0, [])
        assert told["sealed_at"] < told["looked_again_at"]
        assert cli.run(["recheck", str(folder), "--allow-private"]) == 1
        assert "[unreadable]" in capsys.readouterr().out


def test_a_source_that_cannot_be_captured_stops_no_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Server() as server:
        server.page("/story", page(WORDS))
        _, evidence = quoted(folder, server.url("/story"))
        with Server() as dead:
            dead.page("/story", page(WORDS))
            lost, _ = quoted(folder, dead.url("/story"))
        assert cli.run(["recheck", str(folder), "--allow-private", "--json"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert [finding["evidence"] for finding in document["evidence"]] == [evidence]
    assert [error["source"] for error in document["errors"]] == [lost]
    assert document["errors"][0]["hint"]


def test_an_unknown_source_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Project.create(folder).close()
    assert cli.run(["recheck", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"evidence": [], "sources": [], "errors": []}
    assert cli.run(["recheck", str(folder), "nothing", "--json"]) == 2
