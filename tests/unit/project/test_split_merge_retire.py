"""Claims split, merged, retired and brought back: nothing is dropped, nothing loses its class, each step is undone as one."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.errors import InputError
from core.model import Confidentiality, Edition, Relation, Status
from core.project import Project
from core.project.split_merge_retire import proposed
from tests.data.sealing import Page, passage, seal

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCE = "The bridge cost 4 million crowns, and the mayor opened it in May 2021."
STORY = f"# The bridge\n\n{SENTENCE} Nobody counted the boats.\n\nAnother paragraph ends it."
ATOMS = ["The bridge cost 4 million crowns", "the mayor opened it in May 2021"]


@pytest.fixture
def draft(project: Project) -> str:
    return project.drafts.add("Bridge", STORY).made["draft"]


@pytest.fixture
def claim(project: Project, draft: str) -> str:
    made = project.claims.add(SENTENCE, draft_id=draft, confidentiality=Confidentiality.LEGAL).made["claim"]
    project.claims.set_verdict(made, "Verified", "Both halves.")
    return made


def texts(project: Project) -> list[str]:
    return [claim.text for claim in project.claims.all()]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (SENTENCE, ["The bridge cost 4 million crowns", "the mayor opened it in May 2021."]),
        ("Smith and Sons built it; it fell.", ["Smith and Sons built it", "it fell."]),
        ("He said “it fell, and it rose; twice” loudly.", ["He said “it fell, and it rose; twice” loudly."]),
        (
            "Die Brücke kostete vier Millionen, und der Bürgermeister ging.",
            ["Die Brücke kostete vier Millionen", "der Bürgermeister ging."],
        ),
        ("桥花了四百万，五月开放。", ["桥花了四百万", "五月开放。"]),
        ("كلف الجسر أربعة ملايين؛ افتتح في مايو.", ["كلف الجسر أربعة ملايين", "افتتح في مايو."]),
    ],
    ids=["English", "pair of words", "quotation", "German", "Chinese", "Arabic"],
)
def test_a_sentence_is_proposed_to_be_split_at_its_joints(sentence: str, parts: list[str]) -> None:
    assert proposed(sentence) == parts


def test_atoms_stand_at_their_own_words_with_the_class_and_the_evidence(project: Project, claim: str) -> None:
    page = Page("https://example.org/", b"<p>The accounts of the works say 4 million crowns in all.</p>")
    evidence = project.evidence.quote(seal(project, page).id, passage("4 million crowns"), claim, Relation.SUPPORTS)
    project.lineage.split(claim, ATOMS)
    made = project.claims.all()
    assert [one.text for one in made] == ATOMS
    assert {one.confidentiality for one in made} == {Confidentiality.LEGAL}
    assert {(one.status, one.verdict) for one in made} == {(Status.TO_CHECK, "")}  # nobody looked at the halves yet
    for one in made:
        (span,) = project.claims.spans(one.id)
        assert (span.start, span.exact) == (STORY.index(one.text), one.text)
        (linked,) = project.evidence.for_claim(one.id)
        assert (linked.evidence.id, linked.link.relation) == (evidence.made["evidence"], Relation.SUPPORTS)
        ((retirement, parent),) = project.lineage.parents(one.id)
        assert (parent.id, retirement.reason) == (claim, "Split into 2 claims")
    assert [one.note for one in project.claims.history(claim)] == ["Both halves."]
    project.journal.undo()
    assert texts(project) == [SENTENCE]
    assert project.lineage.retired() == []
    project.journal.redo()
    assert texts(project) == ATOMS


def test_merging_takes_the_strictest_class_and_all_between(project: Project, draft: str, claim: str) -> None:
    other = project.claims.add("Nobody counted the boats.", draft_id=draft).made["claim"]
    made = project.lineage.merge([other, claim]).made["claim"]
    (merged,) = project.claims.all()
    assert (merged.id, merged.text) == (made, f"{SENTENCE} Nobody counted the boats.")
    assert merged.confidentiality is Confidentiality.LEGAL
    assert {parent.id for _, parent in project.lineage.parents(made)} == {claim, other}
    project.journal.undo()
    assert texts(project) == [SENTENCE, "Nobody counted the boats."]


def test_what_cannot_be_done_says_so_and_changes_nothing(project: Project, draft: str, claim: str) -> None:
    far = project.claims.add("Another paragraph ends it.", draft_id=draft).made["claim"]
    alone = project.claims.add("Standing alone.").made["claim"]
    wrong: tuple[Callable[[], object], ...] = (
        lambda: project.lineage.split(claim, ["The bridge"]),
        lambda: project.lineage.split(claim, ["The bridge", "cost 5 million"]),
        lambda: project.lineage.split(claim, ["The bridge", "Another paragraph"]),
        lambda: project.lineage.merge([claim]),
        lambda: project.lineage.merge([claim, far]),
        lambda: project.lineage.merge([claim, alone]),
        lambda: project.lineage.retire(claim, "  "),
        lambda: project.lineage.bring_back(claim),
    )
    for act in wrong:
        with pytest.raises(InputError):
            act()
    assert texts(project) == [SENTENCE, "Another paragraph ends it.", "Standing alone."]
    assert project.lineage.retired() == []


def test_a_retired_claim_is_listed_with_its_reason_and_comes_back_reopened_where_it_changed(
    project: Project, draft: str, claim: str
) -> None:
    project.author("Ada")
    project.claims.set_status(claim, Status.CONFIRMED)
    project.lineage.retire(claim, "An opinion")
    ((retirement, kept),) = project.lineage.retired(draft)
    assert (kept.id, retirement.reason, retirement.author) == (claim, "An opinion", "Ada")
    assert texts(project) == []
    with pytest.raises(InputError):
        project.lineage.retire(claim, "again")
    project.drafts.revise(draft, STORY.replace("4 million", "5 million"))
    project.lineage.bring_back(claim)
    assert project.lineage.retired() == []
    assert project.claims.get(claim).status is Status.REOPENED
    assert project.claims.spans(claim)[0].exact == SENTENCE.replace("4 million", "5 million")


@pytest.mark.parametrize("binned", [False, True], ids=["retired", "in the bin"])
@pytest.mark.parametrize("revised", [False, True], ids=["at once", "a version later"])
def test_words_of_a_claim_that_was_set_aside_stay_withheld(
    project: Project, draft: str, claim: str, tmp_path: Path, *, revised: bool, binned: bool
) -> None:
    project.claims.add("Nobody counted the boats.", draft_id=draft)
    if binned:
        project.claims.bin(claim)
    else:
        project.lineage.retire(claim, "Too sensitive")
    if revised:
        project.drafts.revise(draft, STORY.replace("ends it", "closes it"))
    for edition, told in ((Edition.PUBLIC, False), (Edition.LEGAL, True)):
        out = tmp_path / f"{edition}.html"
        project.export("draft-html", out, edition=edition)
        assert ("4 million crowns" in out.read_text(encoding="utf-8")) is told
