"""Pictures of pixels as a person sees them: of every format that is read, the right way up, in eight bits per colour.

Runs in the worker process, except `upright` and `sealed`, which only count.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.errors import InputError

if TYPE_CHECKING:
    from PIL import Image

Area = tuple[float, float, float, float]  # left, top, width, height in pixels
ORIENTATION = 0x0112  # the EXIF tag
UPRIGHT, SIDEWAYS = 1, 5  # values of the tag; from the second on, width and height change places
TURNED = range(2, 9)
DEEP = 65_535  # white in 16 bits
FULL = (1, 255, DEEP, 2**31 - 1)  # what white may be in a picture that does not say so


@contextmanager
def opened(body: bytes) -> Iterator["Image.Image"]:
    """Open a picture, HEIC and AVIF too; InputError when it cannot be read, then or later within the block."""
    import pi_heif
    from PIL import Image, UnidentifiedImageError

    pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # whoever draws has a limit
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(body)) as picture:
                yield picture
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, RuntimeError) as error:
        raise InputError("This picture cannot be drawn.", "It is sealed unchanged.") from error


def turn(picture: "Image.Image") -> int:
    """Return the EXIF orientation of a picture whose pixels are still as stored, 1 to 8; 1 when it says none."""
    if picture.format == "TIFF" or not picture.info.get("exif"):  # the library turns a TIFF by itself
        return UPRIGHT
    try:
        said = picture.getexif().get(ORIENTATION)
    except (SyntaxError, ValueError, KeyError, TypeError):
        return UPRIGHT
    return said if isinstance(said, int) and said in TURNED else UPRIGHT


def turned(picture: "Image.Image", orientation: int) -> "Image.Image":
    """Return pixels as stored the right way up."""
    from PIL.Image import Transpose

    how = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return picture.transpose(how[orientation]) if orientation in how else picture


def opaque(picture: "Image.Image") -> "Image.Image":
    """Return a picture in red, green and blue; what is transparent becomes white."""
    from PIL import Image

    shallow = _shallow(picture)
    if not shallow.has_transparency_data:
        return shallow.convert("RGB")
    layers = shallow.convert("RGBA")
    ground = Image.new("RGB", layers.size, "white")
    ground.paste(layers, mask=layers.getchannel("A"))
    return ground


def upright(area: Area, size: tuple[int, int], orientation: int) -> Area:
    """Return where an area of a picture as stored is when it is shown the right way up; `size` is that as stored."""
    left, top, width, height = area
    right, bottom = size[0] - left - width, size[1] - top - height
    places = {
        2: (right, top),
        3: (right, bottom),
        4: (left, bottom),
        5: (top, left),
        6: (bottom, left),
        7: (bottom, right),
        8: (top, right),
    }
    across, down = places.get(orientation, (left, top))
    return (across, down, height, width) if orientation >= SIDEWAYS else (across, down, width, height)


def sealed(area: Area, size: tuple[int, int], orientation: int) -> Area:
    """Return where an area of a picture the right way up is as stored; `size` is that as shown."""
    back = {6: 8, 8: 6}.get(orientation, orientation)  # every other turn undoes itself
    return upright(area, size, back)


def _shallow(picture: "Image.Image") -> "Image.Image":
    """Return a picture of more than eight bits of grey in eight."""
    if picture.mode != "F" and not picture.mode.startswith("I"):
        return picture
    if picture.mode.startswith("I;16"):
        return picture.convert("I").point(lambda value: value * (255 / DEEP) + 0).convert("L")
    brightest = picture.getextrema()[1]
    white = next((full for full in FULL if isinstance(brightest, (int, float)) and brightest <= full), FULL[-1])
    return picture.point(lambda value: value * (255 / white) + 0).convert("L")
