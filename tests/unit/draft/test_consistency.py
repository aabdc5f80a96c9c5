import pytest

from core.checks import Passage
from core.draft.consistency import inconsistencies
from core.model import Mismatch


def said(text: str, *passages: str) -> list[tuple[Mismatch, str, str]]:
    given = [Passage(str(number), words) for number, words in enumerate(passages)]
    return [(one.kind, one.words, one.other) for one in inconsistencies(text, given)]


@pytest.mark.parametrize(
    ("text", "rare", "usual"),
    [
        (
            "The mayor, Ilse Brandauer, signed. Later Brandaeur said it was late. Brandauer left.",
            "Brandaeur",
            "Brandauer",
        ),
        (
            "He met Tomas Kjellberg in May. On Monday Kjelberg denied it, and Kjellberg's office too.",
            "Kjelberg",
            "Kjellberg",
        ),
        ("La maire Odile Perrichon a signé. Hier, Perichon a nié, et Perrichon est partie.", "Perichon", "Perrichon"),
        ("It was built by Vossloh Werke. In spring Voslsoh paid, and Vossloh left.", "Voslsoh", "Vossloh"),
        ("We asked José Muñoz Arteaga. In June José Munoz Arteaga wrote; José Muñoz Arteaga spoke.", "Munoz", "Muñoz"),
    ],
)
def test_a_name_in_two_spellings_is_offered(text: str, rare: str, usual: str) -> None:
    assert (Mismatch.SPELLING, rare, usual) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Johnson sued. Her lawyer, Peter Johnston, spoke for Anna Johnson.",
        "The Interior Minister spoke. The Interior Ministry agreed.",
        "People of South Dakota voted. Many South Dakotans stayed at home.",
        "He flew from Iraq to Iran, and from Austria to Australia.",
        "The Merkels came. Merkel's bag was blue, and Merkel spoke.",
        "Дом купил Петров. Квартиру Петрова опечатали, а Петрову сообщили. Об этом писал Петров.",
        "It was a MERKEL headline. Then Merkel spoke of Merkel.",
        "In Ham he met Kim and in Hamm he met Tim.",
    ],
)
def test_two_names_are_not_taken_for_one(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "here", "there"),
    [
        (
            "The fire destroyed 14 houses in the harbour quarter. The mayor came.\n\nThe fire in the harbour quarter destroyed 41 houses, and the chief left.",
            "41 houses",
            "14 houses",
        ),
        (
            "The new bridge will cost the town 3.4 million euros, the council said.\n\nNobody knows why the bridge will cost the town 4.3 million euros.",
            "4.3 million euros",
            "3.4 million euros",
        ),
        (
            "Das Feuer zerstörte 14 Häuser im Hafenviertel.\n\nAm Abend hieß es, das Feuer im Hafenviertel zerstörte 41 Häuser.",
            "41 Häuser",
            "14 Häuser",
        ),
    ],
)
def test_a_quantity_with_two_values_is_offered(text: str, here: str, there: str) -> None:
    assert said(text) == [(Mismatch.QUANTITY, here, there)]


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 the fire brigade saved 14 houses in the quarter. In 2020 the fire brigade saved 41 houses in the quarter.",
        "The fire destroyed more than 14 houses in the quarter. The fire destroyed 16 houses in the quarter.",
        "Lund sold 14 houses in the old harbour quarter. Malmö sold 41 houses in the old harbour quarter.",
        "Mix two spoons of brown sugar with the soft butter.\n\nMix three spoons of brown sugar with the soft butter.\n\nMix four spoons of brown sugar with the soft butter.",
        "The town paid 3.4 million euros for the bridge. The town paid about 3 million euros for the bridge.",
        "The fire destroyed 14 houses in the quarter, not 41 houses in the quarter.",
    ],
)
def test_two_quantities_are_not_taken_for_one(text: str) -> None:
    assert said(text) == []


def test_an_abbreviation_before_its_explanation_is_offered() -> None:
    text = "The HFA sued in May.\n\nThe Harbour Freight Authority (HFA) lost. The HFA appealed."
    assert said(text) == [(Mismatch.ABBREVIATION, "HFA", "Harbour Freight Authority (HFA)")]
    found = inconsistencies(text)[0]
    assert text[found.start : found.end] == "HFA"
    assert text[found.other_start : found.other_end] == "Harbour Freight Authority (HFA)"


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Freight Authority (HFA) lost. The HFA appealed.",
        "The HFA sued. It is quick. (HFA)",
        "The HFA met the board of freight. They spoke (HFA) at length.",
        "The FBI left. He called it a blunder (FBI).",
    ],
)
def test_an_abbreviation_is_offered_only_where_it_is_explained_later(text: str) -> None:
    assert said(text) == []


def test_a_name_that_the_evidence_spells_otherwise_is_offered() -> None:
    text = "The driver, Maarten Hoekrsta, was asked."
    found = inconsistencies(text, [Passage("e1", "The court heard Maarten Hoekstra on Monday.")])
    assert [(one.kind, one.words, one.other, one.evidence_id) for one in found] == [
        (Mismatch.EVIDENCE, "Hoekrsta", "Hoekstra", "e1")
    ]


def test_a_spelling_that_the_evidence_has_too_is_not_offered() -> None:
    text = "The driver, Maarten Hoekrsta, was asked."
    assert said(text, "The court heard Maarten Hoekstra.", "Maarten Hoekrsta was heard.") == []
    assert said(text, "The court heard Pieter Hoekstra.") == []
