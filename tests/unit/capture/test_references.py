"""What a page needs: every way of naming it, and nothing that is only linked to."""

import pytest

from core.capture.references import find, srcset

BASE = "http://p.example/d/page.html"


def urls(text: str, kind: str = "html") -> set[str]:
    return {url.removeprefix("http://p.example") for url, _ in find(text.encode(), kind, BASE)}


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<img src=a.png>", {"/d/a.png"}),
        ("<img srcset='a.png 1x, b,c.png 2x'>", {"/d/a.png", "/d/b,c.png"}),
        ("<picture><source srcset=a.webp><img src=b.png></picture>", {"/d/a.webp", "/d/b.png"}),
        ("<img data-src=a.png data-srcset='b.png 2x'>", {"/d/a.png", "/d/b.png"}),
        ("<base href=/x/><img src=a.png>", {"/x/a.png"}),
        ("<p style='background:url(&quot;a.png&quot;)'>", {"/d/a.png"}),
        (
            "<style>@import 'a.css'; p{background:image-set('b.png' 1x, url(c.png) 2x)}</style>",
            {"/d/a.css", "/d/b.png", "/d/c.png"},
        ),
        ("<iframe srcdoc='&lt;img src=a.png&gt;'></iframe>", {"/d/a.png"}),
        ("<noscript><img src=a.png></noscript>", {"/d/a.png"}),
        ("<div><template shadowrootmode=open><img src=a.png></template></div>", {"/d/a.png"}),
        ("<svg><use href='s.svg#i'/><image xlink:href=a.png /></svg>", {"/d/s.svg", "/d/a.png"}),
        ("<video poster=p.png><source src=v.mp4><track src=t.vtt></video>", {"/d/p.png", "/d/v.mp4", "/d/t.vtt"}),
        ("<object data=o.svg></object><embed src=e.svg>", {"/d/o.svg", "/d/e.svg"}),
        ("<link rel='shortcut icon' href=i.ico><link rel=manifest href=m.json>", {"/d/i.ico", "/d/m.json"}),
        ("<meta property=og:image content=/o.png>", {"/o.png"}),
        (
            '<script type=application/ld+json>{"image": {"url": "/l.png"}, "author": {"url": "/no"}}</script>',
            {"/l.png"},
        ),
        ("<script type=module>import x from './a.js'</script>", {"/d/a.js"}),
        ("<body background=a.png><a href=next.html>next</a><link rel=canonical href=c.html>", {"/d/a.png"}),
        ("<!-- <img src=a.png> --><img src='data:image/png;base64,x'>", set()),
    ],
)
def test_pages(html, wanted) -> None:
    assert urls(html) == wanted


@pytest.mark.parametrize(
    ("css", "wanted"),
    [
        ("@import url(a.css) layer(x) supports(display:grid);", {"/d/a.css"}),
        ("p{background:url(\\61 .png)} /* url(no.png) */", {"/d/a.png"}),
        ("@font-face{src:url('f.ttf?v=1#iefix') format('truetype')}", {"/d/f.ttf?v=1"}),
        ("@media print{@supports (x:y){p{background:url( 'a b.png' )}}}", {"/d/a%20b.png"}),
        ("p{content:'not.png'} p{background:url(data:image/png;base64,x)}", set()),
    ],
)
def test_style_sheets(css, wanted) -> None:
    assert urls(css, "css") == wanted


def test_kinds() -> None:
    found = dict(
        find(b"<link rel=stylesheet href=a.css><iframe src=f.html></iframe><link rel=manifest href=m>", "html", BASE)
    )
    assert list(found.values()) == ["css", "frame", "manifest"]


def test_manifest() -> None:
    assert urls('{"icons": [{"src": "i.png"}], "start_url": "/no"}', "manifest") == {"/d/i.png"}


def test_srcset_keeps_commas_of_an_address() -> None:
    assert srcset("a,b.png 1x, c.png, d.png 100w") == ["a,b.png", "c.png", "d.png"]
