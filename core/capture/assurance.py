"""What a capture proves and what it does not, in words for a reader who was not there."""

LIMIT = "A digest made here shows that the file was not changed since; it does not show that everyone was sent the same page."


BROWSER = "The page was shown in a browser and sealed as it was seen: its markup after the scripts had run, its text and a picture of it."
DECODED = "What the browser fetched beyond the static capture was sealed as it decoded it, not as it crossed the wire."
VISITED = "A person prepared the page in the browser first, logged in where that was needed; the cookies were left out of the file."


def browser_words(*, static: bool, secure: bool, proxied: bool, visited: bool) -> str:
    """Return the assurance of a capture with the browser; `static` says whether the server's own bytes of the page are in it too."""
    return " ".join(
        filter(
            None,
            (
                BROWSER,
                VISITED if visited else "",
                "The bytes that the server sent without scripts were sealed as they came." if static else "",
                DECODED if static else "Answers were sealed as the browser decoded them, not as they crossed the wire.",
                _way(secure=secure, proxied=proxied),
                LIMIT,
            ),
        )
    )


def _way(*, secure: bool, proxied: bool) -> str:
    way = (
        "The browser checked the server's certificate."
        if secure
        else "The connection was not encrypted, so that someone on the way could have changed the page."
    )
    return f"{way} A proxy stood between; the server's own address is not known." if proxied else way


def words(*, secure: bool, proxied: bool, whole: bool, resolved_by_proxy: bool = True) -> str:
    """Return the assurance of a static capture in three or four sentences."""
    first = "The bytes that the server sent were sealed as they came, without running the page's scripts."
    who = (
        "The connection was encrypted and the server's certificate was checked and kept."
        if secure
        else "The connection was not encrypted, so that someone on the way could have changed the page."
    )
    who_resolved = ", which looked up the address" if resolved_by_proxy else ""
    way = f"A proxy stood between{who_resolved}; the server's own address is not known." if proxied else ""
    cut = "" if whole else "The page was cut before its end."
    return " ".join(filter(None, (first, who, way, cut, LIMIT)))
