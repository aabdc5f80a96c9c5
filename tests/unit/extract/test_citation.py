import json

import pytest

from core.extract import metadata
from core.extract.citation.clues import tidy
from core.extract.citation.dates import parse
from core.extract.readers import metadata as read

URL = "https://www.example.org/2024/story"


def page(head, body="<p>Some words.</p>", lang="en"):
    return f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'.encode()


def csl(head, body="<p>Some words.</p>", url=URL):
    return read(page(head, body), "text/html", url=url)["csl"]


def linked(**node):
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **node})}</script>'


ARTICLE = linked(
    **{"@type": "NewsArticle", "headline": "Ferry &amp; harbour", "datePublished": "2024-03-02T23:10:00-05:00"},
    author=[{"@type": "Person", "name": "Jane Doe"}, {"@type": "Organization", "name": "Harbour Desk"}],
    publisher={"@type": "Organization", "name": "The Daily Quay"},
)


def test_a_news_article_by_schema_org():
    found = metadata(page(ARTICLE), "text/html", URL)
    assert found.csl == {
        "type": "article-newspaper",
        "title": "Ferry & harbour",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "Harbour Desk"}],
        "container-title": "The Daily Quay",
        "issued": {"date-parts": [[2024, 3, 2]]},
        "language": "en",
        "URL": URL,
    }
    assert set(found.origins) == set(found.csl)
    assert found.origins["author"] == "schema.org"
    assert (found.title, found.canonical_url) == ("Ferry & harbour", URL)


def test_half_an_emoji_is_a_mark_for_what_is_missing():
    found = metadata(
        page(linked(**{"@type": "NewsArticle"}, headline="Flood \ud83d here", author="Jane Doe\ud83d")),
        "text/html",
        URL,
    )
    assert (found.title, found.csl["author"]) == ("Flood \ufffd here", [{"literal": "Jane Doe\ufffd"}])
    assert tidy("a\ud83d") == "a\ufffd"


@pytest.mark.parametrize(
    ("other", "title"),
    [
        ({"url": "https://www.example.org/2024/other"}, "Port closed"),
        ({"@id": "https://www.example.org/2024/other#article"}, "Port closed"),
        ({"mainEntityOfPage": {"@type": "WebPage", "@id": "https://www.example.org/2024/other"}}, "Port closed"),
        ({"url": "https://amp.example.org/2024/story/"}, "Mayor wins award"),
        ({"@id": "https://www.example.org/#article"}, "Mayor wins award"),
        ({"url": "https://www.example.org/2023/moved", "headline": "Port"}, "Port"),
        ({}, "Mayor wins award"),
    ],
)
def test_a_node_of_another_page_says_nothing_of_this_one(other, title):
    mine = linked(**{"@type": "WebPage"}, name="Port closed", datePublished="2024-03-02")
    node = {"@type": "NewsArticle", "headline": "Mayor wins award", "datePublished": "2020-02-02", **other}
    found = csl(f"<title>Port closed after storm</title>{mine}{linked(**node)}")
    assert found["title"] == title
    assert found["issued"]["date-parts"][0][0] == (2024 if title == "Port closed" else 2020)


@pytest.mark.parametrize("name", ["article:modified_time", "og:updated_time", "lastmodified"])
def test_a_day_of_change_is_no_day_of_issue(name):
    changed = f'<meta property="{name}" content="2024-05-05T10:00:00Z">'
    assert "issued" not in csl(f"<title>About the port</title>{changed}")
    assert csl(changed, "<p>Published: 2 March 2024</p>")["issued"] == {"date-parts": [[2024, 3, 2]]}


def test_highwire_tags_make_a_journal_article():
    found = csl(
        '<meta name="citation_title" content="On tides"><meta name="citation_author" content="Doe, Jane">'
        '<meta name="citation_author" content="Roe, John"><meta name="citation_journal_title" content="Sea">'
        '<meta name="citation_publication_date" content="2020/07"><meta name="citation_doi" content="doi:10.1234/sea.5">'
    )
    assert found["type"] == "article-journal"
    assert [name["family"] for name in found["author"]] == ["Doe", "Roe"]
    assert found["issued"] == {"date-parts": [[2020, 7]]}
    assert found["DOI"] == "10.1234/sea.5"


def test_no_date_no_issued_and_no_author_no_author():
    found = csl("<title>Just a page about nothing at all</title>", "<p>© 2019 Somebody</p>")
    assert "issued" not in found
    assert "author" not in found
    assert found["type"] == "webpage"
    assert found["container-title"] == "example.org"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta property="og:title" content="Shared"><title>Shown | Site</title>', "", "Shared"),
        ("<title>A long title with many words | The Site</title>", "", "A long title with many words"),
        ("<title>Short | Site</title>", "", "Short | Site"),
        (
            "<title>The whole long heading here - Site</title>",
            "<h1>The whole long heading here</h1>",
            "The whole long heading here",
        ),
        ("", "<h1>Only a heading</h1>", "Only a heading"),
        ("", "", ""),
    ],
)
def test_titles(head, body, title):
    assert csl(head, body).get("title", "") == title


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("/2024/story-1", "https://www.example.org/2024/story-1"),
        ("https://example.org/x", "https://example.org/x"),
        ("https://other.test/x", URL),
        ("https://www.example.org/", URL),
        ("javascript:alert(1)", URL),
        ("https://[broken", URL),
        ("", URL),
    ],
)
def test_a_canonical_address_must_be_of_the_same_site(canonical, expected):
    assert csl(f'<link rel="canonical" href="{canonical}">')["URL"] == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024-03-02T10:00:00Z", [2024, 3, 2]),
        ("2024-3-2", [2024, 3, 2]),
        ("20240302", [2024, 3, 2]),
        ("2024-03", [2024, 3]),
        ("2024", [2024]),
        ("2024-02-31", []),
        ("2024-13-01", []),
        ("yesterday", []),
        ("", []),
        ("9999999999", []),
    ],
)
def test_dates(text, parts):
    assert parse(text) == parts


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[]",
        "null",
        '"text"',
        "[" * 5000,
        '{"@type": 5, "author": 7}',
        '{"@type": ["NewsArticle"], "author": {"name": {"a": 1}}}',
        '{"@graph": {"@graph": [[[1]]]}}',
    ],
)
def test_broken_schema_org_is_passed_over(script):
    found = csl(f'<title>T</title><script type="application/ld+json">{script}</script>')
    assert found["title"] == "T"


def test_a_byline_in_the_page():
    found = csl(
        "", '<div class="comments"><span class="author">Troll</span></div><p class="byline">By <a>Jane Doe</a></p>'
    )
    assert found["author"] == [{"family": "Doe", "given": "Jane"}]


def test_very_long_fields_are_cut():
    found = csl(
        f'<meta name="author" content="{"Jane Doe; " * 20_000}"><meta property="og:title" content="{"x" * 100_000}">'
    )
    assert len(found["title"]) == 2_000
    assert found["author"] == [{"family": "Doe", "given": "Jane"}]


@pytest.mark.parametrize(("mime", "body"), [("image/png", b"x"), ("text/plain", b"words"), ("text/html", b"")])
def test_other_bodies_are_cited_by_address(mime, body):
    assert metadata(body, mime, URL).csl == {"type": "webpage", "URL": URL}
