"""The words of a file against what was made of them: what is missing is found, and nothing is missed that is there."""

import random

import pytest

from core.draft.reconcile import reconcile
from core.draft.walks import Piece
from core.model import DraftNote


def pieces(*paragraphs):
    return [
        Piece(part, f"paragraph {number}", place > 0)
        for number, parts in enumerate(paragraphs, 1)
        for place, part in enumerate(parts)
    ]


def lost(found):
    return [(note.text, note.place, note.start) for note in found.lost]


def test_a_word_that_is_nowhere_is_told_where_it_stood():
    found = reconcile(pieces(["The dam ", "bu", "rst."], ["It was old."]), "The dam burst.\n\nIt old.", [])
    assert lost(found) == [("was", "paragraph 2", 18)]
    assert found.words == 6


def test_a_second_occurrence_does_not_hide_a_loss():
    found = reconcile(pieces(["84 died."], ["Of 84 people."]), "84 died.\n\nOf people.", [])
    assert lost(found) == [("84", "paragraph 2", 12)]


def test_a_number_of_the_list_does_not_stand_for_one_of_the_file():
    assert lost(reconcile(pieces(["4 died."]), "4. died.", [], ["4. "])) == [("4", "paragraph 1", 1)]


@pytest.mark.parametrize(
    ("parts", "text", "notes"),
    [
        (["to", "x", "tal"], "total", [("deletion", "x")]),
        (["F", "16"], "F\u201116", []),
        (["東京", "とうきょう", "駅"], "東京駅", [("left_out", "とうきょう")]),
        (["wo1", "x", "rd1"], "wo1rd1 and wo10rd10", [("deletion", "x")]),
    ],
)
def test_a_word_that_is_split_in_the_file_is_found(parts, text, notes):
    made = [DraftNote(kind, 0, 0, words) for kind, words in notes]
    assert not reconcile(pieces(parts), text, made).lost


def test_two_words_glued_together_are_not_the_words_of_the_file():
    found = reconcile(pieces(["Clause 5"], ["field"]), "Clause 5field", [])
    assert [note.text for note in found.lost] == ["5", "field"]
    assert found.added == ["5field"]


def test_words_that_the_file_does_not_hold_are_named():
    found = reconcile(
        pieces(["The dam."]),
        "The old dam.",
        [DraftNote("link", 0, 3, "https://a.example"), DraftNote("insertion", 0, 3, "The")],
    )
    assert found.added == ["old"]
    assert not found.lost


def test_order_does_not_matter_and_many_losses_stay_bounded():
    words = [f"w{number}" for number in range(4_000)]
    shuffled = random.Random(1).sample(words, len(words))
    assert not reconcile([Piece(word, "", joined=False) for word in words], " ".join(shuffled), []).lost
    found = reconcile([Piece(word, f"place {word}", joined=False) for word in words], "nothing", [])
    assert len(found.lost) == 1_001
    assert sum(len(note.text.split()) for note in found.lost) == 4_000
