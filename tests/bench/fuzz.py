"""Feeds changed files and words to every reader of the product, until the time is over: `fuzz.py SECONDS [READER…] [--seed N]`.

Each reader gets the same share of time, in slices, in a process of its own, limited in memory. What the product runs in its
worker process runs behind a stand-in for that border (`tests/data/hostile_readers.py`). A crash is any exception that is
not one of the product's own, an end of the process, or ten processor seconds for one input, outside the border; inside it these are
counted apart, since the product replaces its worker. An input is made from the seed, the reader's name and its number
alone: `--show NAME NUMBER` writes it to standard output.
"""

import argparse
import contextlib
import json
import mmap
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from core.errors import StandfirstError  # noqa: E402 - the path is set first
from tests.data.hostile_readers import Border, Reader, close_projects, in_process, readers  # noqa: E402 - as above

SLICE, SLOW_SLICE = 4.0, 1.0  # seconds; less for a reader that starts a process for each input
MEMORY = 4 << 30  # bytes of address space
PATIENCE = {False: 10.0, True: 60.0}  # processor seconds for one input, outside and inside the worker's border
BUSY = 10  # as many times longer an input may take by the clock, when the machine is busy
# What a slice shares, as numbers: its input, when that began by the clock and in processor seconds, whether the border was crossed.
NUMBER, BEGAN, USED, INSIDE = range(4)


@dataclass
class Tally:
    """What was seen of one reader."""

    inputs: int = 0
    seconds: float = 0.0
    refused: int = 0
    outside: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)  # the number of the first input of each crash


def made(reader: Reader, seed: int, number: int) -> bytes:
    """Return an input: the same for the same arguments."""
    return reader.mutate(Random(f"{seed}/{reader.name}/{number}"), reader.seeds())


def place_of(error: BaseException) -> str:
    """Return the kind of an exception and the last line of the product that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/core/" in frame.filename and "site-packages" not in frame.filename]
    last = ours[-1] if ours else frames[-1]
    return f"{type(error).__name__} at {'/'.join(Path(last.filename).parts[-3:])}:{last.lineno} {last.name}"


class Slice:
    """One process that feeds one reader for some seconds."""

    def __init__(self, reader: Reader, seed: int, start: int, shared: memoryview, out: Path) -> None:
        self.reader, self.seed, self.number = reader, seed, start
        self.shared, self.out = shared, out
        self.folder = Path(tempfile.mkdtemp(dir=out.parent))
        self.border = Border()
        self.tally = Tally()

    def run(self, seconds: float) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        warnings.simplefilter("ignore")  # of parsers, about what they are given
        until = time.monotonic() + seconds
        with in_process() as self.border:
            while time.monotonic() < until:
                self.feed()
                if self.tally.inputs % 50 == 0 or self.reader.slow:
                    self.save()
            close_projects()
        self.save()

    def feed(self) -> None:
        data = made(self.reader, self.seed, self.number)
        began = time.monotonic()
        self.shared[NUMBER], self.shared[BEGAN], self.shared[USED] = self.number, began, time.process_time()
        self.shared[INSIDE] = False
        self.border.crossed = lambda inside: self.shared.__setitem__(INSIDE, inside)
        try:
            self.reader.read(data, self.folder / "in")
        except StandfirstError:
            self.tally.refused += 1
        except BaseException as error:
            place = place_of(error)
            self.tally.outside[place] += 1
            self.tally.first.setdefault(place, self.number)
        self.tally.inputs += 1
        self.tally.seconds += time.monotonic() - began
        self.number += 1

    def save(self) -> None:
        self.tally.inside = self.border.failed
        told = json.dumps({**vars(self.tally), "next": self.number})
        whole = self.out.with_suffix(".new")
        whole.write_text(told)
        whole.replace(self.out)  # the process may be ended at any moment


def one_slice(reader: Reader, seed: int, tally: Tally, start: int, seconds: float, folder: Path) -> int:  # noqa: PLR0917 - what a process needs
    """Feed a reader in a process of its own; returns the number of the next input."""
    shared, out = memoryview(mmap.mmap(-1, 64)).cast("d"), folder / "slice.json"
    shared[NUMBER], shared[BEGAN] = start, time.monotonic()
    child = os.fork()
    if not child:
        code = 1
        try:
            work = Slice(reader, seed, start, shared, out)
            (work.folder / "in").mkdir()
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where libraries tell why they end the process
            work.run(seconds)
            code = 0
        except BaseException:
            print(traceback.format_exc(), flush=True)
        finally:
            os._exit(code)
    end = waited(child, shared)
    told = json.loads(out.read_text()) if out.exists() else {}
    out.unlink(missing_ok=True)
    number, inside = int(shared[NUMBER]), bool(shared[INSIDE])
    add(tally, told)
    if end:
        tally.inputs += number + 1 - int(told.get("next", start))
        kind = tally.inside if inside else tally.outside
        kind[end] += 1
        tally.first.setdefault(end, number)
        return number + 1
    return int(told["next"])


def add(tally: Tally, told: dict[str, object]) -> None:
    """Add what a slice saw."""
    seen = Tally(**{name: value for name, value in told.items() if name != "next"})  # type: ignore[arg-type]
    tally.inputs += seen.inputs
    tally.seconds += seen.seconds
    tally.refused += seen.refused
    tally.outside.update(seen.outside)
    tally.inside.update(seen.inside)
    for place, number in seen.first.items():
        tally.first.setdefault(place, number)


def used(child: int) -> float:
    """Return the processor seconds of a process so far."""
    try:
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0  # no Linux: the clock alone counts
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def waited(child: int, shared: memoryview) -> str:
    """Wait for a slice, and end one that hangs; returns how it ended, empty for well."""
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "" if not status else f"the process ended ({os.waitstatus_to_exitcode(status)})"
        patience = PATIENCE[bool(shared[INSIDE])]
        if used(child) - shared[USED] > patience or time.monotonic() - shared[BEGAN] > BUSY * patience:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return "a wait"
        time.sleep(0.05)


def main() -> int:
    known = {reader.name: reader for reader in readers()}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=float)
    parser.add_argument("readers", nargs="*", metavar="READER")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, metavar="NUMBER")
    asked = parser.parse_args()
    chosen = [known[name] for name in asked.readers] or list(known.values())
    if asked.show is not None:
        sys.stdout.buffer.write(made(chosen[0], asked.seed, asked.show))
        return 0
    tallies = {reader.name: Tally() for reader in chosen}
    starts = dict.fromkeys(tallies, 0)
    warm(chosen)
    began = time.monotonic()
    length = max(0.5, min(SLICE, asked.seconds / len(chosen)))
    while time.monotonic() - began < asked.seconds:
        for reader in chosen:
            with tempfile.TemporaryDirectory(dir=quick()) as folder:
                place, tally = Path(folder), tallies[reader.name]
                starts[reader.name] = one_slice(
                    reader, asked.seed, tally, starts[reader.name], SLOW_SLICE if reader.slow else length, place
                )
        report(tallies, time.monotonic() - began)
    return 1 if any(tally.outside for tally in tallies.values()) else 0


def warm(chosen: Sequence[Reader]) -> None:
    """Read each reader's first seed, so that no slice has to import and load what it needs."""
    with tempfile.TemporaryDirectory(dir=quick()) as folder, in_process():
        place = Path(folder, "in")
        place.mkdir()
        for reader in chosen:
            with contextlib.suppress(StandfirstError):
                reader.read(reader.seeds()[0], place)
        close_projects()


def quick() -> str | None:
    """Return a folder in memory, where there is one: nothing here outlives a power cut anyway."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > MEMORY else None


def report(tallies: dict[str, Tally], seconds: float) -> None:
    print(f"\n{'reader':28}{'inputs':>10}{'refused':>10}{'ms each':>9}{'crashes':>9}{'in worker':>11}")
    for name, tally in tallies.items():
        each = 1000 * tally.seconds / max(1, tally.inputs)
        crashes, inside = sum(tally.outside.values()), sum(tally.inside.values())
        print(f"{name:28}{tally.inputs:10,}{tally.refused:10,}{each:9.2f}{crashes:9}{inside:11}")
    total = sum(tally.inputs for tally in tallies.values())
    crashes = sum(sum(tally.outside.values()) for tally in tallies.values())
    print(f"{total:,} inputs, {len(tallies)} readers, {seconds:.0f} s, {crashes} crashes outside the worker")
    for name, tally in tallies.items():
        for place, count in tally.outside.most_common():
            print(f"! {name}: {place}: {count} times, first at {tally.first.get(place)}")
        for place, count in tally.inside.most_common(4):
            print(f"  {name}, in the worker: {place}: {count} times")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
