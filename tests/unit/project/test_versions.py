"""A new version of a draft keeps what still holds, reopens what was touched, lists what is gone, and can be undone."""

import pytest

from core.model import Axis, DraftNote, SpanLevel, Status
from core.project import Project

FIRST = """# The bridge

The bridge cost 4 million crowns. It opened in May 2021 to great applause. The mayor called it a success.

Nobody counted the boats that pass beneath it. The council never published the accounts of the works."""
SECOND = """# The bridge

The council never published the accounts of the works.

The bridge cost 5 million crowns. It opened in May 2021 to great applause.

Nobody counted the boats that pass beneath it."""
SENTENCES = {
    SpanLevel.EDITED: "The bridge cost 4 million crowns.",
    SpanLevel.SAME: "Nobody counted the boats that pass beneath it.",
    SpanLevel.LOST: "The mayor called it a success.",
    SpanLevel.MOVED: "The council never published the accounts of the works.",
}


@pytest.fixture
def draft(project: Project) -> str:
    made = project.drafts.add("Bridge", FIRST).made["draft"]
    for words in SENTENCES.values():
        claim = project.claims.add(words, draft_id=made).made["claim"]
        project.claims.set_status(claim, Status.CONFIRMED)
        project.claims.set_verdict(claim, "Verified")
    return made


def test_each_claim_has_its_fate(project: Project, draft: str) -> None:
    project.drafts.revise(draft, SECOND)
    version = project.drafts.latest(draft)
    assert version.seq == 2
    levels = {project.claims.get(span.claim_id).text: span.level for span in project.drafts.spans(version.id)}
    assert levels == {words: level for level, words in SENTENCES.items()}
    status = {claim.text: claim.status for claim in project.claims.all(draft)}
    assert status.pop(SENTENCES[SpanLevel.EDITED]) is Status.REOPENED
    assert status.pop(SENTENCES[SpanLevel.LOST]) is Status.REOPENED  # nobody can read it: it does not count as checked
    assert set(status.values()) == {Status.CONFIRMED}


def test_an_edited_claim_stands_at_its_new_words_and_says_why_it_is_open(project: Project, draft: str) -> None:
    project.drafts.revise(draft, SECOND)
    (span,) = (one for one in project.drafts.spans(project.drafts.latest(draft).id) if one.level is SpanLevel.EDITED)
    assert span.exact == "The bridge cost 5 million crowns."
    newest = project.claims.history(span.claim_id)[0]
    assert (newest.axis, newest.value, newest.note) == (Axis.STATUS, Status.REOPENED, "The words changed.")
    assert newest.version_id == project.drafts.latest(draft).id
    assert project.claims.get(span.claim_id).verdict == "Verified"


def test_what_was_cut_stays_cut_when_its_words_go(project: Project, draft: str) -> None:
    claim = next(claim for claim in project.claims.all(draft) if claim.text == SENTENCES[SpanLevel.LOST])
    project.claims.set_status(claim.id, Status.CUT)
    project.drafts.revise(draft, SECOND)
    assert project.claims.get(claim.id).status is Status.CUT


def test_the_new_version_is_one_action_to_take_back(project: Project, draft: str) -> None:
    before = project.claims.all(draft)
    project.drafts.revise(draft, SECOND)
    project.journal.undo()
    assert project.drafts.latest(draft).text == FIRST
    assert project.claims.all(draft) == before
    project.drafts.revise(draft, SECOND + "\n\nOne more line stands here.")
    assert project.drafts.latest(draft).seq == 3


def test_words_that_come_back_are_found_again(project: Project, draft: str) -> None:
    project.drafts.revise(draft, SECOND)
    project.drafts.revise(draft, FIRST)
    (lost,) = (claim for claim in project.claims.all(draft) if claim.text == SENTENCES[SpanLevel.LOST])
    span = project.claims.spans(lost.id)[0]
    assert span.exact == lost.text
    assert span.level in {SpanLevel.SAME, SpanLevel.MOVED}


def test_the_same_words_are_no_new_version(project: Project, draft: str) -> None:
    assert not project.drafts.revise(draft, FIRST.replace("\n", "\r\n")).kinds
    assert len(project.drafts.versions(draft)) == 1


def test_an_undecided_claim_stays_as_it_is(project: Project) -> None:
    draft = project.drafts.add("Bridge", FIRST).made["draft"]
    claim = project.claims.add(SENTENCES[SpanLevel.EDITED], draft_id=draft).made["claim"]
    project.drafts.revise(draft, SECOND)
    assert project.claims.get(claim).status is Status.TO_CHECK
    assert project.claims.history(claim) == []


def test_the_next_version_is_known_by_its_title_or_by_its_sentences(project: Project, draft: str) -> None:
    project.drafts.add("Boats", "Another story stands here.\n\nIt says nothing of the kind.")
    rewritten = " ".join(sorted(FIRST.split()))  # no sentence of it, but its words
    by_words, by_title = project.drafts.find("", SECOND), project.drafts.find("Bridge", rewritten)
    assert by_words is not None
    assert by_title is not None
    assert by_words.id == by_title.id == draft
    assert project.drafts.find("", "A third story about something else.") is None


def test_another_story_of_the_same_name_is_no_version_unless_somebody_says_so(project: Project, draft: str) -> None:
    other = "Rainfall figures were published yesterday. Farmers expect poor harvests everywhere."
    match = project.drafts.match(("Bridge",), other)
    assert match is not None
    assert (match.draft.id, match.sure) == (draft, False)
    assert match.share < 0.1
    assert project.drafts.find("Bridge", other) is None


def test_notes_go_with_their_words_when_the_text_is_edited_and_are_replaced_by_a_file(project: Project) -> None:
    text = "The mayor left early. Nobody asked why."
    notes = (
        DraftNote("comment", 4, 9, "Which?", "Ed"),
        DraftNote("footnote", 21, 21, "See the minutes."),
        DraftNote("comment", 22, 28, "Sure?", "Ed"),
    )
    draft = project.drafts.add("A", text, notes).made["draft"]
    project.drafts.revise(draft, "Yesterday the mayor left early. People asked why.")
    latest = project.drafts.latest(draft)
    assert [latest.text[note.start : note.end] for note in latest.notes] == ["mayor", "", ""]
    assert latest.text[: latest.notes[1].start].endswith("left early.")
    project.drafts.revise(draft, text + " More.", ())
    assert not project.drafts.latest(draft).notes
