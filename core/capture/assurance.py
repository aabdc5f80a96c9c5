"""What a capture proves and what it does not, in words for a reader who was not there."""

LIMIT = "A digest made here shows that the file was not changed since; it does not show that everyone was sent the same page."


def words(*, secure: bool, proxied: bool, whole: bool) -> str:
    """Return the assurance of a static capture in three or four sentences."""
    first = "The bytes that the server sent were sealed as they came, without running the page's scripts."
    who = (
        "The connection was encrypted and the server's certificate was checked and kept."
        if secure
        else "The connection was not encrypted, so that someone on the way could have changed the page."
    )
    way = (
        "A proxy stood between, which looked up the address; the server's own address is not known." if proxied else ""
    )
    cut = "" if whole else "The page was cut before its end."
    return " ".join(filter(None, (first, who, way, cut, LIMIT)))
