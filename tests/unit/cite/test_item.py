from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cite import csl_item
from core.model import Source, SourceKind
from tests.data import briefs


def item(csl, **more):
    return csl_item(briefs.source(1, "A page", csl=csl, **more))


def test_the_day_of_capture_is_the_day_of_access():
    of = briefs.source(1, "A page")
    assert csl_item(of, briefs.snapshot(of))["accessed"] == {"date-parts": [[2026, 5, 4]]}


def test_type_title_and_address_are_filled_from_the_source():
    assert item({"note": "dropped"}) == {"type": "webpage", "title": "A page", "URL": "https://example.org/1/report"}


def test_the_archive_is_never_named_as_a_place():
    assert "archive_location" not in item({"archive_location": "https://archive.example/x", "archive": "x"})


@pytest.mark.parametrize(
    ("given_", "date"),
    [
        ({"date-parts": [[2024, 5, 6]]}, {"date-parts": [[2024, 5, 6]]}),
        ({"date-parts": [["2024", "05"]]}, {"date-parts": [[2024, 5]]}),
        ({"date-parts": [[2024, 77, 6]]}, {"date-parts": [[2024]]}),
        ({"raw": "2024-05-06T10:00:00Z"}, {"date-parts": [[2024, 5, 6]]}),
        ("2024", {"date-parts": [[2024]]}),
        ({"literal": "spring 2024"}, {"literal": "spring 2024"}),
        ({"literal": "1990s"}, {"literal": "1990s"}),
        ({"date-parts": [[-44, 3, 15]]}, {"date-parts": [[-44, 3, 15]]}),
        ({"date-parts": [[2020.0, "05", {}]]}, {"date-parts": [[2020, 5]]}),
        ({"date-parts": [[2019, 20]]}, {"date-parts": [[2019]]}),
        ({"date-parts": [[0]], "literal": "n.d."}, {"literal": "n.d."}),
        ("2020-21", {"date-parts": [[2020, 21]]}),
        ("1850~", {"date-parts": [[1850]], "circa": True}),
        ("2004-06/2006-08", {"date-parts": [[2004, 6], [2006, 8]]}),
        ("2020/", {"date-parts": [[2020], [0]]}),
        ("2020-03/..", {"date-parts": [[2020, 3], [0]]}),
        ("../2020", {"date-parts": [[0], [2020]]}),
        ("1990?/2001", {"date-parts": [[1990], [2001]], "circa": True}),
        ("2004-06~-11", {"date-parts": [[2004, 6, 11]], "circa": True}),
        ("ca. 1890", {"date-parts": [[1890]], "circa": True}),
        ("-0099", {"date-parts": [[-100]]}),
        ({"date-parts": [[2020], [0]]}, {"date-parts": [[2020], [0]]}),
        ({"date-parts": [["2020"], ["0", "0"]]}, {"date-parts": [[2020], [0]]}),
        ({"date-parts": [[2020], [[]]]}, {"date-parts": [[2020]]}),
        ("0000-00-00", {"literal": "0000-00-00"}),
        ("/", {"literal": "/"}),
        ("199X", {"literal": "199X"}),
        ("2024-05-06 10:00", {"date-parts": [[2024, 5, 6]]}),
        *(
            (words, {"literal": words})
            for words in ("1990s", "2019-20", "1914-18", "2019--2020", "2020 to 2024", "2019/20", "2024-05-32")
        ),
    ],
)
def test_dates_of_many_shapes_are_read(given_, date):
    assert item({"issued": given_})["issued"] == date


@pytest.mark.parametrize("nothing", [None, "", {}, {"date-parts": []}, {"date-parts": [[]]}, []])
def test_a_missing_date_stays_missing(nothing):
    assert "issued" not in item({"issued": nothing})


def test_names_are_kept_and_cut_to_a_sane_size():
    authors = [
        {"family": "王", "given": "小明"},
        "Office of the Auditor",
        {"literal": "x" * 100_000},
        {},
        7,
        {"family": ["x"]},
    ]
    names = item({"author": authors})["author"]
    assert names[:2] == [{"family": "王", "given": "小明"}, {"literal": "Office of the Auditor"}]
    assert [len(name.get("literal", "")) for name in names] == [0, 21, 2_000]


def test_half_an_emoji_is_a_mark_for_what_is_missing():
    found = item({"title": "a\ud83d", "author": [{"family": "b\ud83d"}], "issued": {"literal": "c\ud83d"}})
    assert (found["title"], found["author"], found["issued"]) == (
        "a\ufffd",
        [{"family": "b\ufffd"}],
        {"literal": "c\ufffd"},
    )


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["family", "date-parts", "literal", "raw"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["author", "issued", "title", "URL", "language", "odd"]), json_like))
def test_any_metadata_makes_an_item(csl):
    made = item(csl)
    assert made["type"]
    assert made["title"]


@pytest.mark.parametrize(
    ("kind", "title", "headline"),
    [
        (SourceKind.PDF, "minutes_v3 FINAL.pdf", "Untitled document"),
        (SourceKind.IMAGE, "IMG_0042.jpg", "Untitled picture"),
        (SourceKind.RECORDING, "call-7.m4a", "Untitled recording"),
    ],
)
def test_the_name_of_a_file_is_no_headline_and_its_digest_no_address(kind, title, headline):
    source = Source(
        "1", kind, "urn:sha256:" + "a" * 64, title, {"title": title}, origins={"title": "file name", "type": "default"}
    )
    made = csl_item(source)
    assert (made["title"], made.get("URL")) == (headline, None)
    assert csl_item(replace(source, origins={"title": "PDF information"}))["title"] == title
    told = replace(source, title="Talk on the quay", csl={"title": "Talk on the quay"})
    assert csl_item(told)["title"] == "Talk on the quay"
    assert csl_item(replace(source, title="", csl={}, origins={}))["title"] == headline
    assert csl_item(replace(source, alias="The minutes"))["title"] == "The minutes"
