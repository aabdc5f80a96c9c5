"""What `.ci/setup` says and does, in a tree of empty files and with programs that stand in for those of the system."""

import mmap
import re
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import PySide6
import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script for sh")

BORROWED = ("sh", "cat", "dirname", "env", "grep", "head", "sed", "sort", "tr")
FAKES = {
    # A file of Qt lacks the libraries that the file `NAME.lost` beside it lists.
    "ldd": """for file; do echo "$file" >> asked
        if [ -e "$file.lost" ]; then sed 's/.*/\tlibc.so.6 => \\/lib\\/libc.so.6 (0x7f)\\n\t& => not found/' "$file.lost"; fi; done""",
    "dpkg-query": "sed 's/^/install ok installed /' installed",
    "apt-cache": '[ "$1" = pkgnames ] && grep "^$2" available',
    # One line of the file `busy` is used up by each try; its words are what apt-get says.
    "apt-get": """echo "apt-get $*" >> done
        if [ -s busy ]; then head -n 1 busy >&2; rest=$(sed 1d busy); echo "$rest" | sed '/^$/d' > busy; exit 100; fi""",
    "id": "cat uid",
    "sleep": "echo sleep >> done",
    "uv": 'echo "uv $*" >> done',
}
LOCKED = "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 78 (perl)\n"

# Parts of dpkg, apt and what they are linked with: on every Debian.
EVERYWHERE = {"libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "libresolv.so.2"}
EVERYWHERE |= {"libbz2.so.1", "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1", "libzstd.so.1"}


@dataclass
class Machine:
    """A Debian of files: `lines` is what the last run of the script said, `done` which commands it gave."""

    root: Path
    qt: Path
    lines: list[str] = field(default_factory=list)

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text)

    def program(self, name: str, text: str) -> None:
        (self.root / "bin" / name).unlink(missing_ok=True)
        self.write(f"bin/{name}", f"#!/bin/sh\n{text}\n")
        (self.root / "bin" / name).chmod(0o755)

    def lose(self, file: str, *libraries: str) -> None:
        """Say that `file` of Qt finds no `libraries`."""
        (self.qt / f"{file}.lost").write_text("".join(f"{library}\n" for library in libraries))

    def remove(self, *packages: str) -> None:
        installed = (self.root / "installed").read_text().splitlines()
        self.write("installed", "".join(f"{name}\n" for name in installed if name not in packages))

    def setup(self, *arguments: str) -> int:
        script = ["/bin/sh", str(self.root / ".ci" / "setup"), *arguments]
        run = subprocess.run(
            script, env={"PATH": str(self.root / "bin")}, capture_output=True, check=False, text=True, timeout=60
        )
        assert run.stdout == ""
        self.lines = run.stderr.splitlines()
        return run.returncode

    @property
    def done(self) -> list[str]:
        path = self.root / "done"
        return path.read_text().splitlines() if path.exists() else []


def packages() -> list[str]:
    """Return the packages that the script installs."""
    listed = re.search(r'^debian="([^"]+)"', (ROOT / ".ci" / "setup").read_text(), re.MULTILINE)
    assert listed
    return listed[1].split()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a Debian on which nothing is missing, used by root."""
    qt = tmp_path / ".venv" / "lib" / "python3.11" / "site-packages" / "PySide6"
    for folder in (tmp_path / ".ci", tmp_path / "bin", tmp_path / "gui", tmp_path / "tests", qt / "Qt" / "libexec"):
        folder.mkdir(parents=True)
    for folder in ("platforms", "multimedia", "sqldrivers"):
        (qt / "Qt" / "plugins" / folder).mkdir(parents=True)
    files = ("QtWidgets.abi3.so", "QtSql.abi3.so", "Qt/libexec/QtWebEngineProcess", "Qt/plugins/platforms/libqxcb.so")
    for file in (*files, "Qt/plugins/multimedia/libffmpegmediaplugin.so", "Qt/plugins/sqldrivers/libqsqlodbc.so"):
        (qt / file).touch()
    shutil.copy(ROOT / ".ci" / "setup", tmp_path / ".ci" / "setup")
    machine = Machine(tmp_path, qt)
    for name in BORROWED:
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    for name, text in FAKES.items():
        machine.program(name, text)
    machine.write("gui/window.py", "from PySide6.QtWidgets import QWidget\n")
    machine.write("installed", "".join(f"{name}\n" for name in packages()))
    machine.write("available", "".join(f"{name}\n" for name in packages()))
    machine.write("uid", "0\n")
    return machine


def test_where_nothing_is_missing_nothing_is_said(machine: Machine) -> None:
    assert machine.setup("window") == 0
    assert machine.lines == []
    assert machine.done == ["uv sync --locked --quiet"]


def test_what_is_missing_is_installed_by_its_name_in_this_release(machine: Machine) -> None:
    machine.remove("libxfixes3", "libasound2")
    machine.write("available", "libasound2t64\nlibxfixes3\n")
    assert machine.setup() == 0
    assert machine.lines == ["Standfirst: installing libxfixes3 libasound2"]
    update, install, sync = machine.done
    assert update == "apt-get -qq update"
    assert install.startswith("apt-get -qq install -y --no-install-recommends ")
    assert set(install.split()[5:]) == {"libxfixes3", "libasound2t64"}
    assert sync.startswith("uv sync")


def test_a_package_of_the_new_name_is_there(machine: Machine) -> None:
    machine.remove("libasound2")
    machine.write("installed", (machine.root / "installed").read_text() + "libasound2t64\n")
    assert machine.setup() == 0
    assert machine.lines == []


def test_a_busy_package_manager_is_waited_for(machine: Machine) -> None:
    machine.remove("libxfixes3")
    machine.write("busy", LOCKED * 3)
    assert machine.setup() == 0
    assert [line for line in machine.lines if "waiting" in line] == machine.lines[1:]
    assert len(machine.lines) == 2
    assert machine.done.count("sleep") == 3
    assert machine.done[-2].endswith("install -y --no-install-recommends libxfixes3")


def test_waiting_ends_and_the_reason_is_told_in_one_line(machine: Machine) -> None:
    machine.remove("libxfixes3")
    machine.write("busy", LOCKED * 1000)
    assert machine.setup() == 0
    assert len(machine.lines) == 3
    assert "held by process 78 (perl), after two minutes of waiting" in machine.lines[2]
    assert machine.lines[2].endswith("as root, apt-get install libxfixes3")
    assert machine.done.count("sleep") == 24
    assert machine.done[-1].startswith("uv sync")


def test_a_failure_that_is_no_lock_is_not_waited_for(machine: Machine) -> None:
    machine.remove("libxfixes3")
    machine.write("busy", "E: No space left on device\n" * 2)
    assert machine.setup() == 0
    assert len(machine.lines) == 2
    assert "(No space left on device)" in machine.lines[1]
    assert "sleep" not in machine.done


def test_a_source_that_cannot_be_reached_does_not_stop_the_installation(machine: Machine) -> None:
    machine.remove("libxfixes3")
    machine.write("busy", "E: The repository of somebody has no Release file.\n")
    assert machine.setup() == 0
    assert len(machine.lines) == 1
    assert machine.done[1].endswith(" libxfixes3")


def test_without_rights_the_packages_are_named_and_the_rest_goes_on(machine: Machine) -> None:
    machine.remove("libxfixes3", "libnss3")
    machine.lose("Qt/libexec/QtWebEngineProcess", "libXfixes.so.3", "libnss3.so")
    machine.write("uid", "1000\n")
    assert machine.setup("window") == 0
    told, lost = machine.lines
    assert "apt-get install" in told
    assert {"libxfixes3", "libnss3"} <= set(told.split())
    assert lost == "Standfirst: the page view cannot load without the packages named above"
    assert machine.done == ["uv sync --locked --quiet"]
    machine.lose("Qt/libexec/QtWebEngineProcess", "libXfixes.so.3", "libexpat.so.1")
    assert machine.setup("window") == 0
    assert "does not find libexpat.so.1 (libexpat1); to install them" in machine.lines[1]


def test_a_long_download_is_announced(machine: Machine) -> None:
    shutil.rmtree(machine.root / ".venv")
    machine.program("uv", "mkdir -p .venv")
    machine.program("mkdir", 'exec /bin/mkdir "$@"')
    assert machine.setup() == 0
    assert machine.lines == ["Standfirst: fetching the Python packages; this can take some minutes"]
    assert machine.setup() == 0
    assert machine.lines == []


@pytest.mark.parametrize("allowed", [True, False])
def test_sudo_is_used_where_it_asks_no_password(machine: Machine, allowed: bool) -> None:
    machine.remove("libxfixes3")
    machine.write("uid", "1000\n")
    machine.program("sudo", '[ "$1" = -n ] && shift && echo sudo >> done && exec "$@"' if allowed else "exit 1")
    machine.program("true", "exit 0")
    assert machine.setup() == 0
    assert ("apt-get -qq update" in machine.done) == allowed
    if not allowed:
        assert machine.lines[0].endswith("sudo apt-get install libxfixes3")


@pytest.mark.parametrize(
    ("file", "library", "consequence"),
    [
        ("Qt/libexec/QtWebEngineProcess", "libXfixes.so.3", "the page view cannot load"),
        ("Qt/plugins/platforms/libqxcb.so", "libxcb-cursor.so.0", "parts of the window cannot load"),
        ("Qt/plugins/multimedia/libffmpegmediaplugin.so", "libXext.so.6", "parts of the window cannot load"),
    ],
)
def test_a_library_that_qt_does_not_find_is_named(machine: Machine, file: str, library: str, consequence: str) -> None:
    machine.lose(file, library)
    assert machine.setup("window") == 0
    (line,) = machine.lines
    assert consequence in line
    assert f"{library} (" in line
    assert "apt-get install lib" in line


@pytest.mark.parametrize(("arguments", "code"), [(("window",), 1), ((), 0)])
def test_a_window_that_cannot_start_stops_what_needs_a_window(
    machine: Machine, arguments: tuple[str, ...], code: int
) -> None:
    machine.lose("QtWidgets.abi3.so", "libEGL.so.1", "libX11.so.6")
    assert machine.setup(*arguments) == code
    (line,) = machine.lines
    assert "the window cannot start" in line
    assert line.endswith(
        "libEGL.so.1 (libegl1), libX11.so.6 (libx11-6); to install them: as root, apt-get install libegl1 libx11-6"
    )


def test_nothing_is_asked_of_a_part_that_nothing_loads(machine: Machine) -> None:
    machine.lose("QtSql.abi3.so", "libodbc.so.2")
    machine.lose("Qt/plugins/sqldrivers/libqsqlodbc.so", "libodbc.so.2")
    assert machine.setup("window") == 0
    assert machine.lines == []
    machine.write("gui/table.py", "from PySide6.QtSql import QSqlTableModel\n")
    assert machine.setup("window") == 0
    assert "libodbc.so.2" in machine.lines[0]


def test_a_library_of_no_known_package_is_named_without_one(machine: Machine) -> None:
    machine.lose("QtWidgets.abi3.so", "libQt6Gui.so.6", "libnovel.so.7")
    machine.setup()
    assert machine.lines == ["Standfirst: the window cannot start, Qt does not find libQt6Gui.so.6, libnovel.so.7"]
    machine.write("available", "libnovel7\n")
    machine.setup()
    assert machine.lines[0].endswith("libnovel.so.7 (libnovel7); to install them: as root, apt-get install libnovel7")


def test_elsewhere_than_on_debian_the_libraries_are_named(machine: Machine) -> None:
    for name in ("dpkg-query", "apt-cache", "apt-get"):
        (machine.root / "bin" / name).unlink()
    machine.lose("Qt/libexec/QtWebEngineProcess", "libXfixes.so.3")
    assert machine.setup("window") == 0
    assert machine.lines == ["Standfirst: the page view cannot load, Qt does not find libXfixes.so.3"]


@pytest.mark.parametrize("python", [None, "exit 1"])
def test_without_python_the_reason_is_told_in_one_line(machine: Machine, python: str | None) -> None:
    (machine.root / "bin" / "uv").unlink()
    if python:
        machine.program("python3", python)
    assert machine.setup() == 1
    (line,) = machine.lines
    assert "python3-venv" in line


def needed(path: Path) -> set[str]:
    """Return the shared libraries that the ELF file `path` (64 bits, little endian) names itself as needed."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        assert data[:6] == b"\x7fELF\x02\x01"
        (start,) = struct.unpack_from("<Q", data, 32)
        size, count = struct.unpack_from("<HH", data, 54)
        heads = [struct.unpack_from("<IIQQQQ", data, start + size * index) for index in range(count)]
        offset, length = next((head[2], head[5]) for head in heads if head[0] == 2)  # PT_DYNAMIC
        entries = list(struct.iter_unpack("<QQ", data[offset : offset + length]))
        address = next(value for tag, value in entries if tag == 5)  # DT_STRTAB
        names = next(head[2] + address - head[3] for head in heads if head[0] == 1 and 0 <= address - head[3] < head[5])
        starts = [names + value for tag, value in entries if tag == 1]  # DT_NEEDED
        return {data[start : data.find(b"\0", start)].decode() for start in starts}


def closure(files: list[Path], own: dict[str, Path]) -> set[str]:
    """Return the libraries of the system that `files` need, themselves or by way of the wheel's `own` libraries."""
    seen, waiting, system = set[Path](), list(files), set[str]()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            names = needed(path)
            waiting += [own[name] for name in names if name in own]
            system |= {name for name in names if name not in own}
    return system


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the wheels bring everything")
def test_every_library_of_the_installed_qt_is_in_a_package_that_is_installed(machine: Machine) -> None:
    """A new Qt that asks for a library of the system fails here on every machine, whatever that machine happens to have."""
    qt = Path(PySide6.__file__).parent
    shutil.rmtree(machine.qt)
    machine.qt.symlink_to(qt)
    shutil.rmtree(machine.root / "gui")
    (machine.root / "gui").symlink_to(ROOT / "gui")
    assert machine.setup() == 0
    asked = {Path(line) for line in (machine.root / "asked").read_text().splitlines()}
    assert {"QtWidgets.abi3.so", "QtWebEngineProcess", "libqxcb.so"} <= {path.name for path in asked}
    own = {
        path.name: path
        for folder in (qt / "Qt" / "lib", qt, qt.parent / "shiboken6")
        for path in folder.glob("lib*.so*")
    }
    system = closure([machine.root / path for path in asked], own)
    assert {"libXfixes.so.3", "libEGL.so.1"} <= system
    machine.program("ldd", "\n".join(f"echo '{name} => not found'" for name in sorted(system)))
    machine.write("available", "")
    machine.setup()
    told = re.search(r"does not find ([^;]+)", machine.lines[-1])
    assert told
    unknown = {name for name in told[1].split(", ") if "(" not in name}
    assert {name for name in unknown - EVERYWHERE if not name.startswith("ld-linux")} == set()
    assert len(told[1].split(", ")) == len(system)
