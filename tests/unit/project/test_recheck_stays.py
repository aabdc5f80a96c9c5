"""What a recheck found stays with the evidence, its claims and the search until somebody looks."""

from collections.abc import Iterator

import pytest

from core.capture import Options
from core.errors import InputError
from core.model import Doubt, Fate, Selector, Status
from core.project import Project
from tests.servers import Server
from tests.unit.project.test_recheck import BRIDGE, FERRY, QUOTED, REST, VOTE, page

PRIVATE = Options(allow_private=True)
EDITED = page(BRIDGE.replace("4.2", "5.9"), FERRY, VOTE, REST)
GONE = page(FERRY, VOTE, REST)
WALL = "<html lang=en><title>Hello again</title><p>Tell us who you are, and the page is yours.</p></html>"
WHOLE = page(BRIDGE, FERRY, VOTE, REST)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.page("/story", WHOLE)
        yield running


@pytest.fixture
def story(project: Project, server: Server) -> tuple[str, str]:
    """Return the ids of a confirmed claim and of its evidence."""
    project.author("Ada")
    snapshot = project.snapshots.capture(server.url("/story"), PRIVATE).snapshot
    claim = project.claims.add("The bridge cost 4.2 million.").made["claim"]
    evidence = project.evidence.quote(snapshot.id, Selector(QUOTED, "", "", -1, -1), claim).made["evidence"]
    project.claims.set_status(claim, Status.CONFIRMED)
    project.claims.set_verdict(claim, "Verified")
    return claim, evidence


def recheck(project: Project, server: Server, html: str, *, reopen: bool = False) -> None:
    server.page("/story", html)
    project.rechecks.run(project.rechecks.sources()[0], PRIVATE, reopen=reopen)


def found(project: Project, evidence: str) -> list[Fate]:
    return [change.fate for change in project.rechecks.changes([evidence]).get(evidence, ())]


def doubts(project: Project, claim: str) -> tuple[Doubt, ...]:
    return project.claims.doubts([project.claims.get(claim)]).get(claim, ())


@pytest.mark.parametrize(
    ("html", "doubt", "said"),
    [
        (EDITED, Doubt.EDITED_SINCE, "edited since"),
        (GONE, Doubt.GONE_SINCE, "gone since"),
        (WALL, Doubt.UNREADABLE_SINCE, "could not be read as before"),
    ],
)
def test_it_is_said_of_evidence_claim_and_search_until_somebody_looks(
    project: Project, server: Server, story: tuple[str, str], *, html: str, doubt: Doubt, said: str
) -> None:
    claim, evidence = story
    recheck(project, server, html)
    (change,) = project.rechecks.changes()[evidence]
    assert change.words == said
    assert change.sealed_at == project.evidence.for_claim(claim)[0].snapshot.captured_at < change.seen_at
    assert project.evidence.for_claim(claim)[0].changes == (change,)
    assert doubts(project, claim) == (doubt,)
    assert [hit.id for hit in project.search(f'status:"{said}"')] == [evidence]
    project.rechecks.note_look(evidence, "The old figure was right on that day")
    assert project.rechecks.changes() == {}
    assert project.evidence.for_claim(claim)[0].changes == ()
    assert doubts(project, claim) == ()
    assert project.search(f'status:"{said}"') == []
    assert project.claims.get(claim).status is Status.CONFIRMED
    assert project.verify().ok
    project.journal.undo()
    assert found(project, evidence) == [change.fate]
    assert project.verify().ok


def test_a_claim_that_waits_to_be_checked_is_flagged_too(
    project: Project, server: Server, story: tuple[str, str]
) -> None:
    claim, _ = story
    project.claims.set_status(claim, Status.TO_CHECK)
    project.claims.set_verdict(claim, "")
    recheck(project, server, GONE)
    assert doubts(project, claim) == (Doubt.GONE_SINCE,)
    project.claims.set_status(claim, Status.CUT)
    assert doubts(project, claim) == ()


def test_a_look_is_signed_and_has_a_reason(project: Project, server: Server, story: tuple[str, str]) -> None:
    _, evidence = story
    with pytest.raises(InputError, match="nobody has looked at"):
        project.rechecks.note_look(evidence, "Nothing there")
    recheck(project, server, EDITED)
    with pytest.raises(InputError, match="Why may this passage stay"):
        project.rechecks.note_look(evidence, "  ")
    project.author(" ")
    with pytest.raises(InputError, match="your name is not set"):
        project.rechecks.note_look(evidence, "It may")
    assert found(project, evidence) == [Fate.EDITED]


def test_a_look_at_the_claim_does_not_close_what_was_found_of_its_evidence(
    project: Project, server: Server, story: tuple[str, str]
) -> None:
    claim, evidence = story
    recheck(project, server, EDITED)
    with pytest.raises(InputError, match="A recheck found this"):
        project.claims.note_look(claim)
    assert found(project, evidence) == [Fate.EDITED]


def test_the_same_finding_once_looked_at_is_no_news_and_another_one_is(
    project: Project, server: Server, story: tuple[str, str]
) -> None:
    _, evidence = story
    recheck(project, server, EDITED)
    project.rechecks.note_look(evidence, "A later figure")
    recheck(project, server, EDITED)
    assert found(project, evidence) == []
    assert project.rechecks.of(evidence)[0].confirmed_by == "Ada"
    recheck(project, server, WALL)
    assert found(project, evidence) == [Fate.UNREADABLE]
    recheck(project, server, EDITED)
    assert found(project, evidence) == []
    recheck(project, server, EDITED.replace("5.9", "7.7"))
    assert found(project, evidence) == [Fate.EDITED]


def test_what_stands_again_is_said_with_its_day_and_still_waits(
    project: Project, server: Server, story: tuple[str, str]
) -> None:
    claim, evidence = story
    recheck(project, server, EDITED)
    recheck(project, server, WHOLE)
    (change,) = project.rechecks.changes()[evidence]
    assert change.fate is Fate.EDITED
    assert change.again_at is not None
    assert change.again_at > change.seen_at
    assert " The words of the seal stood there again on " in change.sentence
    assert doubts(project, claim) == (Doubt.EDITED_SINCE,)
    project.rechecks.note_look(evidence, "A slip, taken back")
    recheck(project, server, EDITED)
    assert found(project, evidence) == [Fate.EDITED]  # it happened again


def test_a_wall_that_goes_away_leaves_nothing_to_look_at(
    project: Project, server: Server, story: tuple[str, str]
) -> None:
    _, evidence = story
    recheck(project, server, WALL)
    recheck(project, server, WHOLE)
    assert found(project, evidence) == []


def test_a_wall_does_not_hide_an_edit_that_nobody_looked_at(
    project: Project, server: Server, story: tuple[str, str]
) -> None:
    claim, evidence = story
    recheck(project, server, EDITED)
    recheck(project, server, WALL)
    assert found(project, evidence) == [Fate.EDITED, Fate.UNREADABLE]
    assert doubts(project, claim) == (Doubt.EDITED_SINCE, Doubt.UNREADABLE_SINCE)
    assert [hit.id for hit in project.search('status:"edited since"')] == [evidence]
    project.rechecks.note_look(evidence, "Both seen")
    assert found(project, evidence) == []


@pytest.mark.parametrize(
    ("html", "status"), [(EDITED, Status.REOPENED), (GONE, Status.REOPENED), (WALL, Status.CONFIRMED)]
)
def test_a_confirmed_claim_is_reopened_where_that_is_asked_for(
    project: Project, server: Server, story: tuple[str, str], *, html: str, status: Status
) -> None:
    claim, _ = story
    recheck(project, server, html, reopen=True)
    assert project.claims.get(claim).status is status
    if status is Status.REOPENED:
        decision = project.claims.history(claim)[0]
        assert decision.author == "Ada"
        assert decision.note.startswith("A recheck found: ")
    project.journal.undo()
    assert project.claims.get(claim).status is Status.CONFIRMED


def test_what_was_found_by_earlier_rules_is_kept_and_not_said(
    project: Project, server: Server, story: tuple[str, str]
) -> None:
    """They took walls for pages without the passage."""
    _, evidence = story
    recheck(project, server, GONE)
    db = project.store.db
    db.execute("DROP TRIGGER reanchor_no_update")
    db.execute("UPDATE reanchor SET rules = 0")
    assert found(project, evidence) == []
    assert [result.fate for result in project.rechecks.of(evidence)] == [Fate.GONE]
