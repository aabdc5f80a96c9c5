"""Whatever is done to a text, a claim stays decided only where its very sentence stands, and none is dropped."""

import random

from hypothesis import given
from hypothesis import strategies as st

from core.draft.versions import carry, differences, likeness
from core.model import ClaimSpan, SpanLevel

WORDS = (
    "the",
    "bridge",
    "cost",
    "mayor",
    "river",
    "four",
    "million",
    "crowns",
    "opened",
    "boats",
    "never",
    "said",
    "works",
    "May",
)


def sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(3, 9))]
    return " ".join(words).capitalize() + "."


def edited(sentences: list[str], chance: random.Random) -> list[str]:
    done = list(sentences)
    for _ in range(chance.randint(0, 6)):
        place = chance.randrange(len(done))
        match chance.randrange(4):
            case 0:
                done[place] = sentence(chance)
            case 1:
                done.insert(chance.randrange(len(done) + 1), done.pop(place))
            case 2 if len(done) > 1:
                done.pop(place)
            case _:
                done.insert(place, sentence(chance))
    return done


@given(st.randoms(use_true_random=False), st.integers(1, 14))
def test_only_the_same_sentence_stays_decided(chance: random.Random, count: int) -> None:
    before = [sentence(chance) for _ in range(count)]
    old, new = " ".join(before), " ".join(edited(before, chance))
    spans, start = [], 0
    for number, words in enumerate(before):
        spans.append(ClaimSpan(str(number), "v", start, start + len(words), words, SpanLevel.SAME))
        start += len(words) + 1
    carried = carry(old, new, spans)
    assert [place.claim_id for place in carried] == [span.claim_id for span in spans]
    for span, place in zip(spans, carried, strict=True):
        assert 0 <= place.start <= place.end <= len(new)
        if place.holds:
            assert new[place.start : place.end] == span.exact
        if place.level is SpanLevel.LOST:
            assert place.start == place.end


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_follow_any_other(old: str, new: str) -> None:
    spans = [ClaimSpan("a", "v", 0, len(old), old, SpanLevel.SAME)] if old.strip() else []
    assert len(carry(old, new, spans)) == len(spans)
    assert 0 <= likeness(old, new) <= 1


def test_what_stands_in_one_version_only_is_told_by_place():
    old, new = "The rate fell to 4.2 percent. Nobody asked why.", "The rate rose to 5.1 percent. Why?"
    removed, added = differences(old, new)
    assert [old[start:end] for start, end in removed] == ["fell", "4.2", "Nobody asked why."]
    assert [new[start:end] for start, end in added] == ["rose", "5.1", "Why?"]
    assert differences(old, old) == ([], [])
