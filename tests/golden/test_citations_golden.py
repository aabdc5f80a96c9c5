"""Citations as readers see them: five styles on the sources that journalists cite. UPDATE_GOLDEN=1 writes the file anew: read it before committing.

Each was read beside its manual. Known departures: the number of a patent without commas (styles take them for a list); no “[Mobile app]”-like
descriptions in APA; an interview of APA stands in the list of sources all the same (7th ed. 8.9 has it in the text alone), because a reader of
the brief must find it; Harvard and MLA get before the address, or behind the entry, what their files leave out of a patent, a law or an interview.
"""

import json
import os
from pathlib import Path

import pytest

from core.cite.locales import LOCALES
from core.export.clipboard import styled

GOLDEN = Path(__file__).with_name("citations.json")
STYLES = ("chicago-notes", "apa", "mla", "harvard", "newsroom")
DAY, READ = {"date-parts": [[2024, 3, 2]]}, {"date-parts": [[2024, 5, 1]]}
DOE = [{"family": "Doe", "given": "Jane"}]
SOURCES = {
    "web page": {
        "type": "webpage",
        "title": "Ferries and harbours",
        "author": DOE,
        "container-title": "City of Hull",
        "issued": DAY,
        "accessed": READ,
        "URL": "https://e.org/a",
    },
    "newspaper": {
        "type": "article-newspaper",
        "title": "Council votes",
        "author": DOE,
        "container-title": "The Courier",
        "issued": DAY,
        "URL": "https://e.org/n",
        "accessed": READ,
    },
    "post": {
        "type": "post",
        "title": "The barrier is late again",
        "author": DOE,
        "container-title": "Mastodon",
        "genre": "Post",
        "issued": DAY,
        "URL": "https://e.org/p",
        "accessed": READ,
    },
    "interview": {
        "type": "interview",
        "title": "On the barrier",
        "author": [{"family": "Roe", "given": "John"}],
        "interviewer": DOE,
        "medium": "telephone",
        "issued": DAY,
    },
    "patent": {
        "type": "patent",
        "title": "Ferry engine",
        "author": [{"family": "Roe", "given": "John"}],
        "number": "US 7,347,809",
        "authority": "US Patent Office",
        "issued": DAY,
    },
    "statute": {
        "type": "legislation",
        "title": "Harbour Act 1999",
        "container-title": "Statutes",
        "section": "4",
        "issued": {"date-parts": [[1999]]},
    },
    "no author, no date": {
        "type": "webpage",
        "title": "Opening hours",
        "container-title": "Ferry Office",
        "URL": "https://e.org/h",
        "accessed": READ,
    },
    "Chinese author": {
        "type": "article-newspaper",
        "title": "河流屏障工程招标公告",
        "author": [{"family": "王", "given": "小明"}],
        "container-title": "人民日报",
        "issued": DAY,
        "language": "zh",
        "URL": "https://e.org/zh",
        "accessed": READ,
    },
    "law": {
        "type": "legislation",
        "title": "Clean Water Act",
        "container-title": "U.S.C.",
        "volume": "33",
        "section": "1251",
        "number": "Pub. L. 92-500",
        "issued": {"date-parts": [[1972, 10, 18]]},
        "URL": "https://e.org/law",
    },
    "act": {
        "type": "legislation",
        "title": "Data Protection Act 2018",
        "jurisdiction": "United Kingdom",
        "section": "4",
        "number": "c. 12",
        "issued": {"date-parts": [[2018]]},
    },
    "case": {
        "type": "legal_case",
        "title": "Roe v. Wade",
        "container-title": "U.S.",
        "volume": "410",
        "page": "113",
        "number": "70-18",
        "authority": "U.S. Supreme Court",
        "issued": {"date-parts": [[1973, 1, 22]]},
        "URL": "https://e.org/case",
    },
    "hearing": {
        "type": "hearing",
        "title": "Oversight of the port",
        "author": DOE,
        "authority": "U.S. Senate",
        "section": "Committee on Commerce",
        "number": "117-5",
        "issued": DAY,
    },
    "e-mail": {
        "type": "personal_communication",
        "title": "E-mail on the budget",
        "genre": "e-mail",
        "author": DOE,
        "recipient": [{"family": "Smith", "given": "Bob"}],
        "issued": DAY,
    },
    "book": {
        "type": "book",
        "title": "Old harbours",
        "author": DOE,
        "edition": "2",
        "editor": [{"family": "Ed", "given": "Ida"}],
        "translator": [{"family": "Roe", "given": "Li"}],
        "publisher": "Knopf",
        "issued": {"date-parts": [[1850]], "circa": True},
    },
    "broadcast": {
        "type": "broadcast",
        "title": "The leak",
        "container-title": "Panorama",
        "number": "5",
        "director": DOE,
        "publisher": "BBC",
        "medium": "Radio",
        "issued": DAY,
    },
    "data set": {
        "type": "dataset",
        "title": "Port traffic",
        "version": "1.2",
        "publisher": "Zenodo",
        "author": DOE,
        "issued": DAY,
        "DOI": "10.5281/zenodo.12",
    },
    "memo": {
        "type": "document",
        "title": "Budget memo",
        "genre": "Memo",
        "author": DOE,
        "archive": "County Archive",
        "archive_location": "Box 5",
        "issued": DAY,
    },
    "headline with quotations": {
        "type": "article-newspaper",
        "title": "Wall “leaking”, says mayor",
        "container-title": "courier.example",
        "page": "A1",
        "issued": DAY,
    },
    "institution": {
        "type": "report",
        "title": "Annual audit",
        "author": [{"literal": "Office of the City Auditor"}],
        "publisher": "City of Hull",
        "issued": {"date-parts": [[2025, 11]]},
    },
}


def text_of(name, style):
    return " ".join(styled(SOURCES[name], style).plain.split())


@pytest.mark.parametrize("style", STYLES)
def test_citations_are_as_they_were_read_and_found_good(style):
    shown = {name: text_of(name, style) for name in SOURCES}
    known = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(json.dumps({**known, style: shown}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert shown == json.loads(GOLDEN.read_text(encoding="utf-8"))[style]


def test_a_language_other_than_english():
    assert "März" in styled(SOURCES["newspaper"], "apa", "de-DE").plain


def test_a_style_speaks_the_language_of_its_manual_unless_another_is_chosen():
    assert "‘Council votes’" in styled(SOURCES["newspaper"], "harvard").plain
    assert "“Council votes,”" in styled(SOURCES["newspaper"], "harvard", "en-US").plain


@pytest.mark.parametrize(
    ("locale", "day"), [("zh-CN", "2024年五月1日"), ("ja-JP", "2024年5月1日"), ("ko-KR", "2024년 5월 1일")]
)
def test_east_asian_months_are_named_once(locale, day):
    assert day in styled(SOURCES["newspaper"], "harvard", locale).plain


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale])
def test_every_language_on_offer_has_words_of_its_own(locale):
    shown = styled(
        {"type": "webpage", "title": "x", "accessed": READ, "issued": DAY, "URL": "https://e.org/"}, "harvard", locale
    ).plain
    assert locale.startswith("en") or "Accessed" not in shown


def test_markup_in_a_title_is_letters():
    made = styled({"type": "book", "title": "<b>x</b> *y* $z$ \\textbf{q}"}, "apa")
    assert "&lt;b&gt;" in made.entry.lower()
    assert "<b>x</b> *y* $z$ \\textbf{q}" in made.plain
