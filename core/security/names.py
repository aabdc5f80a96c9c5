"""File names made from untrusted text."""

import re
import unicodedata

from core.security import limits

UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
LONGEST = 100 * limits.NAME_LENGTH  # characters that are looked at: a title in another tool's archive may have millions
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


def safe_name(text: str, fallback: str = "untitled") -> str:
    """Return a file name (without folder) valid on every system, without invisible characters."""
    text = unicodedata.normalize("NFC", text[:LONGEST])
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cs", "Co", "Cn"))
    text = " ".join(UNSAFE.sub(" ", text).split()).strip(". ")
    text = text.encode()[: limits.NAME_LENGTH].decode(errors="ignore").strip(". ")
    if not text:
        return fallback
    return f"_{text}" if text.split(".")[0].casefold() in RESERVED else text
