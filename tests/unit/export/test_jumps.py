"""Jumps of the PDF lead where they say: claims and exhibits to their headings, marks to notes and back."""

import pikepdf
import pytest

from core.export import Options, export
from core.export.jumps import prepare
from core.export.nodes import found, header, link, note, para, span, words
from tests.data import briefs


@pytest.fixture(scope="module")
def brief(tmp_path_factory):
    out = tmp_path_factory.mktemp("jumps") / "brief.pdf"
    export(briefs.small(), "pdf", out, Options(made_at=briefs.AT))
    with pikepdf.open(out) as pdf:
        yield pdf


def jumps(pdf):
    """Return (what it says, page number and height of its target, page number and height of itself) of each jump."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    return [
        (str(one.Contents), (numbers[one.Dest[0].objgen], float(one.Dest[3])), (number, float(one.Rect[3])))
        for number, page in enumerate(pdf.pages)
        for one in page.get("/Annots", [])
        if "/Dest" in one
    ]


def test_claims_and_exhibits_are_jumped_to_at_their_headings(brief):
    with brief.open_outline() as outline:
        marks = {item.title.split(" ")[1]: item for item in outline.root[2].children}
    numbers = {page.objgen: number for number, page in enumerate(brief.pages)}
    told = {said: target for said, target, _ in jumps(brief) if said.startswith("exhibit")}
    assert sorted(told) == [f"exhibit {number}" for number in range(1, 7)]
    for said, (page, height) in told.items():
        place = marks[said.split(" ")[1]].destination
        assert numbers[place[0].objgen] == page
        assert 0 < height - float(place[3]) < 20


def test_each_mark_leads_to_its_note_and_back(brief):
    there = {said: (target, own) for said, target, own in jumps(brief) if "footnote" in said}
    for number in range(1, 8):
        note_at, mark = there[f"footnote {number}"]
        mark_at, own = there[f"text with footnote {number}"]
        assert note_at[0] == own[0]
        assert abs(note_at[1] - own[1]) < 20
        assert mark_at[0] == mark[0]
        assert abs(mark_at[1] - mark[1]) < 20


def test_no_address_of_a_jump_is_left(brief):
    links = [one for page in brief.pages for one in page.get("/Annots", []) if "/A" in one]
    assert links
    assert all(bytes(one.A.URI).startswith(b"https://") for one in links)


def test_notes_are_numbered_and_jumps_to_unknown_places_are_left_to_the_typesetter():
    blocks = [
        header(1, words("One"), "one"),
        para(span([note([para(*words("A"))])], key="note-7"), note([para(link(words("up"), "#one"))])),
        para(link(words("row"), "#row-3"), link(words("seven"), "#note-7"), link(words("web"), "https://example.org")),
    ]
    assert prepare(blocks) == {"heads": ["one"], "notes": {"note-7": 1}}
    assert [one["c"][2][0] for one in found(blocks, "Link")] == ["#one", "@row-3", "#note-7", "https://example.org"]
    noted = [one["c"][0] for one in found(blocks, "Span") if "noted" in one["c"][0][1]]
    assert [pairs for _, _, pairs in noted] == [[["count", "1"]], [["count", "2"]]]
