"""Pages whose file draws its words in another order than a person reads them; and pages that are left as they are."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.extract import extract, pdf_order, picture, screen
from tests.data.odd_pdfs import plain, written

LEFT = [
    f"The {word} boat of the left side was seen" for word in ("first", "second", "third", "fourth", "fifth", "sixth")
]
RIGHT = [f"Nobody on the right side had {word} of it" for word in ("heard", "known", "asked", "spoken", "told", "read")]
HEAD = "A headline that stands over both of the columns of this whole page"
Drawn = tuple[str, float, float]


def page(drawn: list[Drawn], angle: int = 0, more: bytes = b"") -> bytes:
    """Return a page that draws lines at (x, y from the top) in this order, all turned by an angle around its centre."""
    turn = math.radians(angle)
    cos, sin = round(math.cos(turn)), round(math.sin(turn))
    content = b""
    for words, across, down in drawn:
        x, y = across - 300, 300 - down
        place = (cos, sin, -sin, cos, 300 + x * cos - y * sin, 300 + x * sin + y * cos)
        content += b"BT /F1 10 Tf %s Tm (%s) Tj ET\n" % (" ".join(map(str, place)).encode(), words.encode("cp1252"))
    return written(plain(content, b"0 0 600 600", more))


def read(body: bytes) -> list[str]:
    return [line.strip() for line in extract(body, "application/pdf").text.split("\n")]


def column(lines: list[str], across: float, top: float = 100) -> list[Drawn]:
    return [(words, across, top + 14 * number) for number, words in enumerate(lines)]


def row_by_row() -> list[Drawn]:
    return [line for pair in zip(column(LEFT, 40), column(RIGHT, 320), strict=True) for line in pair]


ANGLES = [(0, b""), (90, b""), (180, b""), (270, b""), (0, b"/Rotate 90"), (90, b"/Rotate 90"), (270, b"/Rotate 180")]


@pytest.mark.parametrize(("angle", "more"), ANGLES)
def test_columns_drawn_row_by_row_are_read_one_after_the_other(angle: int, more: bytes) -> None:
    drawn = [(HEAD, 100, 60), *row_by_row()]
    assert read(page(drawn, angle, more)) == [HEAD, *LEFT, *RIGHT]


@pytest.mark.parametrize(("angle", "more"), ANGLES)
def test_lines_drawn_from_the_bottom_up_are_read_from_the_top(angle: int, more: bytes) -> None:
    assert read(page(column(LEFT, 40)[::-1], angle, more)) == LEFT


@pytest.mark.parametrize(("angle", "more"), ANGLES)
def test_columns_drawn_one_after_the_other_stay(angle: int, more: bytes) -> None:
    assert read(page(column(LEFT, 40) + column(RIGHT, 320), angle, more)) == LEFT + RIGHT


def test_a_line_over_both_columns_ends_those_above_it() -> None:
    below = [(words, across, down + 120) for words, across, down in row_by_row()]
    assert read(page([*row_by_row(), (HEAD, 100, 200), *below])) == [*LEFT, *RIGHT, HEAD, *LEFT, *RIGHT]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["Steel deck", "Pier and foundations below", "Night work", "Total"], ["2,050,000 +240,000"] * 4),
        (["A heading of some length here"] * 5, ["2,050,000 2,290,000 +240,000"] * 5),
        (["Jane Doe of the harbour office", "Roe", "Ann", "The office of the town clerk"] * 2, LEFT[:4] * 2),
        (["Name", "Town", "Street", "House", "Boat"], ["Ada", "Ostrey", "Long Street", "Number 5", "Gull"]),
    ],
)
def test_the_rows_of_a_table_stay_rows(left: list[str], right: list[str]) -> None:
    drawn = [line for pair in zip(column(left, 40), column(right, 320), strict=True) for line in pair]
    for line, (one, other) in zip(read(page(drawn)), zip(left, right, strict=True), strict=True):
        assert line.split() == [*one.split(), *other.split()]


def test_a_passage_over_lines_is_found_and_marked_in_reading_order() -> None:
    body = page(row_by_row())
    exact = f"{LEFT[0]}\n{LEFT[1]}"
    boxes = screen.places(body, 0, exact)[0]
    assert len(boxes) == 2
    assert all(box[2] < 310 for box in boxes)
    assert picture.page(body, 1, exact)["height"] > 0


def test_a_passage_that_was_read_in_the_order_of_the_file_is_still_found() -> None:
    body = page(row_by_row())
    exact = f"{LEFT[0]} {RIGHT[0]}\n{LEFT[1]}"
    assert len(screen.places(body, 0, exact)[0]) >= 2
    assert picture.page(body, 1, exact)["height"] > 0


BOXES = st.tuples(*[st.floats(-50, 700)] * 2, *[st.floats(0, 30)] * 2)


@given(st.lists(st.tuples(st.sampled_from("ab c\n-é"), BOXES), max_size=80))
def test_no_letter_is_lost_or_doubled(letters: list[tuple[str, tuple[float, float, float, float]]]) -> None:
    text = "".join(letter for letter, _ in letters)
    lines = pdf_order.order(text, [(x, y, x + wide, y + tall) for _, (x, y, wide, tall) in letters])
    if lines is not None:
        spans = "".join(text[start:end] for line in lines for start, end in line)
        assert Counter("".join(spans.split())) == Counter("".join(text.split()))
