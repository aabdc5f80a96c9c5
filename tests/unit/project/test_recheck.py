"""Rechecking against a real server whose page changes: every fate, soft failures, and the old seal untouched."""

from collections.abc import Iterator

import pytest

from core.capture import Options
from core.errors import InputError, StandfirstError, TrustError
from core.model import Fate, Level, Relation, Selector
from core.project import Project
from core.project.passage_fate import Outcome
from tests.servers import Server

BRIDGE = "The bridge cost 4.2 million crowns, the mayor said on Tuesday after the meeting of the council."
FERRY = "Critics had asked for a ferry instead, which would have been cheaper and sooner to build by far."
VOTE = "The council voted nine to four for the bridge in May 2021 after a debate that went on until midnight."
REST = "Two hundred people came to the town hall that night, more than the house had ever seen before at once."
QUOTED = "cost 4.2 million crowns, the mayor said on Tuesday"
OPTIONS = Options(allow_private=True)


def page(*paragraphs: str) -> str:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return f"<!doctype html><html lang=en><title>Bridge</title><body><h1>Bridge opens</h1>{body}</body></html>"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.page("/story", page(BRIDGE, FERRY, VOTE, REST))
        yield running


@pytest.fixture
def evidence(project: Project, server: Server) -> str:
    snapshot = project.snapshots.capture(server.url("/story"), OPTIONS).snapshot
    claim = project.claims.add("The bridge cost 4.2 million.").made["claim"]
    quote = project.evidence.quote(snapshot.id, Selector(QUOTED, "", "", -1, -1), claim, Relation.SUPPORTS)
    return quote.made["evidence"]


def recheck(project: Project) -> Outcome:
    (source,) = project.rechecks.sources()
    (outcome,) = project.rechecks.run(source, OPTIONS).outcomes
    return outcome


@pytest.mark.parametrize(
    ("paragraphs", "fate", "page_changed"),
    [
        ((BRIDGE, FERRY, VOTE, REST), Fate.SAME, False),
        ((BRIDGE, VOTE, REST), Fate.SAME, True),
        (("A line put before all others on the page.", BRIDGE, FERRY, VOTE, REST), Fate.SAME, True),
        ((BRIDGE.replace("the meeting", "a meeting"), FERRY, VOTE, REST), Fate.SAME, True),
        ((FERRY, VOTE, REST, BRIDGE), Fate.MOVED, True),
        ((BRIDGE.replace("4.2 million", "5.9 million"), FERRY, VOTE, REST), Fate.EDITED, True),
        ((BRIDGE.upper(), FERRY, VOTE, REST), Fate.EDITED, True),
        ((BRIDGE.replace("crowns", "crow\u00adns"), FERRY, VOTE, REST), Fate.SAME, True),
        ((FERRY, VOTE, REST), Fate.GONE, True),
    ],
)
def test_each_fate(
    project: Project, server: Server, evidence: str, *, paragraphs: tuple[str, ...], fate: Fate, page_changed: bool
) -> None:
    before = project.evidence.get(evidence)
    server.page("/story", page(*paragraphs))
    outcome = recheck(project)
    assert (outcome.fate, outcome.page_changed, outcome.readable) == (fate, page_changed, True)
    (kept,) = project.rechecks.of(evidence)
    assert (kept.fate, kept.start, kept.probability) == (fate, outcome.start, outcome.probability)
    assert project.evidence.get(evidence) == before
    assert project.verify().ok


def test_an_edit_is_shown_word_for_word(project: Project, server: Server, evidence: str) -> None:
    server.page("/story", page(BRIDGE.replace("4.2", "5.9"), FERRY, VOTE, REST))
    outcome = recheck(project)
    assert [(piece.kind, piece.text) for piece in outcome.diff if piece.kind != "same"] == [
        ("removed", "4.2"),
        ("added", "5.9"),
    ]
    assert "5.9 million" in outcome.text
    assert 0.35 <= outcome.probability <= 1


@pytest.mark.parametrize(
    ("status", "html"),
    [
        (404, "<title>404</title><p>Not found</p>"),
        (200, "<title>Before you continue</title><p>We use cookies. Accept all cookies to continue to the site.</p>"),
        (200, "<title>Sign in</title><form><input type=password></form><p>Sign in to your account.</p>"),
    ],
)
def test_a_page_that_cannot_be_read_says_nothing_about_the_passage(
    project: Project, server: Server, evidence: str, status: int, html: str
) -> None:
    server.add("/story", "text/html", html.encode(), status=status)
    outcome = recheck(project)
    assert (outcome.fate, outcome.readable, outcome.probability) == (Fate.UNREADABLE, False, 0.0)
    assert outcome.reason.startswith("It could not be read as before: looks like ")
    (kept,) = project.rechecks.of(evidence)
    assert (kept.fate, kept.start, kept.reasons) == (Fate.UNREADABLE, None, outcome.reasons)


def test_a_server_that_is_silent_is_an_error_and_changes_nothing(project: Project, evidence: str) -> None:
    entries = len(project.journal.entries(100))
    (source,) = project.rechecks.sources()
    with pytest.raises(StandfirstError):
        project.rechecks.run(source, Options(allow_private=False))
    assert len(project.journal.entries(100)) == entries


def test_undo_takes_the_finding_back_and_keeps_the_journal_whole(
    project: Project, server: Server, evidence: str
) -> None:
    recheck(project)
    assert project.journal.undo_label == "Recheck evidence"
    project.journal.undo()
    assert project.rechecks.of(evidence) == []
    project.journal.redo()
    assert len(project.rechecks.of(evidence)) == 1
    assert project.verify().ok


def test_what_was_found_cannot_be_rewritten(project: Project, server: Server, evidence: str) -> None:
    recheck(project)
    db = project.store.db
    with pytest.raises(Exception, match="append-only"):
        db.execute("UPDATE reanchor SET fate = 'gone'")
    db.execute("DROP TRIGGER reanchor_no_update")
    db.execute("UPDATE reanchor SET fate = 'gone'")
    assert any(problem.item.startswith("reanchor") for problem in project.verify().problems)


def test_a_damaged_seal_is_said_before_anything_is_compared(project: Project, server: Server, evidence: str) -> None:
    snapshot = project.snapshots.get(project.evidence.get(evidence).snapshot_id)
    (project.path / snapshot.warc).unlink()
    with pytest.raises(TrustError, match="missing"):
        recheck(project)
    assert project.rechecks.of(evidence) == []


def test_two_snapshots_compared_write_nothing(project: Project, server: Server, evidence: str) -> None:
    old = project.evidence.get(evidence).snapshot_id
    server.page("/story", page(BRIDGE, VOTE, REST))
    new = project.snapshots.capture(server.url("/story"), OPTIONS).snapshot
    entries = len(project.journal.entries(100))
    found = project.rechecks.compare(old, new.id)
    assert [found.old_text.text[slice(*change.old)] for change in found.comparison.changes] == [FERRY]
    assert [(outcome.fate, outcome.level) for outcome in found.outcomes] == [(Fate.SAME, Level.VERBATIM)]
    assert len(project.journal.entries(100)) == entries
    server.page("/other", page(REST))
    other = project.snapshots.capture(server.url("/other"), OPTIONS).snapshot
    with pytest.raises(InputError, match="two sources"):
        project.rechecks.compare(old, other.id)
