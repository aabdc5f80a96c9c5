"""Options of a capture."""

from dataclasses import dataclass

from core.model import Confidentiality
from core.security import limits

VERSION = "0.1.0"
AGENT = f"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 Standfirst/{VERSION}"

HEADLESS, WINDOW = "headless", "window"


@dataclass(frozen=True)
class Options:
    """Options of a capture. Times in seconds, sizes in bytes as transferred."""

    allow_private: bool = False
    workers: int = 8
    per_host: int = 8
    connect_seconds: float = limits.CONNECT_SECONDS
    idle_seconds: float = limits.IDLE_SECONDS
    resource_seconds: float = limits.RESOURCE_SECONDS
    page_seconds: float = limits.PAGE_SECONDS
    document_bytes: int = limits.DOCUMENT_WIRE
    media_bytes: int = limits.MEDIA_WIRE
    page_bytes: int = limits.PAGE_WIRE
    resources: int = limits.PAGE_RESOURCES
    user_agent: str = AGENT
    language: str = "en,*;q=0.5"
    proxy: str = ""  # overrides that of the environment
    kept: Confidentiality = Confidentiality.PUBLIC  # of the source, written into the sealed file
    browser: str = ""  # empty; HEADLESS: a second pass with scripts; WINDOW: the user operates the page, then seals it
