"""The journal: what it writes down, the chain, undo and redo."""

import json

import pytest

from core.errors import InputError
from core.model import Status
from core.project import Project
from core.store import journal
from core.store.connection import sqlite
from core.store.differences import Differs, differences
from core.store.replay import replay


def chain(project: Project) -> list[journal.Entry]:
    return list(reversed(project.journal.entries()))


def test_every_action_is_one_entry_with_rows_before_and_after(project: Project) -> None:
    project.author("Ada")
    claim = project.claims.add("Rain fell.").made["claim"]
    project.claims.set_status(claim, Status.CONFIRMED)
    _, added, decided = chain(project)
    assert (added.action, added.actor, added.kind) == ("Add claim", "Ada", "do")
    changes = {change["table"]: change for change in json.loads(decided.changes)}
    assert changes["claim"]["before"] == {"status": "to check"}
    assert changes["claim"]["after"] == {"status": "confirmed"}
    assert changes["decision"]["before"] is None


def test_half_an_emoji_is_written_as_a_mark_for_what_is_missing(project: Project) -> None:
    draft = project.drafts.add("Flood \ud83d", "Rain \ud83d fell.").made["draft"]
    assert (project.drafts.get(draft).title, project.drafts.latest(draft).text) == ("Flood \ufffd", "Rain \ufffd fell.")
    project.drafts.rename(draft, "\udcff.txt")
    assert project.drafts.get(draft).title == "\ufffd.txt"
    assert journal.Transaction(project.store.db, "Import \udcff.bib").action == "Import \ufffd.bib"


def test_an_action_that_changes_nothing_leaves_no_entry(project: Project) -> None:
    claim = project.claims.add("Rain fell.").made["claim"]
    before = len(chain(project))
    assert project.claims.update(claim, text="Rain fell.").kinds == frozenset()
    assert len(chain(project)) == before


def test_a_failed_action_leaves_no_row_and_no_entry(project: Project) -> None:
    before = len(chain(project))
    with pytest.raises(RuntimeError), project.store.transaction("Fail") as action:
        action.tx.insert("draft", {"id": "d", "title": "t", "created_at": "2026-01-01T00:00:00+00:00"})
        raise RuntimeError
    assert project.drafts.all() == []
    assert len(chain(project)) == before


def test_the_chain_holds_and_shows_a_change(project: Project) -> None:
    for number in range(3):
        project.claims.add(f"Claim {number}.")
    db = project.store.db
    assert list(replay(db).broken) == []
    db.execute("DROP TRIGGER journal_no_update")
    db.execute("UPDATE journal SET actor = 'somebody else' WHERE seq = 2")
    assert list(replay(db).broken) == [2]


def test_a_removed_entry_breaks_the_chain(project: Project) -> None:
    for number in range(3):
        project.claims.add(f"Claim {number}.")
    db = project.store.db
    db.execute("DROP TRIGGER journal_no_delete")
    db.execute("DELETE FROM journal WHERE seq = 2")
    assert list(replay(db).broken) == [3]


@pytest.mark.parametrize("table", ["snapshot", "snapshot_text", "draft_version", "selector", "decision", "journal"])
def test_sealed_tables_refuse_update_and_delete(project: Project, table: str) -> None:
    project.drafts.add("Draft", "Words.")
    claim = project.claims.add("Rain fell.").made["claim"]
    project.claims.set_status(claim, Status.CHECKING)
    db = project.store.db
    triggers = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()}
    assert {f"{table}_no_update", f"{table}_no_delete"} <= triggers
    if db.table(table).count:
        with pytest.raises(sqlite.IntegrityError, match="append-only"):
            db.execute(f"DELETE FROM {table}")


def test_undo_and_redo_walk_the_whole_way_and_back(project: Project) -> None:
    claim = project.claims.add("Rain fell.").made["claim"]
    project.claims.set_status(claim, Status.CONFIRMED)
    project.claims.set_verdict(claim, "Verified", "Seen.")
    assert project.journal.undo_label == "Set verdict"
    project.journal.undo()
    assert project.claims.get(claim).verdict == ""
    assert [decision.value for decision in project.claims.history(claim)] == ["confirmed"]
    project.journal.undo()
    project.journal.undo()
    assert project.claims.all() == []
    for _ in range(3):
        project.journal.redo()
    found = project.claims.all()[0]
    assert (found.id, found.status, found.verdict) == (claim, Status.CONFIRMED, "Verified")
    assert len(project.claims.history(claim)) == 2
    assert list(replay(project.store.db).broken) == []


def test_a_new_action_ends_redo(project: Project) -> None:
    project.claims.add("One.")
    project.journal.undo()
    project.claims.add("Two.")
    assert project.journal.redo_label == ""
    with pytest.raises(InputError):
        project.journal.redo()


def test_undo_goes_back_to_the_making_of_the_project_and_no_further(project: Project) -> None:
    project.claims.add("One.")
    project.journal.undo()
    with pytest.raises(InputError, match="nothing to undo"):
        project.journal.undo()


def test_altered_rows_are_named(project: Project) -> None:
    draft = project.drafts.add("Draft", "Words.").made["draft"]
    db = project.store.db
    assert list(differences(db, replay(db))) == []
    db.execute("DROP TRIGGER draft_version_no_update")
    db.execute("UPDATE draft_version SET text = 'Other words.'")
    (found,) = differences(db, replay(db))
    assert (found.table, found.id) == ("draft_version", project.drafts.latest(draft).id)
    assert (found.kind, found.columns) == (Differs.CHANGED, ("text",))


def test_what_no_user_did_is_written_down_beyond_undo(project: Project) -> None:
    with project.journal.beyond_undo():
        project.claims.add("Given.")
    assert project.journal.undo_label == ""
    project.claims.add("Mine.")
    project.journal.undo()
    assert [claim.text for claim in project.claims.all()] == ["Given."]


def test_undo_does_not_bring_to_light_what_was_made_and_binned_at_once(project: Project) -> None:
    project.claims.add("Made before.")
    with project.store.transaction("Try"):
        claim = project.claims.add("A try.").made["claim"]
        project.claims.bin(claim)
    project.journal.undo()  # the try left nothing to see, so the claim before it is undone
    assert project.claims.all() == []
    with pytest.raises(InputError):
        project.journal.undo()
    project.journal.redo()
    assert [claim.text for claim in project.claims.all()] == ["Made before."]
    assert project.verify().ok


def test_undo_of_two_changes_of_one_value_goes_back_before_the_first(project: Project) -> None:
    claim = project.claims.add("A claim.").made["claim"]
    with project.store.transaction("Note twice"):
        project.claims.update(claim, note="first")
        project.claims.update(claim, note="second")
    assert project.claims.get(claim).note == "second"
    project.journal.undo()
    assert project.claims.get(claim).note == ""
