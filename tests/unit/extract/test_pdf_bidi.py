"""Words from right to left: in the order they are read, however the file holds them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.extract import extract, pdf_bidi

WIDE, TALL = 6.0, 20.0
LINES = [
    "السلام عليكم ورحمة. قال رئيس البلدية إن العبارة ستغلق.",
    "بلغت الكلفة 25 مليون دينار في عام 2024 حسب Harbour Times.",
    "העירייה שילמה 12,400 שקל עבור הגשר בשנת 2019.",
    "ראש העיר אמר ל Daily Gull Report שאין כסף.",
    "كَتَبَ الوَلَدُ رِسالَةً",
]


def boxes_of(line: str) -> list[tuple[float, float, float, float]]:
    """Return where each letter of a line read from the right is shown; foreign words and numbers run to the right."""
    boxes, right, at = [(0.0, 0.0, 0.0, 0.0)] * len(line), 600.0, 0
    while at < len(line):
        end = at
        while end < len(line) and unicodedata.bidirectional(line[end]) in {"L", "EN"}:
            end += 1
            while end + 1 < len(line) and line[end] in " ," and unicodedata.bidirectional(line[end + 1]) in {"L", "EN"}:
                end += 1
        if end > at:
            left = right - WIDE * (end - at)
            for place in range(at, end):
                boxes[place] = (left + WIDE * (place - at), 0, left + WIDE * (place - at + 1), TALL)
            right, at = left, end
        elif unicodedata.combining(line[at]):
            boxes[at] = boxes[at - 1]
            at += 1
        else:
            boxes[at] = (right - WIDE, 0, right, TALL)
            right, at = right - WIDE, at + 1
    return boxes


def read(text: str, boxes: list[tuple[float, float, float, float]]) -> str | None:
    places = pdf_bidi.logical(text, boxes)
    return None if places is None else "".join(" " if at < 0 else text[at] for at in places)


@pytest.mark.parametrize("line", LINES)
def test_words_held_as_they_look_are_read_in_their_order(line: str) -> None:
    boxes = boxes_of(line)
    order = list(range(len(line)))
    at = 0
    for word in line.split():  # every second word of letters is turned round, as Chromium's files are read
        start = line.index(word, at)
        at = start + len(word)
        letters = [place for place in range(start, at) if unicodedata.bidirectional(line[place]) in {"R", "AL", "NSM"}]
        if len(letters) > 1:
            order[letters[0] : letters[-1] + 1] = reversed(letters)
    assert read("".join(line[place] for place in order), [boxes[place] for place in order]) == line


@pytest.mark.parametrize("line", LINES)
def test_words_held_in_the_order_they_are_read_stay(line: str) -> None:
    assert read(line, boxes_of(line)) is None


def test_a_foreign_word_in_a_line_from_the_left_is_turned_alone() -> None:
    line = "The sign says שלום to all who come"
    boxes = [(WIDE * place, 0.0, WIDE * (place + 1), TALL) for place in range(len(line))]
    held = line.replace("שלום", "שלום"[::-1])
    assert read(held, boxes) == line


def test_foreign_words_held_from_the_right_are_put_in_their_order() -> None:
    line = "ראש העיר אמר לכולם ב Daily Gull Report שאין כסף"
    boxes = boxes_of(line)
    words = line.split()
    order: list[int] = []
    for word in [*words[:5], "Report", "Gull", "Daily", *words[8:]]:
        start = line.index(word)
        order += [*([line.index(" ")] if order else []), *range(start, start + len(word))]
    held = [(0.0, 0.0, 0.0, 0.0) if line[at] == " " else boxes[at] for at in order]
    assert read("".join(line[at] for at in order), held) == line


def test_a_word_turned_in_two_halves_around_a_mark_is_put_together() -> None:
    word = "سيُغلق"
    boxes = boxes_of(word)
    order = [1, 0, 2, 5, 4, 3]
    assert read("".join(word[at] for at in order), [boxes[at] for at in order]) == word


@pytest.mark.parametrize("lang", ["ar", "he"])
def test_a_page_set_in_its_own_order_is_read_as_before(lang: str) -> None:
    import typst

    words = {"ar": "قال رئيس البلدية إن العبارة ستغلق غدا.", "he": "ראש העיר אמר שאין כסף."}[lang]
    made = typst.compile(f'#set text(lang: "{lang}")\n{words}'.encode())
    assert "".join(words.split())[:-1] in "".join(extract(made, "application/pdf").text.split())


@given(st.text(alphabet="אבa1.,% \u05b0\n", max_size=40), st.data())
def test_no_letter_is_lost_or_doubled(text: str, data: st.DataObject) -> None:
    side = st.floats(0, 100)
    boxes = [
        (x, 0.0, x + wide, TALL)
        for x, wide in data.draw(st.lists(st.tuples(side, side), min_size=len(text), max_size=len(text)))
    ]
    places = pdf_bidi.logical(text, boxes)
    if places is not None:
        kept = [at for at in places if at >= 0 and not text[at].isspace()]
        assert sorted(kept) == [at for at, letter in enumerate(text) if not letter.isspace()]
