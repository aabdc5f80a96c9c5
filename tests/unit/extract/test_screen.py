"""What the window is given of PDFs and pictures: pixels, words and their places, and a sentence for what is beyond reach."""

import io
import random
import struct
import time
from contextlib import suppress

import pytest
import typst
from PIL import Image

from core.errors import Cancelled, InputError
from core.extract import drawing, screen
from core.security import limits, worker
from core.security.attached import Attached
from tests.data.odd_pdfs import bomb, kids_loop, plain, two_pages, written

SHORT = 5.0  # with time for a worker to start on a busy machine
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="150" height="200" fill="#f00"/>%s</svg>'


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(limits, "DRAW_SECONDS", SHORT)


def test_a_page_beyond_reach_is_said_by_its_number_and_the_others_are_drawn(short) -> None:
    body = bomb()
    assert len(screen.paper(body).sizes) == 2
    for ask in (screen.page, screen.content):
        began = time.monotonic()
        with pytest.raises(
            InputError, match=r"^(Page 1 could not be drawn|The words of page 1 .*) within 10 seconds and 2 GB"
        ):
            ask(*(body, 0, 300, 400)[: 4 if ask is screen.page else 2])
        assert time.monotonic() - began < SHORT + 5
    assert screen.page(body, 1, 300, 200)[:2] == (300, 200)
    assert screen.content(body, 1).text == "Second page"
    assert screen.found(body, "SECOND", 1, 1)


def test_asking_ends_as_soon_as_nobody_wants_to_know() -> None:
    began = time.monotonic()

    def check() -> None:
        if time.monotonic() - began > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        screen.page(bomb(), 0, 300, 400, check)
    assert time.monotonic() - began < 3


def test_a_loop_of_pages_is_an_end(short) -> None:
    for seed in range(12):
        body = written(kids_loop(random.Random(seed)))
        began = time.monotonic()
        with suppress(InputError):
            screen.page(body, len(screen.paper(body).sizes) - 1, 100, 100)
        assert time.monotonic() - began < SHORT + 5


def test_a_damaged_page_does_not_hide_the_others() -> None:
    made = plain()
    made[2] = b"<</Type/Pages/Count 2/Kids[99 0 R 3 0 R]>>"
    body = written(made)
    assert screen.found(body, "bridge", 0, 2) == screen.found(body, "bridge", 1, 1) != []
    with pytest.raises(InputError, match="Page 1 is damaged"):
        screen.page(body, 0, 10, 10)


@pytest.mark.parametrize("more", [b"", b"/Rotate 90", b"/Rotate 180", b"/Rotate 270", b"/CropBox[40 600 500 760]"])
def test_the_boxes_of_letters_are_where_they_are_drawn(more) -> None:
    """The words are black, so the picture is black within their boxes and white all around."""
    body = written(plain(more=more))
    width, height = screen.paper(body).sizes[0]
    drawn = screen.page(body, 0, round(width), round(height))
    grey = Image.frombytes("RGB", drawn[:2], drawn.pixels, "raw", "BGRX").convert("L")
    seen = grey.point(lambda value: 255 if value < 128 else 0).getbbox()
    held = screen.content(body, 0)
    assert held.text == "The council paid for the bridge."
    edges = held.letters
    around = (min(edges[0::4]), min(edges[1::4]), max(edges[2::4]), max(edges[3::4]))
    assert seen is not None
    assert all(outer - 3 <= inner for outer, inner in zip(around[:2], seen[:2], strict=True))
    assert all(inner <= outer + 3 for outer, inner in zip(around[2:], seen[2:], strict=True))
    assert (around[2] - around[0]) * (around[3] - around[1]) < 3 * (seen[2] - seen[0]) * (seen[3] - seen[1])


def test_a_passage_is_found_over_the_end_of_its_page() -> None:
    body = two_pages(b"BT /F1 18 Tf 72 700 Td (It began here) Tj ET")
    spots = screen.places(body, 0, "began here Second")
    assert list(spots) == [0, 1]
    assert all(len(boxes) == 1 for boxes in spots.values())
    assert screen.places(body, 1, "began here") == {}


def test_letters_beyond_the_basic_plane_are_one_each() -> None:
    body = typst.compile('#set text(font: "New Computer Modern Math")\n$cal(A)$ and 𝔘 end'.encode(), output=None)
    held = screen.content(body, 0)
    assert len(held.letters) == 4 * len(held.text)
    assert not any(0xD800 <= ord(letter) < 0xE000 for letter in held.text)


def test_a_very_large_page_is_drawn_within_the_limit() -> None:
    body = written(plain(box=b"0 0 14400 14400"))
    drawn = screen.page(body, 0, 100_000, 100_000)
    assert drawn.width * drawn.height <= limits.SCREEN_PIXELS * 1.01


def saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_pictures_of_every_kind_are_drawn(kind) -> None:
    shown = screen.picture(saved(Image.new("RGB", (40, 20), "#ff0000"), kind))
    assert (shown.width, shown.height) == shown.bitmap[:2] == (40, 20)
    blue, green, red, _ = shown.bitmap.pixels[:4]
    assert red > 200
    assert max(blue, green) < 60


def test_what_is_transparent_is_white() -> None:
    assert screen.picture(saved(Image.new("RGBA", (2, 2), (0, 0, 0, 0)), "PNG")).bitmap.pixels[:3] == b"\xff\xff\xff"


def test_a_very_large_picture_keeps_its_own_size_and_comes_reduced() -> None:
    shown = screen.picture(saved(Image.new("L", (12_000, 9_000), 200), "PNG"))
    assert (shown.width, shown.height) == (12_000, 9_000)
    assert shown.bitmap.width * shown.bitmap.height <= limits.SCREEN_PIXELS


def test_a_drawing_is_drawn_and_loads_and_runs_nothing() -> None:
    shown = screen.picture(SVG % b'<script>x()</script><image href="file:///etc/passwd" width="9" height="9"/>')
    assert (shown.width, shown.height) == (300, 200)
    assert shown.bitmap.pixels[:3] == b"\0\0\xff"


def test_a_drawing_that_multiplies_itself_is_refused(short) -> None:
    uses = b"".join(b'<g id="g%d">%s</g>' % (level, b'<use href="#g%d"/>' % (level - 1) * 20) for level in range(1, 12))
    with pytest.raises(InputError, match=r"could not be drawn within|cannot be drawn|cannot be read"):
        screen.picture(SVG % (b'<defs><g id="g0"><rect width="1" height="1"/></g>%s</defs><use href="#g11"/>' % uses))


@pytest.mark.parametrize("body", [b"", b"no picture", SVG[:40], saved(Image.new("RGB", (9, 9)), "PNG")[:40]])
def test_what_is_no_picture_is_said(body) -> None:
    with pytest.raises(InputError):
        screen.picture(body)


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (screen.paper, None),
        (screen.paper, {"sizes": [[1]], "outline": []}),
        (screen.paper, {"sizes": [["x", 2]], "outline": []}),
        (lambda body: screen.page(body, 0, 9, 9), Attached([10**6, 10**6], b"")),
        (lambda body: screen.page(body, 0, 9, 9), Attached([3, 3], b"123")),
        (lambda body: screen.page(body, 0, 9, 9), Attached([-3, -3], bytes(36))),
        (lambda body: screen.page(body, 0, 9, 9), [1, 2]),
        (lambda body: screen.content(body, 0), Attached({"text": "ab", "links": [], "rows": 0}, bytes(16))),
        (lambda body: screen.content(body, 0), Attached({"text": "", "links": [], "rows": 1}, bytes(24))),
        (lambda body: screen.content(body, 0), Attached({"text": "", "links": [], "rows": -1}, b"")),
        (
            lambda body: screen.content(body, 0),
            Attached({"text": "", "links": [], "rows": 1}, struct.pack("7f", 9, 9, 0, 0, 1, 1, 0)),
        ),
        (
            lambda body: screen.content(body, 0),
            Attached({"text": "a", "links": [], "rows": 0}, struct.pack("4f", 0, 0, float("nan"), 1)),
        ),
        (lambda body: screen.content(body, 0), Attached({"text": "", "links": [[1, 2]], "rows": 0}, b"")),
        (lambda body: screen.places(body, 0, "x"), [[0, [[1, 2, 3, float("nan")]]]]),
        (lambda body: screen.found(body, "x", 0, 1), {"a": 1}),
        (screen.picture, Attached([1, 1, 0, 0], bytes(4))),
        (screen.picture, Attached(["a", 1], b"")),
    ],
)
def test_an_answer_of_no_worker_of_ours_is_refused(monkeypatch, ask, answer) -> None:
    monkeypatch.setattr(worker, "call", lambda *_, **__: answer)
    with pytest.raises(InputError):
        ask(b"")


def test_sizes_without_sense_are_bounded(monkeypatch) -> None:
    answer = {"sizes": [[-5, 1e300]], "outline": [[0, "a", 7, 1], [0, "b", 0, 2]]}
    monkeypatch.setattr(worker, "call", lambda *_, **__: answer)
    assert screen.paper(b"") == (((1.0, limits.PAGE_SIDE),), (screen.Mark(0, "b", 0, 2.0),))


def test_what_runs_in_the_worker_gives_the_same_here() -> None:
    body = written(plain())
    assert drawing.document(body)["sizes"] == [(612.0, 792.0)]
    assert drawing.page(body, 0, 61, 79).value == [61, 79]
    assert drawing.content(body, 0).value["text"] == "The council paid for the bridge."
    assert drawing.picture(SVG % b"").value[2:] == [300, 200, 1]
