"""WACZ signatures as checked by ReplayWeb.page: ECDSA on P-384 with SHA-256, raw r||s, over the text `sha256:<hex>`.

WACZ Auth 0.1 leaves the curve open; we use the player's. Signatures of others are verified in all forms in use: raw or
DER, with a bare key or a certificate.
"""

import base64
import binascii
import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import files
from core.errors import InputError, WorldError
from core.security import limits

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

KEY = "signing-key.pem"
HALF = 48  # bytes of r and of s on P-384
DAMAGED = "The signing key in the settings folder is damaged."


def sign(digest: str, folder: Path) -> dict[str, str]:
    """Sign a text `sha256:<hex>`; returns `signature` and `publicKey` (Base64).

    The user's key is created on first use.
    """
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    key = _key(folder)
    r, s = decode_dss_signature(key.sign(digest.encode(), ec.ECDSA(hashes.SHA256())))
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    raw = r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")
    return {"signature": base64.b64encode(raw).decode(), "publicKey": base64.b64encode(public).decode()}


def genuine(signed: Mapping[str, Any], digest: str) -> bool:
    """Return whether signed data (`signature`, and `publicKey` or `domainCert`) is a valid signature of `digest`."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        key = _public(signed)
        signature = base64.b64decode(str(signed.get("signature") or ""), validate=True)
        if signed.get("hash") != digest or not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        key.verify(_der(signature, (key.key_size + 7) // 8), digest.encode(), ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError, binascii.Error):
        return False
    return True


def _public(signed: Mapping[str, Any]) -> object:
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    if signed.get("publicKey"):
        return serialization.load_der_public_key(base64.b64decode(str(signed["publicKey"]), validate=True))
    return x509.load_pem_x509_certificate(str(signed.get("domainCert") or "").encode()).public_key()


def _der(signature: bytes, half: int) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    if len(signature) != 2 * half:
        return signature
    return encode_dss_signature(int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))


def _key(folder: Path) -> "ec.EllipticCurvePrivateKey":
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    path = folder / KEY
    try:
        if not path.exists():
            _make(path)
        key = load_pem_private_key(files.read(path, limits.SECRET_BYTES), None)
    except OSError as error:
        raise WorldError("The signing key cannot be read or made.", f"Check the folder {folder}.") from error
    except (ValueError, TypeError) as error:
        raise InputError(DAMAGED, f"Move {KEY} away; a new one is made at the next export.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp384r1":
        raise InputError(DAMAGED, f"Move {KEY} away; a new one is made at the next export.")
    return key


def _make(path: Path) -> None:
    """Create a key file readable by this user only; atomically, and never over an existing one."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP384R1())
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):  # another process created it first
        files.write(path, key.private_bytes(*form), private=True, over=False)
