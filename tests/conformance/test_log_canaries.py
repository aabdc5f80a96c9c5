"""A whole day of work whose every word is a canary: none of them is in the log, and the work is."""

import json
import re
from pathlib import Path

import pytest

from core import cli, log
from core.project import Project
from core.settings import Settings
from tests.servers import Server

WORDS = "The lighthouseqz keeper said the rate fell to 4.2 percent in Marchqz."
PASSAGE = "the rate fell to 4.2 percent"
PAGE = f"<html lang=en><title>Titleqz of the page</title><meta name=author content='Authorqz Byline'><p>{WORDS} {'More wordsqz stand here. ' * 60}"


@pytest.fixture
def day(capsys, tmp_path, monkeypatch):
    """Return what runs a command with --json and gives its document; every argument that is a word of ours holds “qz”."""
    log.setup("standfirst", cli.cli.commands)
    Settings()["author"] = "Bobqz Cratchit"
    monkeypatch.setenv("STANDFIRST_PASSPHRASE", "four plain wordsqz here")

    def run(*arguments: object, code: int | None = 0) -> dict:
        done = cli.run([*map(str, arguments), "--json"])
        out = capsys.readouterr()
        assert code in (done, None), (arguments, out)
        return json.loads(out.out) if out.out else {}

    yield run
    log.end()


def work(day, folder: Path, files: Path, url: str) -> None:
    day("new", folder, "--title", "Storyqz about it")
    (files / "draftqz.md").write_text(f"# Headlineqz\n\n{WORDS}\n\nAnother sentenceqz with 12 ships.\n")
    (files / "notesqz.html").write_text(PAGE)
    (files / "whoqz.json").write_text('{"name": "Martaqz Okonkwoqz", "contact": "+48qz"}')
    draft = day("draft", folder, files / "draftqz.md")["draft"]
    claim = day("claim", folder, "--text", WORDS, "--draft", draft)["claim"]
    snapshot = day("capture", folder, f"{url}/pathqz?queryqz=1", "--allow-private")["captures"][0]["snapshot"]
    day("capture", folder, f"{url}/missingqz", "http://no-such-hostqz.invalid/", "--allow-private", code=3)
    day("import", folder, files / "notesqz.html")
    source = day("sources", folder)["sources"][0]["id"]
    day("quote", folder, snapshot, "--exact", PASSAGE, "--claim", claim, "--note", "Noteqz", "--reviewed")
    day("quote", folder, snapshot, "--exact", "not thereqz", "--claim", claim, "--reviewed", code=2)
    day("protect", folder, source, "--class", "desk", "--alias", "An officialqz")
    day("identity", folder, source, "--keep", "--from-file", files / "whoqz.json")
    day("identity", folder, source)
    day("person", folder, "Adaqz Lovelaceqz", "--role", "checker")
    query = day("ask", folder, claim, "--whom", "Whomqz", "--question", "Is it so, qz?", "--means", "phoneqz")["query"]
    day("reply", folder, query, "--words", "Yesqz, it is.")
    day("status", folder, claim, "confirmed")
    day("verdict", folder, claim, "Verified", "--note", "Reasonqz")
    day("search", folder, "lighthouseqz")
    day("search", folder, "kind:wordqz", code=2)
    day("evidence-for", folder, claim)
    day("suggest", folder, draft)
    day("recheck", folder, "--allow-private")
    for name in ("claims", "evidence", "drafts", "snapshots", "queries", "people", "history", "coverage", "check"):
        day(name, folder, *([claim] if name == "history" else [draft] if name == "coverage" else []), code=None)
    for edition in ("desk", "public"):
        day("export", folder, "--format", "html", "-o", files / f"briefqz-{edition}.html", "--edition", edition)
    day("export", folder, "--format", "docxqz", "-o", files / "briefqz.docx", code=2)
    day("verify", folder)


def nonsense(folder: Path) -> None:
    for name in (*cli.cli.commands, "commandqz"):
        for arguments in ([str(folder.parent / "nowhereqz")], [str(folder), "idqz", "wordqz", "--optionqz"], []):
            cli.run([name, *arguments])


def test_a_day_of_work_leaves_no_word_of_it(day, tmp_path, monkeypatch, capsys) -> None:
    files = tmp_path / "deskqz"
    files.mkdir()
    folder = files / "Storyqz.standfirst"
    with Server() as server:
        server.page("/pathqz?queryqz=1", PAGE)
        work(day, folder, files, server.url("").rstrip("/"))
        port = server.port
    nonsense(folder)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"no row in {folder} for Martaqz Okonkwoqz")

    monkeypatch.setattr(Project, "open", broken)
    assert cli.run(["sources", str(folder)]) == 3
    capsys.readouterr()
    told = "".join(file.read_text(encoding="utf-8") for file in log.path().parent.iterdir())
    assert re.findall(r"\S*qz\S*", told, re.IGNORECASE) == []
    assert [
        word
        for word in (str(port), "127.0.0.1", "://", "Okonkwo", str(tmp_path), "lighthouse", "An official")
        if word in told
    ] == []
    assert set(cli.cli.commands) <= set(re.findall(r"command name=(\S+)", told))
    assert "name=?" in told  # a command that there is none of
    assert re.search(r"command name=capture seconds=\d+\.\d{3} exit=0", told)
    assert re.search(
        r"ERROR bug\n  RuntimeError\n(    (core|click)/\S+:\d+ \w+\n)+    tests/conformance/test_log_canaries\.py:\d+ broken\n",
        told,
    )
