"""Hidden names in the spellings of a newsroom: each is struck or put before a person, and other words are left alone."""

import pytest

from core.export.redaction.terms import STRUCK, Withheld
from tests.bench import names


@pytest.mark.parametrize("table", [names.TUNED, names.UNSEEN], ids=["tuned", "unseen"])
def test_no_spelling_is_silently_printed(table):
    counts, printed = names.outcomes(table)
    assert printed == []
    assert counts["struck"] >= 8 * counts["asked"]


def test_the_tables_are_as_large_as_promised():
    every = [*names.people(names.TUNED), *names.people(names.UNSEEN)]
    assert len(every) >= 25
    assert sum(len(spellings) for _, spellings in every) >= 150


def test_common_words_and_other_names_are_not_struck():
    struck, asked = names.false_alarms(names.ALIKE)
    assert struck == []
    assert len(asked) <= 1


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Herman", "her man, and Her\u00adman", f"her man, and {STRUCK}"),
        ("حسن", "محسن قال", "محسن قال"),
        ("Lee", "The leek and LEE and a lee", "The leek and LEE and a lee"),
        ("Baker", "a baker, Bakersfield and Baker", f"a baker, Bakersfield and {STRUCK}"),
        ("Mueller", "Müller", STRUCK),
        ("Marchetti", "Mar-\nchetti", STRUCK),
    ],
)
def test_a_name_is_told_from_words_that_have_its_letters(name, text, shown):
    assert Withheld([name]).clean(text) == shown


@pytest.mark.parametrize(
    ("name", "text", "doubtful"),
    [
        ("Mueller", "Muller said", "Muller"),
        ("Петрова", "Петров said", "Петров"),
        ("Brandt", "Brandtowitz said", "Brandtowitz"),
        ("كريم الحسن", "Karim al-Hassan said", "Karim al-Hassan"),
        ("Lee", "the LEE act", "LEE"),
        ("Baker", "write to baker@dam.example", "baker"),
        ("Marchetti", "xmarchetti@dam.example", "xmarchetti"),
    ],
)
def test_what_is_only_like_a_name_is_put_before_a_person(name, text, doubtful):
    withheld = Withheld([name])
    assert withheld.clean(text) == text
    assert [text[slice(*span)] for span in withheld.doubts(text)] == [doubtful]
