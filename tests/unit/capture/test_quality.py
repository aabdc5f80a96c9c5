"""The page quality check on pages written for it: good ones stay good, each bad one says why."""

import pytest

from core.capture.quality import judge, signals
from core.model import PageVerdict
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
    found = judge(200, ASKED, ASKED, None, ("the page was cut",))
    assert (found.verdict, found.reasons) == (PageVerdict.DOUBTFUL, ("the page was cut",))
