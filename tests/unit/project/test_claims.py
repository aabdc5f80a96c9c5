"""Claims: words, anchors in the draft, the two axes."""

import pytest

from core.errors import InputError
from core.model import Axis, ClaimKind, Status
from core.project import Project

STORY = "The bridge cost 4 million. The bridge cost 4 million more than planned.\nIt opened in May 🌉 2021."


def test_a_claim_is_anchored_where_its_words_stand(project: Project) -> None:
    draft = project.drafts.add("Bridge", STORY).made["draft"]
    claim = project.claims.add("It opened in May 🌉 2021.", draft_id=draft, kind=ClaimKind.DATE).made["claim"]
    version = project.drafts.latest(draft)
    (span,) = project.drafts.spans(version.id)
    assert span.claim_id == claim
    assert version.text[span.start : span.end] == span.exact == "It opened in May 🌉 2021."


def test_words_that_are_not_in_the_draft_are_refused(project: Project) -> None:
    draft = project.drafts.add("Bridge", STORY).made["draft"]
    with pytest.raises(InputError, match="not in the draft"):
        project.claims.add("It opened in June.", draft_id=draft)
    assert project.claims.all() == []


def test_words_that_occur_twice_need_a_place(project: Project) -> None:
    draft = project.drafts.add("Bridge", STORY).made["draft"]
    with pytest.raises(InputError, match="more than once"):
        project.claims.add("The bridge cost 4 million", draft_id=draft)
    project.claims.add("The bridge cost 4 million", draft_id=draft, start=STORY.index("The bridge", 5))
    assert project.claims.all()


def test_claims_come_in_the_order_of_the_draft(project: Project) -> None:
    draft = project.drafts.add("Bridge", STORY).made["draft"]
    project.claims.add("Standing alone.")
    project.claims.add("It opened in May", draft_id=draft)
    project.claims.add("more than planned", draft_id=draft)
    assert [claim.text for claim in project.claims.all()] == [
        "more than planned",
        "It opened in May",
        "Standing alone.",
    ]


def test_decisions_are_kept_with_author_version_and_note(project: Project) -> None:
    project.author("Ada")
    draft = project.drafts.add("Bridge", STORY).made["draft"]
    claim = project.claims.add("more than planned", draft_id=draft).made["claim"]
    project.claims.set_status(claim, Status.CHECKING)
    project.claims.set_verdict(claim, "false", "The ledger says otherwise.")
    newest, oldest = project.claims.history(claim)
    assert (newest.axis, newest.value, newest.note, newest.author) == (
        Axis.VERDICT,
        "False",
        "The ledger says otherwise.",
        "Ada",
    )
    assert (oldest.axis, oldest.value) == (Axis.STATUS, "checking")
    assert newest.version_id == project.drafts.latest(draft).id
    assert project.claims.get(claim).verdict == "False"


def test_a_word_off_the_scale_is_refused_with_the_scale_in_the_hint(project: Project) -> None:
    claim = project.claims.add("One.").made["claim"]
    with pytest.raises(InputError) as caught:
        project.claims.set_verdict(claim, "Pants on Fire")
    assert "Verified" in caught.value.hint


def test_a_verdict_can_be_taken_away(project: Project) -> None:
    claim = project.claims.add("One.").made["claim"]
    project.claims.set_verdict(claim, "Verified")
    project.claims.set_verdict(claim, "")
    assert project.claims.get(claim).verdict == ""


@pytest.mark.parametrize("text", ["", "   ", "\0", "x" * 20_001])
def test_claims_without_sound_words_are_refused(project: Project, text: str) -> None:
    with pytest.raises(InputError):
        project.claims.add(text)


def test_what_is_not_there_is_named(project: Project) -> None:
    for call in (
        project.claims.get,
        project.drafts.get,
        project.sources.get,
        project.snapshots.get,
        project.evidence.get,
    ):
        with pytest.raises(InputError, match="nowhere"):
            call("nowhere")


def test_only_known_fields_can_be_changed(project: Project) -> None:
    claim = project.claims.add("One.").made["claim"]
    with pytest.raises(InputError, match="status"):
        project.claims.update(claim, status="confirmed")
