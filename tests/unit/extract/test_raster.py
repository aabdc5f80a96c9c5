"""Pictures as a person sees them: the right way up, of every format, in every depth; stored places stay what they are."""

import base64
import io

import pytest
from PIL import Image, ImageOps

from core.errors import InputError
from core.extract import image, picture, raster, screen
from tests.data.heic import HEIC

SIZE = (400, 200)
PART = (10, 20, 60, 30)
TURNS = range(1, 9)


def scene() -> Image.Image:
    """Return a white picture as a person should see it, with one red part."""
    made = Image.new("RGB", SIZE, "white")
    made.paste((220, 20, 20), (PART[0], PART[1], PART[0] + PART[2], PART[1] + PART[3]))
    return made


def photo(orientation: int, kind: str = "JPEG") -> bytes:
    """Return the scene as a camera held in some way stores it."""
    exif, out = Image.Exif(), io.BytesIO()
    back = {6: 8, 8: 6}.get(orientation, orientation)
    stored, marked = scene(), Image.Exif()
    marked[raster.ORIENTATION] = back
    held = io.BytesIO()
    stored.save(held, "PNG", exif=marked)
    stored = ImageOps.exif_transpose(Image.open(held))
    exif[raster.ORIENTATION] = orientation
    stored.save(out, kind, exif=exif, quality=95)
    return out.getvalue()


def shown(body: bytes) -> Image.Image:
    seen = screen.picture(body)
    held = Image.frombytes("RGB", seen.bitmap[:2], seen.bitmap.pixels, "raw", "BGRX")
    assert held.size == (seen.width, seen.height)
    return held


def red(held: Image.Image) -> tuple[int, int, int, int] | None:
    """Return where a picture is red, as a box."""
    return held.convert("RGB").getchannel("G").point(lambda value: 255 if value < 100 else 0).getbbox()


def close(box: tuple[int, ...] | None, wanted: tuple[int, ...]) -> bool:
    return box is not None and all(abs(a - b) <= 1 for a, b in zip(box, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("orientation", TURNS)
def test_a_photo_is_shown_the_right_way_up(orientation: int, kind: str) -> None:
    held = shown(photo(orientation, kind))
    assert held.size == SIZE
    assert close(red(held), (10, 20, 70, 50))


@pytest.mark.parametrize("orientation", TURNS)
def test_a_place_is_stored_in_pixels_of_the_file_and_comes_back(orientation: int) -> None:
    body = photo(orientation)
    *size, said = image.stored(body)
    stored = raster.sealed(PART, SIZE, said)
    left, top, width, height = map(round, stored)
    with Image.open(io.BytesIO(body)) as raw:
        assert list(raw.size) == size
        assert close(red(raw), (left, top, left + width, top + height))
    assert raster.upright(stored, (size[0], size[1]), said) == PART


@pytest.mark.parametrize("orientation", TURNS)
def test_the_exhibit_is_the_right_way_up_and_frames_the_part(orientation: int) -> None:
    place = raster.sealed(PART, SIZE, orientation)
    answer = picture.part(photo(orientation), ",".join(str(round(side)) for side in place))
    held = Image.open(io.BytesIO(base64.b64decode(answer["body"])))
    assert answer["place"] == list(PART)
    assert held.size == (10 + 60 + 24, 20 + 30 + 24)  # all around it, up to the edge of the photo
    box = red(held)
    assert box is not None
    assert box[2] - box[0] > box[3] - box[1]


def test_a_region_is_what_a_person_gives_and_what_verify_finds_again() -> None:
    assert raster.sealed((0, 0, 1, 1), SIZE, 6) == (0, 399, 1, 1)
    assert raster.upright((0, 399, 1, 1), (200, 400), 6) == (0, 0, 1, 1)


def test_heic_is_drawn_within_the_confined_worker() -> None:
    held = shown(HEIC)
    assert held.size == (64, 32)
    assert close(red(held), (0, 0, 32, 16))
    with pytest.raises(InputError, match="cannot be drawn"):
        screen.picture(HEIC[:-200])


@pytest.mark.parametrize(
    ("mode", "values"), [("I;16", (0, 32_768, 65_535)), ("I;16B", (0, 32_768, 65_535)), ("I", (0, 32_768, 65_535))]
)
def test_greys_of_sixteen_bits_stay_greys(mode: str, values: tuple[int, ...]) -> None:
    deep = Image.new("I", (30, 10))
    for place, value in enumerate(values):
        deep.paste(value, (place * 10, 0, place * 10 + 10, 10))
    out = io.BytesIO()
    deep.convert(mode).save(out, "TIFF")
    held = shown(out.getvalue())
    assert [held.getpixel((at, 5)) for at in (5, 15, 25)] == [(0, 0, 0), (127, 127, 127), (255, 255, 255)]
    part = Image.open(io.BytesIO(base64.b64decode(picture.part(out.getvalue(), "12,2,4,4")["body"]))).convert("L")
    grey = part.getpixel((14, 1))
    assert isinstance(grey, (int, float))
    assert 100 < grey < 150


def test_a_tag_that_says_nonsense_turns_nothing() -> None:
    exif, out = Image.Exif(), io.BytesIO()
    exif[raster.ORIENTATION] = 77
    scene().save(out, "JPEG", exif=exif)
    assert shown(out.getvalue()).size == SIZE
    out = io.BytesIO()
    scene().save(out, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert shown(out.getvalue()).size == SIZE
