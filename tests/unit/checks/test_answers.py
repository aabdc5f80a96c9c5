"""What is said of a whole claim beside a passage, by kind: each kind agrees, differs and is not found."""

import pytest

from core.checks import Answer, Outcome, Passage, Reason, answer, check
from core.checks.reasons import sentence

A, D, N = Answer.AGREES, Answer.DIFFERS, Answer.NOT_FOUND
PAIRS = [
    # unit, scale, currency, sign, rate
    ("The well is 9 metres deep.", "The well is nine metres deep.", A),
    ("The well is 9 metres deep.", "The well is 9 yards deep.", D),
    ("The canal is 2.5 km long.", "The canal is 2,500 metres long.", A),
    ("The grant was €7.2m.", "The grant was 7.2 million euros.", A),
    ("The grant was €7.2m.", "The grant was €7.2bn.", D),
    ("The grant was €7.2m.", "The grant was $7.2m.", D),
    ("The grant was 7 euros.", "The grant was 7,141 euros.", D),
    ("The state paid 9 lakh rupees.", "The state paid Rs 900,000.", A),
    ("At night it was −8 degrees.", "At night it was minus 8 degrees.", A),
    ("At night it was −8 degrees.", "At night it was 8 degrees.", D),
    ("She earns 900 a month.", "She earns 900 a week.", D),
    ("A crew of 30 sailed.", "A crew of 30,000 sailed.", D),
    # parts, points, hedges, ranges, ordinals
    ("Two in five agreed.", "40 per cent agreed.", A),
    ("A fifth agreed.", "5 per cent agreed.", D),
    ("Support grew by 3 per cent.", "Support grew by 3 percentage points.", D),
    ("Nearly 700 came.", "In all 691 came.", A),
    ("Nearly 700 came.", "In all 740 came.", D),
    ("Exactly 700 came.", "Some 700 came.", D),
    ("Between 60 and 70 boats sank.", "60–70 boats sank.", A),
    ("Between 60 and 70 boats sank.", "60–80 boats sank.", D),
    ("It was the 7th recall.", "It was the seventh recall.", A),
    ("It was the 7th recall.", "It was the eighth recall.", D),
    # dates and times
    ("It sank on 9 May.", "It sank on 9 May 1940.", A),
    ("It sank on 9 May 1940.", "It sank on 9 June 1940.", D),
    ("It sank on 04/09/1940.", "It sank on 9 April 1940.", A),
    ("It sank on 9 May 1940.", "It sank in a storm.", N),
    ("It sank at 6 a.m.", "It sank at 6 p.m.", D),
    ("It sank at 6 p.m.", "It sank at 18:00.", A),
    ("In 2019 people moved.", "Some 2,019 people moved.", D),
    # direction and negation
    ("Rents rose 6 per cent.", "Rents fell 6 per cent.", D),
    ("Die Mieten stiegen um 6 Prozent.", "Rents fell 6 per cent.", D),
    ("The rate rose to 6 per cent.", "The rate rose by 6 per cent.", D),
    ("The panel did not clear the drug.", "The panel cleared the drug.", D),
    ("The panel did not clear the drug.", "The panel has not cleared the drug.", A),
    ("The senate backed the treaty.", "The senate rejected the treaty.", D),
    # names and what is said of which
    ("Iris Vandermeer wrote the letter.", "The letter was written by Iris Vandermeer.", A),
    ("Iris Vandermeer wrote the letter.", "The letter was written by Ivo Vandermeer.", D),
    ("Iris Vandermeer wrote the letter.", "The letter was written by hand.", N),
    ("Portugal sold 40 jets.", "Greece sold 40 jets.", D),
    ("Ghent has 8 parks and Bruges 21.", "Ghent has 21 parks and Bruges 8.", D),
    ("The IMF lent 9 million.", "The International Monetary Fund lent 9 million.", A),
    ("Iris Vandermeer sued Ivo Dahl.", "Ivo Dahl sued Iris Vandermeer.", D),
    ("Iris Vandermeer sued Ivo Dahl.", "Ivo Dahl was sued by Iris Vandermeer.", A),
    ("He led it from 1987 to 1992.", "He led it 1987–92.", A),
    # quotations
    ("She spoke of ‘a long and bitter fight’.", "She spoke of ‘a long fight’.", D),
    ("He said “the plan … works”.", "“The plan has never works,” he said.", D),
    ("He said “I quit”.", "“I quiz,” he said.", D),
    ("He called it “a gift”.", "He spoke of the gift for an hour.", N),
    ("“We will stay,” said Iris Vandermeer.", "“We will stay,” said Ivo Dahl, who met Iris Vandermeer.", D),
    ("“We will stay,” said Iris Vandermeer.", "Vandermeer told the paper: “We will stay.”", A),
    ("“We will stay,” said Iris Vandermeer.", "“We will stay,” she said. Iris Vandermeer is the chair.", A),
    # arithmetic
    ("The fee rose 25 per cent.", "The fee rose from 80 euros to 100 euros.", A),
    ("The fee rose 35 per cent.", "The fee rose from 80 euros to 100 euros.", D),
    ("The fee doubled.", "The fee rose by 100 per cent.", A),
    ("In all 75 buses came.", "In May 40 buses came, in June 35 buses came.", A),
    ("In all 93 people died.", "Route 41 was closed and 52 cows were sold.", N),
    ("Turnout was 9 points lower.", "Turnout went from 60 per cent to 51 per cent.", A),
]


@pytest.mark.parametrize(("claim", "passage", "expected"), PAIRS, ids=[str(number) for number in range(len(PAIRS))])
def test_a_claim_has_one_of_three_answers(claim: str, passage: str, expected: Answer) -> None:
    found = check(claim, [Passage("E1", passage)])
    assert answer(found) is expected
    assert all(sentence(one) and "{" not in sentence(one) for one in found)


def test_what_follows_names_its_operands() -> None:
    found = check("In all 75 buses came.", [Passage("E1", "In May 40 buses came, in June 35 buses came.")])
    [one] = [one for one in found if one.outcome is Outcome.FOLLOWS]
    assert (one.code, dict(one.parameters)) == (Reason.ARITHMETIC, {"one": "40", "other": "35", "how": "together"})
    assert sentence(one) == "It follows from 40 and 35 of the passages: together."


def test_numbers_drawn_by_chance_do_not_follow() -> None:
    passage = (
        "In 2019 the port handled 412 ships and 97 ferries. Of 860 workers 230 were hired in May, 75 of them for 12 weeks. "
        "The budget went from 61 million to 84 million euros, and 19 cranes were bought for 3.4 million euros."
    )
    claims = (
        "In all {} ships came.",
        "The budget rose by {} per cent.",
        "A majority of {} agreed.",
        "{} per cent of workers left.",
    )
    drawn = [claim.format(number) for claim in claims for number in range(2, 100)]
    follow = [one for one in drawn if any(c.outcome is Outcome.FOLLOWS for c in check(one, [Passage("E1", passage)]))]
    assert len(follow) < 0.02 * len(drawn)


def test_an_answer_weighs_a_difference_most() -> None:
    found = check("In 2019 Iris Vandermeer sold 40 jets.", [Passage("E1", "In 2018 she sold 40 jets.")])
    assert {one.outcome for one in found} == {Outcome.DIFFERS, Outcome.ABSENT, Outcome.SAME}
    assert answer(found) is D
    assert answer([]) is N


@pytest.mark.parametrize("unit", ["1 ", "1-", "hundert", "“", "half a ", "三千", "5 % of 6 to 7 "])
def test_odd_texts_of_any_length_get_an_answer(unit: str) -> None:
    long = unit * 1500
    assert isinstance(answer(check(long[:300], [Passage("E1", long)])), Answer)
