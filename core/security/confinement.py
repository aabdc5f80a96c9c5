"""What a worker is kept from on this system: found by trying it there, never assumed."""

import contextlib
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.errors import StandfirstError
from core.security import sandbox

GET_SECCOMP, FILTERED = 21, 2
SECONDS = 20.0


@dataclass(frozen=True)
class Confinement:
    """What failed when a worker tried it, and the means: Landlock's version (0: none), seccomp or not.

    `tried` is False when no worker answered, so that nothing is known.
    """

    tried: bool = False
    reads_nothing: bool = False
    writes_nothing: bool = False
    no_network: bool = False
    no_programs: bool = False
    landlock: int = 0
    seccomp: bool = False

    @property
    def whole(self) -> bool:
        """Whether every escape failed."""
        return self.reads_nothing and self.writes_nothing and self.no_network and self.no_programs

    def said(self) -> str:
        """Return a sentence for people."""
        if not self.tried:
            return "Whether the reader of hostile files is confined could not be tried."
        kept = {
            "read your files": self.reads_nothing,
            "write files": self.writes_nothing,
            "use the network": self.no_network,
            "start programs": self.no_programs,
        }
        held = [words for words, holds in kept.items() if holds]
        loose = [words for words, holds in kept.items() if not holds]
        means = [f"Landlock {self.landlock}"] * bool(self.landlock) + ["seccomp"] * self.seccomp
        by = f" ({', '.join(means)})" if means else ""
        limited = "It is limited in time and memory." if os.name == "posix" else "It is limited in time."
        said = [f"The process that reads hostile files cannot {_either(held)}{by}."] if held else []
        said += [f"On this system nothing keeps it from this: {_either(loose, 'and')}."] if loose and held else []
        said += ["On this system the process that reads hostile files is not confined."] if not held else []
        return " ".join([*said, limited])


@cache
def confinement() -> Confinement:
    """Try in a worker what hostile bytes might make it do, once per run. Takes up to a second."""
    import secrets
    import socket
    from tempfile import TemporaryDirectory

    from core.security import worker

    with TemporaryDirectory(prefix="standfirst-") as folder, socket.socket() as listening:
        secret = Path(folder, "secret")
        secret.write_text(secrets.token_hex(), encoding="ascii")
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        try:
            answer = worker.call(f"{__name__}:escapes", b"", seconds=SECONDS, folder=folder, port=port)
            return Confinement(tried=True, **answer)
        except (StandfirstError, TypeError):
            return Confinement()


def escapes(_data: bytes, folder: str, port: int) -> dict[str, int | bool]:
    """Try every escape and return the fields of :class:`Confinement`. Runs in the worker process."""
    landlock, seccomp = 0, False
    if sys.platform.startswith("linux"):
        import ctypes

        system = ctypes.CDLL(None, use_errno=True)
        landlock = max(0, system.syscall(sandbox.CREATE_RULESET, None, 0, sandbox.RULESET_VERSION))
        seccomp = system.prctl(GET_SECCOMP, 0, 0, 0, 0) == FILTERED
    reads = _reads(Path(folder, "secret"))
    return {
        "reads_nothing": not reads,
        "writes_nothing": not _writes(Path(folder, "written")),
        "no_network": not _connects(port),
        "no_programs": not (_forks() or _starts()),
        "landlock": 0 if reads else landlock,
        "seccomp": seccomp,
    }


def _reads(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return bool(path.read_bytes())
    return False


def _writes(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return bool(path.write_bytes(b"x"))
    return False


def _connects(port: int) -> bool:
    import socket

    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
        return True
    return False


def _forks() -> bool:
    if not hasattr(os, "fork"):
        return False
    with contextlib.suppress(OSError):
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        return True
    return False


def _starts() -> bool:
    import subprocess

    with contextlib.suppress(OSError):
        subprocess.run([sys.executable, "-c", ""], check=False, capture_output=True)
        return True
    if hasattr(os, "execv"):
        try:
            os.execv("/nonexistent/standfirst", ["standfirst"])  # noqa: S606 - refused before the path is looked up
        except PermissionError:
            return False
        except OSError:
            return True
    return False


def _either(words: list[str], word: str = "or") -> str:
    return f" {word} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
