"""RIS as databases and reference managers really write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cite.formats import write
from core.cite.formats.read import read


def issued(*lines):
    text = "\n".join(["TY  - JOUR", "TI  - T", *lines, "ER  - "])
    return read(text.encode(), "ris")["entries"][0]["csl"].get("issued")


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["Y1  - 2017///", "DA  - 2017/11/09"], {"date-parts": [[2017, 11, 9]]}),
        (["DA  - 2021/02/03", "Y1  - 2017///"], {"date-parts": [[2017]]}),
        (["DA  - 2021/02/03", "PY  - 2017"], {"date-parts": [[2017]]}),
        (["PY  - 2017", "Y1  - 2017/04//"], {"date-parts": [[2017, 4]]}),
        (["PY  - in press", "DA  - 2017/04/05"], {"date-parts": [[2017, 4, 5]]}),
        (["PY  - 2017///Winter"], {"date-parts": [[2017, 24]]}),
        (["PY  - 2017///Hilary"], {"literal": "Hilary 2017"}),
        (["DA  - 9 November 2017"], {"date-parts": [[2017, 11, 9]]}),
        (["DA  - Nov 9, 2017"], {"date-parts": [[2017, 11, 9]]}),
        (["PY  - Sept/Oct 2017"], {"date-parts": [[2017, 9], [2017, 10]]}),
        (["PY  - c2017"], {"literal": "c2017"}),
        (["PY  - 2017-11-09T00:00:00Z"], {"date-parts": [[2017, 11, 9]]}),
        (["DA  - 1999-2003"], {"literal": "1999-2003"}),
    ],
)
def test_dates_are_read_and_the_year_of_publication_holds(lines, date):
    assert issued(*lines) == date


def test_indented_records_are_read():
    text = "  TY  - BOOK\n  TI  - Ebb\n  AU  - Roe, Ann\n     and more of her name\n  ER  - \n\tTY  - BOOK\n\tTI  - Flow\n\tER  -\n"
    found = read(text.encode(), "ris")
    assert [entry["csl"]["title"] for entry in found["entries"]] == ["Ebb", "Flow"]
    assert found["broken"] == []


def test_a_wrapped_line_that_looks_like_a_tag_stays_text():
    text = "TY  - BOOK\nTI  - The trade of the\n  UK - Ireland line\nER  - \n"
    assert read(text.encode(), "ris")["entries"][0]["csl"]["title"] == "The trade of the UK - Ireland line"


titles = st.text(st.sampled_from("abc &;<>/ip#6"), min_size=1, max_size=20).map(lambda text: " ".join(text.split()))


@given(titles.filter(bool))
def test_a_title_that_looks_like_html_is_the_same_after_a_way_through_ris(title):
    made = write.ris_([{"type": "book", "title": title}])
    assert read(made.encode(), "ris")["entries"][0]["csl"]["title"] == title


def test_variables_under_their_older_names_are_read():
    text = b'[{"type": "paper-conference", "title": "T", "event": "Quay Days", "shortTitle": "S", "journalAbbreviation": "J. Q."}]'
    found = read(text, "csl")
    csl = found["entries"][0]["csl"]
    assert (csl["event-title"], csl["title-short"], csl["container-title-short"]) == ("Quay Days", "S", "J. Q.")
    assert found["left_out"] == {}
