"""Pictures of passages: drawn anew in the process apart, the passage marked, never more memory than agreed."""

import base64
import io
import json

import pytest
from PIL import Image, ImageDraw

from core.errors import InputError
from core.extract import picture
from core.security import limits, worker

YELLOW = (255, 236, 140)


def pdf(*pages):
    """Return a PDF with a paragraph a page, set by typst."""
    import typst

    return typst.compile(b"#set page(width: 12cm, height: 18cm)\n" + "\n#pagebreak()\n".join(pages).encode())


def drawn(answer):
    held = Image.open(io.BytesIO(base64.b64decode(answer["body"])))
    held.load()
    assert held.size == (answer["width"], answer["height"])
    return held.convert("RGB")


def yellow(held):
    """Return where a picture is marked, as a box."""
    red, _, blue = held.split()
    marked = Image.eval(blue, lambda value: 255 if 100 < value < 180 else 0)
    bright = Image.eval(red, lambda value: 255 if value > 240 else 0)
    return Image.composite(marked, Image.new("L", held.size), bright).getbbox()


def png(width, height, kind="PNG", **more):
    out = io.BytesIO()
    made = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(made).rectangle((300, 200, 400, 260), fill=(20, 60, 200))
    made.save(out, kind, **more)
    return out.getvalue()


def test_a_passage_of_a_pdf_is_marked_and_the_page_cut_around_it():
    body = pdf("Nothing on this page.", "The bridge was closed in May. The cost was 4.2 million euros. Nobody paid.")
    held = drawn(worker.call("core.extract.picture:page", body, number=2, exact="The cost was  4.2 million\neuros."))
    left, top, right, bottom = yellow(held)
    assert held.size[0] <= limits.PRINTED_SIDE
    assert held.size[1] < held.size[0]  # a strip, not the page
    assert right - left > 5 * (bottom - top)
    assert (
        yellow(held.crop((0, top, held.size[0], top + 5)))[0] > left + 100
    )  # not the sentence before, in the same line


def test_a_passage_that_the_page_does_not_hold_is_not_marked_anywhere():
    with pytest.raises(InputError, match="not found"):
        picture.page(pdf("One page of words."), 1, "words that are not there at all")
    with pytest.raises(InputError, match="no such page"):
        picture.page(pdf("One page of words."), 7, "words")


def test_a_part_of_a_picture_is_framed_with_what_stands_around_it():
    held = drawn(picture.part(png(1200, 900, exif=b"Exif\0\0secret place"), "300,200,101,61"))
    assert held.size == (149, 109)
    assert held.getpixel((75, 55))[2] > 150  # the part itself
    assert held.getpixel((2, 2)) == (255, 255, 255)  # around it
    assert b"secret" not in base64.b64decode(
        picture.part(png(1200, 900, exif=b"Exif\0\0secret place"), "0,0,9,9")["body"]
    )


def test_a_jpeg_of_200_megapixels_is_read_smaller():
    out = io.BytesIO()
    Image.new("L", (20_000, 10_000), 200).save(out, "JPEG", quality=30)  # grey: 200 MB while it is made
    body = out.getvalue()
    held = drawn(worker.call("core.extract.picture:part", body, region="0,0,8000,6000"))
    assert max(held.size) == limits.PRINTED_SIDE


def test_a_picture_too_large_to_be_opened_whole_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(limits, "DRAWN_PIXELS", 1_000_000)
    with pytest.raises(InputError, match="2000 × 1000 pixels is too large"):
        picture.part(png(2000, 1000), "0,0,10,10")


@pytest.mark.parametrize("body", [b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"GIF89a", png(300, 300)[:200]])
def test_what_is_no_picture_is_told_so(body):
    with pytest.raises(InputError, match="cannot be drawn"):
        picture.part(body, "0,0,10,10")


def shown(*lines):
    """Return a picture of lines of words, and where each word stands, as the browser says it."""
    held, words = Image.new("RGB", (1280, 3000), "white"), []
    pen = ImageDraw.Draw(held)
    for number, line in enumerate(lines):
        left = 100
        for word in line.split():
            pen.text((left, 1000 + 30 * number), word, fill="black", font_size=18)
            width = round(pen.textlength(word, font_size=18))
            words.append([word, left, 1000 + 30 * number, width, 22])
            left += width + 6
    out = io.BytesIO()
    held.save(out, "JPEG", quality=90)
    return out.getvalue(), words


LINES = ("The bridge was closed in May.", "The cost was 4.2 million euros.", "Nobody paid.")


def test_a_passage_of_a_page_is_marked_where_its_words_stood():
    body, words = shown(*LINES)
    answer = worker.call("core.extract.picture:passage", body, words=json.dumps(words), exact="closed in May. The cost")
    held = drawn(answer)
    left, top, _, bottom = yellow(held)
    assert 30 < bottom - top < 70  # two lines
    assert held.size[1] < 400
    assert held.size[0] >= 500
    first = yellow(held.crop((0, top, held.size[0], top + 20)))
    assert first[0] - left > 100  # the first line is marked from its third word on
    assert not yellow(held.crop((0, 0, held.size[0], top - 2)))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "[",
        "{}",
        "[[]]",
        '[["closed", 1, 2, 3]]',
        '[["closed", "1", 2, 3, 4]]',
        '[["closed", 1e9, 2, 3, 4]]',
        "[" * 100_000,
    ],
    ids=["nothing", "half", "no list", "no word", "no box", "no number", "far away", "deep"],
)
def test_words_that_say_nothing_mark_nothing(words):
    body, _ = shown(*LINES)
    with pytest.raises(InputError, match="not found"):
        picture.passage(body, words, "closed")


def test_words_outside_the_picture_do_no_harm():
    body, _ = shown(*LINES)
    for box in ([-500, 10, 40, 20], [5_000, 10, 40, 20], [10, 2_990, 40, 200], [10, 50_000, 40, 20], [10, 10, 0, 0]):
        try:
            held = drawn(picture.passage(body, json.dumps([["closed", *box]]), "closed"))
        except InputError:
            continue
        assert max(held.size) <= limits.PRINTED_SIDE
