"""A filled-in form: what a person sees on its page is drawn, read and found."""

import base64
import io

import pytest
from PIL import Image

from core.extract import drawing, extract, picture, screen
from core.extract.drawing import document
from tests.data.form_pdfs import filled

SEEN = ("Twelve boats", "Drawn by nobody", "Chosen", "PAID 3 May", "Free words")


def dark(held: Image.Image, box: tuple[int, int, int, int]) -> bool:
    lowest = held.convert("L").crop(box).getextrema()[0]
    assert isinstance(lowest, int)
    return lowest < 128


@pytest.mark.parametrize("words", SEEN)
def test_what_was_filled_in_is_read_and_found_on_the_page(words: str) -> None:
    body = filled()
    assert words in extract(body, "application/pdf").text
    assert words in screen.content(body, 0).text
    assert screen.places(body, 0, words)
    assert "Unseen" not in extract(body, "application/pdf").text


def test_values_and_ticks_are_drawn_and_an_empty_box_is_not() -> None:
    drawn = screen.page(filled(), 0, 612, 792)
    held = Image.frombytes("RGB", drawn[:2], drawn.pixels, "raw", "BGRX")
    for top, seen in ((600, True), (560, True), (520, True), (480, False), (440, True), (400, True), (380, False)):
        assert dark(held, (73, 792 - top - 19, 91, 792 - top - 1)) is seen, top


def test_a_value_is_marked_in_the_exhibit() -> None:
    answer = picture.page(filled(), 1, "Twelve boats")
    held = Image.open(io.BytesIO(base64.b64decode(answer["body"]))).convert("RGB")
    yellow = [count for count, colour in held.getcolors(1 << 20) or () if colour[2] < 150 < colour[0]]
    assert sum(yellow) > 500


def test_links_stay_however_often_the_page_is_asked_for() -> None:
    body = filled()
    document(body)
    for _ in range(2):
        assert [one[7] for one in drawing.content(body, 0).value["links"]] == ["https://example.org/"]
