"""The search language: what is typed, in the quotes and numbers of any keyboard, and what its filters let through."""

import pytest

from core.errors import InputError
from core.model import Source, SourceKind, new_id
from core.project import Project
from core.store import rows
from core.store.search.query import MOST_PARTS, parse
from tests.data.sealing import Page, seal

OPEN = [
    ("bud", True),
    ("bud kind:claim", True),
    ("bud -ferry", True),
    ("kind:claim bud language:de", True),
    ('bud "', True),
    ('bud "a phrase"', False),
    ("kind:claim", False),
    ('"a phrase" kind:claim', False),
    ('"a phrase" bud', True),
]


@pytest.mark.parametrize(("text", "goes_on"), OPEN)
def test_the_last_word_that_is_wanted_may_go_on(text: str, goes_on: bool) -> None:
    assert parse(text).open_end is goes_on


@pytest.mark.parametrize("text", ["“said yesterday”", "„said yesterday“", "«said yesterday»", '"said yesterday"'])
def test_quotes_of_every_keyboard_make_a_phrase(text: str) -> None:
    assert parse(text).wanted == ("said yesterday",)


DATES = {
    "2024": "2024",
    "2024-5": "2024-05",
    "2024-05-1": "2024-05-01",
    "2024/12/31": "2024-12-31",
    "2024.1.2": "2024-01-02",
    "20240501": "2024-05-01",
    "1.5.2024": "2024-05-01",
    "٢٠٢٤-٠٥": "2024-05",
}


@pytest.mark.parametrize("typed", DATES)
def test_a_date_is_read_as_it_is_written_anywhere(typed: str) -> None:
    assert [one.value for one in parse(f"after:{typed} before:{typed}").filters] == [DATES[typed]] * 2


@pytest.mark.parametrize(
    "typed",
    [
        "after:yesterday",
        "before:2024-13",
        "after:2024-02-30",
        "after:202",
        "after:2024-00-15",
        "before:1/5/2024",
        "kind:clam",
    ],
)
def test_a_filter_that_means_nothing_is_refused_but_not_while_it_is_typed(project: Project, typed: str) -> None:
    claim = project.claims.add("Budget grew.").made["claim"]
    with pytest.raises(InputError, match="is not a"):
        project.search(f"budget {typed}")
    assert [hit.id for hit in project.search(f"budget {typed}", ranked=False)] == [claim]


SITES = [
    ("https://example.org/a", "example.org", True),
    ("https://example.org/a", "www.Example.org", True),
    ("https://example.org/a", "https://example.org/", True),
    ("https://example.org/a", "example.org/a", True),
    ("https://example.org/a", "org", True),
    ("https://example.org/a", "ample.org", False),
    ("https://news.example.org/", "example.org", True),
    ("https://exam-ple.org/", "exam_ple.org", False),
    ("http://127.0.0.1:8377/a", "127.0.0.1:8377", True),
    ("http://[::1]:8377/a", "[::1]", True),
    ("http://[::1]:8377/a", "::1", True),
    ("https://xn--mnchen-3ya.de/", "münchen.de", True),
    ("https://reader@example.org/", "reader", False),
]


@pytest.mark.parametrize(("url", "typed", "found"), SITES)
def test_a_site_is_found_however_it_is_spelled(project: Project, url: str, typed: str, found: bool) -> None:
    with project.store.transaction("Add source") as action:
        action.tx.insert("source", rows.to_row(vars(Source(new_id(), SourceKind.WEB, url, "A page", {}))))
    assert bool(project.search(f"site:{typed}")) is found
    assert bool(project.search(f"page -site:{typed}")) is not found


def test_a_language_is_found_by_its_first_part(project: Project) -> None:
    seal(project, Page("https://a.example/p", b"<html lang=en-GB><title>P</title><p>It said seventeen.</p></html>"))
    found = {typed: len(project.search(f"language:{typed}")) for typed in ("en", "en-GB", "en_gb", "EN", "e", "en-US")}
    assert found == {"en": 1, "en-GB": 1, "en_gb": 1, "EN": 1, "e": 0, "en-US": 0}


@pytest.mark.parametrize("typed", ["kind:claims", "Kind:Claim", "KIND:claim kind:evidence", 'kind:"claim"'])
def test_a_kind_may_be_many_and_any_of_several(project: Project, typed: str) -> None:
    project.claims.add("Budget grew.")
    project.drafts.add("Budget", "The budget.")
    assert [hit.kind for hit in project.search(f"budget {typed}")] == ["claim"]


@pytest.mark.parametrize(
    "text",
    [
        "budget" + "".join(f" -w{number}" for number in range(2000)),
        "budget" + "".join(f" site:s{number}.example" for number in range(2000)),
        "".join(f" w{number}" for number in range(2000)),
        "budget -site:a.example" * 300,
        "budget \ud800",
    ],
)
def test_no_query_is_too_long_or_too_broken(project: Project, text: str) -> None:
    project.claims.add("Budget grew.")
    for ranked in (True, False):
        project.search(text, ranked=ranked)
    assert len(parse(text).wanted) <= MOST_PARTS
