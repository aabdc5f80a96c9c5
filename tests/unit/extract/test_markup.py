"""Markup beyond the means of the parser is read in time, with every word in its order."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.extract import html, markup, readers
from core.security import limits

WORDS = ["The ferry sank.", "Nobody was hurt.", "The port reopened on Monday."]


def read(page: str) -> str:
    found: str = readers.extract(page.encode(), "text/html")["text"]
    return found


def in_order(text: str) -> bool:
    places = [text.find(words) for words in WORDS]
    return -1 not in places and places == sorted(places)


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "table><tr><td", "section id=x", "font"])
@pytest.mark.parametrize("closed", [True, False])
def test_words_at_any_depth_are_read(tag: str, *, closed: bool) -> None:
    names = [part.split()[0] for part in tag.split("><")]
    end = "".join(f"</{name}>" for name in reversed(names)) * 30_000 if closed else ""
    begun = time.monotonic()
    text = read(f"<p>{WORDS[0]}</p>{f'<{tag}>' * 30_000}<p>{WORDS[1]}</p>{end}<p>{WORDS[2]}</p>")
    assert in_order(text)
    assert "\n" in text[text.find(WORDS[1]) : text.find(WORDS[2])]  # they stay paragraphs of their own
    assert time.monotonic() - begun < 10


def test_a_page_that_the_parser_can_read_is_not_flattened() -> None:
    deep = "<div>" * 1_500 + "words"
    assert len(list(html.parse(deep).iter("div"))) == 1_500


@pytest.mark.parametrize("name", ["p", "body", "html", "div"])
def test_a_million_attributes_cost_little_and_no_word(name: str) -> None:
    attributes = " ".join(f'a{number}="{number % 7}>"' for number in range(300_000))
    begun = time.monotonic()
    page = f"<title>Port</title><p>{WORDS[0]}</p><{name} {attributes}>{WORDS[1]}</{name}><p>{WORDS[2]}</p>"
    assert in_order(read(page))
    assert time.monotonic() - begun < 10


def test_an_ordinary_page_stays_the_same_string() -> None:
    page = (
        "<p a=b " + "c " * 400 + ">x</p><!-- " + "<a b " * 900 + "--><script>if (a<b " + "&& c " * 2_000 + ")</script>"
    )
    assert markup.fewer_attributes(page) is page


@pytest.mark.parametrize(
    "after", ["{}", "<p>{}</p>", "<!-- x -->{}<div>x</div>", "</html><html lang=de>{}</html>", "\x0b{}"]
)
@pytest.mark.parametrize("end", ["</html>", "</body></html>", "</body>", "</html></html>"])
def test_words_after_the_end_are_read(after: str, end: str) -> None:
    rest = after.format(WORDS[2])
    assert in_order(read(f"<html><body><p>{WORDS[0]}</p>{WORDS[1]}{end}{rest}"))
    assert in_order(read(f"<html><body>{WORDS[0]}<br>{WORDS[1]}{end}{rest}"))


CONTROLS = ["\x01", "\x0b", "\x0c", "\x1f", "\x7f", "\x00", "\ufffe", "&#1;", "&#11;"]
PLACES = [
    "<p>{0}{1}</p><script>x</script>{2}<p>{3}</p>",
    "<p>{0}</p><style>{2}</style>{2}{1}<p>{3}</p>",
    "<title>a{2}b</title><p>{0}</p><p title='{2}'>{1}</p><!--{2}-->{3}",
    "<meta name=author content='A{2}B'><p>{0}<p>By{2} Jane{2} Doe<p>{1}<p>{3}",
    '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "a{2}b"}}</script>{0}<p>{1}<p>{3}',
]


@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize("place", PLACES)
def test_control_characters_cost_neither_text_nor_citation(control: str, place: str) -> None:
    page = place.format(WORDS[0], WORDS[1], control, WORDS[2])
    assert in_order(read(page))
    found = readers.metadata(page.encode(), "text/html", "https://news.example/a")
    assert found["csl"]["URL"] == "https://news.example/a"


@given(st.text(alphabet="<>/!-='\" \tabp0", max_size=300))
def test_any_markup_is_bounded(text: str) -> None:
    assert markup.fewer_attributes(text) == text
    assert isinstance(markup.flatter(text), str)


HOSTILE = ["<a ", '<a b="', "<script ", "<!--", "<", "</a", "<a =", "<b y='<c z=\"", "<a" + " " * 900]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_scan_is_linear(piece: str) -> None:
    page = piece * (1_500_000 // len(piece))
    begun = time.monotonic()
    markup.fewer_attributes(page)
    markup.flatter(page)
    assert time.monotonic() - begun < 5
    assert limits.ATTRIBUTES < 1_000
