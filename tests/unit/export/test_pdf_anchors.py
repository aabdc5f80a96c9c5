"""Jumps of the PDF lead where they say: claims and exhibits to their headings, marks to notes and back."""

import re

import pikepdf
import pypdfium2
import pytest

from core.export import Options, export
from core.export.document.pandoc_ast import found, header, link, note, para, span, words
from core.export.formats import pdf as pdf_format
from core.export.formats.pdf_anchors import prepare
from tests.data import briefs


@pytest.fixture(scope="module", params=["whole", "parts"])
def out(request, tmp_path_factory):
    """Return a brief set at once, and set in parts that are joined."""
    path = tmp_path_factory.mktemp("jumps") / "brief.pdf"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_format, "PART", 6_000 if request.param == "parts" else pdf_format.PART)
        export(briefs.small(), "pdf", path, Options(made_at=briefs.AT))
    return path


@pytest.fixture
def brief(out):
    with pikepdf.open(out) as pdf:
        yield pdf


def test_the_bookmarks_and_tags_are_those_of_one_document(out, brief):
    with brief.open_outline() as outline:
        assert [len(item.children) for item in outline.root][:3] == [0, 6, 6]
        assert [item.title for item in outline.root][:4] == ["Summary", "Claims", "Exhibits", "Sources"]
    tree = brief.Root.StructTreeRoot
    names = [str(name) for name in list(tree.IDTree.Names)[::2]]
    assert len(set(names)) == len(names) >= 7
    assert len(tree.K) == 1
    keys = [int(key) for key in list(tree.ParentTree.Nums)[::2]]
    assert keys == list(range(int(tree.ParentTreeNextKey)))
    assert sorted(int(page.StructParents) for page in brief.pages) == sorted(
        {int(page.StructParents) for page in brief.pages}
    )


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_joined_or_not_it_passes_the_checker(out, profile):
    checker = pytest.importorskip("page")
    failures = checker.validate_pdf(out, profile=profile, limits=checker.SafetyLimits.unlimited()).failures
    wrong = {one.rule_id for one in failures if "CIDFontType0C program but 1000" not in one.message}
    assert wrong <= {"PDFA3A-STREAM-LENGTH-001"}  # a false alarm: see test_exporters


def test_pages_are_numbered_through(out):
    with pypdfium2.PdfDocument(out) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    feet = [text.split("4 May 2026")[-1] for text in texts]
    assert all(
        re.search(rf"\b{number}\b", foot) or str(number) in texts[number - 1] for number, foot in enumerate(feet, 1)
    )


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
    assert prepare(blocks) == {"heads": ["one"], "levels": [1], "notes": {"note-7": 1}, "whole": True}
    assert [one["c"][2][0] for one in found(blocks, "Link")] == ["#one", "@row-3", "#note-7", "https://example.org"]
    noted = [one["c"][0] for one in found(blocks, "Span") if "noted" in one["c"][0][1]]
    assert [pairs for _, _, pairs in noted] == [[["count", "1"]], [["count", "2"]]]
