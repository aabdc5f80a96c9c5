import pytest

from core.anchor import fuzzy, locate
from core.anchor.features import FORMER, Search, Sought, common_subsequence, features, words
from core.model import Level, Selector
from core.text.match_folding import Folded


def test_every_feature_has_a_weight_and_every_weight_a_feature():
    forms = Folded("some words of a text")
    sought = Sought.of(Selector("words of", "some ", " a", 5, 13))
    assert set(features(Search(forms, sought), (4, 11), 0.0)) == set(fuzzy.WEIGHTS)
    assert {*fuzzy.WEIGHTS, *FORMER} == set(fuzzy.WITH_FORMER)


def test_a_better_context_is_likelier():
    forms = Folded("It rained. The mayor signed the new contract today. It snowed.")
    good = Sought.of(Selector("The mayor signed the contract", "It rained. ", " today.", 11, 40))
    poor = Sought.of(Selector("The mayor signed the contract", "Elsewhere: ", " in May", 11, 40))
    place = (9, 37)
    chances = [fuzzy.probability(features(Search(forms, sought), place, 0.0)) for sought in (good, poor)]
    assert chances[0] > chances[1] > 0


@pytest.mark.parametrize(
    ("one", "other", "length"),
    [("a b c d", "a c d", 3), ("a b", "b a", 1), ("", "a", 0), ("x", "y", 0), ("a a a", "a a", 2)],
)
def test_common_subsequence(one, other, length):
    assert common_subsequence(tuple(one.split()), tuple(other.split())) == length


def test_a_character_is_a_word_where_no_spaces_are():
    assert words("外交部 said 2,000") == ("外", "交", "部", "said", "2", "000")


def test_a_sentence_moved_within_the_text_is_found():
    sentence = "Inspectors found the valve had been replaced without any record of the work."
    text = "An opening paragraph of the report. " * 20 + sentence + " And the end."
    match = locate(text, Selector(sentence, "Summary. ", " Details follow", 9, 9 + len(sentence)))
    assert match.level is Level.VERBATIM
    assert match.probability > 0.7
