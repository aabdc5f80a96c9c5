import datetime as dt
from dataclasses import replace

import pytest

from core import model as m
from core.export.build import build
from core.export.report.model import UNDECIDED
from core.export.report.options import Options
from tests.data import briefs
from tests.data.sealing import Page, passage, seal


@pytest.fixture
def brief():
    return build(briefs.small(), Options(made_at=briefs.AT))


def test_footnotes_are_numbered_once_in_reading_order(brief):
    numbers = [point.number for part in brief.claims for point in part.points]
    assert numbers == list(range(1, 8))


def test_an_exhibit_used_twice_is_one_exhibit_with_two_footnotes(brief):
    assert brief.exhibits[0].cited_by == ((1, 1), (6, 3))
    assert [part.number for part in brief.exhibits] == list(range(1, 7))


def test_evidence_is_told_for_then_against_then_context(brief):
    relations = [point.relation for point in brief.claims[2].points]
    assert relations == [m.Relation.REFUTES, m.Relation.CONTEXT]


def test_the_summary_counts_verdicts_in_the_order_of_the_scale(brief):
    assert [(mark.value, number) for mark, number in brief.summary.verdicts] == [
        ("Verified", 1),
        ("Verified with change", 1),
        ("Disputed", 1),
        ("Unsupported", 1),
        ("False", 1),
        (UNDECIDED.value, 1),
    ]
    assert (brief.summary.claims, brief.summary.settled, brief.summary.sources) == (6, 5, 6)


def test_building_is_pure(brief):
    assert build(briefs.small(), Options(made_at=briefs.AT)) == brief


def test_only_chosen_claims_are_shown_and_numbered_anew():
    brief = build(briefs.small(), Options(claims=frozenset({"claim-3", "claim-4"})))
    assert [(part.number, part.id) for part in brief.claims] == [(1, "claim-3"), (2, "claim-4")]
    assert len(brief.exhibits) == 3


def test_sources_that_copy_one_wire_count_as_one():
    wire = [briefs.source(n, f"Paper {n}", independence_group="wire") for n in (1, 2)]
    own = briefs.source(3, "Own reporting")
    file = briefs.claim(
        "1", "It rained.", "Verified", *[briefs.exhibit(str(n), of, "It rained") for n, of in enumerate([*wire, own])]
    )
    material = replace(briefs.small(), claims=(file,))
    assert build(material, Options()).claims[0].independent == 2


def test_a_verdict_that_the_scale_lacks_is_shown_as_it_is():
    file = briefs.claim("1", "It rained.", "Mostly wet")
    part = build(replace(briefs.small(), claims=(file,)), Options()).claims[0]
    assert (part.mark.value, part.mark.tone) == ("Mostly wet", "neutral")


def test_the_later_exhibits_of_a_copy_point_at_the_first():
    of = briefs.source(1, "One page")
    file = briefs.claim("1", "Rain.", "Verified", briefs.exhibit("1", of, "first"), briefs.exhibit("2", of, "second"))
    brief = build(replace(briefs.small(), claims=(file,)), Options())
    assert [part.first_of_copy for part in brief.exhibits] == [1, 1]


def test_a_project_without_claims_makes_a_brief():
    brief = build(replace(briefs.small(), claims=()), Options())
    assert (brief.claims, brief.summary.claims) == ((), 0)


def test_reasons_are_told_oldest_first_whatever_order_they_come_in():
    file = briefs.claim("1", "It rained.", "False", why="Second thoughts.")
    first = replace(
        file.decisions[0], id="first", value="Verified", note="First look.", at=briefs.AT - dt.timedelta(days=1)
    )
    material = replace(briefs.small(), claims=(replace(file, decisions=(file.decisions[0], first)),))
    part = build(material, Options()).claims[0]
    assert [reason.text for reason in part.reasons] == ["First look.", "Second thoughts."]
    assert part.decided_at == briefs.AT


def test_a_claim_that_is_open_again_does_not_count_as_settled_whatever_verdict_it_had():
    material = briefs.small()
    again = tuple(replace(file, claim=replace(file.claim, status=m.Status.REOPENED)) for file in material.claims[:2])
    found = build(replace(material, claims=(*again, *material.claims[2:])), Options(made_at=briefs.AT))
    assert (found.summary.claims, found.summary.settled) == (6, 3)


def test_evidence_of_one_relation_keeps_the_order_in_which_it_was_linked():
    file = briefs.small().claims[0]
    linked = tuple(
        briefs.exhibit(f"e{n}", briefs.source(n, f"Paper {n}"), f"It rained in place {n}") for n in (3, 1, 2)
    )
    for order in (linked, linked[::-1]):
        brief = build(replace(briefs.small(), claims=(replace(file, evidence=order),)), Options())
        numbers = [point.number for point in brief.claims[0].points]
        assert numbers == [1, 2, 3]
        assert [part.exact for part in brief.exhibits] == [one.evidence.selector.exact for one in order]


def test_a_project_hands_over_its_evidence_in_the_order_in_which_it_was_linked(project):
    words = ["It rained for two days.", "The river rose by a metre.", "The bridge was closed.", "A ferry came."]
    body = f"<title>Rain</title><p>{' '.join(words)} {'More was said about it. ' * 12}</p>"
    sealed = seal(project, Page("https://paper.example/a", body.encode()))
    claim = project.claims.add("It rained.").made["claim"]
    order = [words[2], words[0], words[3], words[1]]
    for exact in order:
        project.evidence.quote(sealed.id, passage(exact), claim)
    brief = build(project.exports.gather(), Options())
    assert [part.exact for part in brief.exhibits] == order
    assert [point.number for point in brief.claims[0].points] == [1, 2, 3, 4]


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_source_is_cited_as_accessed_at_its_latest_quoted_capture(newest_first):
    paper, later = briefs.source(1, "Paper"), briefs.AT + dt.timedelta(days=400)
    shown = [briefs.exhibit("old", paper, "It rained."), briefs.exhibit("new", paper, "It rains.")]
    shown[1] = replace(shown[1], snapshot=replace(shown[1].snapshot, captured_at=later, warc_sha256="f" * 64))
    file = replace(briefs.small().claims[0], evidence=tuple(reversed(shown) if newest_first else shown))
    brief = build(replace(briefs.small(), claims=(file,)), Options())
    (accessed,) = {str(item["accessed"]) for item in brief.items.values()}
    assert str(later.year) in accessed
