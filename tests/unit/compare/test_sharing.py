"""Whether a newer text says anything about a place of an older one."""

import random
from typing import Any

import pytest

from core.compare import sharing
from core.compare.sharing import Sharing, Sight
from core.model import Block

WORDS = [
    "".join(random.Random(number).choices("abcdefghiklmnoprstuvw", k=3 + number % 7)) for number in range(900)
]  # no phrase of which stands twice


def paragraph(number: int, size: int = 30) -> str:
    return " ".join(WORDS[number * size : (number + 1) * size])


BODY = [paragraph(number) for number in range(12)]
FOOT = " ".join(WORDS[700:720])
WALL = " ".join(WORDS[720:735])
OLD = "\n".join([*BODY, FOOT])
PLACE = (OLD.index(BODY[5]), OLD.index(BODY[5]) + 60)


def sight(new: str, **more: Any) -> Sight:
    return Sharing(OLD, new, **more).sight(PLACE)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ([*BODY[:5], *BODY[6:], FOOT], Sight.PLACE),
        ([*BODY[:5], paragraph(26), *BODY[6:], FOOT], Sight.PLACE),
        ([*BODY[:4], *BODY[7:], FOOT], Sight.PLACE),
        ([paragraph(25), paragraph(26)], Sight.NOTHING),
        ([""], Sight.NOTHING),
        ([FOOT, WALL], Sight.HOLE),
        ([WALL, FOOT], Sight.HOLE),
        ([*BODY[:2], WALL, FOOT], Sight.HOLE),
        ([*BODY[:2], FOOT], Sight.HOLE),
        ([*BODY[:3], WALL], Sight.CUT),
        ([*BODY[:3]], Sight.CUT),
    ],
)
def test_what_a_newer_text_says_of_a_place(new: list[str], expected: Sight) -> None:
    assert sight("\n".join(new)) is expected


def test_the_last_paragraph_may_be_taken_out_but_not_give_way_to_a_wall() -> None:
    text = "\n".join(BODY)
    place = (text.index(BODY[11]), len(text))
    assert Sharing(text, "\n".join(BODY[:11])).sight(place) is Sight.PART
    assert Sharing(text, "\n".join([*BODY[:11], WALL])).sight(place) is Sight.CUT


def test_what_stands_outside_the_article_says_nothing_of_it() -> None:
    """The foot of the site and a list of other pages are no part of the article, however long they are."""
    chrome = "\n".join(paragraph(number) for number in range(14, 23))
    old = "\n".join([*BODY, chrome])
    place = (old.index(BODY[5]), old.index(BODY[5]) + 60)
    article = (0, old.index(paragraph(14)) - 1)
    assert Sharing(old, f"{WALL}\n{chrome}", (), article).sight(place) is Sight.NOTHING
    assert Sharing(old, "\n".join([*BODY[:5], *BODY[6:], chrome]), (), article).sight(place) is Sight.PLACE


def test_where_the_article_is_not_known_it_begins_with_the_headline() -> None:
    above, head = "\n".join(paragraph(number) for number in (20, 21, 22)), "A headline of five words"
    old = "\n".join([above, head, *BODY, FOOT])
    blocks, start = [], 0
    for line in old.split("\n"):
        blocks.append(Block(start, start + len(line), "h1" if line == head else "p"))
        start += len(line) + 1
    place = (old.index(BODY[1]), old.index(BODY[1]) + 60)
    assert Sharing(old, f"{above}\n{WALL}\n{FOOT}", blocks).sight(place) is Sight.HOLE
    assert Sharing(old, "\n".join([above, head, BODY[0], *BODY[2:], FOOT]), blocks).sight(place) is Sight.PLACE


def test_a_phrase_that_any_two_texts_share_is_not_the_text() -> None:
    phrase = " ".join(BODY[3].split()[:6])
    assert sight(f"{paragraph(25)} {phrase} {paragraph(26)}") is Sight.NOTHING


def test_of_a_long_text_the_part_around_the_place_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    shorter = "\n".join([*BODY[:5], *BODY[6:], FOOT])
    monkeypatch.setattr(sharing, "MOST", 1_500)
    assert len(OLD) > len(shorter) > 1_500
    assert sight(shorter) is Sight.PART
    assert sight("\n".join([*BODY[4:5], *BODY[6:8]])) is Sight.PLACE
    assert sight(f"{FOOT}\n{WALL}") is Sight.NOTHING


def test_a_headline_or_a_pair_of_words_is_not_a_short_text() -> None:
    old = "City facts\nMost of the people live here.\nThe mayor is Ann Lee.\nThe river is wide."
    blocks = [Block(0, 10, "h1"), Block(11, 40), Block(41, 62), Block(63, 81)]
    for wall in ("City facts\nPlease log in.", "City facts\nPart of the page is for members."):
        assert Sharing(old, wall, blocks).sight((41, 62)) is Sight.NOTHING
    assert Sharing(old, old[:40] + old[62:], blocks).sight((41, 62)) is Sight.PLACE


def test_a_text_of_a_few_words_is_compared_by_pairs() -> None:
    old = "Population 80,000\nArea 12 square miles"
    assert Sharing(old, "Population unknown\nArea 12 square miles").sight((11, 17)) is not Sight.NOTHING
    assert Sharing(old, "Log in to go on").sight((11, 17)) is Sight.NOTHING
