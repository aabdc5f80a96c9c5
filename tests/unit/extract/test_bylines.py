"""Authors and dates as pages show and declare them: what is found, and what is not taken for one."""

import json

import pytest

from core.extract.readers import metadata

URL = "https://www.quay.example/news/crane"
STORY = (
    f"<p>{'The harbour board met again, and the captains had come to hear what would be said of the crane. ' * 4}</p>"
)


def csl(before="", head="", lang="en", url=URL, headline="The crane of the harbour is sold"):
    page = f"<html lang={lang}><head><title>{headline}</title>{head}</head><body><h1>{headline}</h1>{before}{STORY}</body></html>"
    return metadata(page.encode(), "text/html", url)["csl"]


def names(found):
    return [
        " ".join(filter(None, (one.get("given"), one.get("family"), one.get("literal"))))
        for one in found.get("author", ())
    ]


def linked(*nodes):
    return f'<script type="application/ld+json">{json.dumps({"@graph": list(nodes)})}</script>'


@pytest.mark.parametrize(
    ("lang", "byline", "expected"),
    [
        ("en", "By Ilse Brandt in Northquay and Tom Okoro in Arnsdorf", ["Ilse Brandt", "Tom Okoro"]),
        ("en", "Words: Ilse Brandt | Photos: Tom Okoro", ["Ilse Brandt"]),
        ("en", "Ilse Brandt, Photos by Tom Okoro", ["Ilse Brandt"]),
        ("en", "Ilse Brandt in Trinidad and Tobago", ["Ilse Brandt"]),
        ("de", "Ein Bericht von Ilse Brandt und Jürgen Ühlein", ["Ilse Brandt", "Jürgen Ühlein"]),
        ("de", "Text: Ilse Brandt; Fotos: Tom Okoro", ["Ilse Brandt"]),
        ("de", "Fotos und Text: Ilse Brandt", ["Ilse Brandt"]),
        ("en", "Words & photos: Ilse Brandt", ["Ilse Brandt"]),
        ("fr", "Par Élise Brun et Paul Noir", ["Élise Brun", "Paul Noir"]),
        ("es", "Por Inés Prado en Puerto Norte", ["Inés Prado"]),
        ("it", "di Elsa Bruni", ["Elsa Bruni"]),
        ("pt", "Por Inês Prado e João Norte", ["Inês Prado", "João Norte"]),
        ("nl", "Door Els Bruin en Piet Noord", ["Els Bruin", "Piet Noord"]),
        ("sv", "Av Elsa Brun och Per Nord", ["Elsa Brun", "Per Nord"]),
        ("pl", "Autor: Ela Brun i Piotr Nord", ["Ela Brun", "Piotr Nord"]),
        ("ru", "Автор: Ольга Брунова", ["Ольга Брунова"]),
        ("tr", "Yazar: Elif Deniz ve Can Kuzey", ["Elif Deniz", "Can Kuzey"]),
    ],
)
def test_a_byline_without_its_words(lang, byline, expected):
    assert names(csl(f"<p class=byline>{byline}</p>", lang=lang)) == expected


@pytest.mark.parametrize(
    ("lang", "byline", "expected"),
    [
        ("en", "By Ilse Brandt in Northquay and Tom Okoro in Arnsdorf", ["Ilse Brandt", "Tom Okoro"]),
        ("de", "Text & Fotos: Ilse Brandt", ["Ilse Brandt"]),
        ("fr", "Par Élise Brun et Paul Noir", ["Élise Brun", "Paul Noir"]),
        ("ru", "Автор: Ольга Брунова", ["Ольга Брунова"]),
        ("en", "By the sea and in the hills", []),
        ("de", "Von Brandt", []),
        ("en", "Ilse Brandt", []),
    ],
)
def test_a_byline_that_only_its_words_mark(lang, byline, expected):
    assert names(csl(f"<p>{byline}</p>", lang=lang)) == expected


def test_a_single_name_behind_the_word_of_its_language():
    assert names(csl("<p class=byline>Von Brandt</p>", lang="de")) == ["Brandt"]
    assert names(csl("<p class=byline>Von Miller</p>", lang="en")) == ["Von Miller"]


@pytest.mark.parametrize(
    "byline",
    [
        "March 3, 2021",
        "3. März 2021",
        "Published on 3 March 2021",
        "Updated 3 March 2021, 10:00",
        "Photo by Tom Okoro",
        "Foto: Tom Okoro",
        "quay.example",
        "Quay Media GmbH",
    ],
)
def test_what_is_no_author(byline):
    assert names(csl(f"<p class=byline>{byline}</p>")) == []


def test_a_person_in_the_byline_comes_before_the_agency_and_the_site_in_the_head():
    head = '<meta name="author" content="Reuters"><meta property="og:site_name" content="The Quay">'
    assert names(csl("<p class=byline>By Ilse Brandt</p>", head)) == ["Ilse Brandt"]
    assert names(csl("<p>Reuters reported it.</p>", head)) == ["Reuters"]
    assert (
        names(csl("", '<meta name="author" content="The Quay"><meta property="og:site_name" content="The Quay">')) == []
    )


def test_a_user_of_the_site_who_is_not_shown_is_no_author():
    article = {"@type": "NewsArticle", "headline": "The crane", "author": {"@id": "#u1"}}
    head = linked(article, {"@type": "Person", "@id": "#u1", "name": "Ilse Brandt"})
    assert names(csl("", head)) == []
    assert names(csl("<span>Ilse Brandt</span>", head)) == ["Ilse Brandt"]


def test_the_webmaster_of_a_site_is_no_author():
    webmaster = '<meta name="author" content="Ilse Brandt">'
    assert names(csl("", webmaster)) == []
    assert names(csl("", webmaster + '<meta property="og:title" content="The crane is sold">')) == ["Ilse Brandt"]
    assert names(csl("<p>Ilse Brandt, Northquay</p>", webmaster)) == ["Ilse Brandt"]


def test_a_byline_at_the_end_of_the_story():
    end = f"{STORY}<p><em>Von Ilse Brandt</em></p>"
    assert names(csl(end, lang="de")) == ["Ilse Brandt"]
    assert names(csl(f"{end}<p>Von Tom Okoro</p>", lang="de")) == []  # bylines of teasers


def test_references_by_id_are_followed():
    article = {"@type": "NewsArticle", "headline": "The crane", "publisher": {"@id": "https://quay.example/#org"}}
    node = {"@type": "NewsMediaOrganization", "@id": "https://quay.example/#org", "name": "The Quay Herald"}
    assert csl("", linked(article, node))["container-title"] == "The Quay Herald"
    assert csl("", linked(article, {"@type": "Organization", "name": "Other"}))["container-title"] == "quay.example"


@pytest.mark.parametrize(
    ("before", "after"),
    [("//<![CDATA[\n", "\n//]]>"), ("/* <![CDATA[ */", "/* ]]> */"), ("<![CDATA[", "]]>"), ("<!--", "-->"), ("", ";")],
)
def test_data_in_the_marks_of_a_comment_are_read(before, after):
    data = json.dumps({"@type": "NewsArticle", "headline": "The crane", "datePublished": "2021-03-03"})
    found = csl("", f'<script type="application/ld+json">{before}{data}{after}</script>')
    assert found["issued"] == {"date-parts": [[2021, 3, 3]]}


@pytest.mark.parametrize(
    "words",
    [
        "<p>The act was passed on 3 March 2021 by the whole board.</p>",
        "<p>Passed on 3 March 2021.</p>",
        f"<div><p>{'It was said. ' * 20}</p><p>On 3 March 2021 the board had met, and it met again a year later for another five hours in all</p></div>",
        "<p>Last updated 3 March 2021</p>",
        "<p>Zuletzt aktualisiert: 3. März 2021</p>",
    ],
)
def test_no_date_is_taken_from_running_text_or_a_change(words):
    assert "issued" not in csl(words)


@pytest.mark.parametrize(
    ("lang", "line", "day"),
    [
        ("en", "3 March 2021", [2021, 3, 3]),
        ("de", "Nordkai, 3. März 2021, 08:00 Uhr", [2021, 3, 3]),
        ("es", "3 de marzo de 2021", [2021, 3, 3]),
        ("de", "04.03.2021", [2021, 3, 4]),
        ("en-GB", "04/03/2021", [2021, 3, 4]),
        ("en-US", "04/03/2021", [2021, 4, 3]),
    ],
)
def test_the_day_by_the_headline(lang, line, day):
    assert csl(f"<p>{line}</p>", lang=lang)["issued"] == {"date-parts": [day]}


@pytest.mark.parametrize(
    ("declared", "url", "shown", "day"),
    [
        ("2021-03-03T23:30:00Z", "https://quay.example/2021/03/04/crane", "", 4),
        ("2021-03-04T01:30:00Z", "https://quay.example/2021/03/03/crane", "", 3),
        ("2021-03-03T23:30:00+00:00", URL, "4 March 2021", 4),
        ("2021-03-03T23:30:00-05:00", "https://quay.example/2021/03/04/crane", "", 3),
        ("2021-03-03T23:30:00Z", "https://quay.example/2019/01/01/crane", "", 3),
        ("2021-03-03T23:30:00Z", URL, "9 May 2019", 3),
        ("2021-03-03T23:30:00.5Z", "https://quay.example/2021/99/99/crane", "", 3),
        ("2021-03-03", "https://quay.example/2021/03/04/crane", "", 3),
    ],
)
def test_the_day_is_that_of_the_page(declared, url, shown, day):
    head = f'<meta property="article:published_time" content="{declared}">'
    assert csl(f"<p>{shown}</p>" if shown else "", head, url=url)["issued"] == {"date-parts": [[2021, 3, day]]}


def test_the_same_moment_with_an_offset_tells_the_day():
    node = {"@type": "NewsArticle", "headline": "The crane", "datePublished": "2021-03-03T23:30:00Z"}
    head = linked(node) + '<meta property="article:published_time" content="2021-03-04T00:30:00+01:00">'
    assert csl("", head)["issued"] == {"date-parts": [[2021, 3, 4]]}


@pytest.mark.parametrize(
    ("head", "headline", "title"),
    [
        ('<meta property="og:title" content="Crane sold | The Quay">', "Crane sold", "Crane sold"),
        (
            '<meta property="og:title" content="The harbour has sold its crane - Quay">',
            "Harbour sells the crane",
            "Harbour sells the crane",
        ),
        (
            '<meta property="og:title" content="Crane sold"><meta property="og:site_name" content="The Quay">',
            "The Quay",
            "Crane sold",
        ),
        (
            '<meta property="og:title" content="Crane sold at last">',
            "Business: Crane sold at last",
            "Crane sold at last",
        ),
    ],
)
def test_the_headline_is_the_title(head, headline, title):
    assert csl("", head, headline=headline)["title"] == title


@pytest.mark.parametrize("moment", ["9999-12-31T23:30:00Z", "0001-01-01T00:30:00Z", "2021-03-03T99:00:00Z"])
def test_an_impossible_time_is_passed_over(moment):
    assert csl("", f'<meta property="article:published_time" content="{moment}">')["title"]
