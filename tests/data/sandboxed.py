"""Functions that behave badly, to be run in the process apart."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from core.errors import InputError
from core.security.attached import Attached


def echo(data: bytes, **options: object) -> list[object]:
    print("noise on stdout must not reach the frames")
    return [data.decode("latin-1"), options]


def crash(data: bytes) -> None:
    os._exit(3)


def hang(data: bytes) -> None:
    time.sleep(60)


def hog(data: bytes) -> int:
    return len(b"x" * (4 * 1024**3))


def bug(data: bytes) -> None:
    raise ValueError(sys.version)


def refuse(data: bytes) -> None:
    raise InputError("No.", "Because.")


def held(data: bytes, number: int) -> Attached:
    return Attached([len(data), number], data[:number])


def overdrawn(data: bytes) -> Attached:
    """Promise bytes that do not follow, as a worker may that was taken over."""
    os.write(os.dup(3), b'{"value": 1, "bytes": 99999999999999}\n')
    return Attached(1, b"")


def limit(data: bytes, name: str) -> list[int]:
    import resource

    return list(resource.getrlimit(getattr(resource, name)))


def inherited(data: bytes) -> list[object]:
    """Return the names of the variables, and which open files beyond the pipes and the two copies of them there are."""
    others = []
    for number in range(3, 1024):
        with suppress(OSError):
            os.fstat(number)
            others.append(number)
    return [sorted(os.environ), len(others)]


def escape(data: bytes, way: str, path: str, number: int) -> str:
    """Try one way out; return what it gave, or the name of the error."""
    try:
        return str(WAYS[way](path, number))
    except OSError as error:
        return type(error).__name__


def _forks(_path: str, _number: int) -> int:
    child = os.fork()
    if child == 0:
        os._exit(0)
    return os.waitpid(child, 0)[0]


def _listens(_path: str, _number: int) -> object:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()


WAYS = {
    "read": lambda path, _: Path(path).read_bytes(),
    "list": lambda path, _: list(Path(path).parent.iterdir()),
    "passwd": lambda _, __: Path("/etc/passwd").read_bytes(),
    "environment": lambda _, number: Path(f"/proc/{number}/environ").read_bytes(),
    "write": lambda path, _: Path(path).write_bytes(b"changed"),
    "make": lambda path, _: Path(path + ".new").write_bytes(b"made"),
    "folder": lambda path, _: Path(path + ".folder").mkdir(),
    "remove": lambda path, _: Path(path).unlink(),
    "rename": lambda path, _: Path(path).rename(path + ".moved"),
    "link": lambda path, _: Path(path + ".link").symlink_to(path),
    "cut": lambda path, _: os.truncate(path, 0),
    "mode": lambda path, _: Path(path).chmod(0o777),
    "time": lambda path, _: os.utime(path, (0, 0)),
    "connect": lambda _, number: socket.create_connection(("127.0.0.1", number), timeout=2),
    "datagram": lambda _, number: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", number)),
    "unix": lambda _, __: socket.socket(socket.AF_UNIX),
    "listen": _listens,
    "fork": _forks,
    "spawn": lambda _, __: os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {}),
    "run": lambda _, __: subprocess.run([sys.executable, "-c", ""], check=False),
    "exec": lambda _, __: os.execv(sys.executable, [sys.executable, "-c", ""]),
    "kill": lambda _, number: os.kill(number, 0),
}


def works(data: bytes) -> list[object]:
    """Return what a parser may do: threads, temporary files, modules and libraries that are loaded late."""
    import numpy as np
    from lxml import etree

    done: list[int] = []
    threads = [threading.Thread(target=done.append, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with tempfile.TemporaryFile() as file:
        file.write(b"kept")
        file.seek(0)
        kept = file.read().decode()
    return [sorted(done), kept, etree.fromstring("<a/>").tag, int(np.ones(4).sum())]


def forget(_data: bytes) -> list[dict]:
    """Read a draft as a reader that loses words and makes some up."""
    return [{"t": "Para", "c": [{"t": "Str", "c": "Kept. Invented"}]}]
