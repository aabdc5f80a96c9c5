"""The annotated draft: every claim beside its words, nothing of the desk in a lower edition, no letter lost."""

import json
import zipfile
from dataclasses import replace

import pytest

from core import model as m
from core.export import Options, export
from core.export.document import pandoc
from core.export.document.annotated_blocks import pieces
from core.export.document.pandoc_ast import found, text_of
from core.export.formats.readback import READERS
from core.export.report.format import Kind
from tests.data import briefs

DRAFTS = {"draft-docx": (".docx", Kind.DOCX), "draft-pdf": (".pdf", Kind.PDF), "draft-html": (".html", Kind.HTML)}


def written(folder, name, material=None, edition=m.Edition.DESK):
    out = folder / f"draft{DRAFTS[name][0]}"
    return export(material or briefs.small(), name, out, Options(edition=edition, made_at=briefs.AT))


def text_of_file(folder, name, material=None, edition=m.Edition.DESK):
    path = written(folder, name, material, edition).path
    if name == "draft-docx":
        return "".join(text_of(tree(path)))
    return READERS[DRAFTS[name][1]](path)[0]


def tree(path):
    return json.loads(pandoc.run(path.read_bytes(), "--from=docx", "--track-changes=all", "--to=json"))["blocks"]


def commented(path):
    """Return the words that each comment stands on, by the number of the comment."""
    inlines = [
        node
        for kind in ("Para", "Plain", "Header")
        for block in found(tree(path), kind)
        for node in (block["c"][2] if kind == "Header" else block["c"])
    ]
    held, done = {}, {}
    for node in inlines:
        classes = node["c"][0][1] if node["t"] == "Span" else []
        key = dict(node["c"][0][2]).get("id", node["c"][0][0]) if node["t"] == "Span" else ""
        if "comment-start" in classes:
            held[key] = ""
        elif "comment-end" in classes:
            done[key] = held.pop(key)
        else:
            words = "".join(text_of(node))
            held = {one: text + words for one, text in held.items()}
    return done


def test_each_word_comment_stands_on_the_words_of_its_claim(tmp_path):
    on = list(commented(written(tmp_path, "draft-docx").path).values())
    claims = [file.claim.text for file in briefs.small().claims]
    assert [one for one in claims[:5] if one not in on] == []
    assert len(on) == 6  # and the comment of the draft's own file


def test_a_word_comment_says_verdict_status_reason_and_evidence_with_its_citation(tmp_path):
    with zipfile.ZipFile(written(tmp_path, "draft-docx").path) as packed:
        comments = packed.read("word/comments.xml").decode()
    for told in (
        "✗ False",
        "status: confirmed",
        "The auditor puts the cost",
        "412 million",
        "Office of the City Auditor",
        "Ada Reyes",
    ):
        assert told in comments


def test_the_structure_of_the_draft_is_kept(tmp_path):
    blocks = tree(written(tmp_path, "draft-docx").path)
    kinds = [block["t"] for block in blocks]
    assert {"BulletList", "OrderedList", "BlockQuote"} <= set(kinds)
    assert len(found(blocks, "Note")) == 1
    heads = ["".join(text_of(block)) for block in found(blocks, "Header")]
    assert heads[:2] == ["A wall against the water", "What it costs"]


@pytest.mark.parametrize("name", DRAFTS)
def test_a_claim_without_a_place_is_told_after_the_draft(tmp_path, name):
    assert "No home will lose its view of the river." in " ".join(text_of_file(tmp_path, name).split())
    assert any("1 claim without a place" in told for told in written(tmp_path, name).warnings)


@pytest.mark.parametrize("edition", [m.Edition.LEGAL, m.Edition.PUBLIC])
@pytest.mark.parametrize("name", DRAFTS)
def test_the_words_of_a_closed_claim_the_files_notes_and_hidden_names_are_struck_out(tmp_path, name, edition):
    small = briefs.small()
    closed = replace(small.claims[1], claim=replace(small.claims[1].claim, confidentiality=m.Confidentiality.DESK))
    letter = small.claims[1].evidence[2]
    open_one = replace(small.claims[0], evidence=(*small.claims[0].evidence, letter))
    material = replace(small, claims=(open_one, closed, *small.claims[2:]))
    text = "".join(text_of_file(tmp_path, name, material, edition).split())
    for secret in ("268million", "Brandt", "engineer-7", "Fromtheminutes", "Howlong", "Mira"):
        assert secret not in text
    assert "[withheld]" in text
    assert "Thecouncilapprovedthebarrierby31votesto4." in text


def test_comments_after_a_struck_out_place_still_stand_on_their_words(tmp_path):
    small = briefs.small()
    closed = replace(small.claims[0], claim=replace(small.claims[0].claim, confidentiality=m.Confidentiality.DESK))
    material = replace(small, claims=(closed, *small.claims[1:]))
    on = list(commented(written(tmp_path, "draft-docx", material, m.Edition.PUBLIC).path).values())
    assert on == [file.claim.text for file in small.claims[1:5]]


def test_claims_that_overlap_and_one_over_two_paragraphs_keep_their_comments(tmp_path):
    small = briefs.small()
    text = "One two three four.\n\nFive six seven."
    places = (("claim-1", 0, 13), ("claim-2", 4, 19), ("claim-3", 14, 25))
    material = replace(small, stories=(replace(small.stories[0], text=text, notes=(), places=places),))
    on = list(commented(written(tmp_path, "draft-docx", material).path).values())
    assert on == ["One two three", "two three four.", "four.Five"]


def test_no_letter_of_a_draft_is_lost_in_its_blocks():
    text = "# Head\nline of prose that is long enough to be wrapped here\nand goes on\n- one\n- two\n\n12. twelve\n> said\n\n#no head\n-no item"
    cut = pieces(text)
    assert [(one.kind, text[one.start : one.end].replace("\n", " ")) for one in cut] == [
        ("h", "Head"),
        ("p", "line of prose that is long enough to be wrapped here and goes on"),
        ("bullet", "one"),
        ("bullet", "two"),
        ("number", "twelve"),
        ("quote", "said"),
        ("p", "#no head"),
        ("p", "-no item"),
    ]


@pytest.mark.parametrize("name", DRAFTS)
def test_a_project_without_a_draft_says_so(tmp_path, name):
    material = replace(briefs.small(), stories=())
    assert "There is no draft in this edition." in written(tmp_path, name, material).warnings
