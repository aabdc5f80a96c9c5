"""Capturing: from an address to a sealed WARC. The only door to the network for pages."""

from core.capture.log import recall
from core.capture.options import HEADLESS, WINDOW, Captured, Options
from core.capture.whole import capture

__all__ = ["HEADLESS", "WINDOW", "Captured", "Options", "capture", "recall"]
