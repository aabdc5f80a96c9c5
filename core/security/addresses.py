"""The network addresses a capture may reach: resolved once, every result vetted, then connected to as resolved.

`ipaddress.is_global` alone admits NAT64, 6to4, Teredo and multicast addresses that lead into a private network.
"""

import ipaddress
import socket
from dataclasses import dataclass

from core.errors import InputError, WorldError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
BLOCKED = tuple(
    ipaddress.ip_network(net)
    for net in (
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
        "192.0.0.0/24",
        "240.0.0.0/4",
        "::/96",
        "fec0::/10",
    )
)
# Names of private networks: RFC 6761, 6762 (with appendix G), 8375, and ICANN's “internal”.
LOCAL_NAMES = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
)
ONION = ".onion"  # RFC 7686: never sent to a name server
REFUSED = "This address belongs to this computer or to a private network."
TOR = "Start Tor, set ALL_PROXY to socks5h://127.0.0.1:9050, and capture the page again."
ALLOW = "If that is what you want, allow private addresses for this capture (--allow-private on the command line)."


@dataclass(frozen=True)
class Endpoint:
    """A vetted address to connect to: socket family and the address as resolved."""

    family: int
    sockaddr: tuple[str, int]

    @property
    def ip(self) -> str:
        """The address as text."""
        return self.sockaddr[0]


def is_public(text: str) -> bool:
    """Return whether an address in text form belongs to the public Internet."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    if any(address in net for net in BLOCKED if net.version == address.version):
        return False
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int, *, allow_private: bool = False) -> tuple[Endpoint, ...]:
    """Resolve a host and vet every address; InputError when one is private, WorldError when there is none."""
    if host.lower().rstrip(".").endswith(ONION):
        raise InputError("An onion address is reached through Tor only.", TOR)
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise WorldError(f"The host “{host}” was not found.", "Check the address and the connection.") from error
    endpoints = tuple(dict.fromkeys(Endpoint(family, (str(place[0]), port)) for family, _, _, _, place in answers))
    if not allow_private and any(not is_public(endpoint.ip) for endpoint in endpoints):
        raise InputError(REFUSED, ALLOW)
    if not endpoints:
        raise WorldError(f"The host “{host}” was not found.", "Check the address and the connection.")
    return endpoints


def vet_name(host: str, *, allow_private: bool = False) -> None:
    """Raise InputError for a host that is private by name, the only check possible when a proxy resolves names.

    That is a private address in any spelling, a name of a private network, or a name without a dot, which a resolver
    completes.
    """
    if allow_private:
        return
    literal = _literal(host)
    if literal:
        if not is_public(literal):
            raise InputError(REFUSED, ALLOW)
        return
    name = host.lower().rstrip(".")
    if "." not in name or name.endswith(tuple(f".{local}" for local in LOCAL_NAMES)):
        raise InputError(REFUSED, ALLOW)


def _literal(host: str) -> str:
    """Return the IP address that a host spells in any notation of resolvers (`127.1`, `0x7f.1`), or empty."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return ""
