"""Sentences are ranked with reasons in words, in five languages, and none is ever left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.draft.suggest import judged, suggest

REASONS = [
    ("Unemployment fell by 4.2 percent.", "number"),
    ("Nearly half of the houses stand empty.", "amount in words"),
    ("“We never promised a second bridge,” she said.", "quotation"),
    ("It is the longest bridge in the country.", "superlative or comparison"),
    ("The flood was caused by the new dam.", "cause or change"),
    ("The mayor said nobody had asked her.", "somebody is said to have said or done it"),
    ("The works began in March.", "date"),
    ("Later the chair of the board, Anna Kowalska, resigned.", "named person, place or body"),
    ("Die Zahl der Unfälle ist um 12 Prozent gestiegen.", "number"),
    ("Die Zahl der Unfälle ist gestiegen, weil die Ampel fehlt.", "cause or change"),
    ("C'est le plus grand pont du pays.", "superlative or comparison"),
    ("Selon la mairie, les travaux sont finis.", "somebody is said to have said or done it"),
    ("ارتفع عدد السكان إلى ٤٥ ألفا.", "number"),
    ("أعلن الوزير استقالته.", "somebody is said to have said or done it"),
    ("该市人口增加到三百万。", "number"),
    ("外交部发言人表示不知情。", "somebody is said to have said or done it"),
]


@pytest.mark.parametrize(("sentence", "reason"), REASONS, ids=[str(number) for number in range(len(REASONS))])
def test_a_reason_is_given(sentence: str, reason: str) -> None:
    found = judged(sentence)
    assert reason in found.reasons
    assert found.score > 0


@pytest.mark.parametrize(
    "sentence", ["Thank you all for coming.", "I hope we meet again soon.", "It was quiet.", "Bonsoir à tous."]
)
def test_small_talk_comes_last(sentence: str) -> None:
    ranked = suggest(f"{sentence} The bridge cost 40 million crowns.")
    assert [one.text for one in ranked][-1] == sentence


def test_a_question_counts_for_less_than_its_answer() -> None:
    assert judged("Did the bridge cost 40 million?").score < judged("The bridge cost 40 million.").score


def test_equals_come_in_the_order_of_the_text() -> None:
    assert [one.start for one in suggest("It was quiet. It was quiet. It was quiet.")] == [0, 14, 28]


@pytest.mark.parametrize(
    ("deed", "other"),
    [
        ("The guards closed the gate on the marchers.", "Nobody likes to stand in the rain."),
        ("She sold the mill to a cousin.", "Do come and see us."),
        ("They closed two schools.", "We will build 300 houses next year."),
        ("Taxes rose under that governor.", "We must think about taxes."),
    ],
)
def test_a_deed_comes_before_talk_and_promises(deed: str, other: str) -> None:
    assert judged(deed, language="en").score > judged(other, language="en").score


def test_the_words_that_make_a_sentence_like_a_claim_are_told() -> None:
    reasons = judged("The senator voted against the budget and cut the pensions.", language="en").reasons
    told = next(reason for reason in reasons if reason.startswith("worded like a claim: "))
    assert "voted" in told or "cut" in told


def test_only_english_is_asked_of_the_model() -> None:
    text = "The senator voted against the budget."
    assert judged(text, language="de").score != judged(text, language="en").score
    assert not any("worded" in reason for reason in judged(text, language="de").reasons)


@given(st.text(max_size=400))
def test_every_sentence_is_there_with_a_score_in_bounds(text: str) -> None:
    found = suggest(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(0 <= one.score <= 1 for one in found)
    assert said(text) == said("".join(one.text for one in found))


def said(text: str) -> list[str]:
    """Return the characters of a text in order of their number, but for blanks and what may mark a list or a heading."""
    return sorted(one for one in "".join(text.split()) if one not in "-*•‣▪–—>#")


def test_every_sentence_of_a_quotation_is_quoted() -> None:
    text = "“Grey hills stood there.\n\n“Wet sheep slept below. Old dogs sat beside,” he added. Grey hills stood there."
    found = sorted(suggest(text), key=lambda one: one.start)
    assert ["quotation" in one.reasons for one in found] == [True, True, True, False]
