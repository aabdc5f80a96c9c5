"""An id may be shortened to any unambiguous ending, and a source named by its URL."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from core import cli
from core.cli.ids import ItemId
from core.project import Project

Run = Callable[..., tuple[int, Any]]
NOUNS = {"claim", "source", "snapshot", "draft", "evidence", "query", "change_request"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object) -> tuple[int, Any]:
        code = cli.run([*map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from core.demo import make

    path = tmp_path_factory.mktemp("ids") / "Demo.standfirst"
    make(path)
    return path


@pytest.mark.parametrize("noun", ["claim", "source", "snapshot", "draft", "evidence"])
def test_an_item_is_shown_by_the_ending_of_its_id(demo: Path, run: Run, noun: str) -> None:
    command = noun if noun == "evidence" else f"{noun}s"
    items = run(command, demo)[1]
    full = items[command][0]["id"]
    whole = run(command, demo, full)
    assert whole[0] == 0
    for length in (6, 12, 35):
        assert run(command, demo, full[-length:]) == whole


def test_several_endings_at_once(demo: Path, run: Run) -> None:
    claims = [claim["id"] for claim in run("claims", demo)[1]["claims"]][:3]
    code, checked = run("check", demo, *(claim[-8:] for claim in claims))
    assert code in (0, 1)
    assert [one["claim"] for one in checked["claims"]] == claims


def test_a_source_is_named_by_its_url(demo: Path, run: Run) -> None:
    source = next(one for one in run("sources", demo)[1]["sources"] if one["url"])
    assert run("sources", demo, source["url"]) == run("sources", demo, source["id"])
    code, answer = run("sources", demo, "https://nobody.example/not-here")
    assert code == 2
    assert "not-here" in answer["error"]


def test_an_ending_of_several_ids_is_refused_with_their_names(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "Twins.standfirst"
    twins = ["01a22d99-4009-7225-9dc5-aaaaaaabcdef", "01a22d99-4009-7225-9dc5-bbbbbbabcdef"]
    with Project.create(path, "Twins") as project, project.store.transaction("Add twins", kind="keep") as action:
        texts = ("url", "title", "alias", "reliability", "independence_group", "terms")
        row = dict.fromkeys(texts, "") | {"kind": "web page", "csl": "{}", "origins": "{}", "confidentiality": "public"}
        for twin in twins:
            action.tx.insert("source", {**row, "id": twin, "created_at": "2026-01-01T00:00:00+00:00"})
    code, answer = run("sources", path, "abcdef")
    assert code == 2
    assert all(twin in answer["error"] for twin in twins)
    assert run("sources", path, "aabcdef")[0] == 0


def test_short_or_odd_endings_mean_nothing(demo: Path, run: Run) -> None:
    claim = run("claims", demo)[1]["claims"][0]["id"]
    for odd in (claim[-5:], "%" + claim[-6:], "_" * 8, claim.upper()[-8:] + "x"):
        code, answer = run("claims", demo, odd)
        assert code == 2, odd
        assert "There is no claim" in answer["error"]


def test_every_argument_that_names_an_item_takes_a_short_id() -> None:
    loose = [
        f"{name} {param.name}"
        for name, command in cli.cli.commands.items()
        for param in command.params
        if isinstance(param, click.Argument)
        and (param.name or "").removesuffix("_id").rstrip("s") in NOUNS
        and not isinstance(param.type, ItemId)
        and (name, param.name) != ("search", "query")
    ]
    assert loose == []
    kinds = {
        param.type.kind for one in cli.cli.commands.values() for param in one.params if isinstance(param.type, ItemId)
    }
    assert kinds == NOUNS
