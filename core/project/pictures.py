"""Regions of sealed pictures as evidence: of an image, or of the screenshot of a page."""

import base64
from typing import TYPE_CHECKING, Any

from core.errors import InputError
from core.model import Evidence, Method, Selector, Snapshot
from core.project.snapshots import Snapshots

if TYPE_CHECKING:
    from core.export.report.model import Picture


IMAGES = "image/"
PDF = "application/pdf"
PAGES = ("text/html", "application/xhtml+xml")
PAGE_TOLD = "The page as the browser showed it when it was captured, the passage marked."
PARTS = 4
HINT = "Draw the part on the picture of the page, or give X,Y,W,H in its pixels."


def picture_name(snapshot: Snapshot) -> str:
    """Return the URL under which a snapshot's picture is sealed: the image itself, or the browser's screenshot."""
    from core.archive import picture_url

    return snapshot.final_url if snapshot.mime.startswith(IMAGES) else picture_url(snapshot.final_url)


def described(snapshots: Snapshots, snapshot: Snapshot, region: str) -> Selector:
    """Return the selector of a region that a person sees, in pixels of a snapshot's picture as it is shown.

    InputError when it has no such region, TrustError when damaged.
    """
    from core.extract import raster

    x, y, width, height = numbers(region)
    size, orientation = _stored(snapshots, snapshot)
    whole = size[::-1] if orientation >= raster.SIDEWAYS else size
    _refuse_outside((x, y, width, height), whole)
    place = raster.sealed((x, y, width, height), whole, orientation)
    return _selector(*(round(side) for side in place))


def described_again(snapshots: Snapshots, snapshot: Snapshot, region: str) -> Selector:
    """Return the selector of a stored region, which is in pixels of the file; errors as for :func:`described`."""
    place = numbers(region)
    size, _ = _stored(snapshots, snapshot)
    _refuse_outside(place, size)
    return _selector(*place)


def _stored(snapshots: Snapshots, snapshot: Snapshot) -> tuple[tuple[int, int], int]:
    """Return width and height of a snapshot's picture as stored, and its orientation; errors as for :func:`described`."""
    from core.security import worker

    name = picture_name(snapshot)
    if all(resource.url != name for resource in snapshots.resources(snapshot.id)):
        raise InputError("This snapshot has no picture of the page.", "Capture it with the browser to have one.")
    width, height, orientation = worker.call("core.extract.image:stored", snapshots.resource(snapshot.id, name).body)
    return (width, height), orientation


def _refuse_outside(place: tuple[int, int, int, int], whole: tuple[int, int]) -> None:
    x, y, width, height = place
    if x + width > whole[0] or y + height > whole[1]:
        raise InputError(f"The picture has {whole[0]} × {whole[1]} pixels, and this part is outside.", HINT)


def _selector(x: int, y: int, width: int, height: int) -> Selector:
    words = f"[part of the sealed picture: {width} × {height} pixels at {x}, {y}]"
    return Selector(words, "", "", -1, -1, None, f"{x},{y},{width},{height}")


def drawn(snapshots: Snapshots, evidence: Evidence) -> "Picture | None":
    """Return an image of the marked passage: a region of a picture or page of a PDF.

    None when the format has no fixed layout. InputError when it cannot be rendered, TrustError for damaged bytes.
    """
    from core.extract import screen

    place, snapshot = evidence.selector, snapshots.get(evidence.snapshot_id)
    if place.region:
        body = snapshots.resource(snapshot.id, picture_name(snapshot)).body
        numbers(place.region)
        answer = screen.within("core.extract.picture:part", body, screen.UNDRAWN, region=place.region)
        x, y, width, height = answer["place"]
        told = f"Part of the sealed picture, framed: {width} × {height} pixels at {x}, {y}."
        return _picture(answer, told)
    if snapshot.mime in PAGES and not place.time:
        return _of_page(snapshots, snapshot, place)
    if place.page and snapshot.mime == PDF:
        body = snapshots.page(snapshot).body
        passage: dict[str, Any] = {"exact": place.exact, "prefix": place.prefix}
        failed = screen.undrawn(place.page - 1)
        answer = screen.within("core.extract.picture:page", body, failed, number=place.page, **passage)
        return _picture(answer, _told(place.page))
    return None


def _of_page(snapshots: Snapshots, snapshot: Snapshot, place: Selector) -> "Picture | None":
    """Return the passage marked in the screenshot of its page; None without a screenshot or without word positions."""
    from core.archive import words_url
    from core.extract import screen

    picture, words = picture_name(snapshot), words_url(snapshot.final_url)
    if snapshot.method is Method.STATIC:
        return None
    if not {picture, words} <= {resource.url for resource in snapshots.resources(snapshot.id)}:
        return None
    said = snapshots.resource(snapshot.id, words).body.decode("utf-8", "replace")
    body = snapshots.resource(snapshot.id, picture).body
    options: dict[str, Any] = {"words": said, "exact": place.exact, "prefix": place.prefix}
    answer = screen.within("core.extract.picture:passage", body, screen.UNDRAWN, **options)
    return _picture(answer, PAGE_TOLD)


def _told(page: int) -> str:
    return f"Page {page} of the sealed file, the passage marked."


def _picture(answer: dict[str, Any], told: str) -> "Picture":
    from core.export.report.model import Picture

    body = base64.b64decode(answer["body"])
    return Picture(body, str(answer["suffix"]), int(answer["width"]), int(answer["height"]), told)


def numbers(region: str) -> tuple[int, int, int, int]:
    """Parse “x,y,width,height” in pixels; InputError when malformed or empty."""
    parts = region.split(",")
    if len(parts) != PARTS or not all(part.strip().isdecimal() and len(part) < 10 for part in parts):  # noqa: PLR2004 - digits of a pixel count
        raise InputError(f"“{region}” is not a part of a picture.", HINT)
    x, y, width, height = map(int, parts)
    if not width or not height:
        raise InputError("This part of the picture has no pixels.", HINT)
    return x, y, width, height
