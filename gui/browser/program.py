"""`standfirst-browser`: shows one page and returns its responses as JSON lines on stdout and files in a folder.

The job is one JSON line on standard input: `url`, `folder` (for the files), `profile` (a folder), `window` (bool),
`private` (bool: may reach this computer), `gate` (host:port of core's proxy, the only way out), `bundle` (trusted
certificates, PEM), `agent`, `language`, `load_seconds`, `settle_seconds`, `body_bytes`, `total_bytes`, `answers`. The
program ends when standard input ends. Exit 0 done, 3 failed.
"""

import json
import os
import sys
import threading
from typing import Any

FLAGS = (
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--no-pings",
    "--proxy-bypass-list=<-loopback>",
    '--host-resolver-rules="MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"',
    "--disable-site-isolation-trials",
    "--disable-features=Prerender2,NetworkErrorLogging,Reporting,IsolateOrigins,site-per-process",
)
FLAGS_VARIABLE = "QTWEBENGINE_CHROMIUM_FLAGS"
WIDTH, HEIGHT = 1280, 1024
MISSING = "The browser is not part of this installation: PySide6 with QtWebEngine is missing."


def main() -> int:
    """Run one job and exit."""
    line = sys.stdin.readline()
    try:
        job = json.loads(line)
        report = _reporter()
    except ValueError:
        sys.stderr.write(
            "standfirst-browser takes its job as a JSON line on standard input; `standfirst capture --browser` runs it.\n"
        )
        return 2
    _flags(window=bool(job["window"]))
    try:
        return _run(job, report)
    except ImportError:
        report({"event": "error", "sentence": MISSING})
        return 3


def _reporter() -> Any:
    """Return a function that writes lines to core; all other output goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def report(document: dict[str, Any]) -> None:
        out.write(json.dumps(document) + "\n")
        out.flush()

    return report


def _flags(*, window: bool) -> None:
    """Set Chromium's switches before it starts. The sandbox is off only for root: Chromium refuses to start with it."""
    flags = [os.environ.get(FLAGS_VARIABLE, ""), *FLAGS]
    if hasattr(os, "getuid") and os.getuid() == 0 and "--no-sandbox" not in flags[0]:
        flags.append("--no-sandbox")
    os.environ[FLAGS_VARIABLE] = " ".join(filter(None, flags))
    if not window:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _run(job: dict[str, Any], report: Any) -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtNetwork import QNetworkProxy
    from PySide6.QtWidgets import QApplication

    from gui.widgets.theme import ON_START, Appearance

    app = QApplication([sys.argv[0], *ON_START])
    app.setApplicationName("standfirst-browser")
    app.setApplicationDisplayName("Standfirst")
    host, _, port = str(job["gate"]).rpartition(":")
    QNetworkProxy.setApplicationProxy(QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, host, int(port)))
    from gui.browser.window import VisitWindow

    if job["window"]:
        from core.settings import Settings

        Appearance(app, str(Settings()["appearance"]))
    window = VisitWindow(job, report)
    window.over.connect(app.exit)
    threading.Thread(target=_end_with_core, daemon=True).start()
    QTimer.singleShot(0, window.begin)
    code = app.exec()
    window.close_down()
    return code


def _end_with_core() -> None:
    """Exit when core does: nobody would read the results."""
    while sys.stdin.read(1):
        pass
    os._exit(3)


if __name__ == "__main__":
    sys.exit(main())
