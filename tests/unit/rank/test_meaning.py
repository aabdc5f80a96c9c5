"""The optional extra: pieces of words, and the order by words and meaning."""

import numpy as np
import pytest

from core.rank import Passage, Suggestion, meaning, wordpieces


def suggestion(name: str, score: float) -> Suggestion:
    return Suggestion(Passage(name, 0, 1, name), score, ("shared words: x",))


def names(found: list[Suggestion]) -> str:
    return "".join(one.passage.snapshot_id for one in found)


LEXICAL = [suggestion(name, 10.0 - place) for place, name in enumerate("abcdef")]


def test_meaning_changes_the_order_and_hides_nothing() -> None:
    close = {one.passage: 0.9 if one.passage.snapshot_id == "f" else 0.1 for one in LEXICAL}
    assert names(meaning.reranked(LEXICAL, close, [], 2)) == "fab"
    assert names(meaning.reranked(LEXICAL, close, [], 9)) == "fabcde"


def test_other_languages_come_in_addition() -> None:
    foreign = [suggestion("F", 0.8), suggestion("G", 0.05)]
    assert names(meaning.reranked(LEXICAL, {one.passage: 0.3 for one in LEXICAL}, foreign, 2)) == "FabG"
    assert names(meaning.reranked([], {}, foreign, 2)) == "FG"


def test_without_closeness_the_words_alone_decide() -> None:
    assert meaning.reranked(LEXICAL, {}, [], 3) == LEXICAL[:3]


def test_without_the_packages_there_is_no_model(monkeypatch) -> None:
    monkeypatch.setattr(meaning, "PACKAGES", ("no_such_package",))
    assert not meaning.available()
    assert meaning.model("en", "en") is None


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Harbour, harbours!", ["harbour", ",", "harbour", "##s", "!"]),
        ("Žižka’s naïve", ["z", "##iz", "##ka", "’", "s", "naive"]),
        ("外交", ["外", "[UNK]"]),
        ("a\u200bb\tc\ufffd", ["ab", "c"]),
        ("x" * 101, ["[UNK]"]),
        ("", []),
    ],
)
def test_a_word_becomes_its_longest_known_pieces(text: str, pieces: list[str]) -> None:
    known = wordpieces.vocabulary()
    shown = {number: piece for piece, number in known.items()}
    assert [shown[number] for number in wordpieces.numbers(text, 99)] == ["[CLS]", *pieces, "[SEP]"]


def test_a_long_text_is_cut_before_the_model_ends() -> None:
    assert len(wordpieces.numbers("word " * 1000, 256)) == 256


def test_the_models_tell_near_from_far_in_one_language_and_across() -> None:
    pytest.importorskip("onnxruntime", reason="the extra `meaning` is not installed")
    texts = ["The mayor stepped down.", "The head of the town resigned.", "Bread is baked with flour."]
    model = meaning.model("en", "en")
    assert model is not None
    vectors = model.vectors(texts)
    assert vectors.shape == (3, model.size)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    many = meaning.model("en", "es")
    assert many is not None
    claim, *found = many.vectors([texts[0], "El alcalde dimitió.", "El pan se hace con harina."])
    assert found[0] @ claim > found[1] @ claim + 0.2
    assert meaning.model("en", "cs") is None
