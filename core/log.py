"""The log: one rotating file that a person can attach to a report without giving a source away.

A line is a code and facts. Facts are numbers, ids, versions, members of our enumerations and the names of commands; any other text is
written as “?”. Of an error the file holds its class and the places in the code it came through, never its message: a message may name a
page, a file or a person. Other libraries' records do not reach the file.
"""

import contextlib
import os
import platform
import re
import sysconfig
import threading
import time
import traceback
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import __version__
from core.errors import Cancelled, StandfirstError

if TYPE_CHECKING:
    import logging

BYTES, FILES = 512 * 1024, 3  # of one file; files beside the one that is written
CODE = re.compile(r"[a-z]{1,20}")
PLAIN = re.compile(r"\d+(\.\d+)*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # a version, or the id of a row
HIDDEN = "?"
ROOT = Path(__file__).parents[1]
LOGGED = "__standfirst_logged__"  # on an error: it is in the file already

_lock = threading.Lock()
_open: dict[str, Any] = {}  # what `setup` was given, and the logger once something was logged


def path() -> Path:
    """Return where the log is written: in the folder of STANDFIRST_CONFIG where that is set, else where the system keeps logs."""
    config = os.environ.get("STANDFIRST_CONFIG")
    if config:
        return Path(config) / "log" / "standfirst.log"
    import platformdirs

    return Path(platformdirs.user_log_dir("standfirst", appauthor=False)) / "standfirst.log"


def setup(program: str, names: Iterable[str] = ()) -> None:
    """Let what is logged from now on go to the file; `names` are the commands of the program, the only words a fact may be.

    Costs nothing until something is logged. Before it is called, nothing is.
    """
    with _lock:
        _close()
        _open.update(program=program, names=frozenset(names))


def end() -> None:
    """Close the file and log nothing more."""
    with _lock:
        _close()


def event(code: str, /, **facts: object) -> None:
    """Log that something happened: `code` is a short word of ours, facts as the module says."""
    logger = _logger()
    if logger is not None:
        logger.info(code, extra={"facts": facts})


def failure(error: BaseException) -> None:
    """Log an error, once: a problem a person can mend by its class and place, a bug with its whole traceback."""
    if isinstance(error, Cancelled) or getattr(error, LOGGED, False):
        return
    logger = _logger()
    if logger is None:
        return
    with contextlib.suppress(AttributeError):
        setattr(error, LOGGED, True)
    logger.error("problem" if isinstance(error, StandfirstError) else "bug", extra={"facts": {}, "error": error})


def _logger() -> "logging.Logger | None":
    with _lock:
        if _open and "logger" not in _open:
            _open["logger"] = _made(path())
            _open["logger"].info("start", extra={"facts": _versions(_open["program"])})
        logger: logging.Logger | None = _open.get("logger")
        return logger


def _made(file: Path) -> "logging.Logger":
    """Return the logger on a file that only its owner may read. What cannot be written is not logged: that never ends the work."""
    import logging
    from logging.handlers import RotatingFileHandler

    class Handler(RotatingFileHandler):
        def _open(self) -> Any:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            stream = super()._open()
            os.chmod(file, 0o600)  # noqa: PTH101 - the stream is open already
            return stream

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
            del record

        def format(self, record: logging.LogRecord) -> str:
            return _line(record)

        def filter(self, record: logging.LogRecord) -> bool:
            return hasattr(record, "facts")

    logger = logging.getLogger("standfirst")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.disabled = False  # a library that sets up logging of its own turns off what was there before
    handler = Handler(file, maxBytes=BYTES, backupCount=FILES, encoding="utf-8", delay=True)
    logger.addHandler(handler)
    _open["handler"] = handler
    return logger


def _close() -> None:
    handler, logger = _open.get("handler"), _open.get("logger")
    if handler is not None and logger is not None:
        logger.removeHandler(handler)
        handler.close()
    _open.clear()


class _Own(str):
    """Words that this module made itself."""

    __slots__ = ()


def _versions(program: str) -> dict[str, object]:
    system = f"{platform.system()}-{platform.release()}-{platform.machine()}"
    facts = {"program": program, "version": __version__, "python": platform.python_version(), "system": system}
    return {name: _Own(value) for name, value in facts.items()}


def _line(record: "logging.LogRecord") -> str:
    """Return a record as lines: UTC time, process, level, code, facts; below it the places of an error."""
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
    code = record.msg if isinstance(record.msg, str) and CODE.fullmatch(record.msg) else HIDDEN
    facts = " ".join(f"{name}={_shown(value)}" for name, value in record.__dict__["facts"].items())
    head = f"{at} {record.process} {record.levelname} {code} {facts}".rstrip()
    error = record.__dict__.get("error")
    return head if error is None else "\n".join((head, *_told(error)))


def _shown(value: object) -> str:
    if isinstance(value, _Own):
        return value
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, bool | int | float):
        return f"{value:.3f}" if isinstance(value, float) else str(int(value))
    if isinstance(value, str) and (value in _open.get("names", ()) or PLAIN.fullmatch(value)):
        return value
    return HIDDEN


def _told(error: BaseException) -> Iterator[str]:
    """Yield what an error is and where it came from, the cause of it below; of a problem only where it was found."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        number = getattr(cause, "errno", None)
        yield f"  {type(cause).__name__}" + (f" errno={number}" if isinstance(number, int) else "")
        places = [f"    {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in _frames(cause)]
        yield from places[-1:] if isinstance(error, StandfirstError) else places
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _frames(error: BaseException) -> list[traceback.FrameSummary]:
    return list(traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=False))


def _place(file: str) -> str:
    """Return a file of the code without the folders it is installed in: they may name the user."""
    paths = [sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib")]
    for root in (
        *paths[:2],
        str(ROOT),
        paths[2],
    ):  # an environment may lie in the folder of the code, and in the library's
        if file.startswith(root + os.sep):
            return file.removeprefix(root + os.sep).replace(os.sep, "/")
    return HIDDEN
