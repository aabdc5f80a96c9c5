"""Queries: who was asked about a claim, by when, and what came back; nothing of it in an edition that may not tell."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.errors import InputError
from core.model import Confidentiality, Edition, Party, QueryState, Relation, Status, Terms
from core.project import Project
from core.project.queries import AsEvidence, Question
from tests.data.sealing import Page, seal

if TYPE_CHECKING:
    from collections.abc import Callable

ASKED = Question(
    Party.SOURCE, "Office of the mayor", "Did the bridge cost 4 million?", means="e-mail", due="2026-05-04"
)
ANSWER = "It did.\n\nAnd not a crown more."


@pytest.fixture
def claim(project: Project) -> str:
    project.author("Ada")
    draft = project.drafts.add("Bridge", "The bridge cost 4 million.").made["draft"]
    return project.claims.add("The bridge cost 4 million.", draft_id=draft).made["claim"]


def test_asking_and_answering_leaves_a_record_and_moves_the_status(project: Project, claim: str) -> None:
    query = project.queries.ask(claim, ASKED).made["query"]
    other = project.queries.ask(claim, Question(Party.REPORTER, "Mara", "Where is it from?")).made["query"]
    assert project.claims.get(claim).status is Status.QUERY_REPORTER
    kept = project.queries.get(query)
    assert (kept.asked, kept.author, kept.state, kept.due) == (ASKED.asked, "Ada", QueryState.OPEN, "2026-05-04")
    assert kept.confidentiality is Confidentiality.DESK
    assert [kept.overdue(dt.date(2026, 5, day)) for day in (4, 5)] == [False, True]
    project.queries.answer(query, ANSWER)
    assert project.claims.get(claim).status is Status.QUERY_REPORTER  # the reporter is still asked
    project.queries.close(other)
    assert project.claims.get(claim).status is Status.CHECKING
    assert [one.state for one in project.queries.all(claim)] == [QueryState.ANSWERED, QueryState.UNANSWERED]
    assert not any(decision.note for decision in project.claims.history(claim))
    for _ in range(4):
        project.journal.undo()
    assert project.queries.all() == []
    assert project.claims.get(claim).status is Status.TO_CHECK


def test_an_answer_becomes_evidence_letter_for_letter(project: Project, claim: str) -> None:
    query = project.queries.ask(claim, ASKED).made["query"]
    project.queries.answer(query, ANSWER)
    project.queries.take_in(query, AsEvidence(Relation.SUPPORTS, Terms.ON_RECORD))
    (linked,) = project.evidence.for_claim(claim)
    assert linked.evidence.id == project.queries.get(query).evidence_id
    assert (linked.link.relation, linked.evidence.selector.exact.split()) == (Relation.SUPPORTS, ANSWER.split())
    assert {linked.source.confidentiality, linked.evidence.confidentiality} == {Confidentiality.PUBLIC}
    assert linked.source.title.startswith("Answer of Office of the mayor")
    assert project.verify().problems == ()
    with pytest.raises(InputError):
        project.queries.take_in(query, AsEvidence(Relation.SUPPORTS))


def test_an_answer_stays_with_the_class_of_its_query_and_of_its_source(project: Project, claim: str) -> None:
    hidden = seal(project, Page("https://hidden.example.org/", b"<p>Words of a hidden source stand here.</p>"))
    project.sources.update(hidden.source_id, confidentiality="legal", alias="An official")
    asked = Question(Party.SOURCE, "", "Is it so?", source_id=hidden.source_id, confidentiality=Confidentiality.PUBLIC)
    query = project.queries.ask(claim, asked).made["query"]
    assert (project.queries.get(query).confidentiality, project.queries.get(query).asked) == ("legal", "An official")
    project.queries.answer(query, "It is.")
    project.queries.take_in(query, AsEvidence(Relation.CONTEXT, Terms.ON_RECORD))
    assert project.evidence.for_claim(claim)[0].evidence.confidentiality is Confidentiality.LEGAL


def test_what_cannot_be_asked_or_answered_says_so(project: Project, claim: str) -> None:
    query = project.queries.ask(claim, ASKED).made["query"]
    wrong: tuple[Callable[[], object], ...] = (
        lambda: project.queries.ask(claim, Question(Party.SOURCE, " ", "Why?")),
        lambda: project.queries.ask(claim, Question(Party.SOURCE, "Ada", "\0")),
        lambda: project.queries.ask(claim, Question(Party.SOURCE, "Ada", "Why?", due="tomorrow")),
        lambda: project.queries.ask(claim, Question(Party.SOURCE, "Ada", "Why?", source_id="nobody")),
        lambda: project.queries.ask("none", ASKED),
        lambda: project.queries.answer(query, "x" * 100_001),
        lambda: project.queries.take_in(query, AsEvidence(Relation.SUPPORTS)),
    )
    for act in wrong:
        with pytest.raises(InputError):
            act()
    project.queries.close(query)
    with pytest.raises(InputError):
        project.queries.answer(query, "Too late")
    project.author("")
    with pytest.raises(InputError):
        project.queries.ask(claim, ASKED)


@pytest.mark.parametrize("name", ["html", "claims-csv", "draft-html"])
@pytest.mark.parametrize("kept", list(Confidentiality))
def test_an_edition_tells_of_the_queries_of_its_class(
    project: Project, claim: str, tmp_path: Path, name: str, kept: Confidentiality
) -> None:
    question = Question(
        Party.SOURCE, "Office of zqvmayor", "Was it zqvquestion?", due="2026-05-04", confidentiality=kept
    )
    query = project.queries.ask(claim, question).made["query"]
    project.queries.answer(query, "It was zqvanswer.")
    reach = {Edition.PUBLIC: 0, Edition.LEGAL: 1, Edition.DESK: 2}
    rank = {Confidentiality.PUBLIC: 0, Confidentiality.LEGAL: 1, Confidentiality.DESK: 2}
    for edition in Edition:
        out = tmp_path / f"{edition}.{name}"
        project.export(name, out, edition=edition)
        told = out.read_text(encoding="utf-8-sig")
        wanted = rank[kept] <= reach[edition]
        assert [word in told for word in ("zqvmayor", "zqvquestion", "zqvanswer")] == [wanted] * 3
        assert edition is not Edition.PUBLIC or "Ada" not in told
