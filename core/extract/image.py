"""The size of pictures. No text is extracted from them. Runs in the worker process."""

from core.extract import raster


def stored(body: bytes) -> list[int]:
    """Return width and height of a picture as stored, in pixels, and its EXIF orientation; InputError for other files."""
    with raster.opened(body) as picture:
        return [*picture.size, raster.turn(picture)]
