"""Any bytes given to the finder of references are a list of web addresses."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.capture.quality import judge, signals
from core.capture.references import find, srcset

PARTS = st.sampled_from(
    [
        "<img src=",
        "<img srcset='",
        "<style>",
        "</style>",
        "<base href=",
        '<iframe srcdoc="',
        "url(",
        "@import ",
        "image-set(",
        "\\65",
        "'",
        '"',
        ">",
        "<template shadowrootmode=open>",
        "<svg><use href=",
        "http://a/b",
        "//",
        "data:,",
        "[",
        "\0",
        "é",
        " 1x, ",
        "{",
        "}",
        "<!--",
        "]]>",
        "http://[",
        "<noscript>",
    ]
)
TEXT = st.lists(PARTS | st.text(max_size=5), max_size=25).map("".join)
KINDS = st.sampled_from(["html", "css", "manifest", "module"])


@settings(deadline=None)
@given(
    st.binary(max_size=300) | TEXT.map(lambda text: text.encode("utf-8", "replace")),
    KINDS,
    st.sampled_from(["", "utf-8", "utf-16", "nope", "shift_jis"]),
)
@example(b"{" * 5000, "css", "")
@example(b"[" * 100_000, "manifest", "")
@example(b"<div>" * 5000, "html", "")
@example(b'{"icons": [{"src": 5}, null, {"src": "http://["}]}', "manifest", "")
def test_any_bytes(data, kind, charset) -> None:
    for url, what in find(data, kind, "http://paper.example/a/b", charset):
        assert url.startswith(("http://", "https://"))
        assert isinstance(what, str)


@settings(deadline=None)
@given(st.binary(max_size=300) | TEXT.map(lambda text: text.encode("utf-8", "replace")))
def test_any_page_is_judged(data) -> None:
    assert judge(200, "http://a/", "http://a/", signals(data)).verdict


@given(st.text(alphabet="ab,( )1x\t", max_size=60))
def test_any_srcset(value) -> None:
    assert all(url and not url.isspace() for url in srcset(value))
