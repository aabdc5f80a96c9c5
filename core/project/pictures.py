"""Parts of sealed pictures as evidence: of an image, or of the picture that a browser took of a page."""

from core.errors import InputError
from core.model import Selector, Snapshot
from core.project.snapshots import Snapshots

IMAGES = "image/"
PARTS = 4
HINT = "Draw the part on the picture of the page, or say X,Y,W,H in its pixels."


def picture_name(snapshot: Snapshot) -> str:
    """Return the address under which the picture of a snapshot is sealed: the image itself, or the one a browser took."""
    from core.archive import picture_url

    return snapshot.final_url if snapshot.mime.startswith(IMAGES) else picture_url(snapshot.final_url)


def described(snapshots: Snapshots, snapshot: Snapshot, region: str) -> Selector:
    """Return the selector of a part of a snapshot's picture; InputError when there is no such part, TrustError for damaged bytes."""
    from core.security import sandbox

    x, y, width, height = numbers(region)
    name = picture_name(snapshot)
    if all(resource.url != name for resource in snapshots.resources(snapshot.id)):
        raise InputError("This snapshot holds no picture of the page.", "Capture it with the browser to have one.")
    whole = sandbox.call("core.extract.image:size", snapshots.resource(snapshot.id, name).body)
    if x + width > whole[0] or y + height > whole[1]:
        raise InputError(f"The picture has {whole[0]} × {whole[1]} pixels, and this part lies outside.", HINT)
    words = f"[part of the sealed picture: {width} × {height} pixels at {x}, {y}]"
    return Selector(words, "", "", -1, -1, None, f"{x},{y},{width},{height}")


def numbers(region: str) -> tuple[int, int, int, int]:
    """Return x, y, width and height of a region; InputError when it has not that form or no pixels."""
    parts = region.split(",")
    if len(parts) != PARTS or not all(part.strip().isdecimal() and len(part) < 10 for part in parts):  # noqa: PLR2004 - no picture has as many
        raise InputError(f"“{region}” is no part of a picture.", HINT)
    x, y, width, height = map(int, parts)
    if not width or not height:
        raise InputError("This part of the picture has no pixels.", HINT)
    return x, y, width, height
