import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export.report.sanitize import paragraphs, rtl, shortened, visible


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x00b\x1bc", "a␀b␛c"),
        ("one\ntwo\t three", "one two three"),
        ("safe\u202etxt.exe", "safe[U+202E]txt.exe"),
        ("\u2066inner\u2069", "[U+2066]inner[U+2069]"),
        ("\ud800x\ue000", "\ufffdx\ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\x9b31m", "[U+009B]31m"),
    ],
)
def test_steering_characters_are_shown(raw, shown):
    assert visible(raw) == shown


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_becomes_one_line_that_can_be_written(raw):
    shown = visible(raw)
    shown.encode("utf-8")
    assert visible(shown) == shown
    assert not set(shown) & {"\n", "\r", "\t", "\x00", "\u202e"}


@given(st.text(max_size=300), st.integers(min_value=2, max_value=100))
def test_shortened_text_keeps_its_beginning(text, limit):
    cut = shortened(text, limit)
    assert len(cut) <= limit
    assert cut == text or text.startswith(cut.removesuffix("…"))


def test_direction_is_that_of_the_first_strong_letter():
    assert [rtl(text) for text in ("12 توسما", "abc توسما", "123")] == [True, False, False]


def test_paragraphs_are_the_lines_that_say_something():
    assert paragraphs("one\r\n\r\n two \nthree") == ["one", "two", "three"]
