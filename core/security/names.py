"""File names made from untrusted text."""

import re
import unicodedata

from core.security import limits

UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


def safe_name(text: str, fallback: str = "untitled") -> str:
    """Return a file name (without folder) valid on every system, without invisible characters."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cs", "Co", "Cn"))
    text = " ".join(UNSAFE.sub(" ", text).split()).strip(". ")
    while len(text.encode()) > limits.NAME_LENGTH:
        text = text[:-1]
    text = text.strip(". ")
    if not text:
        return fallback
    return f"_{text}" if text.split(".")[0].casefold() in RESERVED else text
