"""Confine the worker process: no files but the program's and those in a folder of its own, no network, no programs.

Linux: Landlock for files and TCP, a seccomp filter for the rest, both by system call, since no library for them is
everywhere. Elsewhere nothing is confined. What holds is not assumed: :mod:`core.security.confinement` tries every escape in a worker.
Decision 015 says what is not covered.
"""

import ctypes
import os
import platform
import stat
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from core.security.system_calls import ARCHITECTURES, HIGHEST, NUMBERS, REFUSED, Architecture
from core.text import language_model

ROOT = Path(__file__).parents[2]
SYSTEM = (  # libraries, fonts and time zones
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib"),
    *("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts", "/usr/share/zoneinfo"),
    *("/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/urandom", "/proc/cpuinfo", "/sys/devices/system/cpu"),
)

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
RULESET_VERSION, RULE_PATH = 1, 1
READ_FILE, READ_FOLDER, TRUNCATE = 1 << 2, 1 << 3, 1 << 14
CHANGE = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8  # write files, remove folders and files, make folders and files
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}  # Landlock version: how many rights to files it knows, as the lowest bits
NETWORK_VERSION, TCP_RIGHTS = 4, 0b11  # bind, connect
SCOPE_VERSION, SCOPES = 6, 0b11  # abstract sockets, signals
NO_NEW_PRIVILEGES, SECCOMP, FILTER, DUMPABLE = 38, 22, 2, 4

LOAD, EQUAL, SET, AT_LEAST, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
KILL, REFUSE, MISSING, ALLOW = 0x80000000, 0x00050001, 0x00050026, 0x7FFF0000  # EPERM, ENOSYS
NUMBER, MACHINE, FIRST = 0, 4, 16  # offsets in struct seccomp_data
THREAD = 0x00010000  # CLONE_THREAD


def confine(folder: str) -> None:
    """Give up, for this process and for good, all that reading a document does not need.

    `folder` is for the temporary files of libraries. Called before the first byte from outside is read and before the first
    thread. A layer that the system lacks is left out: :mod:`core.security.confinement` finds out which hold.
    """
    if not sys.platform.startswith("linux"):
        return
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(DUMPABLE, 0, 0, 0, 0)
    if system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        _confine_files(system, folder)
        _confine_calls(system)


def readable() -> list[str]:
    """Return the files and folders that a confined worker may read: the program, its libraries, the language model, system fonts."""
    program = [sys.prefix, sys.base_prefix]
    own = [*(str(Path(prefix, folder)) for prefix in program for folder in ("lib", "lib64", "pyvenv.cfg"))]
    packages = [entry for entry in sys.path if entry and Path(entry) not in (ROOT, Path("/"))]
    frozen = [getattr(sys, "_MEIPASS", "")]
    model = os.environ.get(language_model.VARIABLE, "")
    wanted = (*SYSTEM, *own, *packages, *frozen, model, str(ROOT / "core"))
    return [path for path in wanted if path and Path(path).exists()]


def _confine_files(system: ctypes.CDLL, folder: str) -> None:
    version = system.syscall(CREATE_RULESET, None, 0, RULESET_VERSION)
    if version < 1:
        return
    rights = FILE_RIGHTS[max(known for known in FILE_RIGHTS if known <= version)]
    handled = (1 << rights) - 1
    network = TCP_RIGHTS if version >= NETWORK_VERSION else 0
    wanted = struct.pack("=QQQ", handled, network, SCOPES if version >= SCOPE_VERSION else 0)
    size = 24 if version >= SCOPE_VERSION else 16 if network else 8
    rules = system.syscall(CREATE_RULESET, wanted, size, 0)
    if rules < 0:
        return
    for path in readable():
        _allow(system, rules, path, READ_FILE | READ_FOLDER)
    _allow(system, rules, folder, handled & (READ_FILE | READ_FOLDER | CHANGE | TRUNCATE))
    system.syscall(RESTRICT_SELF, rules, 0)
    os.close(rules)


def _allow(system: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    with suppress(OSError):
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        held = rights if stat.S_ISDIR(os.fstat(handle).st_mode) else rights & READ_FILE
        system.syscall(ADD_RULE, rules, RULE_PATH, struct.pack("=Qi", held, handle), 0)
        os.close(handle)


def _confine_calls(system: ctypes.CDLL) -> None:
    architecture = ARCHITECTURES.get(platform.machine())
    if architecture is None or sys.maxsize < 2**32:
        return
    code = b"".join(program(architecture, os.getpid()))
    held = ctypes.create_string_buffer(code, len(code))
    described = struct.pack("HP", len(code) // 8, ctypes.addressof(held))
    system.prctl(SECCOMP, FILTER, described, 0, 0)


def program(architecture: Architecture, own: int) -> Iterable[bytes]:
    """Yield the instructions of the filter for a process of number `own`.

    Refused calls fail with EPERM, which libraries answer for; calls newer than this table do not exist. New threads
    are allowed and new processes are not: `clone` counts only with CLONE_THREAD, and `clone3`, whose flags a filter
    cannot read, is reported missing, so that the C library falls back to `clone`.
    """
    number = {name: numbers[architecture.column] for name, numbers in NUMBERS.items()}
    yield _step(LOAD, MACHINE)
    yield _step(EQUAL, architecture.audit, 1, 0)
    yield _step(RETURN, KILL)
    yield _step(LOAD, NUMBER)
    yield _step(AT_LEAST, HIGHEST + 1, 0, 1)
    yield _step(RETURN, MISSING)
    yield _step(EQUAL, number["clone3"], 0, 1)
    yield _step(RETURN, MISSING)
    yield from (step for name in REFUSED if number[name] >= 0 for step in _refused(number[name]))
    yield from _unless(number["clone"], _step(SET, THREAD, 0, 1))
    yield from _unless(number["tgkill"], _step(EQUAL, own, 0, 1))
    yield _step(EQUAL, number["prlimit64"], 0, 5)
    yield _step(LOAD, FIRST)
    yield _step(EQUAL, 0, 2, 0)
    yield _step(EQUAL, own, 1, 0)
    yield _step(RETURN, REFUSE)
    yield _step(RETURN, ALLOW)
    yield _step(RETURN, ALLOW)


def _refused(number: int) -> Iterable[bytes]:
    return _step(EQUAL, number, 0, 1), _step(RETURN, REFUSE)


def _unless(number: int, holds: bytes) -> Iterable[bytes]:
    """Return the steps that refuse a call unless its first argument passes a test."""
    return _step(EQUAL, number, 0, 4), _step(LOAD, FIRST), holds, _step(RETURN, ALLOW), _step(RETURN, REFUSE)


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)
