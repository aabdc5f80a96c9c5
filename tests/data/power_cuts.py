"""Power cuts: from the recorded writes of a process to the disks that a cut of the power may leave.

The model of the kernel and the disk, each rule as harsh as POSIX allows or harsher:

- Up to its last `fsync` the content of a file is as it was written. Of what was written to it later any sector of 512 bytes
  may be new or old, each on its own; so may the length; a sector that was never written is zeros.
- A name that was made, moved or removed may be there or not until its folder is synced. In half of the images the changes
  of names reach the disk in their order, up to any of them (a journaling file system); in the other half any of them do.
- A change of one name is whole: the old file, or the new one.
- What is written is there from the moment of the cut on: nothing flushes by itself, and nothing is kept in the disk's cache
  after an `fsync` has returned.

Not in the model: bytes that rot, an `fsync` that lies, several disks. The shared memory of SQLite (-shm) is never there.
"""

import contextlib
import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
SHIM = Path(__file__).with_name("power_shim.c")
HAND = Path(__file__).with_name("power_hand.py")
HEAD = struct.Struct("<4I3Q")  # as `struct head` of power_shim.c
SECTOR = 512
COMPILERS = ("cc", "gcc", "clang")
SEALED = ".warc.gz"
EARLY = 0.2  # of the cuts fall anywhere, the others after the first promise
KEEPING = (0.0, 0.5, 0.5, 0.9, 1.0)  # shares of unsynced sectors that reach the disk


class Event(NamedTuple):
    """One thing that was asked of the file system, or (kind A) one thing that was promised."""

    kind: str
    first: str
    second: str
    inode: int
    offset: int
    size: int
    data: bytes


class UnrecordedError(Exception):
    """Something that the recorder does not see was done to the folder."""


def compiled(folder: Path) -> Path | None:
    """Compile the recorder; None where there is no compiler of C or no Linux."""
    compiler = next(filter(None, map(shutil.which, COMPILERS)), None)
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    out = folder / "power_shim.so"
    command = [compiler, "-shared", "-fPIC", "-O2", "-o", str(out), str(SHIM), "-lpthread"]
    subprocess.run(command, check=True, capture_output=True)
    return out


def record(shim: Path, way: str, folder: Path, files: Path, *, seed: int, rounds: int, site: str = "") -> list[Event]:
    """Let a hand work in `folder`, which stays as it leaves it; returns all that it asked of the disk."""
    log = folder.with_suffix(".log")
    told = {"LD_PRELOAD": str(shim), "STANDFIRST_POWER_ROOT": str(folder.resolve()), "STANDFIRST_POWER_LOG": str(log)}
    places = {"STANDFIRST_POWER_FILES": str(files), "STANDFIRST_CONFIG": str(folder.with_suffix(".config"))}
    command = [sys.executable, str(HAND), way, str(folder.resolve()), str(seed), str(rounds), site]
    done = subprocess.run(command, env={**os.environ, **places, **told}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-4000:])
    return list(_read(log.read_bytes()))


def _read(log: bytes) -> Iterator[Event]:
    at = 0
    while at < len(log):
        kind, first, second, _, inode, offset, size = HEAD.unpack_from(log, at)
        at += HEAD.size
        one, other = os.fsdecode(log[at : at + first]), os.fsdecode(log[at + first : at + first + second])
        at += first + second
        data = log[at : at + size] if chr(kind) in "WA" else b""
        at += len(data)
        if chr(kind) == "X":
            raise UnrecordedError(f"{one} {other}")
        yield Event(chr(kind), one, other, inode, offset, size, data)


@dataclass(eq=False)
class File:
    """A file: its content at the last sync, and what was done to it since: bytes at an offset, or a length."""

    safe: bytes = b""
    later: list[tuple[int, bytes] | int] = field(default_factory=list)

    def now(self) -> bytes:
        """Return what a process reads."""
        return _merged(self.safe, [(step, None) for step in self.later])

    def sync(self) -> None:
        """Make all of it durable."""
        if self.later:
            self.safe, self.later = self.now(), []

    def after_cut(self, chance: Random) -> bytes:
        """Return what a cut of the power may leave."""
        if not self.later:
            return self.safe
        share = chance.choice(KEEPING)
        steps: list[tuple[tuple[int, bytes] | int, list[bool] | None]] = []
        for step in self.later:
            if isinstance(step, int):
                if chance.random() < share:
                    steps.append((step, None))
                continue
            count = (step[0] % SECTOR + len(step[1]) + SECTOR - 1) // SECTOR
            steps.append((step, [chance.random() < share for _ in range(count)]))
        return _merged(self.safe, steps)


def _merged(safe: bytes, steps: Sequence[tuple[tuple[int, bytes] | int, list[bool] | None]]) -> bytes:
    """Return content after steps; of a write those sectors that are kept, or all."""
    out = bytearray(safe)
    for step, kept in steps:
        if isinstance(step, int):
            out = out[:step] + bytes(max(0, step - len(out)))
            continue
        offset, data = step
        at = 0
        for keep in kept if kept is not None else [True]:
            end = len(data) if kept is None else min(len(data), at + SECTOR - (offset + at) % SECTOR)
            if keep:
                out += bytes(max(0, offset + end - len(out)))
                out[offset + at : offset + end] = data[at:end]
            at = end
    return bytes(out)


@dataclass(eq=False)
class Folder:
    """A folder: its names as a process sees them, and as they are durable."""

    now: dict[str, "Node"] = field(default_factory=dict)
    safe: dict[str, "Node"] = field(default_factory=dict)


Node = File | Folder
Change = list[tuple[Folder, str, Node | None]]  # names that one operation gives a node, or takes away


class Disk:
    """What a process did to one folder, event by event, and what may be left of it after a cut."""

    def __init__(self, root: Path) -> None:
        self.root = str(root.resolve())
        self.top = Folder()
        self.nodes: dict[int, Node] = {root.stat().st_ino: self.top}
        self.later: list[Change] = []
        self._load(root, self.top)

    def _load(self, path: Path, folder: Folder) -> None:
        """Take what is there before the recording as durable."""
        for entry in os.scandir(path):
            node: Node = Folder() if entry.is_dir() else File(Path(entry.path).read_bytes())
            self.nodes[entry.stat().st_ino] = folder.now[entry.name] = folder.safe[entry.name] = node
            if isinstance(node, Folder):
                self._load(Path(entry.path), node)

    def _place(self, path: str) -> tuple[Folder, str]:
        """Return the folder that holds a path, and the name in it."""
        parts = os.path.relpath(os.path.normpath(path), self.root).split("/")
        folder: Node = self.top
        for part in parts[:-1]:
            if not isinstance(folder, Folder):
                raise UnrecordedError(path)
            folder = folder.now[part]
        if not isinstance(folder, Folder):
            raise UnrecordedError(path)
        return folder, parts[-1]

    def do(self, event: Event) -> None:
        """Follow one event."""
        if event.kind in "WT":
            node = self.nodes[event.inode]
            if isinstance(node, File):
                node.later.append((event.offset, event.data) if event.kind == "W" else event.size)
        elif event.kind == "S":
            self._sync(self.nodes.get(event.inode))
        elif event.kind != "A":
            self._name(event)

    def _sync(self, node: Node | None) -> None:
        if isinstance(node, File):
            node.sync()
        elif isinstance(node, Folder):
            for change in [change for change in self.later if any(folder is node for folder, _, _ in change)]:
                self.later.remove(change)
                for folder, name, given in change:
                    _give(folder.safe, name, given)

    def _name(self, event: Event) -> None:
        change: Change = []
        if event.kind in "CM":
            made: Node = File() if event.kind == "C" else Folder()
            self.nodes[event.inode] = made
            change.append((*self._place(event.first), made))
        elif event.kind == "U":
            change.append((*self._place(event.first), None))
        else:
            source, target = self._place(event.first), self._place(event.second)
            node = source[0].now[source[1]]
            change += [(*source, None)] * (event.kind == "R") + [(*target, node)]
        for folder, name, given in change:
            _give(folder.now, name, given)
        self.later.append(change)

    def now(self, folder: Folder | None = None) -> dict[str, Any]:
        """Return what a process sees, as nested dictionaries."""
        inside = (folder or self.top).now
        return {name: self.now(node) if isinstance(node, Folder) else node.now() for name, node in inside.items()}

    def cut(self, chance: Random, out: Path, stash: Path) -> None:
        """Write what a cut of the power may leave to the folder `out`; sealed files are links to files in `stash`."""
        names = {id(self.top): dict(self.top.safe)}
        chosen = self.later[: chance.randrange(len(self.later) + 1)]
        if chance.random() < 0.5:
            share = chance.choice(KEEPING)
            chosen = [change for change in self.later if chance.random() < share]
        for change in chosen:
            for folder, name, node in change:
                _give(names.setdefault(id(folder), dict(folder.safe)), name, node)
        self._write(self.top, names, chance, out, stash)

    def _write(self, folder: Folder, names: dict[int, dict[str, Node]], chance: Random, out: Path, stash: Path) -> None:
        out.mkdir()
        for name, node in sorted(names.get(id(folder), folder.safe).items()):
            if isinstance(node, Folder):
                self._write(node, names, chance, out / name, stash)
            elif name.endswith(SEALED) and not node.later:
                kept = stash / f"{id(node)}-{len(node.safe)}"
                if not kept.exists():
                    kept.write_bytes(node.safe)
                (out / name).hardlink_to(kept)
            else:
                (out / name).write_bytes(node.after_cut(chance))


def _give(names: dict[str, Node], name: str, node: Node | None) -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node


def on_disk(folder: Path) -> dict[str, Any]:
    """Return what is in a folder, as `Disk.now` does, without the shared memory of SQLite."""
    return {
        entry.name: on_disk(Path(entry.path)) if entry.is_dir() else Path(entry.path).read_bytes()
        for entry in os.scandir(folder)
        if not entry.name.endswith("-shm")
    }


def promises(events: Sequence[Event]) -> list[tuple[int, dict[str, Any]]]:
    """Return what was promised, each with the number of the event."""
    return [(number, json.loads(event.data)) for number, event in enumerate(events) if event.kind == "A"]


def cuts(start: Disk, events: Sequence[Event], count: int, chance: Random, folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield `count` disks after cuts at random moments, in order: (events before the cut, folder).

    A folder is gone when the next one is asked for.
    """
    made = next((number for number, event in enumerate(events) if event.kind == "A"), 0)  # a long time at the beginning
    starts = [0 if chance.random() < EARLY else made for _ in range(count)]
    moments = sorted(chance.randrange(first, len(events) + 1) for first in starts)
    stash = folder / "stash"
    stash.mkdir()
    done = 0
    for number, cut in enumerate(moments):
        while done < cut:
            start.do(events[done])
            done += 1
        out = folder / f"{number}"
        start.cut(chance, out, stash)
        yield cut, out
        shutil.rmtree(out)
    with contextlib.suppress(OSError):
        shutil.rmtree(stash)
