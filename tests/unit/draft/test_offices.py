"""Drafts as LibreOffice 24 saved them (tests/data/drafts, from one story of our own): nothing that stood beside the words is lost."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.draft import odt, rtf, web
from core.draft.imported import read_draft
from core.draft.story import Story
from core.errors import Cancelled, InputError

DRAFTS = Path(__file__).parents[2] / "data" / "drafts"
BEGIN = """# The Lantern Bridge

The bridge cost 4 million crowns.

It opened in May, says the council. قال الوزير إن الأرقام مشجعة. Łódź „sześć” 😀.

- One boat

- Two boats

1. First

2. Second
"""
END = "\n\nYear\n\nBoats\n\n2020\n\n12\n\n## Ende\n\nLetzter Satz."
NOTES = {
    ("insertion", "4 million", "4 million", "Ana"),
    ("deletion", "", "3 million", "Ana"),
    ("footnote", "", "See the accounts at https://accounts.example/2021.", ""),
    ("comment", "opened in May", "Which year?", "Ed"),
    ("link", "says the council", "https://council.example/opening", ""),
}


def noted(draft):
    return {(note.kind, draft.text[note.start : note.end], note.text, note.author) for note in draft.notes}


def told(blocks):
    story = Story()
    story.blocks(blocks)
    return story.finish()


@pytest.mark.parametrize("ending", ["docx", "odt", "rtf"])
def test_words_footnotes_comments_and_changes_in_their_places(ending):
    draft = read_draft((DRAFTS / f"bridge.{ending}").read_bytes(), f"bridge.{ending}")
    assert draft.text.startswith(BEGIN)
    assert draft.text.endswith(END)
    assert noted(draft) == NOTES
    assert [note.at[:16] for note in draft.notes if note.kind == "comment"] == ["2026-10-02T10:00"]
    assert not draft.left_out


def test_html_of_libreoffice_keeps_footnotes_and_comments_and_says_what_it_does_not_mark():
    draft = read_draft((DRAFTS / "bridge.html").read_bytes(), "bridge.html")
    assert draft.text.startswith(BEGIN.replace("4 million", "4 million3 million"))  # the file marks no deletion
    assert draft.text.endswith(END)
    assert noted(draft) == {
        ("comment", "", "Which year?", ""),
        *(note for note in NOTES if note[0] in ("footnote", "link")),
    }
    assert ["does not mark tracked changes" in said for said in draft.left_out] == [True]


def test_deleted_and_inserted_words_of_a_page_are_changes():
    draft = read_draft(b"<p>It cost <del>3</del> <ins>4</ins> crowns.<!-- note --></p>", "a.html")
    assert draft.text == "It cost 4 crowns."
    assert noted(draft) == {("deletion", "", "3", ""), ("insertion", "4", "4", "")}
    assert "<delta>" in web.read(b"<delta>", name="a.html", office=False)


def test_tables_within_tables_are_bounded():
    deep = b"<table><tr><td>" * 40 + b"x" + b"</td></tr></table>" * 40
    with pytest.raises(InputError, match="tables within tables"):
        web.read(deep, name="a.html", office=False)
    with pytest.raises(InputError, match="tables within tables"):
        read_draft(deep, "a.html")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1250 Lod\'9f, \uc1\u321?\'f3d\uc2\u378\'3f\'3f.}", "Lodź, Łódź."),
        (rb"{\rtf1{\fonttbl{\f0\fcharset204 X;}{\f1\fcharset128 Y;}}\f0\'cc\'ee\f1\'93\'fa}", "Мо日"),
        (rb"{\rtf1 a\par{\*\unknown secret}\emdash b\line c{\info{\title t}}{\pict 00ff}}", "a\n\n—b\nc"),
        (rb"{\rtf1 \u-10179?\u-8704? and \u-10179? x}", "\U0001f600 and  x"),
        (rb"{\rtf1 x\bin4 {}}{y}", "xy"),
        (rb"{\rtf1{\stylesheet{\s3 heading 2;}}\pard\s3 Head\par\pard Body}", "## Head\n\nBody"),
        (rb"{\rtf1{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt In a box\par}}}out}", "In a box\n\nout"),
        (rb"{\rtf1 open {\b unfinished", "open unfinished"),
    ],
    ids=["codepage", "fonts", "skipped", "surrogates", "binary", "heading", "box", "cut off"],
)
def test_rtf_as_other_programs_write_it(source, text):
    assert told(rtf.read(source)).text == text


def test_a_comment_of_word_in_rtf():
    story = told(
        rtf.read(
            rb"{\rtf1{\*\revtbl{Unknown;}{Ana;}}{\*\atrfstart 1}words{\*\atrfend 1}{\*\atnid E}{\*\atnauthor Ed}\chatn "
            rb"{\*\annotation{\*\atnref 1}{\*\atndate 2140441152}\pard Why\par And how?}. {\deleted\revauthdel1 old}{\revised\revauth1 ne}{\revised\revauth1 w}}"
        )
    )
    found = {(note.kind, story.text[note.start : note.end], note.text, note.author) for note in story.notes}
    assert story.text == "words. new"
    assert found == {
        ("comment", "words", "Why\nAnd how?", "Ed"),
        ("deletion", "", "old", "Ana"),
        ("insertion", "new", "new", "Ana"),
    }


def test_an_insertion_over_paragraphs_and_a_locked_file_in_odt():
    story = told(odt.read(package(CONTENT)))
    assert story.text == "One two\n\nthree four"
    assert [(note.kind, story.text[note.start : note.end]) for note in story.notes] == [
        ("insertion", "two"),
        ("insertion", "three"),
        ("comment", ""),
    ]
    assert told(odt.read(package(CONTENT.replace("two<", 'two<text:s text:c="many"/><')))).text.startswith("One two")
    with pytest.raises(InputError, match="password"):
        odt.read(package(CONTENT, manifest="<encryption-data/>"))


def test_reading_ends_when_it_is_cancelled():
    def stop():
        raise Cancelled

    slow = b"<p>" + b"<i>word</i> " * 200_000
    with pytest.raises(Cancelled):
        read_draft(slow, "a.html", stop)


def test_a_file_larger_than_a_pipe_is_read_whole_however_long_it_takes():
    words = b"<i>word</i> " * 60_000  # 700 kB, more than is written before the first look at the clock
    assert read_draft(b"<p>" + words, "a.html").text.count("word") == 60_000


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                rb"\par ",
                b"{",
                b"}",
                rb"{\*\annotation ",
                rb"{\*\atrfstart 1}",
                rb"\u55357?",
                rb"{\footnote ",
                rb"\'ff",
                b"word",
                rb"{\field{\*\fldinst HYPERLINK x}",
                rb"\deleted ",
                rb"\bin9 ",
            ]
        ),
        max_size=30,
    )
)
def test_any_rtf_is_read(parts):
    story = told(rtf.read(rb"{\rtf1" + b"".join(parts)))
    assert all(0 <= note.start <= note.end <= len(story.text) for note in story.notes)


CONTENT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info><dc:creator>Ana</dc:creator></office:change-info>
</text:insertion></text:changed-region></text:tracked-changes>
<text:p>One <text:change-start text:change-id="c1"/>two</text:p><text:p>three<text:change-end text:change-id="c1"/> four<office:annotation>
<dc:creator>Ed</dc:creator><text:p>Why</text:p></office:annotation></text:p></office:text></office:body></office:document-content>"""


def package(content, manifest="<manifest/>"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("META-INF/manifest.xml", manifest)
        packed.writestr("content.xml", content)
    return out.getvalue()


def test_reading_by_our_own_readers_ends_when_it_is_cancelled():
    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        read_draft(rb"{\rtf1" + rb"\par word" * 400_000 + b"}", "a.rtf", stop)
