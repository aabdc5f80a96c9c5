"""HTML as Google Docs, Word, Wikipedia and odd servers write it: what stood beside the words stays beside them."""

import warnings

import pytest

from core.draft import web
from core.draft.imported import links, read_draft
from core.errors import InputError

GOOGLE = """<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"></head><body class="doc-content">
<p><span>The port handled 4.5m containers</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><span> in 2025</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span>. See </span><a href="https://www.google.com/url?q=https://example.org/report%3Fa%3D1%26b&amp;sa=D&amp;ust=17">the report</a>.</p><hr>
<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;Port authority, </span><a href="https://www.google.com/url?q=https://port.example/annual">annual report</a>.</p><p>Page 4.</p></div>
<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is this figure checked?</span></p></div></body></html>"""
WORD = """<html><head><meta charset="utf-8"><meta name="Generator" content="Microsoft Word 15"></head><body><div class="WordSection1">
<p class="MsoNormal">It cost <ins cite="mailto:Ana%20Kos" datetime="2026-10-01T10:00"><span>4</span></ins><del cite="mailto:Ana%20Kos" datetime="2026-10-01T10:00">3</del> million<a href="#_ftn1" name="_ftnref1" title=""><span class="MsoFootnoteReference"><span>[1]</span></span></a>
crowns<span class="MsoCommentReference"><span><a class="msocomanchor" id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[EB1]</a></span></span>.</p></div>
<div style="mso-element:footnote-list"><hr><div style="mso-element:footnote" id="ftn1"><p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> See the accounts.</p></div></div>
<div style="mso-element:comment-list"><hr><div style="mso-element:comment"><div id="_com_1" class="msocomtxt"><a name="_msocom_1"></a><p class="MsoCommentText"><span><a class="msocomoff" href="#_msoanchor_1">[EB1]</a></span>Which year?</p></div></div></div></body></html>"""
WIKIPEDIA = """<p>It opened in May.<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1">[1]</a></sup> It is blue.<sup id="cite_ref-b_2-0" class="reference"><a href="#cite_note-b-2">[2]</a></sup></p>
<ol><li id="cite_note-a-1"><span><b><a href="#cite_ref-a_1-0">^</a></b></span> <span>The Courier, 2 May.</span></li><li id="cite_note-b-2"><b><a href="#cite_ref-b_2-0">^</a></b> <span>The Mail.</span></li></ol>"""
CONTENTS = """<ol><li><a href="#one" id="entry1">The first chapter</a></li></ol><section id="one"><h2><a href="#entry1">The first chapter</a></h2><p>Words of it.</p></section>
<p id="top"><a href="#end" id="up">down</a></p><p>Story words.</p><h2 id="end"><a href="#up">up</a> The end</h2>"""


def noted(draft):
    return [(note.kind, draft.text[note.start : note.end], note.text, note.author) for note in draft.notes]


def test_google_docs() -> None:
    draft = read_draft(GOOGLE.encode(), "a.html")
    assert draft.text == "The port handled 4.5m containers in 2025. See the report."
    assert noted(draft) == [
        ("comment", "", "Is this figure checked?", ""),
        ("footnote", "", "Port authority, annual report.\n\nPage 4.", ""),
        ("link", "", "https://port.example/annual", ""),
        ("link", "the report", "https://example.org/report?a=1&b", ""),
    ]
    assert links(draft.text, draft.notes) == ["https://port.example/annual", "https://example.org/report?a=1&b"]


def test_word_with_who_changed_what_and_when() -> None:
    draft = read_draft(WORD.encode(), "a.htm")
    assert draft.text == "It cost 4 million crowns."
    assert noted(draft) == [
        ("insertion", "4", "4", "Ana Kos"),
        ("deletion", "", "3", "Ana Kos"),
        ("footnote", "", "See the accounts.", ""),
        ("comment", "", "Which year?", ""),
    ]
    assert draft.notes[0].at == "2026-10-01T10:00"


def test_any_page_whose_notes_link_back() -> None:
    draft = read_draft(WIKIPEDIA.encode(), "a.html")
    assert draft.text == "It opened in May. It is blue."
    assert [note.text for note in draft.notes] == ["The Courier, 2 May.", "The Mail."]


def test_a_table_of_contents_is_no_footnote() -> None:
    draft = read_draft(CONTENTS.encode(), "a.html")
    assert "The first chapter\n\nWords of it." in draft.text
    assert "down\n\nStory words." in draft.text
    assert "The end" in draft.text
    assert {note.kind for note in draft.notes} == {"link"}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<meta charset="windows-1251"><p>Привет, 84 процента.'.encode("cp1251"), "Привет, 84 процента."),
        ('<meta charset="utf-16"><p>Café “no”.'.encode("utf-16"), "Café “no”."),
        (b"\xef\xbb\xbf<p>Bom caf\xc3\xa9.", "Bom café."),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><html><body><p>\xa3\xf3d\xbc</p></body></html>', "Łódź"),
        (b"<p>caf\xe9 \x80 5", "café € 5"),
    ],
    ids=["windows-1251", "utf-16", "mark", "xhtml", "no word of it"],
)
def test_the_encoding_is_that_of_a_browser(data, text) -> None:
    assert read_draft(data, "a.html").text == text


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://www.google.com/url?q=https://a.example/x&sa=D", "https://a.example/x"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F&h=1", "https://a.example/"),
        ("https://eu.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F&data=1", "https://a.example/"),
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ("https://www.google.com/search?q=https://a.example/", "https://www.google.com/search?q=https://a.example/"),
        ("https://a.example/?url=https://b.example/", "https://a.example/?url=https://b.example/"),
        ("https://[a/url?q=x", "https://%5Ba/url?q=x"),
    ],
)
def test_links_lead_past_services_that_count_clicks(address, leads) -> None:
    (note,) = read_draft(f'<p><a href="{address}">x</a></p>'.encode(), "a.html").notes
    assert note.text == leads


def test_words_that_no_browser_shows_are_no_story() -> None:
    page = b"<body><div>Story</div><html><head><title>Odd title</title></head><p>more<iframe src=x>not <b>this</b></iframe>"
    draft = read_draft(page, "a.html")
    assert "Odd title" not in draft.text
    assert "<b>" not in draft.text
    assert draft.text.startswith("Story\n\nmore")


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "ul><li"])
@pytest.mark.parametrize("deep", [300, 20_000])
def test_nesting_without_end(tag, deep) -> None:
    page = f"<{tag}>" * deep + "words"
    if deep < web.MOST_DEEP:
        assert "words" in read_draft(page.encode(), "a.html").text
    else:
        with pytest.raises(InputError, match="too deep"):
            read_draft(page.encode(), "a.html")


def test_a_long_story_is_read_whole() -> None:
    body = "".join(
        f"<p>Paragraph {number} says <b>that</b> it <a href='https://a.example/{number}'>cost</a> {number}.</p>"
        for number in range(10_000)
    )
    words = web.read(body.encode(), name="a.html", office=False)
    assert words.count("<p>") == 10_000


def test_nobody_is_warned(recwarn) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        web.read(b"file.html", name="a.html", office=False)
        web.read(
            b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
            name="a.html",
            office=False,
        )
