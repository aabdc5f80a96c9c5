"""The capture methods, each an entry of `CAPTURERS`.

Command line options, the window's offers after a capture, the table in the README and the conformance tests iterate
this tuple. An entry imports its code when it runs, so that network modules are loaded only when needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.capture.options import HEADLESS, WINDOW, Options
from core.capture.record import Captured
from core.errors import InputError
from core.jobs import Progress
from core.model import Method

Run = Callable[[str, Path, Options, Progress], Captured]
"""Seals the page at a URL in a new WARC; StandfirstError when it cannot be captured, leaving no file behind."""


@dataclass(frozen=True)
class Capturer:
    """A capture method, used when the options ask for its `way`; the default method's is empty.

    `name` is its option on the command line and `help` the description. `offer` and `hint` are the window's words for
    it after a capture by a method in `after` that missed the page itself. `attended`: a person operates it, one page at
    a time.
    """

    name: str
    way: str
    method: Method
    help: str
    run: Run
    offer: str = ""
    hint: str = ""
    after: tuple[Method, ...] = ()
    attended: bool = False

    def applies(self, options: Options) -> bool:
        """Return whether these options ask for this method."""
        return options.browser == self.way


def _static(url: str, warc: Path, options: Options, progress: Progress) -> Captured:
    from core.capture import static

    return static.capture(url, warc, options, progress)


def _browser(url: str, warc: Path, options: Options, progress: Progress) -> Captured:
    from core.capture import browser

    return browser.capture(url, warc, options, progress)


CAPTURERS = (
    Capturer(
        "static",
        "",
        Method.STATIC,
        "Seal what the server sends, and everything the page needs; no script runs.",
        _static,
    ),
    Capturer(
        "browser",
        HEADLESS,
        Method.BROWSER,
        "Show each page in a browser too: its scripts run, and what they bring is sealed.",
        _browser,
        offer="Capture again with the browser",
        hint="Runs the page's scripts and seals what they bring",
        after=(Method.STATIC,),
    ),
    Capturer(
        "visit",
        WINDOW,
        Method.BROWSER,
        "Open each page in a window, to accept or log in first; seals what you then see.",
        _browser,
        offer="Visit the page…",
        hint="Opens it in a window: accept or log in, then seal what you see",
        after=tuple(Method),
        attended=True,
    ),
)


def capture(url: str, warc: Path, options: Options, progress: Progress) -> Captured:
    """Capture a page into a new WARC by the method the options ask for.

    StandfirstError on failure, leaving no file behind.
    """
    for capturer in CAPTURERS:
        if capturer.applies(options):
            return capturer.run(url, warc, options, progress)
    names = ", ".join(f"“{capturer.name}”" for capturer in CAPTURERS)
    raise InputError(f"There is no capture method called “{options.browser}”.", f"There are {names}.")
