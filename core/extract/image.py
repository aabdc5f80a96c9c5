"""Pictures: how large they are. Their pixels are never turned into words here."""

import io
import warnings

from core.errors import InputError


def size(body: bytes) -> list[int]:
    """Return width and height of a picture in pixels; InputError when it is none. Runs in the process apart."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the head alone is read
            with Image.open(io.BytesIO(body)) as picture:
                return list(picture.size)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError("This picture cannot be read.", "It is sealed all the same.") from error
