"""Places in a recording, as written and as spoken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.timecode import LONGEST, clock, seconds, span, spoken, written


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("83.5", 83.5),
        ("1:23.5", 83.5),
        ("0:01:23.5", 83.5),
        ("1:02:03", 3723.0),
        (" 7 ", 7.0),
        ("100:00:00", None),
        ("", None),
        ("1:60", None),
        ("1:2:3:4", None),
        ("-3", None),
        ("1e3", None),
        ("٣", None),
        ("nan", None),
        ("999999", None),
    ],
)
def test_what_people_write(said, found):
    assert seconds(said) == found


@pytest.mark.parametrize(
    ("at", "said"), [(0, "0:00"), (83.5, "1:23.5"), (59.96, "1:00"), (3723, "1:02:03"), (3723.25, "1:02:03.2")]
)
def test_what_people_read(at, said):
    assert clock(at) == said


@pytest.mark.parametrize("said", ["12", "30,12", "12,12", "a,b", "", ",", "1,2,3"])
def test_what_is_no_stretch(said):
    assert span(said) is None
    assert spoken(said) == ""


@given(st.floats(0, LONGEST / 2), st.floats(0.01, 1000))
def test_a_stretch_comes_back_as_written(start, length):
    found = span(written(start, start + length))
    assert found == pytest.approx((start, start + length), abs=0.001)
    assert span(written(*found)) == found


@given(st.text(max_size=30))
def test_any_words_are_a_stretch_or_none(said):
    found = span(said)
    assert found is None or found[0] < found[1] <= LONGEST
