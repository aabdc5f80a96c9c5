"""Which of several identical passages is meant: counted without whitespace, both ways."""

from hypothesis import given
from hypothesis import strategies as st

from core.model import Selector, SnapshotText
from gui.highlights.selection import Seen, selection
from gui.reader.ordinals import Ordinals
from gui.reader.page_tab import claimed
from gui.reader.reader import sealed_passage

TEXT = "Lorem ipsum.\n\nLorem  ipsum.\n\nAnd lorem. Lorem\u00adipsum."


def test_places_are_counted_whatever_blanks_they_hold() -> None:
    ordinals = Ordinals(TEXT)
    starts = [0, 14, 40]
    assert [ordinals.of(start, "Lorem ipsum.") for start in starts] == [(0, 3), (1, 3), (2, 3)]
    assert [ordinals.start("Lorem\nipsum.", nth, 3) for nth in range(3)] == starts


def test_another_number_of_places_says_nothing() -> None:
    assert Ordinals(TEXT).start("Lorem ipsum.", 0, 2) == -1
    assert Ordinals(TEXT).start("Lorem ipsum.", 3, 3) == -1
    assert Ordinals(TEXT).of(1, "Lorem ipsum.") == (0, 0)
    assert Ordinals("").of(0, "") == (0, 0)


@given(st.text("ab \n\u200b\u00ad", max_size=40), st.data())
def test_every_place_is_found_again(text: str, data: st.DataObject) -> None:
    kept = [place for place, char in enumerate(text) if char in "ab"]
    if not kept:
        return
    start = data.draw(st.sampled_from(kept))
    end = data.draw(st.integers(start + 1, len(text)))
    ordinals = Ordinals(text)
    nth, total = ordinals.of(start, text[start:end])
    assert total > 0
    assert ordinals.start(text[start:end], nth, total) == start


def test_the_same_words_with_the_same_surroundings_are_told_apart() -> None:
    text = "\n\n".join(["The bridge is safe, he said."] * 5)
    sealed = SnapshotText("t", "s", "test", text, "")
    for nth in range(5):
        told = selection({"exact": "bridge is safe", "prefix": "The ", "suffix": ", he", "nth": nth, "of": 5})
        found = sealed_passage(sealed, claimed(told, sealed))
        assert found is not None
        assert found.selector.start == nth * 30 + 4


def test_what_a_page_says_of_its_count_may_be_anything() -> None:
    for nth, total in ((-1, 3), (10**9, 10**9), ("x", 2), (None, None), (True, False)):
        told = selection({"exact": "Lorem", "nth": nth, "of": total})
        assert claimed(told, SnapshotText("t", "s", "test", TEXT, "")) == Selector("Lorem", "", "", -1, -1)
    assert claimed(None, SnapshotText("t", "s", "test", TEXT, "")) is None
    assert selection("Lorem") is None
    assert isinstance(selection({"exact": "x"}), Seen)
