"""ClaimReview: one for each rated claim, in the shapes of schema.org, and in no edition more than that edition shows."""

import json
from dataclasses import replace

import pytest

from core.export import Options, export
from core.export.template.model import HouseTemplate
from core.model import Confidentiality, Edition
from tests.data import briefs, schema_org


def reviews(folder, material=None, **options):
    out = folder / "brief.jsonld"
    export(material or briefs.small(), "claimreview", out, Options(made_at=briefs.AT, **options))
    held = json.loads(out.read_text(encoding="utf-8"))
    assert held["@context"] == "https://schema.org"
    return held["@graph"]


def claimed(material, **facts):
    first, *others = material.claims
    return replace(material, claims=(replace(first, claim=replace(first.claim, **facts)), *others))


@pytest.mark.parametrize("edition", list(Edition))
def test_each_rated_claim_has_one_in_the_shapes_of_schema_org(tmp_path, edition):
    house = HouseTemplate(name="The Daily Example", url="https://example.org/checks")
    found = reviews(tmp_path, edition=edition, house=house)
    assert len(found) == sum(1 for file in briefs.small().claims if file.claim.verdict)
    assert [fault for one in found for fault in schema_org.faults(one)] == []
    assert {one["author"]["name"] for one in found} == {"The Daily Example"}


@pytest.mark.parametrize(
    ("claimant", "kind"),
    [
        ("Ilsa Torvane", "Person"),
        ("the ministry", "Organization"),
        ("City Council", "Organization"),
        ("王小明", "Organization"),
    ],
)
def test_who_made_a_claim_is_a_person_or_an_organisation(tmp_path, claimant, kind):
    found = reviews(tmp_path, claimed(briefs.small(), claimant=claimant))[0]
    assert found["itemReviewed"]["author"]["@type"] == kind
    assert schema_org.faults(found) == []


@pytest.mark.parametrize(
    ("said", "kept"), [("2026-05-04", True), ("2026", True), ("last spring", False), ("2026-13-01", False)]
)
def test_only_a_date_is_given_as_a_date(tmp_path, said, kept):
    found = reviews(tmp_path, claimed(briefs.small(), claimed_on=said))[0]
    assert ("datePublished" in found["itemReviewed"]) is kept
    assert schema_org.faults(found) == []


def test_a_closed_claim_is_in_no_lower_edition(tmp_path):
    words = briefs.small().claims[0].claim.text
    closed = claimed(briefs.small(), confidentiality=Confidentiality.LEGAL, claimant="Someone Named")
    for edition in Edition:
        held = json.dumps(reviews(tmp_path, closed, edition=edition), ensure_ascii=False)
        assert (words in held) is (edition is not Edition.PUBLIC)
        assert ("Someone Named" in held) is (edition is not Edition.PUBLIC)


def test_the_shapes_find_what_is_wrong():
    good = {
        "@type": "ClaimReview",
        "claimReviewed": "x",
        "datePublished": "2026-05-04",
        "reviewRating": {"@type": "Rating", "alternateName": "False"},
        "itemReviewed": {"@type": "Claim", "text": "x"},
    }
    assert schema_org.faults(good) == []
    for wrong in (
        {"claimReviewed": ""},
        {"datePublished": "yesterday"},
        {"verdict": "x"},
        {"reviewRating": {"@type": "Thing"}},
        {"author": {"@type": "Thing", "name": "x"}},
    ):
        assert schema_org.faults({**good, **wrong})
    assert schema_org.faults({key: value for key, value in good.items() if key != "itemReviewed"})
