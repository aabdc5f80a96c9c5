"""Mechanical checks on labelled sentences: what is the same, follows, differs, or stands in no passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks import Kind, Outcome, Passage, check

Q, N, D, M, R = Kind.QUOTATION, Kind.NUMBER, Kind.DATE, Kind.NAME, Kind.DIRECTION
SAME, FOLLOWS, DIFFERS, ABSENT = Outcome.SAME, Outcome.FOLLOWS, Outcome.DIFFERS, Outcome.ABSENT

# A claim, a passage, and what must be said of the words of the claim.
CASES = (
    # quotations
    (
        "She said “we will not pay for it”.",
        "“We will not pay for it,” she said.",
        [(Q, "we will not pay for it", SAME)],
    ),
    (
        'He called it "a gift to the city".',
        "He called it ‘a gift to the city’ twice.",
        [(Q, "a gift to the city", SAME)],
    ),
    (
        "She said “we will never pay for it”.",
        "“We will not pay for it,” she said.",
        [(Q, "we will never pay for it", DIFFERS)],
    ),
    (
        "“We will … pay for it”, she said.",
        "We will not, under any circumstances, pay for it.",
        [(Q, "We will … pay for it", DIFFERS)],
    ),
    ("“We will [not] pay for it”, she said.", "We will never pay for it.", [(Q, "We will [not] pay for it", SAME)]),
    ("“We will […] pay for it”, she said.", "We will, she said, pay for it.", [(Q, "We will […] pay for it", SAME)]),
    ("“pay for it … we will”, she said.", "We will not pay for it.", [(Q, "pay for it … we will", ABSENT)]),
    ("He spoke of “an act of vandalism”.", "The weather was fine all week long.", [(Q, "an act of vandalism", ABSENT)]),
    ("Er sagte „das bleibt so“.", "Der Minister: „Das bleibt so.“", [(Q, "das bleibt so", SAME)]),
    ("Elle parle de « la fin du monde ».", "C’est la fin du monde, dit-elle.", [(Q, " la fin du monde ", SAME)]),
    ("他说「外交关系已经改变」。", "他表示外交关系已经改变。", [(Q, "外交关系已经改变", SAME)]),
    ("The so-called “plan” failed.", "Nothing else.", []),
    (
        "It was “on time and in budget”.",
        "It was on time\n and in\u00adbudget.",
        [(Q, "on time and in budget", DIFFERS)],
    ),
    ("It was “on time and in budget”.", "It was on time\n  and in budget.", [(Q, "on time and in budget", SAME)]),
    ("He said “the art of war”.", "They start of warning.", [(Q, "the art of war", DIFFERS)]),
    # numbers as they are written
    ("It cost 1,200 euros.", "It cost 1200 euros.", [(N, "1,200", SAME)]),
    ("It cost 1,200 euros.", "Es kostete 1.200 Euro.", [(N, "1,200", SAME)]),
    ("It cost 1,200 euros.", "Il a coûté 1\u202f200 euros.", [(N, "1,200", SAME)]),
    ("It cost 1,200 euros.", "It cost 1,300 euros.", [(N, "1,200", DIFFERS)]),
    ("It cost €6.83 million.", "The account was 6,830,000 euros.", [(N, "6.83 million", SAME)]),
    ("It cost €6.83 million.", "Kosten: 6,83 Mio. Euro.", [(N, "6.83 million", SAME)]),
    ("It cost €6.83 million.", "The account was 6.93 million.", [(N, "6.83 million", DIFFERS)]),
    ("It cost 2 billion.", "Zwei Milliarden wurden ausgegeben.", [(N, "2 billion", SAME)]),
    ("Profits were $3bn.", "Profits of 3 billion dollars.", [(R, "Profits", SAME), (N, "3bn", SAME)]),
    ("A grant of $4m.", "A grant of 4 million dollars.", [(N, "4m", SAME)]),
    ("A grant of £350k.", "A grant of 350,000 pounds.", [(N, "350k", SAME)]),
    ("It is 64m long.", "It is 64 metres long.", [(N, "64", SAME)]),
    ("Seven members voted for it.", "The vote was 7 to 4.", [(N, "Seven", SAME)]),
    ("Twelve members voted for it.", "The vote was 7 to 4.", [(N, "Twelve", DIFFERS)]),
    ("Some 412,000 crossed.", "Some 412,000 people crossed.", [(N, "412,000", SAME)]),
    ("有3万人。", "共有30,000人参加。", [(N, "3万", SAME)]),
    ("有2亿人。", "共有200,000,000人。", [(N, "2亿", SAME)]),
    # percentages, rounding, arithmetic
    ("It rose by 5 percent.", "An increase of 5 %.", [(R, "rose", SAME), (N, "5 percent", SAME)]),
    ("It rose by 5 percent.", "An increase of 5 cases.", [(R, "rose", SAME), (N, "5 percent", DIFFERS)]),
    ("Es stieg um 5,5 Prozent.", "An increase of 5.5 per cent.", [(R, "stieg", SAME), (N, "5,5 Prozent", SAME)]),
    ("It rose by 63 per cent.", "It rose by 62.6 per cent.", [(R, "rose", SAME), (N, "63 per cent", SAME)]),
    ("It rose by 62 per cent.", "It rose by 62.6 per cent.", [(R, "rose", SAME), (N, "62 per cent", DIFFERS)]),
    ("It rose by 84 percent.", "From 250 cases it went to 460 cases.", [(N, "84 percent", FOLLOWS)]),
    ("It fell by 20 percent.", "From 500 cases it went to 400 cases.", [(N, "20 percent", FOLLOWS)]),
    ("It rose by 85 percent.", "From 250 cases it went to 460 cases.", [(N, "85 percent", DIFFERS)]),
    ("A share of 25 percent.", "Of 800 members 200 voted.", [(N, "25 percent", FOLLOWS)]),
    ("In all 11 voted.", "The vote was 7 to 4.", [(N, "11", FOLLOWS)]),
    ("A majority of 3.", "The vote was 7 to 4.", [(N, "3", FOLLOWS)]),
    (
        "It rose 84 percent between 2015 and 2018.",
        "In 2015 there were 250 cases, in 2018 there were 460.",
        [(N, "84 percent", FOLLOWS), (N, "2015", SAME), (N, "2018", SAME)],
    ),
    # dates
    ("It opened on 18 April 2025.", "It opened on April 18, 2025.", [(R, "opened", SAME), (D, "18 April 2025", SAME)]),
    ("It opened on 18 April 2025.", "Date: 2025-04-18.", [(D, "18 April 2025", SAME)]),
    ("It opened on 18 April 2025.", "Eröffnet am 18. April 2025.", [(R, "opened", SAME), (D, "18 April 2025", SAME)]),
    ("It opened on 18 April 2025.", "Eröffnet am 18.4.2025.", [(R, "opened", SAME), (D, "18 April 2025", SAME)]),
    ("It opened on 18 April 2025.", "Ouvert le 18 avril 2025.", [(D, "18 April 2025", SAME)]),
    ("It opened on 1 May 2025.", "Abierto el 1 de mayo de 2025.", [(R, "opened", SAME), (D, "1 May 2025", SAME)]),
    ("It opened on 1 May 2025.", "Ouvert le 1er mai 2025.", [(D, "1 May 2025", SAME)]),
    ("It opened on 18 April, late.", "It opened on 18 April 2025.", [(R, "opened", SAME), (D, "18 April", SAME)]),
    ("It opened in April 2025.", "It opened on 18 April 2025.", [(R, "opened", SAME), (D, "April 2025", SAME)]),
    (
        "It opened on 18 April 2025.",
        "It opened on 19 April 2025.",
        [(R, "opened", SAME), (D, "18 April 2025", DIFFERS)],
    ),
    (
        "It opened on 18 April 2025.",
        "It opened on 18 April 2024.",
        [(R, "opened", SAME), (D, "18 April 2025", DIFFERS)],
    ),
    ("It opened on 18 April 2025.", "It opened in the spring.", [(D, "18 April 2025", ABSENT)]),
    ("It opened on 18 April 2025.", "It opened in April 2025.", [(R, "opened", SAME), (D, "18 April 2025", ABSENT)]),
    ("2025年4月18日开放。", "It opened on 18 April 2025.", [(D, "2025年4月18日", SAME)]),
    ("It may 3 times.", "It was so 3 times.", [(N, "3", SAME)]),
    # names
    ("Peter Askwin left.", "Peder Askwin left his post.", [(M, "Peter", DIFFERS)]),
    ("Peder Askwin left.", "Peder Askwin left his post.", [(M, "Peder Askwin", SAME)]),
    ("Askwin’s post is vacant.", "Peder Askwin left his post.", [(M, "Askwin", SAME)]),
    ("Harbour’s post is vacant.", "Peder Harbour left his post.", []),
    ("Northquai Holdings won.", "The contract went to Northquay Holdings.", [(M, "Northquai", DIFFERS)]),
    ("Merkel spoke.", "Then Macron spoke at length.", []),
    ("Kovács spoke.", "Then Kovacs spoke at length.", [(M, "Kovács", DIFFERS)]),
    ("The NATO summit.", "The NASA summit.", [(M, "NATO", DIFFERS)]),
    ("Сергей Иваноф заявил.", "Сергей Иванов заявил вчера.", [(M, "Иваноф", DIFFERS)]),
)


@pytest.mark.parametrize(("claim", "passage", "expected"), CASES, ids=[str(number) for number in range(len(CASES))])
def test_what_is_said_of_the_words(claim, passage, expected):
    found = check(claim, [Passage("E1", passage)])
    assert [(one.kind, one.words, one.outcome) for one in found] == expected
    assert all(claim[one.start : one.end] == one.words for one in found)


def test_any_of_the_passages_will_do():
    found = check("It cost 40 and 50.", [Passage("A", "Forty-ish: 40."), Passage("B", "50 then.")])
    assert [(one.outcome, one.evidence_id) for one in found] == [(SAME, "A"), (SAME, "B")]


def test_what_differs_is_told_with_the_passage_s_own_words():
    (found,) = check("She said “we will never pay for it”.", [Passage("E1", "Then: we will not pay for it, ever.")])
    assert (found.evidence_id, found.found) == ("E1", "we will not pay for it")


def test_nothing_is_said_without_passages():
    assert all(one.outcome is ABSENT for one in check("On 3 May 2020 it cost 7.", []))


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_any_words_get_an_answer(claim, passages):
    found = check(claim, [Passage(str(number), text) for number, text in enumerate(passages)])
    assert all(claim[one.start : one.end] == one.words for one in found)


@pytest.mark.parametrize(
    ("claim", "passage", "outcome"),
    [
        ("“We lost everything in the flood.", "“We lost everything in the flood. We go,” she said.", Outcome.SAME),
        ("“We lost everything in the flood.", "“We kept everything in the flood. We go,” she said.", Outcome.DIFFERS),
        ("We go at dawn,” said Ida.", "“We lost it. We go at dawn,” said Ida Roth.", Outcome.SAME),
        ("“It rose. It fell at noon,” she said.", "“It rose.\n\n“It fell at noon,” she said.", Outcome.SAME),
    ],
)
def test_a_part_of_a_quotation_is_compared_with_the_words_of_the_passage(claim, passage, outcome):
    found = [one for one in check(claim, [Passage("E1", passage)]) if one.kind is Kind.QUOTATION]
    assert [one.outcome for one in found] == [outcome]
