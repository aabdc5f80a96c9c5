"""The article of a page: its span in the canonical text, and what stands within it without being of it."""

import pytest

from core.extract import extract
from core.model import SnapshotText

WORDS = "The harbour board met on the pier for {} hours, and its members spoke with all the captains who had come."
STORY = [WORDS.format(hours) for hours in ("two", "three", "four", "five", "six")]
NAV = "<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>"
FOOT = "<footer>Imprint and all rights</footer>"
TEASER = "<div class=related><a href=/crane>A crane was sold to the neighbours, and nobody knows what for</a></div>"


def paragraphs(lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def parts(page):
    """Return the text of the article, without the asides, and that of the asides."""
    found = extract(page.encode(), "text/html")
    start, end = found.main
    asides = [found.text[one:other] for one, other in found.asides]
    article, at = "", start
    for one, other in found.asides:
        article, at = article + found.text[at:one], other
    return article + found.text[at:end], asides


def test_the_article_is_told_from_its_surroundings():
    article, asides = parts(f"{NAV}<article><h1>Head</h1>{paragraphs(STORY)}</article>{FOOT}")
    assert article.split("\n\n") == STORY
    assert asides == []


def test_a_teaser_within_the_article_is_an_aside():
    page = f"{NAV}<article><h1>Head</h1>{paragraphs(STORY[:3])}{TEASER}{paragraphs(STORY[3:])}</article>{FOOT}"
    article, asides = parts(page)
    assert article.split() == " ".join(STORY).split()
    assert "".join(asides).startswith("A crane was sold")


def test_a_lead_below_the_headline_is_of_the_article():
    lead = "The board has met again, and this time the captains had come to the pier as well."
    head = f"<header><h1>Head</h1><p>{lead}</p><p>12 minutes to read</p></header>"
    article, _ = parts(f"{NAV}{head}<article>{paragraphs(STORY)}</article>{FOOT}")
    assert article.startswith(lead)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("for<br>{} hours", "for\n{} hours"),
        ("<b>for</b> {} <i>hours</i>", "for {} hours"),
        ("for\u00a0{}\u00ad hours", "for\u00a0{}\u00ad hours"),
    ],
)
def test_markup_within_a_paragraph_does_not_matter(written, shown):
    lines = [
        line.replace(f"for {hours} hours", written.format(hours)) for line, hours in zip(STORY, HOURS, strict=True)
    ]
    article, asides = parts(f"{NAV}<article><h1>Head</h1>{paragraphs(lines)}</article>{FOOT}")
    assert all(shown.format(hours) in article for hours in HOURS)
    assert asides == []


HOURS = ("two", "three", "four", "five", "six")


@pytest.mark.parametrize("page", ["", "<p>x", "<div>" * 4_000 + "deep", f"<p>{'word ' * 300_000}"])
def test_a_page_without_an_article_is_one_span(page):
    found = extract(page.encode(), "text/html")
    assert found.main == (0, len(found.text))
    assert found.asides == ()


def test_the_canonical_text_is_the_same_with_an_article_or_without():
    page = f"{NAV}<article><h1>Head</h1>{paragraphs(STORY[:3])}{TEASER}{paragraphs(STORY[3:])}</article>{FOOT}"
    found = extract(page.encode(), "text/html")
    assert found.text.startswith("Home Sport")
    assert found.text.endswith("Imprint and all rights")


@pytest.mark.parametrize(
    ("main", "asides", "span", "expected"),
    [
        ((0, 0), (), (5, 9), True),
        ((10, 50), (), (0, 10), False),
        ((10, 50), (), (0, 11), True),
        ((10, 50), ((20, 30),), (20, 30), False),
        ((10, 50), ((20, 30),), (25, 31), True),
        ((10, 50), (), (50, 60), False),
    ],
)
def test_a_passage_is_of_the_article_or_not(main, asides, span, expected):
    assert SnapshotText("", "", "", "", "", main=main, asides=asides).is_main(*span) is expected
