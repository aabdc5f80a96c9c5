"""The parts of an MHTML file (RFC 2557). Runs in the worker process: the bytes are hostile."""

import base64
import email
from email.message import Message
from email.policy import compat32
from typing import Any

from core.security import limits


def parts(data: bytes) -> list[dict[str, Any]]:
    """Return each part with URL, media type, charset and body (Base64), the page itself first."""
    message = email.message_from_bytes(data, policy=compat32)
    main = _clean(message.get("Snapshot-Content-Location", ""))
    leaves = [_part(part) for part in message.walk() if not part.is_multipart()][: limits.MAIL_PARTS]
    pages = [part for part in leaves if part["mime"] in ("text/html", "application/xhtml+xml")]
    page = next((part for part in pages if part["url"] == main and main), pages[0] if pages else None)
    return [] if page is None else [page, *(part for part in leaves if part is not page and part["url"])]


def _part(part: Message) -> dict[str, Any]:
    body = part.get_payload(decode=True)
    return {
        "url": _clean(part.get("Content-Location", "")),
        "mime": part.get_content_type(),
        "charset": _clean(part.get_param("charset", "")),
        "body": base64.b64encode(body if isinstance(body, bytes) else b"").decode(),
    }


def _clean(value: object) -> str:
    return "".join(char for char in str(value or "") if char.isprintable())[: limits.URL_LENGTH]
