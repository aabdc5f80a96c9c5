"""The sample story is whole: what it quotes is in its draft, and it shows every word of the product."""

from core import verdicts
from core.demo.scenario import MATERIAL, load
from core.demo.sites import Sites
from core.model import Relation, Status

SCENARIO = load()


def test_every_claim_stands_once_in_the_draft() -> None:
    assert [step.text for step in SCENARIO.steps if SCENARIO.words.count(step.text) != 1] == []


def test_claims_come_in_the_order_of_the_draft() -> None:
    places = [SCENARIO.words.index(step.text) for step in SCENARIO.steps]

    assert places == sorted(places)


def test_the_draft_has_the_length_of_a_news_story() -> None:
    assert 600 <= len(SCENARIO.words.split()) <= 900


def test_every_status_verdict_and_relation_is_shown() -> None:
    assert {status for step in SCENARIO.steps for status in step.status} | {Status.TO_CHECK} == set(Status)
    assert {step.verdict for step in SCENARIO.steps} - {""} == {value.value for value in verdicts.scale("house").values}
    assert {quote.relation for step in SCENARIO.steps for quote in step.evidence} == set(Relation)


def test_evidence_names_pages_of_the_scenario() -> None:
    keys = {page.key for page in SCENARIO.pages}

    assert {quote.page for step in SCENARIO.steps for quote in step.evidence} <= keys


def test_all_hosts_are_reserved_for_examples() -> None:
    hosts = [folder.name for state in ("sites", "later") for folder in (MATERIAL / state).iterdir()]

    assert [host for host in hosts if not host.endswith(".example")] == []


def test_the_sites_answer_for_their_own_files_only() -> None:
    sites = Sites(MATERIAL, {"http://a.example/old": "http://a.example/new"})
    with sites:
        assert sites.answer("http://a.example/old")[1]["Location"] == "http://a.example/new"
        assert sites.answer("http://www.ostrey-council.example/news/lantern-bridge-opens")[0] == 200
        for url in (
            "http://www.ostrey-council.example/../../story.toml",
            "http://www.ostrey-council.example/%2e%2e/%2e%2e/story.toml",
            "http://../story.toml",
            "http://elsewhere.example/",
            "http://www.ostrey-council.example/",
            "nonsense",
        ):
            assert sites.answer(url)[0] == 404


def test_a_changed_page_is_answered_in_its_new_state() -> None:
    with Sites(MATERIAL, {}) as sites:
        url = "http://www.ostrey-council.example/news/lantern-bridge-opens"
        before = sites.answer(url)[2]
        sites.later = True

        assert b"within budget" in before
        assert b"within budget" not in sites.answer(url)[2]
