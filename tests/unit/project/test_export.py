"""What a brief is made from: read in a number of questions that does not grow, and the same as the parts of the project say."""

import threading
from pathlib import Path

import pytest

from core.export.report.source_data import ClaimFile, Exhibit, Material
from core.model import Confidentiality, Edition, ErrorKind, Party, Relation
from core.project import Project
from core.project.queries import Question
from tests.data.sealing import Page, passage, seal

SENTENCE = "Ferry {0} cost {0},000 euros in 2024."


def sentences(number: int) -> list[str]:
    return [SENTENCE.format(100 + place) for place in range(number)]


def filled(project: Project, number: int) -> None:
    """Fill a project: two drafts of so many claims together, each with a page of its own, decisions, a query and a request."""
    project.author("Ann")
    for title, words in (("Ferries", sentences(number)[::2]), ("Harbours", sentences(number)[1::2])):
        draft = project.drafts.add(title, "\n\n".join(words)).made["draft"]
        project.drafts.revise(draft, "\n\n".join(["Ann Example reports.", *words]))
        for text in words:
            claimed(project, draft, text)


def claimed(project: Project, draft: str, text: str) -> None:
    claim = project.claims.add(text, draft_id=draft).made["claim"]
    page = f"<html lang=en><title>{text}</title><p>{'Before it, much. ' * 30}{text}</p><p>{'After it, more. ' * 30}</p></html>"
    snapshot = seal(project, Page(f"https://{text[6:9]}.example.org/a", page.encode()))
    for relation in (Relation.SUPPORTS, Relation.CONTEXT):
        project.evidence.quote(snapshot.id, passage(text), claim, relation)
    project.claims.set_verdict(claim, project.scale.values[0].value, "As the page says")
    project.queries.ask(claim, Question(Party.REPORTER, "Bob", "Is it so?"))
    project.requests.propose(claim, text, text.replace("cost", "took"), ErrorKind.NUMBER)


def statements(folder: Path, number: int) -> tuple[int, int]:
    """Return how many statements gathering and naming take in a project of so many claims."""
    with Project.create(folder / f"{number}.standfirst", "What Erika Mustermann says") as project:
        filled(project, number)
        source = project.sources.all()[0]
        told, author = "A talk with somebody in the harbour", {"family": "Mustermann", "given": "Erika"}
        named = {"title": told, "csl": {"type": "interview", "title": told, "author": [author]}}
        project.sources.update(source.id, confidentiality="desk", **named)  # a name to strike out of the title
        assert project.claims.number() == number
        asked: list[str] = []
        project.store.db.conn.set_trace_callback(lambda sql: asked.append(sql) if sql.startswith("SELECT") else None)
        project.exports.gather()
        gathered = len(asked)
        assert len(set(project.exports.titles().values())) > 1
        return gathered, len(asked) - gathered


def test_the_number_of_questions_does_not_grow_with_the_claims(tmp_path: Path) -> None:
    few, many = statements(tmp_path, 5), statements(tmp_path, 50)
    assert few == many
    assert 0 < min(few) <= max(few) < 60


def exhibits(project: Project, claim_id: str) -> list[Exhibit]:
    linked = project.evidence.for_claim(claim_id)
    return [
        Exhibit(one.link, one.evidence, one.snapshot, one.source, *project.evidence.around(one.evidence))
        for one in linked
    ]


def one_by_one(project: Project) -> list[ClaimFile]:
    return [
        ClaimFile(
            project.claims.get(claim.id),
            tuple(project.claims.history(claim.id)),
            tuple(exhibits(project, claim.id)),
            tuple(project.queries.all(claim.id)),
            tuple(project.requests.all(claim.id)),
        )
        for claim in project.claims.all()
    ]


def test_what_is_read_at_once_is_what_each_part_says(project: Project) -> None:
    filled(project, 6)
    first, second, third, *_ = project.claims.all()
    project.lineage.retire(first.id, "Cut from the story")
    project.evidence.unlink(project.evidence.for_claim(second.id)[0].link.id)
    draft = project.drafts.all()[0]
    item = project.coverage.of(draft.id).open[0]
    project.coverage.dismiss(draft.id, item.start, item.end, "The byline")
    binned = project.evidence.for_claim(third.id)[0].source
    project.evidence.classify(project.evidence.for_claim(third.id)[0].evidence.id, Confidentiality.DESK)
    with project.store.transaction("Hide a source that is quoted", kind="keep") as action:
        action.tx.bin("source", binned.id)

    material = project.exports.gather()

    assert list(material.claims) == one_by_one(project)
    assert max(len(one.before) for file in material.claims for one in file.evidence) > 200
    assert binned in [one.source for file in material.claims for one in file.evidence]
    assert binned not in material.sources
    assert [story.draft for story in material.stories] == list(reversed(project.drafts.all()))
    for story in material.stories:
        version = project.drafts.latest(story.draft.id)
        spans = [*project.drafts.spans(version.id), *project.lineage.spans(version.id)]
        assert (story.seq, story.text) == (2, version.text)
        assert list(story.places) == [(span.claim_id, span.start, span.end) for span in spans]
        coverage = project.coverage.of(story.draft.id)
        assert (story.covered.in_claims, story.covered.left) == (coverage.covered, len(coverage.open))
    assert [story.covered.waved for story in material.stories] == [(), (("Ann", 1),)]
    assert {claim.id for claim in material.closed.claims} == set()
    assert len(material.closed.evidence) == 1


def test_what_is_gathered_is_one_state_of_the_project(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    # A claim is deleted by another thread between two questions: what was gathered either has it whole, or not at all.
    filled(project, 4)
    gone = project.claims.all()[0]
    from core.store import read_grouped

    asked = read_grouped.links

    def between(db: object, *how: object, **more: object) -> object:
        writer = threading.Thread(target=lambda: project.claims.bin(gone.id))
        writer.start()
        writer.join()
        return asked(db, *how, **more)

    monkeypatch.setattr(read_grouped, "links", between)
    material: Material = project.exports.gather()

    (kept,) = [file for file in material.claims if file.claim.id == gone.id]
    assert len(kept.evidence) == 2
    assert gone.id not in {claim.id for claim in project.claims.all()}


def test_titles_are_those_of_the_briefs(project: Project) -> None:
    filled(project, 2)
    assert project.exports.titles() == dict.fromkeys(Edition, "Story")
