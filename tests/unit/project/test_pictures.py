"""Parts of sealed pictures as evidence: stored as the seal has them, found again by verify, exported as a W3C fragment."""

import io
import json

import pytest
from PIL import Image

from core.archive import picture_url, words_url
from core.errors import InputError
from core.model import Fate, Level, Method, Relation, Selector
from core.project import Project
from core.project.pictures import PAGE_TOLD, drawn
from core.security import worker
from tests.data.odd_pdfs import two_pages
from tests.data.sealing import Page, passage, seal

URL = "https://paper.example/story"
PAGE = Page(URL, b"<p>The council voted nine to four for the bridge in May.</p>")


def picture(width: int = 400, height: int = 300) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()


def part(region: str) -> Selector:
    return Selector("what somebody typed", "", "", -1, -1, None, region)


@pytest.fixture
def claim(project: Project) -> str:
    return project.claims.add("The sign says so.").made["claim"]


@pytest.fixture
def pictured(project: Project):
    return seal(project, PAGE, Page(picture_url(URL), picture(), "image/png"))


def test_a_part_is_stored_in_words_of_the_seal_and_holds(project, claim, pictured) -> None:
    made = project.evidence.quote(pictured.id, part("10, 20,200,100"), claim, Relation.REFUTES).made["evidence"]
    evidence = project.evidence.get(made)
    assert evidence.selector == Selector(
        "[part of the sealed picture: 200 × 100 pixels at 10, 20]", "", "", -1, -1, None, "10,20,200,100"
    )
    assert evidence.level is Level.VERBATIM
    assert project.evidence.around(evidence) == ("", "")
    assert not [problem for problem in project.verify().problems if "evidence" in problem.item]


def test_an_image_is_its_own_picture(project, claim) -> None:
    snapshot = seal(project, Page("https://paper.example/map.png", picture(40, 30), "image/png"))
    assert project.evidence.quote(snapshot.id, part("0,0,40,30"), claim).made["evidence"]


def test_a_part_of_a_turned_photo_is_given_as_shown_and_stored_as_the_file_has_it(project, claim) -> None:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6  # shown with its left side up: 30 × 40 pixels
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG", exif=exif)
    snapshot = seal(project, Page("https://paper.example/photo.jpg", out.getvalue(), "image/jpeg"))
    with pytest.raises(InputError, match="30 × 40"):
        project.evidence.quote(snapshot.id, part("0,0,40,30"), claim)
    made = project.evidence.quote(snapshot.id, part("20,5,10,30"), claim).made["evidence"]
    evidence = project.evidence.get(made)
    assert evidence.selector.region == "5,0,30,10"
    assert not [problem for problem in project.verify().problems if "evidence" in problem.item]
    shown = drawn(project.snapshots, evidence)
    assert shown
    assert "10 × 30 pixels at 20, 5" in shown.told


@pytest.mark.parametrize(
    "region",
    [
        "0,0,401,1",
        "399,0,2,1",
        "0,300,1,1",
        "0,0,0,5",
        "1,2,3",
        "a,b,c,d",
        "-1,0,5,5",
        "9" * 40 + ",0,1,1",
        "1,,2,3",
        "٣,0,1,1,1",
    ],
)
def test_what_is_no_part_of_the_picture_is_refused(project, claim, pictured, region: str) -> None:
    with pytest.raises(InputError):
        project.evidence.quote(pictured.id, part(region), claim)
    assert project.evidence.all() == []


def test_a_page_without_a_picture_and_a_picture_that_is_none_are_refused(project, claim) -> None:
    bare = seal(project, PAGE)
    with pytest.raises(InputError, match="no picture"):
        project.evidence.quote(bare.id, part("0,0,1,1"), claim)
    broken = seal(project, Page("https://paper.example/x.png", b"\x89PNG broken", "image/png"))
    with pytest.raises(InputError, match="cannot be drawn"):
        project.evidence.quote(broken.id, part("0,0,1,1"), claim)


def test_an_altered_part_is_found(project, claim, pictured) -> None:
    made = project.evidence.quote(pictured.id, part("10,20,200,100"), claim).made["evidence"]
    project.store.db.execute("DROP TRIGGER selector_no_update")
    for region in ("10,20,200,101", "10,20,9000,100"):
        project.store.db.execute("UPDATE selector SET region = ?", [region])
        wrong = [problem for problem in project.verify().problems if problem.item == f"evidence {made}"]
        assert any("another part" in problem.what or "its part" in problem.what for problem in wrong)


def test_a_newer_capture_says_that_a_person_must_look(project, claim, pictured) -> None:
    project.evidence.quote(pictured.id, part("10,20,200,100"), claim)
    newer = seal(project, PAGE)
    (outcome,) = project.rechecks.compare(pictured.id, newer.id).outcomes
    assert outcome.fate is Fate.UNREADABLE
    assert "not looked for" in outcome.reason
    other = seal(project, PAGE, Page(picture_url(URL), picture(401), "image/png"))
    assert project.rechecks.compare(pictured.id, other.id).outcomes[0].fate is Fate.UNREADABLE
    same = seal(project, PAGE, Page(picture_url(URL), picture(), "image/png"))
    (outcome,) = project.rechecks.compare(pictured.id, same.id).outcomes
    assert (outcome.fate, outcome.reason) == (Fate.SAME, "The file is the same, byte for byte.")


def test_the_brief_and_the_annotations_name_the_part(project, claim, pictured, tmp_path) -> None:
    project.evidence.quote(pictured.id, part("10,20,200,100"), claim)
    out = project.export("annotations", tmp_path / "a.jsonld").path
    (item,) = json.loads(out.read_text())["first"]["items"]
    assert item["target"]["selector"] == [
        {
            "type": "FragmentSelector",
            "conformsTo": "http://www.w3.org/TR/media-frags/",
            "value": "xywh=pixel:10,20,200,100",
        }
    ]
    assert "200 × 100 pixels at 10, 20" in project.export("md", tmp_path / "b.md").path.read_text()


def test_a_passage_of_a_page_is_drawn_from_the_picture_that_was_sealed_with_it(project, claim) -> None:
    words = ["The", "council", "voted", "nine", "to", "four", "for", "the", "bridge", "in", "May."]
    places = [[word, 10 + 30 * number, 40, 28, 12] for number, word in enumerate(words)]
    snapshot = seal(
        project,
        PAGE,
        Page(picture_url(URL), picture(), "image/png"),
        Page(words_url(URL), json.dumps(places).encode(), "application/json"),
        method=Method.BROWSER,
    )
    made = project.evidence.quote(snapshot.id, passage("nine to four"), claim).made["evidence"]
    held = drawn(project.snapshots, project.evidence.get(made))
    assert held is not None
    assert held.told == PAGE_TOLD
    plain = seal(project, Page("https://paper.example/plain", PAGE.body), method=Method.BROWSER)
    other = project.evidence.quote(plain.id, passage("nine to four"), claim).made["evidence"]
    assert drawn(project.snapshots, project.evidence.get(other)) is None


def test_a_page_beyond_reach_is_said_in_the_brief_s_words(project, claim, monkeypatch) -> None:
    """A quoted page that cannot be drawn costs its exhibit a picture, not a minute."""
    body = two_pages(b"/X0 Do " * 3)
    snapshot = seal(project, Page("https://paper.example/report.pdf", body, "application/pdf"))
    project.evidence.quote(snapshot.id, passage("Second page"), claim)
    (evidence,) = project.evidence.all()
    monkeypatch.setattr(worker, "call", lambda *_, **__: (_ for _ in ()).throw(InputError(worker.UNSAFE)))
    with pytest.raises(InputError, match=r"^Page 2 could not be drawn within 10 seconds and 2 GB of memory\.$"):
        drawn(project.snapshots, evidence)
