"""Names are found however they are written, and nothing else is struck."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import model as m
from core.export.redaction import identifiers
from core.export.redaction.terms import STRUCK, Withheld
from tests.data import briefs


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Odile Marchetti", "Odile  Marchetti said so.", f"{STRUCK} said so."),
        ("Odile Marchetti", "ODILE\nMARCHETTI's word", f"{STRUCK}'s word"),
        ("Marchetti", "mail to o.marchetti@dam.example", f"mail to o.{STRUCK}@dam.example"),
        ("Okonkwo-Bird", "Ms Okonkwo‑Bird and Okonkwo–Bird", f"Ms {STRUCK} and {STRUCK}"),
        ("Müllér", unicodedata.normalize("NFD", "Herr Müllér ging"), f"Herr {STRUCK} ging"),
        ("Merkel", "Merkels Wort", f"{STRUCK} Wort"),
        ("Петров", "с Петровым и Петрова", f"с {STRUCK} и {STRUCK}"),
        ("King", "King's speaking; a king was making parking", f"{STRUCK}'s speaking; a king was making parking"),
        ("King", "The Kingdom", "The Kingdom"),
        ("王小明", "據王小明說", f"據{STRUCK}說"),
        ("김철수", "김철수는 말했다", f"{STRUCK}는 말했다"),
        ("مارشيتي", "قال ومارشيتي اليوم", f"قال {STRUCK} اليوم"),
        ("Day", "That day", "That day"),
        ("Şükrü Yılmaz", "ŞÜKRÜ YILMAZ, Sukru Yilmaz", f"{STRUCK}, {STRUCK}"),
        ("José Peña", "JOSE PENA said so", f"{STRUCK} said so"),
        ("Łukasz Kowalski", "Lukasz Kowalski said so", f"{STRUCK} said so"),
        ("Семён Фёдоров", "Семен Федоров сказал", f"{STRUCK} сказал"),
        ("Νίκος Παππάς", "ΝΙΚΟΣ ΠΑΠΠΑΣ είπε", f"{STRUCK} είπε"),
        ("أحمد كريم", "قال احمد كريم", f"قال {STRUCK}"),
        ("کریم نوری", "قال كريم نوري", f"قال {STRUCK}"),
        ("محمد الأحمد", "قال محمَّد الأحمد", f"قال {STRUCK}"),
        ("שרה כהן", "שָׂרָה כהן אמרה", f"{STRUCK} אמרה"),
        ("Nguyễn Văn Thành", "Nguyen Van Thanh said so", f"{STRUCK} said so"),
        ("عُمَر", "قال عُمَر", f"قال {STRUCK}"),
        ("staff.council.example", "see www.staff.council.example/a", f"see www.{STRUCK}/a"),
    ],
)
def test_a_name_is_struck_as_a_whole_word(name, text, shown):
    assert Withheld([name]).clean(text) == shown


def test_the_longest_of_names_that_meet_leaves_nothing():
    assert Withheld(["Marchetti", "Odile Marchetti", "Marchetti Odile"]).clean("Odile Marchetti Odile") == STRUCK
    inner = Withheld(["Ana Maria Lopez Cruz", "Maria Lopez"])
    assert inner.clean("Ana Maria Lopez Cruz came") == f"{STRUCK} came"


def test_words_of_a_closed_claim_are_struck_through_line_breaks_and_quotes():
    withheld = Withheld(sentences=["The mayor took “a bribe” of 9000."])
    assert withheld.clean('Summary: the mayor took\n"a bribe" of 9000. More.') == f"Summary: {STRUCK} More."


@given(st.text(max_size=80), st.text(min_size=1, max_size=12))
def test_any_text_and_any_name_give_places_in_order_and_nothing_twice(text, name):
    withheld = Withheld([name])
    spans = withheld.spans(f"{text} {name} {text}")
    assert all(0 <= start < end for start, end in spans)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(spans))
    assert withheld.clean(withheld.clean(text)) == withheld.clean(text)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"csl": {"author": [{"family": "王", "given": "小明"}]}}, {"王小明", "王, 小明", "小明 王"}),
        (
            {"csl": {"interviewer": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}]}},
            {"Berg", "van der Berg", "Jan van der Berg"},
        ),
        (
            {"kind": m.SourceKind.PERSON, "csl": {"author": [{"literal": "Odile Marchetti"}]}},
            {"Odile Marchetti", "Marchetti"},
        ),
        (
            {"kind": m.SourceKind.PERSON, "title": "Call with Odile Marchetti, engineer"},
            {"Odile Marchetti", "Marchetti"},
        ),
        ({"title": "Letter of the chief engineer"}, {"Letter of the chief engineer"}),
        ({"url": "https://xn--mnchen-3ya.example/a"}, {"xn--mnchen-3ya.example", "münchen.example"}),
    ],
)
def test_people_are_named_as_people_write_them(source, said):
    title = source.pop("title", "A title")
    assert said <= set(identifiers.names(briefs.source(1, title, **source)))


def test_those_who_are_not_listed_have_no_name():
    csl = {"author": [{"family": "Marchetti", "given": "Odile"}, {"literal": "others"}]}
    assert "others" not in set(identifiers.names(briefs.source(1, "Call", csl=csl)))


def test_an_accent_makes_another_name_where_one_asks_what_was_said():
    assert Withheld(["Muller"]).spans("Müller spoke")
    assert not Withheld(["Muller"], exact=True).spans("Müller spoke")
    assert Withheld(["Muller"], exact=True).spans("MULLER spoke")


@pytest.mark.parametrize(
    ("title", "ways"),
    [
        ("Call with Ursula von der Leyen", {"Ursula von der Leyen", "von der Leyen", "Leyen"}),
        ("Call with Luiz Inácio Lula da Silva", {"Luiz Inácio Lula da Silva", "da Silva", "Silva"}),
        ("مكالمة مع أحمد كريم", {"أحمد كريم"}),
    ],
)
def test_a_title_names_people_in_every_way_that_names_are_written(title, ways):
    source = briefs.source(1, title, kind=m.SourceKind.PERSON)
    assert any(ways <= set(found) for found in identifiers.in_title(source))
    assert not list(identifiers.in_title(briefs.source(1, title)))


def test_a_short_title_may_be_what_the_story_is_about():
    assert "Lantern Bridge" not in set(identifiers.names(briefs.source(1, "Lantern Bridge")))
