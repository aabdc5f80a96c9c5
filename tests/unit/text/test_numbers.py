"""Numbers, what they may be worth, and dates as far as they are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.dates import dates
from core.text.numbers import joined, numbers, plain, readings, spelled
from core.text.quantities import quantities


@pytest.mark.parametrize(
    ("figures", "key", "values"),
    [
        ("41,000", "41000", [41000, 41]),
        ("41.000", "41000", [41000, 41]),
        ("41 000", "41000", [41000]),
        ("41’000", "41000", [41000]),
        ("٤١٬٠٠٠", "41000", [41000]),
        ("４１,０００", "41000", [41000, 41]),
        ("1,00,000", "100000", [100000]),
        ("1,234.5", "1234.5", [1234.5]),
        ("1.234,567", "1234.567", [1234.567]),
        ("1 234,567", "1234.567", [1234.567]),
        ("0,125", "0.125", [0.125]),
        ("٤٫٥", "4.5", [4.5]),
        ("4,2", "4.2", [4.2]),
        ("1.2.3", "1.2.3", []),
        ("03.05.2024", "03.05.2024", []),
        ("007", "007", [7]),
    ],
)
def test_figures_have_a_key_and_what_they_may_be_worth(figures: str, key: str, values: list[float]) -> None:
    assert plain(figures) == key
    assert [value for value, _ in readings(figures)] == values
    [number] = numbers(f"It has {figures} of them.")
    assert (number.start, number.end, number.key) == (7, 7 + len(figures), key)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A380 and B2B", []),
        ("COVID-19 of F-16, mid-2020, 3-4", ["2020", "3", "4"]),
        ("ב־3 و41", ["3", "41"]),
        ("共41,000人", ["41000"]),
        ("x.5", []),
    ],
)
def test_a_number_stands_alone(text: str, found: list[str]) -> None:
    assert [number.key for number in numbers(text)] == found


@given(st.text(st.sampled_from("0123456789.,'’ ٫٬٣३ xк北\u00a0"), max_size=60))
def test_numbers_stand_in_order_and_every_reading_is_a_number(text: str) -> None:
    found = numbers(text)
    assert [one.start for one in found] == sorted({one.start for one in found})
    for one in found:
        read = list(readings(text[one.start : one.end]))
        assert (one.key.count(".") > 1) == (not read)
        assert all(step <= 1 for _, step in read)
    assert len(quantities(text)) == len(found)
    assert joined(joined(text)) == joined(text)


def test_very_long_figures_are_no_trouble() -> None:
    figures = "9" * 10_000
    assert plain(figures) == figures
    assert spelled(figures) == []
    assert len(quantities(figures)) == 1


@pytest.mark.parametrize(
    ("text", "values", "percent", "scale", "currency"),
    [
        ("£64m", (64e6,), False, 1e6, "pound"),
        ("64m long", (64,), False, 1, ""),
        ("12,5 Mio. Euro", (12.5e6,), False, 1e6, "EUR"),
        ("5,5 % du PIB", (5.5,), True, 1, ""),
        ("12 por ciento", (12,), True, 1, ""),
        ("3.2億円", (3.2e8,), False, 1e8, "yen"),
        ("约4.2万人", (42_000,), False, 1e4, ""),
        ("5 thousand", (5_000,), False, 1e3, ""),
        ("3 Mrd. Kronen", (3e9,), False, 1e9, "krone"),
        ("twelve boats", (12,), False, 1, ""),
        ("三 billion", (), False, 1, ""),
    ],
)
def test_quantities_have_scale_share_and_currency(
    text: str, values: tuple[float, ...], percent: bool, scale: float, currency: str
) -> None:
    found = [(one.values, one.percent, one.scale, one.currency) for one in quantities(text)]
    assert found == ([(values, percent, scale, currency)] if values else [])


@pytest.mark.parametrize(
    ("text", "value", "rounded"),
    [
        ("4.2 percent", 4.249, True),
        ("4.2 percent", 4.151, True),
        ("4.2 percent", 4.26, False),
        ("4.25 percent", 4.26, False),
        ("4.2 million", 4_249_000, True),
        ("4.2 million", 4_260_000, False),
        ("41 boats", 41.4, True),
        ("41 boats", 41.6, False),
    ],
)
def test_a_number_is_as_exact_as_its_last_digit(text: str, value: float, rounded: bool) -> None:
    [number] = quantities(text)
    assert number.rounds(value) is rounded


def test_figures_that_are_no_number_are_the_same_only_as_themselves() -> None:
    one, other, again = (quantities(text)[0] for text in ("version 1.2.3", "version 1.2.4", "in 1.2.3"))
    assert one.exactly(again)
    assert not one.exactly(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("31.02.2024", []),
        ("2024-02-31", []),
        ("29 February", [(0, 2, 29)]),
        ("29.02.2023", []),
        ("Sept. 11, 2001", [(2001, 9, 11)]),
        ("3 de mayo de 2024", [(2024, 5, 3)]),
        ("2024年5月3日", [(2024, 5, 3)]),
        ("may march", []),
    ],
)
def test_dates_stand_in_the_calendar(text: str, found: list[tuple[int, int, int]]) -> None:
    assert [(one.year, one.month, one.day) for one in dates(text)] == found
