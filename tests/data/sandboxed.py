"""Functions that behave badly, to be run in the process apart."""

import os
import sys
import time

from core.errors import InputError


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
