"""What a TLS connection proves about the peer: version, cipher, and the certificates as sent."""

import hashlib
import ssl
from typing import Any, Protocol, cast

from urllib3.util.ssltransport import SSLTransport


class _Certificate(Protocol):
    def public_bytes(self, fmt: int = ..., /) -> str | bytes: ...


def describe(line: ssl.SSLSocket | SSLTransport) -> dict[str, Any]:
    """Return version, cipher, leaf certificate's SHA-256 (hex) and chain (PEM, leaf first); also for TLS in TLS."""
    sock = line.sslobj if isinstance(line, SSLTransport) else line
    leaf = sock.getpeercert(binary_form=True) or b""
    cipher = sock.cipher()
    return {
        "version": sock.version() or "",
        "cipher": cipher[0] if cipher else "",
        "leaf_sha256": hashlib.sha256(leaf).hexdigest(),
        "chain": _chain(sock) or [ssl.DER_cert_to_PEM_cert(leaf)],
    }


def _chain(sock: ssl.SSLSocket | ssl.SSLObject) -> list[str]:
    """Return the chain as PEM, or empty: `get_unverified_chain` is public since Python 3.13 and private before."""
    public = getattr(sock, "get_unverified_chain", None)
    if public is not None:
        return [ssl.DER_cert_to_PEM_cert(der) for der in public()]
    inner = getattr(getattr(sock, "_sslobj", None), "get_unverified_chain", None)
    certificates = cast("list[_Certificate]", inner() or []) if inner is not None else []
    return [text for certificate in certificates if isinstance(text := certificate.public_bytes(), str)]
