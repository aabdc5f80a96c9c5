"""Change requests: proposed, accepted into a new version, refused, and never applied to another place."""

import json

import pytest

from core import cli
from core.errors import InputError
from core.model import ErrorKind, RequestState, Status
from core.project import Project

STORY = "The bridge cost 6.8 million. It opened in May. The harbour cost 6.8 million too."
CLAIM = "The bridge cost 6.8 million."


@pytest.fixture
def draft(project: Project) -> str:
    project.author("Ada")
    return project.drafts.add("Bridge", STORY).made["draft"]


@pytest.fixture
def claim(project: Project, draft: str) -> str:
    return project.claims.add(CLAIM, draft_id=draft).made["claim"]


def propose(project: Project, claim: str, old: str = "6.8", new: str = "7.2") -> str:
    made = project.requests.propose(claim, old, new, ErrorKind.NUMBER, "The budget says 7.2.").made
    return made["change_request"]


def test_an_accepted_change_is_the_next_version_and_undone_as_one(project: Project, draft: str, claim: str) -> None:
    other = project.claims.add("The harbour cost 6.8 million too.", draft_id=draft).made["claim"]
    project.claims.set_status(other, Status.CONFIRMED)
    request = propose(project, claim)
    assert project.claims.get(claim).status is Status.CHANGE_PROPOSED
    assert project.drafts.latest(draft).text == STORY
    project.author("Edda")
    project.requests.accept(request, "Right.")
    version = project.drafts.latest(draft)
    assert version.text == STORY.replace("6.8", "7.2", 1)
    found = project.requests.get(request)
    assert (found.author, found.decided_by, found.state, found.answer) == (
        "Ada",
        "Edda",
        RequestState.ACCEPTED,
        "Right.",
    )
    assert found.version_id == version.id
    assert project.claims.get(claim).text == "The bridge cost 7.2 million."
    assert project.claims.get(claim).status is Status.CHANGE_ACCEPTED
    assert project.claims.spans(claim)[0].exact == "The bridge cost 7.2 million."
    assert project.claims.get(other).status is Status.CONFIRMED
    project.journal.undo()
    assert project.drafts.latest(draft).text == STORY
    assert project.requests.get(request).state is RequestState.OPEN
    assert project.claims.get(claim).status is Status.CHANGE_PROPOSED
    project.journal.redo()
    assert project.drafts.latest(draft).text == version.text
    assert project.requests.get(request).state is RequestState.ACCEPTED


def test_words_that_are_gone_are_never_changed_elsewhere(project: Project, draft: str, claim: str) -> None:
    request = propose(project, claim)
    assert project.requests.obstacle(request) == ""
    project.drafts.revise(draft, STORY.replace("6.8", "9", 1))
    assert "no longer there" in project.requests.obstacle(request)
    with pytest.raises(InputError, match="no longer there"):
        project.requests.accept(request)
    assert project.drafts.latest(draft).text == STORY.replace("6.8", "9", 1)  # the harbour's 6.8 is another place
    assert project.requests.get(request).state is RequestState.OPEN
    project.drafts.revise(draft, "Another story altogether. The harbour cost 6.8 million too.")
    with pytest.raises(InputError, match="no longer there"):
        project.requests.accept(request)


def test_a_refusal_is_kept_and_decided_once(project: Project, draft: str, claim: str) -> None:
    request = propose(project, claim)
    project.requests.refuse(request, "The budget is older.")
    assert project.drafts.latest(draft).text == STORY
    assert project.claims.get(claim).status is Status.CHANGE_REFUSED
    with pytest.raises(InputError, match="refused by Ada already"):
        project.requests.accept(request)


def test_what_cannot_be_proposed(project: Project, claim: str) -> None:
    for old, new, told in (
        ("6.8", "6.8", "different words"),
        (" ", "x", "different words"),
        ("harbour", "port", "no longer there"),
        ("i", "o", "more than once"),
    ):
        with pytest.raises(InputError, match=told):
            propose(project, claim, old, new)
    project.author("")
    with pytest.raises(InputError, match="name is not set"):
        propose(project, claim)


def test_a_claim_that_stands_alone_takes_the_words(project: Project) -> None:
    project.author("Ada")
    claim = project.claims.add("Rain fell for 9 days.").made["claim"]
    project.requests.accept(propose(project, claim, "9", "8"))
    assert project.claims.get(claim).text == "Rain fell for 8 days."


def test_on_the_command_line(project, draft, claim, capsys, monkeypatch) -> None:
    project.close()
    config = project.path.parent / "config"
    config.mkdir()
    (config / "settings.json").write_text('{"author": "Ada"}', encoding="utf-8")
    monkeypatch.setenv("STANDFIRST_CONFIG", str(config))
    folder = str(project.path)
    capsys.readouterr()
    words = ["--old", "6.8", "--new", "7.2", "--error", "number/unit/arithmetic", "--reason", "The budget", "--json"]
    assert cli.run(["change", folder, claim, *words]) == 0
    request = json.loads(capsys.readouterr().out)["change"]
    assert cli.run(["changes", folder, "--open", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["id"], one["author"], one["reason"]) for one in told["changes"]] == [(request, "Ada", "The budget")]
    assert cli.run(["decide", folder, request, "accept", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "accepted"
    assert cli.run(["decide", folder, request, "refuse"]) == 2
