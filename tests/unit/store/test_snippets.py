"""Where a hit stands in a text, and what is marked: whole words, but for the one that is being typed."""

import pytest

from core.store.search.snippets import NEAR, Looked, cut

PLACES = [
    ("The article is long. Modern art is here.", "art", "", "art", 28),
    ("The article is long. Modern art is here.", "art", "art", "art", 4),
    ("He asked us about the U.S. budget.", "u s", "", "U.S", 22),
    ("It was 41,0001, not 41,000.", "41 000", "", "41,000", 20),
    ("It was 410000, not 41000.", "41 000", "", "41000", 19),
    ("A website is a Web Site.", "web site", "", "Web Site", 15),
    ("a\u0301rt, party", "art", "", "a\u0301rt", 0),
    ("東京都知事", "京 都", "", "京都", 1),
    ("用AI東京", "ai 東 京", "", "AI東京", 1),
    ("हिन्दी, हिन", "हिन", "", "हिन", 8),
    ("بيت، بيتنا", "بيت", "", "بيت", 0),
    ("בית־ספר", "בית", "", "בית", 0),
]


@pytest.mark.parametrize(("text", "phrase", "begun", "words", "start"), PLACES)
def test_a_hit_stands_at_the_word_that_was_found(text: str, phrase: str, begun: str, words: str, start: int) -> None:
    found = cut(text, Looked((phrase,), begun))
    assert (text[found.start : found.end], found.start) == (words, start)


def test_a_hit_far_into_a_long_report_has_a_place() -> None:
    text = "Schöne Füllung. " * (2 * NEAR // 16) + "Der Bürgermeister sprach."
    found = cut(text, Looked(("burgermeister",)))
    assert text[found.start : found.end] == "Bürgermeister"
    assert cut(text, Looked(("burgermeister",), "", NEAR)).start == -1
