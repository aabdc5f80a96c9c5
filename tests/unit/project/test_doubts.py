"""A claim that is decided is doubted while the draft says otherwise, or only evidence against it is left."""

from pathlib import Path

import pytest

from core.errors import InputError
from core.model import Axis, Confidentiality, Doubt, Edition, Relation, Selector, Status
from core.project import Project

WORDS = "The tunnel cost 4 million crowns in all."
OTHER = "The tunnel cost 5 million crowns in all."
REST = " It rained for days. Nobody came to the opening."


@pytest.fixture
def draft(project: Project) -> str:
    project.author("Ida Roth")
    return project.drafts.add("Tunnel", WORDS + REST).made["draft"]


@pytest.fixture
def claim(project: Project, draft: str) -> str:
    return project.claims.add(WORDS, draft_id=draft).made["claim"]


def doubts(project: Project, claim: str) -> tuple[Doubt, ...]:
    return project.claims.doubts([project.claims.get(claim)]).get(claim, ())


def test_a_decided_claim_is_not_doubted_while_its_words_stand(project: Project, draft: str, claim: str) -> None:
    project.claims.set_status(claim, Status.CONFIRMED)
    project.claims.set_verdict(claim, "Verified")
    project.drafts.revise(draft, f"Something else came first.{REST} {WORDS}")
    assert doubts(project, claim) == ()
    with pytest.raises(InputError, match="says what was decided"):
        project.claims.note_look(claim)


def test_a_verdict_on_other_words_is_doubted_until_somebody_looks(project: Project, draft: str, claim: str) -> None:
    project.claims.set_verdict(claim, "Verified")
    project.drafts.revise(draft, OTHER + REST)
    assert doubts(project, claim) == (Doubt.OTHERWISE,)
    project.drafts.revise(draft, f"{OTHER}{REST} It is late.")  # a later version that leaves them alone changes nothing
    assert doubts(project, claim) == (Doubt.OTHERWISE,)
    project.claims.note_look(claim, "A slip of the pen")
    assert doubts(project, claim) == ()
    assert project.claims.get(claim).verdict == "Verified"
    assert project.claims.history(claim)[0].axis is Axis.LOOK
    project.drafts.revise(draft, OTHER.replace("5", "6") + REST)
    assert doubts(project, claim) == (Doubt.OTHERWISE,)


def test_confirming_again_does_not_hide_that_the_claim_has_other_words(
    project: Project, draft: str, claim: str
) -> None:
    project.claims.set_status(claim, Status.CONFIRMED)
    project.drafts.revise(draft, OTHER + REST)
    assert project.claims.get(claim).status is Status.REOPENED
    assert doubts(project, claim) == ()  # it is not held to be confirmed
    project.claims.set_status(claim, Status.CONFIRMED)
    assert doubts(project, claim) == (Doubt.OTHERWISE,)
    project.claims.update(claim, text=OTHER)
    assert doubts(project, claim) == ()


def test_taking_the_new_words_does_not_carry_the_verdict_over(project: Project, draft: str, claim: str) -> None:
    project.claims.set_verdict(claim, "Verified")
    project.drafts.revise(draft, OTHER + REST)
    project.claims.update(claim, text=OTHER)
    assert doubts(project, claim) == (Doubt.OTHERWISE,)
    project.claims.set_verdict(claim, "Verified", "The new figure holds")
    assert doubts(project, claim) == ()


def test_words_that_came_back_are_those_decided_on(project: Project, draft: str, claim: str) -> None:
    project.claims.set_verdict(claim, "Verified")
    project.drafts.revise(draft, OTHER + REST)
    project.drafts.revise(draft, WORDS + REST)
    assert doubts(project, claim) == ()


def test_words_that_are_gone_are_doubted_unless_they_were_cut(project: Project, draft: str, claim: str) -> None:
    project.claims.set_verdict(claim, "Verified")
    project.drafts.revise(draft, REST.strip())
    assert doubts(project, claim) == (Doubt.OTHERWISE,)
    project.claims.set_status(claim, Status.CUT)
    assert doubts(project, claim) == ()


def test_another_speaker_is_another_statement(project: Project) -> None:
    text = "“The river took the mill. It will come again,” said Ida Roth."
    draft = project.drafts.add("Mill", text).made["draft"]
    claim = project.claims.add("“The river took the mill.", draft_id=draft).made["claim"]
    project.claims.set_verdict(claim, "Verified")
    project.drafts.revise(draft, text.replace("Ida Roth", "Per Holm"))
    assert doubts(project, claim) == (Doubt.OTHERWISE,)


def test_a_look_is_one_undo(project: Project, draft: str, claim: str) -> None:
    project.claims.set_verdict(claim, "Verified")
    project.drafts.revise(draft, OTHER + REST)
    project.claims.note_look(claim)
    project.journal.undo()
    assert doubts(project, claim) == (Doubt.OTHERWISE,)
    assert "look" not in {str(one.axis) for one in project.claims.history(claim)}


def link(project: Project, folder: Path, claim: str, relation: Relation) -> str:
    page = folder / f"{relation}.html"
    page.write_text(f"<html><title>Costs</title><body><p>{relation}: {OTHER}</p></body></html>", encoding="utf-8")
    snapshot = project.imports.take_in(page).captures[0].snapshot.id
    project.evidence.quote(snapshot, Selector(OTHER, "", "", -1, -1), claim, relation)
    return next(one.link.id for one in project.evidence.for_claim(claim) if one.link.relation is relation)


def test_evidence_that_only_refutes_is_a_doubt_of_what_is_held_true(
    project: Project, claim: str, tmp_path: Path
) -> None:
    against = link(project, tmp_path, claim, Relation.REFUTES)
    assert doubts(project, claim) == ()
    project.claims.set_verdict(claim, "False")
    assert doubts(project, claim) == ()
    project.claims.set_verdict(claim, "Verified")
    assert doubts(project, claim) == (Doubt.REFUTED,)
    project.claims.note_look(claim)
    assert doubts(project, claim) == ()
    link(project, tmp_path, claim, Relation.SUPPORTS)
    project.evidence.relate(against, Relation.CONTEXT)
    assert doubts(project, claim) == ()


@pytest.mark.parametrize("edition", list(Edition))
def test_each_edition_tells_that_the_draft_says_otherwise(
    project: Project, draft: str, claim: str, tmp_path: Path, edition: Edition
) -> None:
    project.claims.set_verdict(claim, "Verified")

    def told() -> str:
        project.export("md", tmp_path / "brief.md", edition=edition)
        return " ".join((tmp_path / "brief.md").read_text(encoding="utf-8").split())

    inside, listed = (
        "The draft says otherwise:",
        "Decided on other words than the draft has now, and not looked at since: claim 1.",
    )
    changed = "The words of the story have changed since this was decided."
    assert not any(words in told() for words in (inside, listed, changed))
    assert "1 settled" in told()
    project.drafts.revise(draft, OTHER + REST)
    public = edition is Edition.PUBLIC
    assert [words in told() for words in (inside, listed, changed)] == [not public, not public, public]
    assert "0 settled" in told()
    project.claims.note_look(claim, "Seen by phone")
    assert not any(words in told() for words in (inside, listed, changed))
    assert ("Seen by phone" in told()) is not public


def test_hidden_evidence_is_not_betrayed_by_a_doubt(project: Project, claim: str, tmp_path: Path) -> None:
    link(project, tmp_path, claim, Relation.REFUTES)
    project.claims.set_verdict(claim, "Verified")
    project.evidence.classify(project.evidence.for_claim(claim)[0].evidence.id, Confidentiality.DESK)
    for edition, expected in ((Edition.DESK, True), (Edition.LEGAL, False), (Edition.PUBLIC, False)):
        project.export("md", tmp_path / "brief.md", edition=edition)
        told = (tmp_path / "brief.md").read_text(encoding="utf-8")
        assert ("speaks against it" in " ".join(told.split())) is expected
        assert ("with evidence only against it" in " ".join(told.split())) is expected
