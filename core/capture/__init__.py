"""Capturing: from an address to a sealed WARC. The only door to the network for pages."""

from core.capture.capturers import CAPTURERS, Capturer, capture
from core.capture.log import recall
from core.capture.options import HEADLESS, WINDOW, Options
from core.capture.record import Captured

__all__ = ["CAPTURERS", "HEADLESS", "WINDOW", "Captured", "Capturer", "Options", "capture", "recall"]
