import pytest

from core.cite import fields
from core.cite.duplicates import Index, address

REPORT = {"title": "Annual report", "issued": {"date-parts": [[2020]]}}
CJK = {"title": "港口漏水", "issued": {"date-parts": [[2020]]}}


@pytest.mark.parametrize(
    ("known", "csl", "because"),
    [
        (REPORT, {**REPORT, "title": "Annual Report"}, "title and year"),
        (REPORT | {"DOI": "10.5/aaa"}, REPORT, "title and year"),
        (REPORT | {"DOI": "10.5/aaa"}, REPORT | {"DOI": "10.5/zzz"}, ""),
        (REPORT | {"DOI": "10.5/AAA"}, {"URL": "https://doi.org/10.5/aaa"}, "DOI"),
        (REPORT | {"publisher": "Bank A"}, REPORT | {"publisher": "Bank B"}, ""),
        (REPORT | {"publisher": "Bank A"}, REPORT | {"publisher": "BANK A."}, "title and year"),
        (REPORT | {"container-title": "A"}, REPORT | {"container-title": "B"}, ""),
        (REPORT | {"URL": "https://a.e/1"}, REPORT | {"URL": "https://b.e/1"}, ""),
        (REPORT | {"URL": "https://a.e/1"}, REPORT | {"URL": "https://a.e/2"}, "title and year"),
        (REPORT | {"URL": "https://a.e/1"}, REPORT | {"URL": "https://doi.org/10.5/a"}, "title and year"),
        ({**REPORT, "title": "News"}, {**REPORT, "title": "News"}, ""),
        (CJK, CJK, "title and year"),
    ],
)
def test_which_citations_are_of_the_same_work(known, csl, because):
    index = Index()
    index.add("a", known)
    assert index.find(csl) == ("a" if because else "", because)


def test_of_several_works_of_one_title_each_is_found():
    index = Index()
    for bank in "AB":
        index.add(bank, REPORT | {"publisher": bank})
    assert index.find(REPORT | {"publisher": "B"})[0] == "B"


LEADER = {"title": "Letters to the editor", "container-title": "Courier"}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"issued": {"date-parts": [[2018, 2, 5]]}}, {"issued": {"date-parts": [[2018, 2, 6]]}}, False),
        ({"issued": {"date-parts": [[2018, 2, 5]]}}, {"issued": {"date-parts": [[2018, 7]]}}, False),
        ({"issued": {"date-parts": [[2018, 2, 5]]}}, {"issued": {"date-parts": [[2018]]}}, True),
        ({"page": "4-6", "issued": "2018"}, {"page": "9", "issued": "2018"}, False),
        ({"page": "4-6", "issued": "2018"}, {"page": "4–6", "issued": "2018"}, True),
        ({"volume": "3", "issue": "1", "issued": "2018"}, {"volume": "3", "issue": "2", "issued": "2018"}, False),
        ({"volume": "3", "issue": "01", "issued": "2018"}, {"volume": "3", "issue": "1", "issued": "2018"}, True),
    ],
)
def test_pieces_of_one_title_and_year_are_one_only_where_nothing_parts_them(first, second, same):
    index = Index()
    index.add("a", fields.sound(LEADER | first))
    assert bool(index.find(fields.sound(LEADER | second))[0]) == same


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.e.org/a/?utm_source=x&b=1#top", "e.org/a?b=1"),
        ("https://e.org/#!topic/abc/1", "e.org#!topic/abc/1"),
        ("https://e.org/#/news/1", "e.org#/news/1"),
        ("mailto:a@e.org", ""),
        ("https://[e", ""),
    ],
)
def test_addresses_as_they_compare(url, expected):
    assert address(url) == expected
