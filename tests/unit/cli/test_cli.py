"""The command line is a contract: names, JSON keys, exit codes, no traceback."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core import cli
from core.project import Project
from core.project.capture_queue import Link
from tests.servers import Server

EDITED = ("The bridge cost 4 million.", "It opened in May.")
Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command with --json and gives its exit code and document."""

    def command(*arguments: object) -> tuple[int, Any]:
        code = cli.run([*map(str, arguments), "--json"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    return command


@pytest.fixture
def folder(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "Story.standfirst"
    assert run("new", path, "--title", "My story") == (0, {"project": str(path), "title": "My story"})
    return path


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name, command in cli.cli.commands.items():
        assert command.help, name
        assert cli.run([name, "--help"]) == 0
        assert name == "system" or "PROJECT" in capsys.readouterr().out


def test_the_commands_of_the_contract_are_there() -> None:
    contract = "new demo capture sources snapshots claims evidence drafts text resource claim status verdict quote search export verify"
    assert set(contract.split()) <= set(cli.cli.commands)


def test_claims_are_made_settled_and_listed(folder: Path, run: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text("# Bridge\r\n\r\nThe bridge cost 4 million.\r\n", encoding="utf-8")
    code, made = run("draft", folder, story)
    assert code == 0
    assert made["claims"] == {"kept": 0, "moved": 0, "edited": 0, "lost": 0}
    code, claim = run("claim", folder, "--text", "The bridge cost 4 million.", "--draft", made["draft"])
    assert code == 0
    assert run("status", folder, claim["claim"], "confirmed") == (0, {"claim": claim["claim"], "status": "confirmed"})
    assert run("verdict", folder, claim["claim"], "verified", "--note", "Ledger.") == (
        0,
        {"claim": claim["claim"], "verdict": "Verified"},
    )
    code, listed = run("claims", folder, claim["claim"])
    assert [decision["value"] for decision in listed["claims"][0]["history"]] == ["Verified", "confirmed"]
    code, hits = run("search", folder, "bridge", "--in", "claims")
    assert [hit["id"] for hit in hits["hits"]] == [claim["claim"]]
    assert run("verify", folder)[1]["ok"] is True


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["new", "{folder}"], 2),
        (["sources", "{folder}/nowhere"], 2),
        (["text", "{folder}", "nothing"], 2),
        (["status", "{folder}", "nothing", "confirmed"], 2),
        (["status", "{folder}", "nothing", "perhaps"], 2),
        (["verdict", "{folder}", "nothing", "True"], 2),
        (["quote", "{folder}", "nothing", "--exact", "x", "--claim", "nothing"], 2),
        (["capture", "{folder}"], 2),
        (["capture", "{folder}", "file:///etc/passwd"], 2),
        (["frobnicate"], 2),
        (["claim", "{folder}", "--text", "   "], 2),
        (["claim", "{folder}", "--text", "x", "--draft", "nothing"], 2),
        (["draft", "{folder}", "/nowhere.txt"], 2),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(
    folder: Path, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([argument.format(folder=folder) for argument in arguments]) == code
    err = capsys.readouterr().err
    assert err.strip()
    assert "Traceback" not in err


def test_errors_are_json_too(folder: Path, run: Run) -> None:
    code, document = run("text", folder, "nothing")
    assert code == 2
    assert set(document) == {"error", "hint"}


def test_a_page_becomes_a_footnote(folder: Path, run: Run, tmp_path: Path) -> None:
    with Server() as server:
        server.page(
            "/story", "<title>Bridge</title><p>The bridge cost 4.2 million crowns, the mayor said on Tuesday.</p>" * 5
        )
        code, document = run(
            "capture", folder, server.url("/story"), server.url("/story?2"), "--allow-private", "--jobs", "2"
        )
    assert code == 0
    capture = document["captures"][0]
    assert {
        "snapshot",
        "source",
        "url",
        "final_url",
        "status",
        "stored",
        "failed",
        "quality",
        "assurance",
        "warc",
    } <= set(capture)
    snapshot, claim = capture["snapshot"], run("claim", folder, "--text", "It cost 4.2 million.")[1]["claim"]
    assert "4.2 million" in run("text", folder, snapshot)[1]["text"]
    code, quoted = run(
        "quote", folder, snapshot, "--exact", "cost 4.2 million crowns", "--claim", claim, "--prefix", "The bridge "
    )
    assert (code, quoted["level"]) == (0, "verbatim")
    assert run("quote", folder, snapshot, "--exact", "cost 9 million", "--claim", claim)[0] == 2
    code, exported = run("export", folder, "--format", "html", "-o", tmp_path / "brief.html")
    assert (code, exported["edition"]) == (0, "desk")
    brief = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "cost 4.2 million crowns" in brief
    sealed = folder / capture["warc"]
    assert capture["sha256"] in brief
    passages = run("evidence-for", folder, claim)[1]["passages"]
    assert passages[0]["snapshot"] == snapshot or len(passages[0]["copies"]) == 1
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    sealed.write_bytes(content)
    code, found = run("verify", folder)
    assert code == 1
    assert capture["warc"] in {problem["item"] for problem in found["problems"]}


def test_pages_that_cannot_be_captured_have_an_error_and_a_hint(folder: Path, run: Run) -> None:
    with Server() as server:
        server.page("/fine", "<title>Fine</title><p>Words enough for a page to stand on its own two feet here.</p>")
        code, document = run("capture", folder, server.url("/fine"), "http://127.0.0.1:9/", "--allow-private")
        assert code == 3
        refused = run("capture", folder, server.url("/fine"))
    assert set(document["captures"][1]) == {"url", "error", "hint"}
    assert document["captures"][0]["snapshot"]
    assert refused[0] == 2
    assert "private addresses" in refused[1]["captures"][0]["hint"]


def test_a_draft_read_again_is_its_next_version(folder: Path, run: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text(
        "# Bridge\n\nThe bridge cost 4 million. It opened in May. Boats pass beneath it.", encoding="utf-8"
    )
    _, made = run("draft", folder, story)
    claims = {text: run("claim", folder, "--text", text, "--draft", made["draft"])[1]["claim"] for text in EDITED}
    for claim in claims.values():
        run("status", folder, claim, "confirmed")
    story.write_text("# Bridge\n\nThe bridge cost 5 million. It opened in May. Boats pass beneath.", encoding="utf-8")
    code, again = run("draft", folder, story)
    assert (code, again["draft"], again["number"]) == (0, made["draft"], 2)
    assert again["claims"] == {"kept": 1, "moved": 0, "edited": 1, "lost": 0}
    status = {claim["id"]: claim["status"] for claim in run("claims", folder)[1]["claims"]}
    assert [status[claim] for claim in claims.values()] == ["reopened", "confirmed"]
    page = tmp_path / "page.html"
    page.write_text("<p>Words.<img src=a.png></p>")
    assert "1 picture not taken in" in run("draft", folder, page)[1]["left_out"][0]
    _, other = run("draft", folder, story, "--new")
    assert other["draft"] != made["draft"]


def test_sentences_worth_checking_come_first(folder: Path, run: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text("I think we should all be proud. The bridge cost 4 million crowns in 2021.", encoding="utf-8")
    _, made = run("draft", folder, story)
    code, document = run("suggest", folder, made["draft"])
    assert code == 0
    first, last = document["sentences"]
    assert set(first) == {"text", "start", "end", "score", "reasons"}
    assert first["text"] == "The bridge cost 4 million crowns in 2021."
    assert "number" in first["reasons"]
    assert first["score"] > last["score"]


def test_an_unknown_format_names_those_there_are(folder: Path, run: Run, tmp_path: Path) -> None:
    code, document = run("export", folder, "--format", "papyrus", "-o", tmp_path / "x")
    assert code == 2
    assert "pdf" in document["hint"]


def test_a_list_that_was_cut_off_goes_on_where_it_was(folder, run, tmp_path) -> None:
    listed = tmp_path / "list.txt"
    with Server() as server:
        server.page("/one", "<title>One</title><p>The bridge cost 4.2 million crowns.</p>")
        urls = [server.url("/one"), server.url("/two"), server.url("/one") + "#part"]
        listed.write_text("# pages\n" + "\n".join(urls), encoding="utf-8")
        run("capture", folder, urls[0], "--allow-private")
        server.page("/two", "<title>Two</title><p>The bridge cost 4.3 million crowns.</p>")
        code, document = run("capture", folder, "--from-file", str(listed), "--allow-private", "--resume")
        again = run("capture", folder, "--from-file", str(listed), "--allow-private", "--resume")[1]
    assert code == 0
    assert [made["url"] for made in document["captures"]] == [urls[1]]
    assert document["report"] == {**document["report"], "sealed": 1, "failed": 0, "already_here": 1}
    assert (again["captures"], again["report"]["already_here"]) == ([], 2)


def test_a_list_of_the_window_goes_on_where_it_was(folder, run) -> None:
    with Server() as server:
        server.page("/one", "<title>One</title><p>The bridge cost 4.2 million crowns.</p>")
        here, gone = server.url("/one"), "http://127.0.0.1:9/nothing"
        with Project.open(folder) as project:
            project.capture_queue.keep([Link(here), Link(gone)])
        code, document = run("capture", folder, "--allow-private", "--resume")
    assert (code, document["report"]["sealed"], document["report"]["failed"]) == (3, 1, 1)
    with Project.open(folder) as project:
        assert [link.url for link in project.capture_queue.links()] == [gone]


def test_several_formats_in_a_folder_with_parts_claims_and_a_house_template(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "Story.standfirst"
    run("new", folder, "--title", "The open story")
    claim = run("claim", folder, "--text", "The rate fell.")[1]["claim"]
    run("claim", folder, "--text", "The minister resigned.")
    run("verdict", folder, claim, "Verified")
    house = tmp_path / "house.toml"
    house.write_text('name = "The Daily Example"\n[words]\n"Verified" = "Correct"', encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    asked = ("--format", "md", "--format", "html", "-o", out, "--claims", "verdict:Verified", "--template", house)
    code, document = run("export", folder, *asked, "--sections", "title,signoff", "--edition", "public")
    assert code == 0
    assert [Path(one["out"]).name for one in document["files"]] == [
        "The open story (public).md",
        "The open story (public).html",
    ]
    text = Path(document["files"][0]["out"]).read_text(encoding="utf-8")
    assert "Correct" in text
    assert "The minister resigned" not in text
    assert "# Sign-off" in text
    assert "# Method" not in text
    for wrong in (("--sections", "weather"), ("--claims", "status:lost"), ("--template", tmp_path / "gone.toml")):
        code, document = run("export", folder, "--format", "md", "-o", tmp_path / "a.md", *wrong)
        assert code == (3 if wrong[0] == "--template" else 2)
        assert document["error"].endswith(".")


def test_a_claim_that_the_draft_contradicts_is_told_until_a_look(folder: Path, run: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The tunnel cost 4 million crowns. Nobody came to see it.", encoding="utf-8")
    draft = run("draft", folder, story)[1]["draft"]
    claim = run("claim", folder, "--draft", draft, "--text", "The tunnel cost 4 million crowns.")[1]["claim"]
    run("verdict", folder, claim, "Verified")
    assert run("claims", folder)[1]["claims"][0]["doubts"] == []
    assert run("look", folder, claim)[0] == 2
    story.write_text("The tunnel cost 5 million crowns. Nobody came to see it.", encoding="utf-8")
    run("draft", folder, story)
    assert run("claims", folder)[1]["claims"][0]["doubts"] == ["the draft says otherwise"]
    assert run("look", folder, claim, "--note", "Seen") == (0, {"claim": claim, "doubts": ["the draft says otherwise"]})
    assert run("claims", folder)[1]["claims"][0]["doubts"] == []
