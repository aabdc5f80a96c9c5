"""Capture: from a URL to a sealed WARC. The only code that loads pages from the network."""

from core.capture.capturers import CAPTURERS, Capturer, capture
from core.capture.log import recall
from core.capture.options import HEADLESS, WINDOW, Options
from core.capture.record import Captured

__all__ = ["CAPTURERS", "HEADLESS", "WINDOW", "Captured", "Capturer", "Options", "capture", "recall"]
