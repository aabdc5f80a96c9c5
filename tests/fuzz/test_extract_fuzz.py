"""Any bytes give a value or an InputError, and the same bytes give the same value."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.anchor import describe, locate
from core.errors import InputError
from core.extract import readers
from core.model import Level

MIMES = st.sampled_from(
    ["text/html", "text/plain", "application/pdf", "application/xhtml+xml", "", "image/png", "text/html; charset=x"]
)
LABELS = st.one_of(
    st.sampled_from(["", "utf-8", "latin-1", "utf-16", "gb2312", "base64", "idna", "undefined"]), st.text(max_size=12)
)
PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<br>",
        "<pre>",
        "</pre>",
        "<table>",
        "<tr>",
        "<td>",
        "<li>",
        "<ul>",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<p&#0;",
        "&amp;",
        "&#xd800;",
        "<svg>",
        "<title>",
        "<meta>",
        "<h1>",
        "\n",
        "\t",
        "a",
        "b",
        "é",
        "“",
        "中",
        "\x00",
        "]]>",
        "<![CDATA[",
        "<?xml",
        "<html",
        "lang=de>",
        "<body>",
        "<article>",
        "hidden=",
    ]
)
SOUP = st.lists(PIECES, max_size=60).map(lambda pieces: " ".join(pieces).encode("utf-8", "replace"))
BODIES = st.one_of(st.binary(max_size=400), SOUP, st.binary(max_size=100).map(lambda body: b"%PDF-1.7\n" + body))


@settings(deadline=None, max_examples=200)
@given(BODIES, MIMES, LABELS)
def test_any_bytes_give_text_or_a_refusal(body, mime, charset):
    try:
        found = readers.extract(body, mime, charset)
    except InputError:
        return
    assert found == readers.extract(body, mime, charset)
    at = 0
    for start, end, _ in found["blocks"]:
        assert at <= start < end <= len(found["text"])
        at = end
    assert bool(found["text"].strip()) or found["empty_because"]


@settings(deadline=None, max_examples=100)
@given(SOUP)
def test_every_block_of_a_page_is_found_again(body):
    found = readers.extract(body, "text/html", "")
    for start, end, _ in found["blocks"]:
        match = locate(found["text"], describe(found["text"], start, end))
        if found["text"][start:end].strip():
            assert (match.start, match.end, match.level) == (start, end, Level.VERBATIM)


@settings(deadline=None, max_examples=100)
@given(BODIES, MIMES, st.sampled_from(["", "https://example.org/a", "http://[", "x:y"]))
def test_any_bytes_give_citation_data_or_a_refusal(body, mime, url):
    try:
        found = readers.metadata(body, mime, url)
    except InputError:
        return
    assert found["csl"]["type"]
    assert set(found["origins"]) == set(found["csl"])
