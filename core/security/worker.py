"""A worker process for hostile bytes: `call` runs one of our functions there, limited in memory, time and CPU.

Frames over stdin and stdout: a JSON line with function, options and number of bytes that follow; in return a JSON
line, and the bytes whose number it gives. Nothing is ever unpickled. A worker that crashed, hangs or is old is replaced.
It is confined (:mod:`core.security.sandbox`) before it reads the first frame.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from core import programs
from core.errors import InputError
from core.security import limits, sandbox
from core.security.attached import Attached
from core.text import language_model
from core.text.surrogates import whole

ROOT = Path(__file__).parents[2]
UNSAFE = "This page could not be read safely."
MOST_WORKERS = 4
MOST_GARBAGE = 50_000  # objects of a call that may remain in circles until they are collected
LOOK_SECONDS = 0.1
HINT = "Its bytes are kept as they came; reading them took too much time or memory, or failed."


class Worker:
    """A warm worker process. Not thread-safe: :class:`Pool` hands it to one thread at a time."""

    def __init__(self) -> None:
        self.calls = 0
        self._held: bytes | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="standfirst-worker-", ignore_cleanup_errors=True)
        own = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name)
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            programs.command("core.security.worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**programs.environment(narrow=True), **own, **_model()},
            close_fds=True,
        )

    def call(
        self,
        function: str,
        data: bytes,
        options: dict[str, Any],
        seconds: float,
        check: Callable[[], object],
        *,
        hold: bool = False,
    ) -> dict[str, Any] | None:
        """Run a call; None when the worker died or was killed. An exception from `check` kills it and is raised."""
        watch = _Watch(self._process, seconds, check)
        try:
            self.send(function, data, options, hold=hold)
            return self._receive()
        except (OSError, ValueError):  # a broken pipe, or an incomplete reply
            return None
        finally:
            watch.end()

    def holds(self, data: bytes) -> bool:
        """Return whether the worker has these bytes from the call before."""
        return self._held is data

    def send(self, function: str, data: bytes, options: dict[str, Any], *, hold: bool = False) -> None:
        """Write the frame of a call; without the bytes that the worker holds."""
        self.calls += 1
        number = -1 if self.holds(data) else len(data)
        frame = {"function": function, "options": options, "bytes": number, "hold": hold}
        stream = _open(self._process.stdin)
        stream.write(json.dumps(frame).encode() + b"\n")
        if number >= 0:
            stream.write(data)
        stream.flush()
        self._held = data if hold else None

    def _receive(self) -> dict[str, Any] | None:
        stream = _open(self._process.stdout)
        line = stream.readline(limits.SANDBOX_REPLY)
        reply = json.loads(line) if line.endswith(b"\n") else None
        if not isinstance(reply, dict):
            return None
        number = reply.pop("bytes", None)
        answer: dict[str, Any] = whole(reply)  # JSON can spell lone surrogates
        if number is not None:
            if not isinstance(number, int) or not 0 <= number <= limits.SANDBOX_REPLY:
                return None
            data = stream.read(number)
            if len(data) < number:
                return None
            answer["value"] = Attached(answer.get("value"), data)
        return answer

    def close(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._folder.cleanup()


class _Watch:
    """Kills a process at its deadline, or when `check` raises."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float, check: Callable[[], object]) -> None:
        self._process, self._until, self._check = process, time.monotonic() + seconds, check
        self._ended = threading.Event()
        self._raised: list[Exception] = []
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            try:
                self._check()
            except Exception as error:  # noqa: BLE001 - raised again in the waiting thread
                self._raised.append(error)
            if self._raised or time.monotonic() > self._until:
                self._process.kill()
                return

    def end(self) -> None:
        """Stop watching; raise the exception of `check`, if any."""
        self._ended.set()
        self._thread.join()
        if self._raised:
            raise self._raised[0]


class Pool:
    """Workers for several threads, at most one per CPU; further calls wait."""

    def __init__(self) -> None:
        self._idle: list[Worker] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(max(1, min(os.cpu_count() or 1, MOST_WORKERS)))

    def acquire(self, data: bytes = b"") -> Worker:
        """Return an idle or new worker, to be passed to :meth:`release` or :meth:`end`; first one that holds the data."""
        self._places.acquire()
        with self._lock:
            if self._idle:
                self._idle.sort(key=lambda worker: worker.holds(data))
                return self._idle.pop()
        try:
            return Worker()
        except BaseException:
            self._places.release()
            raise

    def release(self, worker: Worker) -> None:
        """Return a healthy worker to the pool; one that is old is ended."""
        if worker.calls >= limits.SANDBOX_CALLS:
            self.end(worker)
            return
        with self._lock:
            self._idle.append(worker)
        self._places.release()

    def end(self, worker: Worker) -> None:
        """End a worker that is not to be reused."""
        try:
            worker.close()
        finally:
            self._places.release()

    def empty(self) -> bool:
        """Return whether no worker is idle."""
        return not self._idle

    def close(self) -> None:
        """End all idle workers."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()


_POOL = Pool()
atexit.register(_POOL.close)


def call(
    function: str,
    data: bytes,
    *,
    seconds: float = limits.SANDBOX_SECONDS,
    check: Callable[[], object] = lambda: None,
    hold: bool = False,
    **options: Any,
) -> Any:
    """Run `module:function`(data, **options) in a worker and return its JSON value; InputError when it fails.

    A function that returns an :class:`Attached` sends bytes beside a JSON value, which come back as one. `check` is
    called while waiting; an exception from it (as from :meth:`core.jobs.Progress.check`) aborts the call. With `hold`
    the worker keeps the bytes for the next call about the same object, as of the pages of one document.
    """
    worker = _POOL.acquire(data)
    try:
        reply = worker.call(function, data, options, seconds, check, hold=hold)
    except BaseException:
        _POOL.end(worker)
        raise
    if reply is None:
        _POOL.end(worker)
        raise InputError(UNSAFE, HINT)
    _POOL.release(worker)
    if "error" in reply:
        raise InputError(*reply["error"])
    return reply.get("value")


def warm(*modules: str) -> None:
    """Start a worker in the background and let it import modules for the next calls."""
    if not _POOL.empty():
        return
    worker = _POOL.acquire()
    with contextlib.suppress(OSError):
        for module in modules:
            worker.send(f"{module}:", b"", {})
    _POOL.release(worker)


def _model() -> dict[str, str]:
    """Return the variable that tells a worker where the language model is: it may read that file and can keep none itself."""
    with contextlib.suppress(OSError):
        return {language_model.VARIABLE: str(language_model.prepare())}
    return {}


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise OSError("no pipe")
    return stream


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows: the deadline is the only limit
        return
    for name, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.SANDBOX_MEMORY),
        (resource.RLIMIT_FSIZE, limits.SANDBOX_FILE),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(name, (most, most))


def _limit_processor() -> None:
    """Allow the next call its CPU seconds."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(usage.ru_utime + usage.ru_stime) + limits.SANDBOX_CPU
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(frame: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    module, _, name = frame["function"].partition(":")
    gc.disable()  # a parser builds one tree and drops it: looking through it while it grows takes half of the time
    try:
        value = getattr(importlib.import_module(module), name)(data, **frame["options"])
    except InputError as error:
        return {"error": [error.sentence, error.hint]}, b""
    except Exception:  # noqa: BLE001 - any failure of a parser becomes one named error for the caller
        return {"error": [UNSAFE, HINT]}, b""
    finally:
        if gc.get_count()[0] > MOST_GARBAGE:
            gc.collect()
        gc.enable()
    if isinstance(value, Attached):
        return {"value": value.value, "bytes": len(value.data)}, value.data
    return {"value": value}, b""


def serve() -> None:
    """Answer calls until stdin ends. Output printed by libraries goes to stderr, never into a frame."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = os.fdopen(os.dup(0), "rb")
    _limit_memory()
    sandbox.confine(tempfile.gettempdir())
    data = b""
    while line := requests.readline():
        frame = json.loads(line)
        data = requests.read(frame["bytes"]) if frame["bytes"] >= 0 else data
        if frame["function"].endswith(":"):
            importlib.import_module(frame["function"][:-1])
            continue
        _limit_processor()
        reply, attached = _answer(frame, data)
        replies.write(json.dumps(reply).encode() + b"\n")
        replies.write(attached)
        replies.flush()
        data = data if frame["hold"] else b""


if __name__ == "__main__":
    serve()
