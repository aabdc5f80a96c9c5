"""How Hypothesis' client finds a quote (19 behaviours, restated): ours finds it so too."""

import pytest

from core.anchor import locate
from core.model import Level, Selector

HARBOUR = (
    "Three winters afterwards, when she stood before the flooded quay, Captain Ilse Márquez would think of that "
    "far-off morning when her mother let her see the harbour freeze"
)
SEASONS = (
    "There was a year of plenty, there was a year of want, there was a year of reason, there was a year of folly, "
    "there was a month of trust, there was a month of doubt, we had all roads ahead of us, we had no road ahead of us, "
    "we were all walking straight to the hills, we were all walking straight the other way."
)


def find(text, exact, prefix="", suffix="", start=-1):
    return locate(text, Selector(exact, prefix, suffix, start, -1))


def words(text, match):
    return text[match.start : match.end]


def test_the_very_words_are_certain():
    match = find(HARBOUR, "harbour freeze")
    assert words(HARBOUR, match) == "harbour freeze"
    assert match.probability == 1.0


def test_the_nearest_words_are_found_where_the_very_ones_are_not_there():
    match = find(HARBOUR, "four winters afterwards")
    assert match.level is Level.FUZZY
    assert 0 < match.probability < 1
    assert words(HARBOUR, match).endswith("winters afterwards")


def test_the_more_alike_the_words_the_likelier():
    quotes = [
        "Three winters afterwards",
        "Three winter afterwards",
        "Four winters afterwards",
        "Four winters after that",
    ]
    chances = [match.probability if (match := find(HARBOUR, quote)) else 0.0 for quote in quotes]
    assert chances == sorted(chances, reverse=True)
    assert len(set(chances)) == len(chances)


def test_the_more_alike_the_prefix_the_likelier():
    prefixes = [
        "Three winters afterwards",
        "Three winter afterwards",
        "Four winters afterwards",
        "Four winters after that",
    ]
    chances = [
        find(HARBOUR, ", when she stood before the flooded quay", prefix=prefix).probability for prefix in prefixes
    ]
    assert chances == sorted(chances, reverse=True)
    assert len(set(chances)) == len(chances)


def test_the_more_alike_the_suffix_the_likelier():
    suffixes = [
        ", when she stood before the flooded quay",
        ", when he stood before the flooded quay",
        ", when he waited by the flooded quay",
        ", when he waited for his boat",
    ]
    chances = [find(HARBOUR, "Three winters afterwards", suffix=suffix).probability for suffix in suffixes]
    assert chances == sorted(chances, reverse=True)
    assert len(set(chances)) == len(chances)


def test_nothing_is_found_for_quite_other_words():
    assert find(SEASONS, HARBOUR) is None


def test_nothing_is_found_for_an_empty_quote():
    assert find("harbour", "") is None


def test_nothing_is_found_in_an_empty_text():
    assert find("", "harbour") is None


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix", "expected"),
    [
        ("ahead of us", "we had all roads ", "", "ahead of us, we had no"),
        ("ahead of us", "we had no road ", "", "ahead of us, we were all"),
        ("ahead of us", "we had all-roads ", "", "ahead of us, we had no"),
        ("ahead of us", "we had no-raod ", "", "ahead of us, we were all"),
        ("we had", "", " all roads", "we had all"),
        ("we had", "", " no road", "we had no"),
        ("we had", "", " al rods", "we had all"),
        ("we had", "", " not road", "we had no"),
    ],
)
def test_of_several_places_the_one_with_the_context_is_meant(quote, prefix, suffix, expected):
    match = find(SEASONS, quote, prefix, suffix)
    assert words(SEASONS, match) == quote
    assert match.start == SEASONS.index(expected)


def test_of_equal_places_the_one_nearest_to_the_position_is_meant_and_without_one_the_first():
    first = SEASONS.index("roads ahead of us") + len("roads ")
    second = SEASONS.index("road ahead of us") + len("road ")
    assert find(SEASONS, "ahead off us", start=first).start == first
    assert find(SEASONS, "ahead off us", start=second).start == second
    assert find(SEASONS, "ahead off us").start == first


def test_a_prefix_may_be_longer_than_what_stands_before():
    match = find(HARBOUR, "winters afterwards", prefix="It would have been three ")
    assert len("It would have been three ") > match.start
    assert words(HARBOUR, match) == "winters afterwards"


def test_a_suffix_may_be_missing_at_the_end_of_the_text():
    match = find("Some text of a page", "page", suffix="missing")
    assert words("Some text of a page", match) == "page"
