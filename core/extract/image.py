"""The size of pictures. No text is extracted from them."""

import io
import warnings

from core.errors import InputError


def size(body: bytes) -> list[int]:
    """Return width and height of a picture in pixels; InputError for other files. Runs in the worker process."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # only the header is read
            with Image.open(io.BytesIO(body)) as picture:
                return list(picture.size)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError("This picture cannot be read.", "It is sealed all the same.") from error
