"""What a worker is kept from: the layer that this kernel offers holds, and an absent one is told."""

import ctypes
import os
import platform
import signal
import socket
import struct
import sys
from pathlib import Path

import pytest

from core import programs
from core.security import sandbox, worker
from core.security.confinement import Confinement, confinement
from core.security.system_calls import ARCHITECTURES, HIGHEST, JUDGED, NUMBERS, REFUSED
from core.text import language_model

LINUX = sys.platform.startswith("linux")
FILES = ("read", "list", "passwd", "environment", "write", "make", "folder", "remove", "rename", "link", "cut")
CALLS = ("mode", "time", "connect", "datagram", "unix", "listen", "fork", "spawn", "run", "exec", "kill")
ALLOWED, REFUSED_ANSWER, NOT_THERE = 0x7FFF0000, 0x00050001, 0x00050026


def landlock() -> int:
    """Return the version that this kernel offers, asked of it here and not of the code under test."""
    return max(0, ctypes.CDLL(None).syscall(444, None, 0, 1)) if LINUX else 0


def seccomp() -> bool:
    """Return whether this kernel takes filters, and whether there is one for its architecture."""
    actions = Path("/proc/sys/kernel/seccomp/actions_avail")
    return LINUX and platform.machine() in ARCHITECTURES and actions.exists() and "errno" in actions.read_text()


@pytest.fixture(autouse=True)
def _functions(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3] / "tests" / "data"))
    monkeypatch.setenv("STANDFIRST_PASSPHRASE", "swordfish")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "swordfish")
    worker._POOL.close()
    yield
    worker._POOL.close()


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_bytes(b"swordfish")
    return path


def tried(way: str, secret: Path) -> str:
    with socket.socket() as listening, socket.socket(type=socket.SOCK_DGRAM) as hearing:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        hearing.bind(("127.0.0.1", 0))
        port = (hearing if way == "datagram" else listening).getsockname()[1]
        number = os.getpid() if way in ("environment", "kill") else port
        return worker.call("sandboxed:escape", b"", way=way, path=str(secret), number=number)


@pytest.mark.parametrize("way", FILES)
def test_files_are_out_of_reach_where_the_kernel_offers_it(way, secret) -> None:
    if not landlock():
        pytest.skip("this kernel has no Landlock: files are not confined, and confinement() says so")
    assert tried(way, secret) == "PermissionError"
    assert secret.read_bytes() == b"swordfish"
    assert list(secret.parent.iterdir()) == [secret]


@pytest.mark.parametrize("way", CALLS)
def test_network_programs_and_other_processes_are_out_of_reach_where_the_kernel_offers_it(way, secret) -> None:
    if not seccomp():
        pytest.skip("this kernel takes no filter: the network and programs are not confined, and confinement() says so")
    assert tried(way, secret) == "PermissionError"


def test_the_layer_that_is_told_is_the_one_that_the_kernel_offers(capsys) -> None:
    confinement.cache_clear()
    found = confinement()
    with capsys.disabled():
        print(f"\n{found.said()}")
    assert found.tried
    assert (found.landlock, found.seccomp) == (landlock(), seccomp())
    assert found.reads_nothing is found.writes_nothing is bool(landlock())
    assert found.no_network is found.no_programs is seccomp()
    assert found.whole is (bool(landlock()) and seccomp())


def test_a_layer_that_is_not_there_is_told() -> None:
    assert "could not be tried" in Confinement().said()
    assert "is not confined" in Confinement(tried=True).said()
    some = Confinement(tried=True, no_network=True, no_programs=True, seccomp=True).said()
    assert "cannot use the network or start programs (seccomp)" in some
    assert "nothing keeps it from this: read your files and write files" in some
    every = Confinement(True, True, True, True, True, 7, seccomp=True).said()
    assert "nothing keeps" not in every


def test_what_is_told_follows_what_failed(monkeypatch) -> None:
    monkeypatch.setattr(worker, "call", lambda *_, **__: {"reads_nothing": True, "surprise": 1})
    confinement.cache_clear()
    assert not confinement().tried
    confinement.cache_clear()


def test_no_secret_is_inherited_and_no_open_file(secret) -> None:
    with secret.open("rb") as file:
        os.set_inheritable(file.fileno(), True)
        names, files = worker.call("sandboxed:inherited", b"")
    wanted = {"PYTHONPATH", "TMPDIR", "TEMP", "TMP", language_model.VARIABLE, *programs.INHERITED, "LC_CTYPE"}
    assert set(names) <= wanted
    assert files == 2  # the copies of the two pipes


def test_parsers_go_on_working() -> None:
    assert worker.call("sandboxed:works", b"") == [[0, 1, 2], "kept", "a", 4]


@pytest.mark.skipif(os.name != "posix", reason="core files are POSIX's")
def test_a_crash_leaves_no_memory_behind() -> None:
    assert worker.call("sandboxed:limit", b"", name="RLIMIT_CORE") == [0, 0]


def answer(machine: str, number: int, first: int, own: int = 77) -> int:
    """Run the filter as the kernel does, for one call with its first argument."""
    steps = [struct.unpack("=HBBI", step) for step in sandbox.program(ARCHITECTURES[machine], own)]
    data = {0: number & 0xFFFFFFFF, 4: ARCHITECTURES[machine].audit, 16: first & 0xFFFFFFFF}
    at, held = 0, 0
    while True:
        code, yes, no, value = steps[at]
        at += 1
        if code == sandbox.LOAD:
            held = data[value]
        elif code == sandbox.RETURN:
            return value
        else:
            tests = {sandbox.EQUAL: held == value, sandbox.SET: bool(held & value), sandbox.AT_LEAST: held >= value}
            at += yes if tests[code] else no


@pytest.mark.parametrize("machine", sorted(ARCHITECTURES))
def test_the_filter_of_each_architecture(machine) -> None:
    column = ARCHITECTURES[machine].column
    number = {name: numbers[column] for name, numbers in NUMBERS.items()}
    refused = {number[name] for name in REFUSED if number[name] >= 0}
    assert {answer(machine, one, 0) for one in refused} == {REFUSED_ANSWER}
    judged = {number[name] for name in JUDGED}
    assert {answer(machine, one, 0) for one in range(HIGHEST + 1) if one not in refused | judged} == {ALLOWED}
    assert answer(machine, number["clone"], 0x003D0F00) == ALLOWED  # as the C library starts a thread
    assert answer(machine, number["clone"], signal.SIGCHLD) == REFUSED_ANSWER
    assert answer(machine, number["clone3"], 0) == NOT_THERE
    assert answer(machine, number["tgkill"], 77) == ALLOWED
    assert answer(machine, number["tgkill"], 78) == REFUSED_ANSWER
    assert answer(machine, number["prlimit64"], 0) == answer(machine, number["prlimit64"], 77) == ALLOWED
    assert answer(machine, number["prlimit64"], 78) == REFUSED_ANSWER
    assert {answer(machine, one, 0) for one in (HIGHEST + 1, 0x40000029, -1)} == {NOT_THERE}


def test_the_numbers_are_those_of_the_kernel() -> None:
    try:
        library = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        pytest.skip("libseccomp is not installed: the table is compared with nothing")
    library.seccomp_syscall_resolve_name_arch.argtypes = [ctypes.c_uint32, ctypes.c_char_p]
    for name, numbers in NUMBERS.items():
        for architecture in ARCHITECTURES.values():
            known = library.seccomp_syscall_resolve_name_arch(architecture.audit, name.encode())
            assert max(-1, known) == numbers[architecture.column], name
