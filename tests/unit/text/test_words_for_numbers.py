"""Numbers in words, parts, hedges, units, money and times of the day, in the languages of the press."""

import pytest

from core.text.dates import dates
from core.text.hedges import Hedge
from core.text.lexicon import languages, of_language, place
from core.text.numerals import numerals
from core.text.polarity import negations, poles
from core.text.quantities import quantities
from core.text.times import times


@pytest.mark.parametrize(
    ("language", "text", "worth"),
    [
        ("en", "Ninety-nine bottles", [99]),
        ("en", "two hundred and seven", [207]),
        ("en", "fifteen hundred and six, seven", [1506, 7]),
        ("en", "a hundred thousand", [100_000]),
        ("en", "three dozen", [36]),
        ("de", "neunzehnhundertvierundachtzig", [1984]),
        ("de", "zweihunderttausend", [200_000]),
        ("de", "der siebte", [7]),
        ("fr", "soixante et onze", [71]),
        ("fr", "deux cent mille", [200_000]),
        ("es", "cuarenta y cinco mil", [45_000]),
        ("ar", "سبعة وثلاثون", [37]),
        ("ar", "ثلاثة ملايين", [3_000_000]),
        ("zh", "二十五万", [250_000]),
        ("en", "one of a kind", []),
        ("es", "once", [11]),
        ("en", "once", []),
    ],
)
def test_numbers_in_words(language: str, text: str, worth: list[float]) -> None:
    assert [one.value for one in numerals(text, of_language(language))] == worth


def test_every_lexicon_has_its_words() -> None:
    assert len(languages()) >= 16
    for language in languages():
        lexicon = of_language(language)
        assert set(lexicon.months.values()) == set(range(1, 13))
        assert {"length-meter", "mass-kilogram", "duration-hour"} <= set(lexicon.units.values())
    assert place("Deutschland") == place("Allemagne") == place("ألمانيا") != place("Österreich")
    assert place("Kowalski") == ""


@pytest.mark.parametrize(
    ("text", "value", "unit", "currency"),
    [
        ("It holds 70 gallons.", 70, "volume-gallon", ""),
        ("Sie wog 70 Kilogramm.", 70, "mass-kilogram", ""),
        ("It weighs 9 pounds.", 9, "mass-pound", ""),
        ("He paid 9 pounds.", 9, "", "pound"),
        ("He paid 9 Australian dollars.", 9, "", "AUD"),
        ("Il a payé 9 millions de francs suisses.", 9e6, "", "CHF"),
        ("It rose by 9 percentage points.", 9, "points", ""),
        ("Es sind 9 Prozentpunkte.", 9, "points", ""),
        ("The sales of the firm trebled.", 3, "times", ""),
        ("Three in four agreed.", 0.75, "share", ""),
        ("Drei Viertel der Leute stimmten zu.", 0.75, "share", ""),
        ("Jeder zehnte Bürger stimmte zu.", 0.1, "share", ""),
        ("Une femme sur deux l’a dit.", 0.5, "share", ""),
        ("We need half a billion euros.", 5e8, "", "EUR"),
        ("It fell to minus 9 in 1999.", -9, "", ""),
        ("It is 9 lakh rupees.", 9e5, "", "rupee"),
    ],
)
def test_a_quantity_has_its_unit_and_currency(text: str, value: float | None, unit: str, currency: str) -> None:
    found = quantities(text)
    if value is None:
        assert found == []
        return
    assert (found[0].values[0], found[0].unit, found[0].currency) == (value, unit, currency)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Well over 70 came.", Hedge.OVER),
        ("No fewer than 70 came.", Hedge.AT_LEAST),
        ("Almost 70 came.", Hedge.NEARLY),
        ("As many as 70 came.", Hedge.AT_MOST),
        ("Es kamen knapp 70 Leute.", Hedge.NEARLY),
        ("Il en est venu au moins 70.", Hedge.AT_LEAST),
        ("Vinieron alrededor de 70 personas.", Hedge.ABOUT),
        ("جاء أقل من 70 شخصا", Hedge.UNDER),
        ("70 or more came.", Hedge.AT_LEAST),
        ("Then 70 came.", Hedge.NONE),
    ],
)
def test_a_hedge_says_how_exact_a_number_is(text: str, hedge: Hedge) -> None:
    assert [one.hedge for one in quantities(text)] == [hedge]


@pytest.mark.parametrize(
    ("text", "values", "top"),
    [
        ("from 70 to 90 euros", [70, 90], [None, None]),
        ("between 70 and 90 euros", [70], [90]),
        ("70–90 euros", [70], [90]),
        ("The vote was 9 to 7.", [9, 7], [None, None]),
        ("They lost 2–4.", [2], [4]),
        ("They won 4–2.", [4], [2]),
        ("between 2015 and 2018", [2015, 2018], [None, None]),
    ],
)
def test_a_range_is_one_quantity(text: str, values: list[float], top: list[float | None]) -> None:
    found = quantities(text)
    assert [one.values[0] for one in found] == values
    assert [one.top for one in found] == top


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("at 9 a.m. and 9 p.m.", [540, 1260]),
        ("um 9 Uhr abends", [1260]),
        ("um 21.15 Uhr", [1275]),
        ("à 9h15", [555]),
        ("vers 9 heures", [540]),
        ("pendant 9 heures", []),
        ("a las 9 de la noche", [1260]),
        ("الساعة 9 صباحا", [540]),
        ("at midnight", [0]),
        ("a 25:70 score, 3:1", []),
    ],
)
def test_times_of_the_day(text: str, minutes: list[int]) -> None:
    assert [one.minute for one in times(text)] == minutes


def test_figures_of_a_date_that_say_no_order_stay_in_doubt() -> None:
    [doubt], [sure], [german] = dates("On 04/09/2023."), dates("On 24/09/2023."), dates("Es war am 4.9.2023.")
    assert set(doubt.readings) == {(2023, 4, 9), (2023, 9, 4)}
    assert sure.readings == ((2023, 9, 24),)
    assert german.readings == ((2023, 9, 4),)


@pytest.mark.parametrize(
    ("one", "other", "agrees", "disagrees"),
    [
        ("Q2 1990", "the second quarter of 1990", True, False),
        ("the second quarter of 1990", "9 May 1990", True, False),
        ("Q3 1990", "9 May 1990", False, True),
        ("9 May", "9 May 1990", True, False),
        ("9 May 1990", "9 May", False, False),
        ("9 May 1990", "8 May 1990", False, True),
        ("Wednesday", "9 May 1990", True, False),
        ("Thursday", "9 May 1990", False, False),
        ("Thursday", "Wednesday, 9 May 1990", False, True),
        ("the 1990s", "9 May 1990", True, False),
        ("the 1980s", "the 1990s", False, True),
        ("2021/22", "2021-22", True, False),
        ("9 Mai 1990", "٩ أيار ١٩٩٠", True, False),
    ],
)
def test_a_date_agrees_as_far_as_it_is_said(one: str, other: str, agrees: bool, disagrees: bool) -> None:
    [mine], [theirs] = dates(one), dates(other)
    assert (mine.agrees(theirs), mine.disagrees(theirs)) == (agrees, disagrees)


def test_opposites_and_negations_are_read() -> None:
    assert [(one.axis, one.up) for one in poles("Profits rose, then fell to a loss.")] == [
        ("balance", True),
        ("change", True),
        ("change", False),
        ("balance", False),
    ]
    assert len(negations("He never said it isn’t so.")) == 2
    assert negations("It was not only late, and no fewer than 9 came.") == []
