import pytest

from core.extract import extract
from core.extract.readers import extract as read


def text(page, **options):
    return read(page.encode(), "text/html", **options)["text"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>One</p><p>two</p>", "One\n\ntwo"),
        ("<p>  One\n  <b>two</b>  </p>", "One two"),
        ("<p>One<b> two</b>three</p>", "One twothree"),
        ("<p>one<br>two<br/> three</p>", "one\ntwo\nthree"),
        ("<p>a\u00a0 b</p>", "a\u00a0 b"),
        ("<ul><li>a</li><li>b</li></ul><p>c", "a\nb\n\nc"),
        ("<table><tr><td>1</td><th>2</th></tr><tr><td>3</td></tr></table>", "1\t2\n3"),
        ("<pre>\n  x   y\n    z</pre>", "  x   y\n    z"),
        ("<p>a<script>b</script><style>c</style><template>d</template><noscript>e</noscript>f</p>", "af"),
        ("<p>a</p><p hidden>b</p><p style='display:none'>c</p><p style='visibility: hidden'>d</p><p>e</p>", "a\n\ne"),
        ("<p>a<img alt='no'>b<!-- no -->c</p>", "abc"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<p>漢<ruby>字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", "漢字かんじ"),
        ("<p>مرحبا <b>بالعالم</b>", "مرحبا بالعالم"),
        ("<title>no</title><svg><title>no</title></svg><p>yes", "yes"),
        (
            "<!doctype html><html lang=en><title>no</title><article><h1>A head left open</h1><p>yes",
            "A head left open\n\nyes",
        ),
        ("<select><option>no</select><textarea>no</textarea><dialog>no</dialog><dialog open>yes</dialog>", "yes"),
        ("", ""),
    ],
)
def test_text_is_what_a_reader_sees(page, expected):
    assert text(page) == expected


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("<h1>a</h1><h6>b</h6>", ["h1", "h6"]),
        ("<blockquote><p>a</p></blockquote>", ["quote"]),
        (
            "<figure><figcaption>a</figcaption></figure><table><caption>b</caption><td>c</table>",
            ["caption", "caption", "cell"],
        ),
        ("<ol><li>a<p>b</p></ol><pre>c</pre>d", ["li", "li", "pre", "p"]),
    ],
)
def test_blocks_have_their_kind(page, kinds):
    found = read(page.encode(), "text/html")
    assert [kind for _, _, kind in found["blocks"]] == kinds


def test_blocks_tile_the_text_in_order():
    found = extract(b"<h1>T</h1><p>one</p>loose<ul><li>x<li>y</ul><table><tr><td>1<td>2</table>", "text/html")
    assert all(one.end <= other.start for one, other in zip(found.blocks, found.blocks[1:], strict=False))
    assert "".join(found.text[block.start : block.end] for block in found.blocks) == "Toneloosexy12"


def test_a_page_of_nothing_says_why_it_has_no_text():
    found = extract(b"<script>app()</script><div id=root></div>", "text/html")
    assert found.text == ""
    assert "scripts" in found.empty_because


def test_deep_nesting_is_read():
    found = extract(b"<div>" * 5_000 + b"deep" + b"</div>" * 5_000, "text/html")
    assert "deep" in found.text or found.empty_because


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ('<html lang="pt-br"><p>x', "pt-BR"),
        ('<html xml:lang="de"><p>x', "de"),
        ("<p>The members of the committee said that it was not for them to decide on the matter.", "en"),
        ("<p>Der Ausschuss hat sich mit der Frage nicht befasst und die Sache auf das nächste Jahr verschoben.", "de"),
        ("<p>外交部发言人昨天在北京表示", "zh"),
        ("<p>東京で昨日、発表しました", "ja"),
        ("<p>ئۇيغۇر تىلىدا يېزىلغان بىر جۈملە", "ug"),
        ("<p>1 2 3", ""),
    ],
)
def test_language(page, language):
    assert read(page.encode(), "text/html")["language"] == language


@pytest.mark.parametrize(
    ("body", "mime", "text", "why"),
    [
        (b"one\r\ntwo\r\n\r\nthree", "text/plain; charset=utf-8", "one\ntwo\n\nthree", ""),
        (b"\x89PNG\r\n", "image/png", "", "No text is read from image/png."),
        (b"", "", "", "No text is read from a body of unknown type."),
        (b"<!doctype html><p>sniffed", "", "sniffed", ""),
        (b"", "text/plain", "", "There is no text in this file."),
    ],
)
def test_other_types(body, mime, text, why):
    found = extract(body, mime)
    assert (found.text, found.empty_because) == (text, why)


def test_the_same_bytes_give_the_same_text():
    page = b"<p>one<p>two" * 50
    assert extract(page, "text/html") == extract(page, "text/html")
