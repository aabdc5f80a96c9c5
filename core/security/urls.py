"""Web addresses: http and https only, one normal form, no control characters, no passwords."""

import re
from contextlib import suppress
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from core.errors import InputError
from core.security import limits

SCHEMES = ("http", "https")
PORTS = {"http": 80, "https": 443}
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
SPACES = " \t\r\n\f"
HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
BARE_HOST = re.compile(r"[^\s/:?#@]+\.[^\s/:?#@]+(:\d+)?([/?#]|$)")
PATH_SAFE = "%/:@!$&'()*+,;=~-._[]|"
QUERY_SAFE = PATH_SAFE + "?"
ABSOLUTE = re.compile(r"([a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
BLANK = re.compile(r"\s")
OPAQUE = re.compile(r"[^/?#@\[]*:(?!\d*([/?#]|$))")  # urn:…, mailto:…, but not a host with port
HINT = "Give the address of a web page, starting with https:// or http://."
FORBIDDEN = re.compile(r"[\x00-\x20\x7f#/:<>?@\[\\\]^|%`{}\"]")  # in a host name, also one that a sign was mapped to
LONGEST_NAME, LONGEST_LABEL = 253, 63  # RFC 1035 §2.3.4


def vet(url: str) -> str:
    """Return the normal form of a URL (RFC 3986 §6.2, ASCII host, no fragment).

    InputError when it cannot be captured.
    """
    url = url.strip(SPACES)
    if BARE_HOST.match(url):
        url = f"https://{url}"
    if not url or CONTROL.search(url) or not HAS_SCHEME.match(url):
        raise InputError("This is not a web address.", HINT)
    if len(url) > limits.URL_LENGTH:
        raise InputError("This address is too long.", f"An address may have {limits.URL_LENGTH:,} characters.")
    parts = _split(url)
    if parts.scheme not in SCHEMES:
        raise InputError(f"An address that starts with “{parts.scheme}:” cannot be captured.", HINT)
    if parts.username or parts.password:
        raise InputError(
            "This address contains a user name or a password.", "Remove them: they would be sealed with the page."
        )
    return normal(parts)


def join(base: str, reference: str) -> str:
    """Resolve a reference against a base URL; empty when the result is not a web address."""
    reference = CONTROL.sub("", reference.strip(SPACES))
    if not reference or reference.startswith("#"):
        return ""
    try:
        joined = urljoin(base, reference)
        return vet(joined) if HAS_SCHEME.match(joined) else ""
    except (InputError, ValueError):
        return ""


def normal(parts: SplitResult) -> str:
    """Return the normal form of a split URL."""
    host = _host(parts)
    place = f"[{host}]" if ":" in host else host
    port = _port(parts)
    if port not in (None, PORTS[parts.scheme]):
        place = f"{place}:{port}"
    path, query = _quoted(parts.path or "/", PATH_SAFE), _quoted(parts.query, QUERY_SAFE)
    return urlunsplit((parts.scheme, place, path, query, ""))


def place(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of a vetted URL."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme]


def host(url: str) -> str:
    """Return the host of a URL, vetted or not, with or without scheme; empty without one.

    Lower-case ASCII without “www.” and trailing dot: the form in which sites are compared, filtered and shown.
    """
    url = url.strip(SPACES)
    if not ABSOLUTE.match(url):
        url = "" if OPAQUE.match(url) or BLANK.search(url) else f"//{url}"
    try:
        name = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    if not name.isascii():
        with suppress(ValueError):
            name = _ascii_name(name)
    return name.removeprefix("www.")


def in_letters(name: str) -> str:
    """Return a host in Unicode: “xn--mnchen-3ya.de” as “münchen.de”; any other unchanged."""
    if "xn--" not in name:
        return name
    import idna

    try:
        return idna.decode(name)
    except idna.IDNAError:
        return name


def target(url: str) -> str:
    """Return path and query of a vetted URL, as in a request line."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise InputError("This is not a web address.", HINT) from error


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise InputError("The port of this address is not a number up to 65535.", HINT) from error


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host or "%" in host or any(char in host for char in ' "<>\\^`{|}'):
        raise InputError("This address has no host.", HINT)
    if host.isascii():
        return host.lower()
    try:
        return _ascii_name(host)
    except ValueError as error:
        raise InputError("The host name of this address is not a valid one.", HINT) from error


def _ascii_name(name: str) -> str:
    """Return an international host name in ASCII as browsers do; ValueError for one that no resolver could be asked for.

    Mapped by UTS #46 without the rules of registries (URL Standard, domain to ASCII, beStrict false): signs and hyphens at
    any place are names that exist.
    """
    import idna

    mapped = idna.uts46_remap(name, std3_rules=False, transitional=False)
    labels = [one if one.isascii() else f"xn--{one.encode('punycode').decode('ascii')}" for one in mapped.split(".")]
    made = ".".join(labels).lower()
    if FORBIDDEN.search(made) or len(made) > LONGEST_NAME or not all(0 < len(one) <= LONGEST_LABEL for one in labels):
        raise ValueError("no host name")
    return made


def _quoted(text: str, safe: str) -> str:
    """Percent-encode characters not allowed in a request line; existing escapes are kept."""
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return quote(text, safe=safe, errors="replace")
