"""The page quality check on pages written for it: good ones stay good, each bad one says why."""

import pytest

from core.capture.quality import judge, signals
from core.model import PageVerdict, said
from tests.bench.quality import PRECISION, RECALL, own, score
from tests.data.pages import ASKED, PAGES


@pytest.mark.parametrize(("name", "what", "status", "final", "html"), PAGES, ids=[page[0] for page in PAGES])
def test_pages(name, what, status, final, html) -> None:
    found = judge(status, ASKED, final, signals(html.encode(), "utf-8"))
    if what == "good":
        assert (found.verdict, found.reasons) == (PageVerdict.GOOD, ())
    else:
        assert found.verdict is not PageVerdict.GOOD
        assert what in " ".join(found.reasons)


def test_troubles_of_the_body_make_a_page_doubtful() -> None:
    found = judge(200, ASKED, ASKED, None, said("the page was cut"))
    assert (found.verdict, found.reasons) == (PageVerdict.DOUBTFUL, ("the page was cut",))


def test_the_labelled_pages_keep_their_floors() -> None:
    pages = list(own())
    hits, called, wrong = score(pages)
    precision, recall = hits / called, hits / sum(not page.good for page in pages)
    assert (precision >= PRECISION, recall >= RECALL) == (True, True), wrong


def test_a_redirect_to_another_language_is_named() -> None:
    seen = signals(b"<title>Home</title><p>" + b"The council voted for the bridge in May. " * 60)
    found = judge(200, "https://paper.example/de/a", "https://paper.example/en-gb/", seen)
    assert found.reasons == (
        "the server led to another language of the page (\u201cen\u201d in place of \u201cde\u201d)",
    )
    assert judge(200, "https://paper.example/a", "https://paper.example/en/a", seen).verdict is PageVerdict.GOOD


def test_an_address_that_is_none_is_judged_all_the_same() -> None:
    seen = signals(b"<title>Tides</title><p>The tide turned at noon.</p>")
    assert judge(200, "http://[tides", "http://[tides/de", seen).verdict in set(PageVerdict)
