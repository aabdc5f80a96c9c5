from dataclasses import replace

import pytest

from core import model as m
from core.errors import InputError
from core.export import clipboard
from tests.data import briefs


def test_a_claim_is_copied_with_citations_and_the_way_back_to_the_passage():
    made = clipboard.claim(briefs.small(), "claim-1", "chicago-notes")
    back = "https://example.org/1/report#:~:text=Thirty%2Done%20members"
    assert all(back in form for form in (made.html, made.markdown, made.plain))
    assert all(
        "Okafor, Nneka" in form and "SHA-256 ffa6a744" in form for form in (made.html, made.markdown, made.plain)
    )
    assert made.plain.startswith("The council approved the barrier by 31 votes to 4. [Verified]")


def test_a_hidden_source_goes_by_its_alias():
    for file in briefs.small().claims:
        made = clipboard.claim(briefs.small(), file.claim.id, "apa")
        assert not any(
            secret in made.html + made.markdown + made.plain for secret in ("Brandt", "leaks.example", "engineer-7")
        )


def test_a_claim_for_the_desk_is_copied_as_the_desk_sees_it():
    material = briefs.small()
    first = material.claims[0]
    secret = replace(first, claim=replace(first.claim, confidentiality=m.Confidentiality.DESK))
    assert "31 votes" in clipboard.claim(replace(material, claims=(secret,)), "claim-1", "apa").plain


def test_markup_in_a_claim_is_letters():
    file = briefs.claim(
        "1",
        "<b>x</b> [l](http://e.vil) *y*",
        "Verified",
        briefs.exhibit("1", briefs.source(1, "<i>T</i>"), "some <u>words</u>"),
    )
    made = clipboard.claim(replace(briefs.small(), claims=(file,)), "claim-1", "apa")
    assert "<b>" not in made.html
    assert "<u>" not in made.html
    assert '"http://e.vil' not in made.html
    assert "<b>x</b> [l](http://e.vil) *y*" in made.plain


def test_a_claim_without_evidence_is_copied_and_says_so():
    material = briefs.small()
    bare = replace(material.claims[0], evidence=())
    made = clipboard.claim(replace(material, claims=(bare,)), "claim-1", "apa")
    assert all(clipboard.BARE in form for form in (made.html, made.markdown, made.plain))
    assert made.plain.startswith("The council approved the barrier by 31 votes to 4. [Verified]")


def test_evidence_that_may_not_be_copied_is_not_called_missing():
    material = briefs.small()
    file = material.claims[0]
    hidden = tuple(
        replace(one, evidence=replace(one.evidence, confidentiality=m.Confidentiality.DESK)) for one in file.evidence
    )
    made = clipboard.claim(replace(material, claims=(replace(file, evidence=hidden),)), "claim-1", "apa")
    assert clipboard.WITHHELD in made.plain
    assert clipboard.BARE not in made.plain


def test_a_page_of_a_pdf_is_the_way_back():
    of = briefs.source(2, "Audit", url="https://e.org/a.pdf")
    file = briefs.claim("1", "C", "Verified", briefs.exhibit("1", of, "some words", page=7))
    assert (
        "https://e.org/a.pdf#page=7"
        in clipboard.claim(replace(briefs.small(), claims=(file,)), "claim-1", "apa").markdown
    )


@pytest.mark.parametrize(("part", "back"), [({"time": "12.5,30"}, "#t=12.5,30"), ({"region": "1,2,3,4"}, "")])
def test_a_part_without_words_has_its_own_way_back(part, back):
    exhibit = briefs.exhibit("1", briefs.source(2, "Council", url="https://e.org/a.mp4"), "[part]")
    place = replace(exhibit.evidence.selector, **part)
    file = briefs.claim("1", "C", "Verified", replace(exhibit, evidence=replace(exhibit.evidence, selector=place)))
    made = clipboard.claim(replace(briefs.small(), claims=(file,)), "claim-1", "apa")
    assert f"(https://e.org/a.mp4{back})" in made.markdown


def test_an_unknown_claim_is_refused():
    with pytest.raises(InputError):
        clipboard.claim(briefs.small(), "claim-99", "apa")
