"""What a file does not show is no story in any format, and it is told."""

import io
import zipfile

import pytest

from core.draft.imported import read_draft
from core.draft.odt_styles import NAMES

SPACES = " ".join(f'xmlns:{short}="{uri}"' for short, uri in NAMES.items())
STYLES = """<office:automatic-styles>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="HH" style:family="text" style:parent-style-name="H"/>
<style:style style:name="HP" style:family="paragraph"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="a" style:num-prefix="("
 style:num-suffix=")"/><text:list-level-style-number text:level="2" style:num-format="i" style:num-suffix="."/></text:list-style>
</office:automatic-styles>"""


def odt(body):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        content = f"<office:document-content {SPACES}>{STYLES}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        packed.writestr("content.xml", content)
    return out.getvalue()


def page(body, head=""):
    return f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


HIDDEN_HTML = [
    page("<p>Seen. <span hidden>Ask Ilse. </span>Again.</p>"),
    page("<p>Seen. <span style='DISPLAY: none'>Ask Ilse. </span>Again.</p>"),
    page("<p>Seen. <span style='visibility:hidden'>Ask Ilse. </span>Again.</p>"),
    page("<p>Seen. <span style='mso-hide:all'>Ask Ilse. </span>Again.</p>"),
    page("<p>Seen. <b class=x>Ask Ilse. </b>Again.</p>", "<style>p > .x { display: none }</style>"),
    page(
        "<p>Seen. <b class=x>Ask Ilse. </b>Again.</p>",
        "<style>@media screen{.x{display:none}} b{display:inline}</style>",
    ),
    page("<p>Seen. Again.</p><div style='visibility:hidden'><p>Ask Ilse.</p></div>"),
    page("<p>Seen. Again.</p><dialog>Ask Ilse.</dialog>"),
    page("<p>Seen. Again.</p><template>Ask Ilse.</template>"),
    page("<p>Seen. Again.</p><table hidden><tr><td>Ask Ilse.</table>"),
]
SHOWN_HTML = [
    page("<p>Seen. <b class=x id=y>Again.</b></p>", "<style>.x{display:none} #y{display:inline}</style>"),
    page("<p>Seen. <b class=x style='display:inline'>Again.</b></p>", "<style>.x{display:none}</style>"),
    page("<p>Seen. <b class=x>Again.</b></p>", "<style>@media print{.x{display:none}} .x:hover{display:none}</style>"),
    page("<div style='visibility:hidden'><p style='visibility:visible'>Seen. Again.</p></div>"),
]
HIDDEN_ODT = [
    '<text:p>Seen. <text:span text:style-name="H">Ask Ilse. </text:span>Again.</text:p>',
    '<text:p>Seen. <text:span text:style-name="HH">Ask Ilse. </text:span>Again.</text:p>',
    '<text:p>Seen. Again.</text:p><text:p text:style-name="HP">Ask Ilse.</text:p>',
    '<text:p>Seen. Again.</text:p><text:section text:display="none"><text:p>Ask Ilse.</text:p></text:section>',
    '<text:p>Seen. Again.</text:p><text:p><text:hidden-paragraph text:is-hidden="true"/>Ask Ilse.</text:p>',
]
HIDDEN_RTF = [
    rb"{\rtf1 Seen. {\v Ask Ilse. }Again.\par}",
    rb"{\rtf1{\stylesheet{\s0 Normal;}{\*\cs9\v hush;}}Seen. {\cs9 Ask Ilse. }Again.\par}",
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *(("a.html", data) for data in HIDDEN_HTML),
        *(("a.odt", odt(body)) for body in HIDDEN_ODT),
        *(("a.rtf", data) for data in HIDDEN_RTF),
    ],
)
def test_hidden_words_are_left_out_and_told(name, data):
    draft = read_draft(data, name)
    assert draft.text == "Seen. Again."
    assert [(note.text.strip(), note.reason) for note in draft.notes] == [("Ask Ilse.", "hidden")]
    assert any("that the file hides: “Ask Ilse.”" in said for said in draft.left_out)


@pytest.mark.parametrize("data", SHOWN_HTML)
def test_what_is_shown_in_the_end_is_story(data):
    assert read_draft(data, "a.html").text == "Seen. Again."


def test_labels_of_opendocument_and_of_a_page_are_those_that_they_show():
    inner = "<text:list><text:list-item><text:p>deep</text:p></text:list-item></text:list>"
    items = (
        f"<text:list-item><text:p>x</text:p>{inner}</text:list-item><text:list-item><text:p>y</text:p></text:list-item>"
    )
    assert (
        read_draft(odt(f'<text:list text:style-name="L">{items}</text:list>'), "a.odt").text
        == "(a) x\n\ni. deep\n\n(b) y"
    )
    listed = read_draft(b"<ol type=a start=3><li>x<li>y</ol>", "a.html")
    assert (listed.text, listed.added) == ("c. x\n\nd. y", ())
    assert read_draft(b"<ol><li value=7>x<li>y</ol>", "a.html").text == "7. x\n\n8. y"
    assert read_draft(b"<ol reversed><li>x<li>y</ol>", "a.html").text == "2. x\n\n1. y"


def test_a_reading_stands_apart_from_its_sign():
    draft = read_draft(page("<p>首都は<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>。</p>"), "a.html")
    assert draft.text == "首都は東京。"
    assert [(note.text, note.reason) for note in draft.notes] == [("とうきょう", "reading")]


def test_headers_and_objects_of_rtf_are_told():
    draft = read_draft(
        rb"{\rtf1{\header Desk copy\par}Body.{\object{\*\objdata 00}{\result  Table 7}}{\pict 00}\par}", "a.rtf"
    )
    assert draft.text == "Body. Table 7"
    assert [(note.text, note.reason) for note in draft.notes] == [("Desk copy", "header"), ("", "picture")]


@pytest.mark.parametrize("style", ["MsoTitle", "c3 title"])
def test_the_title_of_a_page_from_a_word_processor_names_the_draft(style):
    draft = read_draft(page(f"<p class='{style}'>Dam <b>bursts</b></p><p>It fell.</p>"), "a.html")
    assert (draft.title, draft.text) == ("Dam bursts", "# Dam bursts\n\nIt fell.")


MARKDOWN = """---
title: "Port story"
---

# **Port story** {#port}

It is <!-- ask Ilse --> \\~12 % more[^1], says [the board](https://water.example/a).

![a map][map]

1. First
2. Second

[^1]: Annual report, page 7\\.

[map]: <data:image/png;base64,iVBORw0KGgo=>
"""


def test_markdown_of_google_docs_is_a_story_with_notes():
    draft = read_draft(MARKDOWN.encode(), "a.md")
    assert draft.title == "Port story"
    assert draft.text == "# Port story\n\nIt is ~12 % more, says the board.\n\n1. First\n\n2. Second"
    kinds = {note.kind: note.text for note in draft.notes if note.kind != "left_out"}
    assert kinds == {"footnote": "Annual report, page 7.", "link": "https://water.example/a", "comment": "ask Ilse"}
    assert [note.reason for note in draft.notes if note.kind == "left_out"] == ["front matter", "picture"]
    assert "base64" not in draft.text
