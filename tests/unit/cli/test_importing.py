"""``import`` on the command line: captures as ``capture`` tells them, pages listed, exit codes."""

import json

import pytest

from core import cli
from tests.data.sealing import Page, write

PAGE = b"<title>Bridge</title><p>The bridge cost four million crowns, the council said on Tuesday.</p>"


@pytest.fixture
def run(capsys):
    def command(*arguments):
        code = cli.run([*map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def folder(tmp_path, run):
    path = tmp_path / "Story.standfirst"
    assert run("new", path)[0] == 0
    return path


def test_files_and_pages_are_taken_in(folder, run, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_bytes(b"The bridge cost four million.")
    site = write(tmp_path / "site.warc.gz", tuple(Page(f"https://paper.example/{n}", PAGE) for n in "ab")).path
    code, listed = run("import", folder, site, "--list")
    assert (code, [page["url"] for page in listed["files"][0]["pages"]]) == (
        0,
        ["https://paper.example/a", "https://paper.example/b"],
    )
    assert run("snapshots", folder)[1]["snapshots"] == []
    code, document = run("import", folder, notes, site)
    assert code == 0
    assert [len(item["captures"]) for item in document["imports"]] == [1, 2]
    assert {"snapshot", "source", "url", "stored", "quality", "assurance", "warc", "sha256"} <= set(
        document["imports"][0]["captures"][0]
    )
    code, document = run("import", folder, site, "--page", "https://paper.example/b")
    assert [made["url"] for made in document["imports"][0]["captures"]] == ["https://paper.example/b"]
    snapshot = document["imports"][0]["captures"][0]["snapshot"]
    assert "four million" in run("text", folder, snapshot)[1]["text"]
    assert run("verify", folder)[0] == 0


def test_what_cannot_be_taken_in_has_an_error_and_a_hint(folder, run, tmp_path):
    notes, wrong = tmp_path / "notes.txt", tmp_path / "refs.bib"
    notes.write_bytes(b"Words.")
    wrong.write_bytes(b"@book{x}")
    code, document = run("import", folder, wrong, notes)
    assert code == 2
    assert set(document["imports"][0]) == {"file", "error", "hint"}
    assert len(document["imports"][1]["captures"]) == 1
    assert run("import", folder)[0] == 2
    assert run("import", folder, notes, "--list")[0] == 2
    assert run("import", folder, notes, "--page", "https://paper.example/")[0] == 2
    assert run("import", folder, tmp_path / "gone.pdf")[0] == 2
