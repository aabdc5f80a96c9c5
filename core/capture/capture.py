"""A capture, whichever way it was asked for."""

from pathlib import Path

from core.capture import browser, static
from core.capture.options import Options
from core.capture.record import Captured
from core.jobs import Progress


def capture(url: str, warc: Path, options: Options, progress: Progress) -> Captured:
    """Capture a page into a new WARC file; StandfirstError when it cannot be had, with nothing left behind."""
    if options.browser:
        return browser.capture(url, warc, options, progress)
    return static.capture(url, warc, options, progress)
