"""Names by their capitals, with particles, in many languages; the runs that stand for them elsewhere."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.names import caseless_runs, names, pattern, tails, told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On Monday, Ursula von der Leyen spoke in Porto.", ["Monday", "Ursula von der Leyen", "Porto"]),
        ("Later NATO and the BBC met the Bank of England.", ["NATO", "BBC", "Bank of England"]),
        ("The New York Times asked Al-Assad's office.", ["New York Times", "Al-Assad"]),
        ("In the U.S. House he wept.", ["U.S. House"]),
        ("They’ll see: The rest is ‘SNL’ and I’d go.", ["SNL"]),
        ("It was Zoe\u0308 Brand.", ["Zoe\u0308 Brand"]),
        (
            "Am Abend sprach Walter von der Vogelweide mit der Stadt und dem Präsidenten der Bank.",
            ["Walter von der Vogelweide"],
        ),
        ("Die Firma und das Haus gehören der Deutschen Bahn.", ["Deutschen Bahn"]),
        ("Вчера в город Семён Фёдоров уехал из Москвы.", ["Семён Фёдоров", "Москвы"]),
        ("Χθες ο Νίκος Παππάς μίλησε στην Αθήνα.", ["Νίκος Παππάς", "Αθήνα"]),
        ("nothing here", []),
        ("He sold C&B and Reed & Sons to AT&T.", ["C&B", "Reed & Sons", "AT&T"]),
        ("They called Ossian B. Reed and N. K. Brand.", ["Ossian B. Reed", "N. K. Brand"]),
        ("Then Malcolm X wrote on X about a T-shirt, an X-ray and vitamin C.", ["Malcolm X", "X"]),
        ("It was post-Brexit talk with an iPhone and al-Quds.", ["Brexit", "iPhone", "Quds"]),
        ("It went to D.C. at 5 P.M. on Friday.", ["D.C.", "Friday"]),
        ("They paid Rs 300, EUR 40 and RTX 3080 to Brand.", ["RTX", "Brand"]),
        ("London was calm. Man held after fire. A caller named Q rang.", ["London", "Q"]),
        ("However Denholt left. Speaking quietly, Gov. Brand wept.", ["Denholt", "Brand"]),
        ("Why Is The Road Closed?\n\nThe road was closed by Denholt.", ["Denholt"]),
        ("Harbour Deal Splits Northquay Council\n\nThe harbour deal splits the council.", ["Northquay"]),
        ("ROAD CLOSED AFTER STORM\n\nThe road was closed after a storm.", []),
    ],
)
def test_names_in_prose(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in names(text) if not one.opens] == found


def test_a_lone_word_at_the_head_of_a_sentence_is_told_apart() -> None:
    assert [one.opens for one in names("Harbour paid. Nobody asked Ilse.")] == [True, False]
    assert [one.opens for one in names("Northquay paid the bill. Nobody asked Ilse.")] == [False, False]
    assert [one.opens for one in names("Brown left. They had asked Brown to stay.")] == [False, False]
    assert [one.opens for one in names("Traders sold. They saw Brown.")] == [True, False]
    assert names("The rest. Nobody.") == ()


def test_a_name_is_looked_for_by_its_parts() -> None:
    assert told("There is Ursula von der  Leyen of  Harbour  Board.") == ["Ursula", "Leyen", "Harbour Board"]


@given(st.text(st.sampled_from("Ab cÉ’s.-\n“der von "), max_size=80))
def test_names_lie_apart_in_order_and_hold_their_parts(text: str) -> None:
    found = names(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        assert one.parts[0][0] == one.start
        assert one.parts[-1][1] == one.end
        assert all(any(map(str.isupper, text[slice(*part)])) for part in one.parts)


def test_a_pattern_finds_whole_words() -> None:
    found = pattern("Angela Merkel")
    assert found.search("angela") is None
    assert found.search("Angela\nMerkels Haus")
    assert pattern("Ann").search("Annapolis") is None
    assert pattern("王").search("大王国")


def test_the_ends_of_a_name() -> None:
    assert list(tails(["Dr", "Ada", "King"])) == ["Dr Ada King", "Ada King", "King"]


def test_runs_stand_for_names_where_there_are_no_capitals() -> None:
    assert list(caseless_runs("قال أحمد كريم إن")) == ["أحمد كريم"]
    assert list(caseless_runs("Plain words in Paris")) == []


def test_a_line_with_a_bare_contraction_in_capitals_is_read() -> None:
    assert told("Why Nobody Knows I’ve Left Denholt Harbour") != [""]
