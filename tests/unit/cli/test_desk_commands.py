"""People, rules, history and checks on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest

from core import cli
from core.project import Project
from tests.data.sealing import Page, passage, seal

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object) -> tuple[int, Any]:
        code = cli.run([*map(str, arguments), "--json"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "Story.standfirst"
    with Project.create(path, "Story") as project:
        project.author("Ada")
        project.claims.add("The rate fell.")
    return path


def test_rules_people_and_history(run: Run, folder: Path) -> None:
    assert run("rules", folder, "--two-person")[1] == {"rules": {"two_person": True, "roles": False}}
    assert run("person", folder, "Bo", "--role", "checker")[0] == 0
    code, told = run("people", folder)
    assert (code, told["people"][0]["name"], told["rules"]["two_person"]) == (0, "Bo", True)
    with Project.open(folder) as project:
        project.author("Ada")
        claim = project.claims.all()[0].id
        project.claims.set_verdict(claim, "False", "No.")
        project.author("Bo")
        project.claims.set_verdict(claim, "Verified")
    code, told = run("history", folder, claim)
    assert [one["author"] for one in told["decisions"]] == ["Bo", "Ada"]
    assert [one["author"] for one in told["dissent"]] == ["Ada"]


def test_where_two_confirm_the_first_proposes(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDFIRST_CONFIG", str(folder.parent / "config"))
    run("rules", folder, "--two-person")
    with Project.open(folder) as project:
        claim = project.claims.all()[0].id
    assert run("status", folder, claim, "confirmed")[0] == 2  # nobody's name is set
    (folder.parent / "config").mkdir(exist_ok=True)
    (folder.parent / "config" / "settings.json").write_text('{"author": "Ada"}', encoding="utf-8")
    assert run("status", folder, claim, "confirmed") == (0, {"claim": claim, "status": "confirmation proposed"})


def test_words_are_checked_against_the_passages(run: Run, folder: Path) -> None:
    assert run("check", folder) == (
        0,
        {"claims": [{"claim": ANY, "text": "The rate fell.", "answer": "not found", "checks": []}]},
    )
    with Project.open(folder) as project:
        page = b"<html lang=en><p>The rate fell to 4.2 percent, the ministry said.</p></html>"
        snapshot = seal(project, Page("https://news.example.org/a", page))
        claims = [project.claims.add(words).made["claim"] for words in ("It is 4.2 percent.", "It is 4.3 percent.")]
        for claim in claims:
            project.evidence.quote(snapshot.id, passage("The rate fell to 4.2 percent"), claim)
    assert run("check", folder, claims[0])[0] == 0
    code, told = run("check", folder, *claims)
    assert code == 1
    assert [one["outcome"] for claim in told["claims"] for one in claim["checks"]] == ["same", "differs"]
    assert [claim["answer"] for claim in told["claims"]] == ["agrees", "differs"]
    one = told["claims"][1]["checks"][0]
    assert (one["code"], one["found"], one["reason"]) == ("other", "4.2 percent", "The passage has 4.2 percent.")


def test_a_claim_is_split_merged_retired_and_brought_back(run: Run, folder: Path, tmp_path: Path) -> None:
    story = tmp_path / "a.md"
    story.write_text("The rate fell to 4 percent; the mayor resigned.", encoding="utf-8")
    draft = run("draft", folder, story)[1]["draft"]
    claim = run("claim", folder, "--text", "The rate fell to 4 percent; the mayor resigned.", "--draft", draft)[1][
        "claim"
    ]
    code, told = run("split", folder, claim)
    assert (code, told["proposed"]) == (0, ["The rate fell to 4 percent", "the mayor resigned."])
    atoms = [part for text in told["proposed"] for part in ("--atom", text)]
    code, told = run("split", folder, claim, *atoms)
    assert (code, told["retired"], len(told["claims"])) == (0, claim, 2)
    code, merged = run("merge", folder, *told["claims"])
    assert (code, merged["retired"]) == (0, told["claims"])
    assert run("retire", folder, merged["claim"])[0] == 2  # a reason is needed
    assert run("retire", folder, merged["claim"], "--reason", "An opinion") == (0, {"retired": merged["claim"]})
    code, listed = run("retired", folder, "--draft", draft)
    reasons = [one["retirement"]["reason"] for one in listed["retired"]]
    assert (reasons[0], len(reasons)) == ("An opinion", 4)
    assert run("bring-back", folder, claim) == (0, {"claim": claim, "status": "to check"})
    assert run("bring-back", folder, claim)[0] == 2


def test_somebody_is_asked_and_the_answer_becomes_evidence(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = folder.parent / "config"
    monkeypatch.setenv("STANDFIRST_CONFIG", str(config))
    config.mkdir(exist_ok=True)
    (config / "settings.json").write_text('{"author": "Ada"}', encoding="utf-8")
    claim = run("claim", folder, "--text", "The bridge cost 4 million.")[1]["claim"]
    asked = ("ask", folder, claim, "--question", "Did it?", "--due", "2020-01-02")
    assert run(*asked)[0] == 2  # nobody is named
    query = run(*asked, "--whom", "The mayor", "--means", "phone")[1]["query"]
    code, told = run("queries", folder, "--open")
    assert (code, told["overdue"]) == (0, [query])
    assert (told["queries"][0]["asked"], told["queries"][0]["confidentiality"]) == ("The mayor", "desk")
    assert run("reply", folder, query, "--none", "--words", "x")[0] == 2
    code, told = run("reply", folder, query, "--words", "It did.", "--as-evidence", "supports", "--terms", "on record")
    assert (code, told["state"]) == (0, "answered")
    assert run("evidence", folder, told["evidence"])[1]["evidence"][0]["selector"]["exact"] == "It did."
    assert run("queries", folder, claim, "--open")[1]["queries"] == []


def test_a_scale_is_shown_taken_and_made(run: Run, folder: Path, tmp_path: Path) -> None:
    with Project.open(folder) as project:
        project.claims.set_verdict(project.claims.all()[0].id, "Disputed")
    code, told = run("scale", folder)
    assert (code, told["scale"]["label"], told["used"]) == (0, "House check", {"Disputed": 1})
    assert run("scale", folder, "--use", "six")[0] == 2  # nothing follows the verdict in use
    own = tmp_path / "scale.toml"
    own.write_text(
        'label = "Ours"\nordered = true\n[[step]]\nword = "Holds"\ntone = "good"\n[[step]]\nword = "Wrong"\ntone = "bad"\n',
        encoding="utf-8",
    )
    code, told = run("scale", folder, "--file", own, "--rename", "Disputed=wrong")
    assert (code, told["used"]) == (0, {"Wrong": 1})
    assert [(step["value"], step["symbol"], step["rating"]) for step in told["scale"]["values"]] == [
        ("Holds", "•", 2),
        ("Wrong", "•", 1),
    ]
    own.write_text("label = [", encoding="utf-8")
    assert run("scale", folder, "--file", own)[0] == 2
