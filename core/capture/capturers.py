"""The ways to capture a page, each an entry of `CAPTURERS`.

The command line (its options), the window (what it offers after a capture), the table in the README and the conformance tests
iterate that tuple. What an entry runs is imported when it runs: the network is not loaded before it is needed.
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
"""Seals the page at an address in a new WARC file; StandfirstError when it cannot be had, with nothing left behind."""


@dataclass(frozen=True)
class Capturer:
    """A way to capture. It applies when the options ask for its `way`; the one that needs no asking has an empty one.

    `name` is its option on the command line and `help` what that says. `offer` and `hint` are how the window offers it after a capture
    by one of the methods in `after` that did not get the page itself. With `attended` a person sits before it: one page at a time.
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
        """Say whether a capture with these options is done this way."""
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
    """Capture a page into a new WARC file the way that applies; StandfirstError when it cannot be had, with nothing left behind."""
    for capturer in CAPTURERS:
        if capturer.applies(options):
            return capturer.run(url, warc, options, progress)
    names = ", ".join(f"“{capturer.name}”" for capturer in CAPTURERS)
    raise InputError(f"There is no way to capture called “{options.browser}”.", f"There are {names}.")
