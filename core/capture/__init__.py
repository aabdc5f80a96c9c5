"""Capturing: from an address to a sealed WARC. The only door to the network for pages."""

from core.capture.log import recall
from core.capture.options import Captured, Options
from core.capture.static import capture

__all__ = ["Captured", "Options", "capture", "recall"]
