"""Comparing two texts: nothing is lost, what is marked is what changed, and no text makes it slow."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.compare import Comparison, compare, word_diff
from core.compare.align import runs

OLD = "Harbour bridge opens\n\nThe bridge cost 4.2 million crowns.\n\nCritics asked for a ferry.\n\nIt opens in May."
WORDS = st.lists(st.sampled_from(["a", "b", "the", "42", "桥", ".", "\n"]), max_size=60).map(" ".join)


def changed(old: str, new: str) -> list[tuple[str, str]]:
    return [(old[slice(*change.old)], new[slice(*change.new)]) for change in compare(old, new).changes]


def test_equal_texts_have_no_change() -> None:
    assert compare(OLD, OLD).changes == ()
    assert compare(OLD, OLD.replace("\n\n", "\n").replace(" ", "  ")).changes == ()


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD.replace("4.2", "5.2"), [("4", "5")]),
        (OLD.replace("Critics asked for a ferry.\n\n", ""), [("Critics asked for a ferry.", "")]),
        (OLD.replace("It opens", "A new line.\n\nIt opens"), [("", "A new line.")]),
        (OLD.replace("a ferry", "no boat"), [("a ferry", "no boat")]),
    ],
)
def test_only_the_words_that_changed_are_marked(new: str, expected: list[tuple[str, str]]) -> None:
    assert changed(OLD, new) == expected
    assert [change.kind for change in compare(OLD, new).changes] == [
        "added" if not before else "removed" if not after else "changed" for before, after in expected
    ]


def test_what_was_put_in_begins_with_its_line() -> None:
    old = "The sum is 41.\n\nThe rest stays."
    new = "The sum is 38.\n\nThis story was corrected.\n\nThe rest stays."
    assert changed(old, new) == [("41", "38"), ("", "This story was corrected.")]
    assert changed(new, old) == [("38", "41"), ("This story was corrected.", "")]


def test_words_written_together_are_compared_by_character() -> None:
    assert changed("预算为三百万元。", "预算为四百万元。") == [("三", "四")]
    assert changed("الجسر كلف 4 ملايين", "الجسر كلف 5 ملايين") == [("4", "5")]


def test_what_only_a_short_word_keeps_apart_is_one_change() -> None:
    assert changed("one of them spoke", "two of us spoke") == [("one of them", "two of us")]


def test_a_word_diff_reads_as_one_sentence() -> None:
    pieces = word_diff("It cost 41 million a year.", "It cost 38 million euros a year.")
    assert [(piece.kind, piece.text.strip()) for piece in pieces] == [
        ("same", "It cost"),
        ("removed", "41"),
        ("added", "38"),
        ("same", "million"),
        ("added", "euros"),
        ("same", "a year."),
    ]


def test_places_find_each_other_across() -> None:
    new = OLD.replace("The bridge", "An inserted line.\n\nThe bridge")
    found = compare(OLD, new)
    for words in ("Harbour", "cost", "ferry", "May"):
        assert found.across(OLD.index(words)) == new.index(words)
        assert found.across(new.index(words), back=True) == OLD.index(words)
        assert found.same_place(OLD.index(words), new.index(words))
    assert not found.same_place(OLD.index("cost"), new.index("ferry"))


def test_a_line_put_elsewhere_is_not_at_the_same_place() -> None:
    lines = OLD.split("\n\n")
    new = "\n\n".join([lines[0], lines[2], lines[3], lines[1]])
    assert not compare(OLD, new).same_place(OLD.index("cost"), new.index("cost"))
    assert compare(OLD, new).same_place(OLD.index("ferry"), new.index("ferry"))


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_outside_the_changes_both_texts_say_the_same(old: str, new: str) -> None:
    found = compare(old, new)
    assert unchanged(old, found, 0) == unchanged(new, found, 1)
    assert list(found.anchors) == sorted(found.anchors)
    for point in range(len(old)):
        assert 0 <= found.across(point) <= len(new)


def unchanged(text: str, found: Comparison, side: int) -> list[str]:
    kept, reached = "", 0
    for change in found.changes:
        start, end = (change.old, change.new)[side]
        kept, reached = f"{kept} {text[reached:start]} ", end
    return f"{kept}{text[reached:]}".split()


@given(st.lists(st.sampled_from("abcde"), max_size=40), st.lists(st.sampled_from("abcdf"), max_size=40))
def test_runs_cover_both_sides_once(old: list[str], new: list[str]) -> None:
    found = runs(old, new)
    assert [item for run in found for item in old[slice(*run.old)]] == old
    assert [item for run in found for item in new[slice(*run.new)]] == new
    assert all(old[slice(*run.old)] == new[slice(*run.new)] for run in found if run.same)
    assert all(one.same != two.same for one, two in pairwise(found))


@pytest.mark.parametrize("joint", [" ", "\n"])
def test_large_repetitive_texts_come_to_an_end(joint: str) -> None:
    chance = random.Random(7)
    old = joint.join(chance.choice("xyz") for _ in range(100_000))
    new = joint.join(chance.choice("xyz") for _ in range(100_000))
    assert compare(old, new).changes
