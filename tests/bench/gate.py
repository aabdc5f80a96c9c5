"""How much an export costs more for the check of what it uses: `gate.py [CLAIMS] [KB] [RUNS]`.

A project of so many claims (20), each with a page of so many kB (300) and a passage of it. The peer is the same export
less its check, timed in the same run. Processor seconds of this process and those it starts; the project is opened anew for
each export, so that no digest is remembered. Aim: less than 10 % more.
"""

import os
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from core.project import Project  # noqa: E402 - the path is set first
from core.project.gate import Gate  # noqa: E402 - the path is set first
from tests.data.sealing import Page, passage, seal  # noqa: E402 - the path is set first

FORMATS = ("pdf", "docx", "html", "md", "csl", "wacz")


def alive() -> float:
    """Return the processor seconds of the processes that this one started and that still run, such as the workers; Linux."""
    found = 0.0
    for thread in Path("/proc/self/task").iterdir():
        for child in (thread / "children").read_text().split():
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(") ")[2].split()
            found += sum(map(int, fields[11:15])) / os.sysconf(
                "SC_CLK_TCK"
            )  # its own time, and that of its own that ended
    return found


def spent() -> float:
    """Return the processor seconds of this process and of all that it started."""
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime + alive()


def fill(folder: Path, claims: int, size: int) -> None:
    drawn = random.Random(7)
    with Project.create(folder, "Bench") as project:
        project.author("Ada")
        for number in range(claims):
            words = f"The town paid {number + 100},000 crowns for bridge {number}."
            filler = drawn.randbytes(size * 500).hex()
            body = f"<html lang=en><title>{number}</title><p>{words}</p><!-- {filler} --></html>"
            snapshot = seal(project, Page(f"https://example.org/{number}", body.encode()))
            claim = project.claims.add(words).made["claim"]
            project.evidence.quote(snapshot.id, passage(words), claim)
            project.claims.set_verdict(claim, project.scale.values[0].value, "Seen")


def cost(folder: Path, out: Path, name: str) -> tuple[float, float]:
    """Return the processor seconds of an export, and those of its check alone."""
    check, taken = Gate.check, [0.0]

    def timed(*given: Any) -> Any:
        began = time.process_time()
        try:
            return check(*given)
        finally:
            taken[0] += time.process_time() - began

    with patch.object(Gate, "check", timed), Project.open(folder) as project:
        began = spent()
        project.export(name, out)
        return spent() - began, taken[0]


def main() -> None:
    claims, size, runs = (int(one) for one in (*sys.argv[1:], *("20", "300", "5")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as name:
        os.environ["STANDFIRST_CONFIG"] = f"{name}/config"
        folder = Path(name) / "Bench.standfirst"
        fill(folder, claims, size)
        sealed = sum(path.stat().st_size for path in (folder / "archive").iterdir())
        print(f"{claims} claims, {sealed / 1e6:.1f} MB sealed, {runs} runs")
        for form in FORMATS:
            cost(folder, Path(name) / "out", form)  # what is loaded once
            taken = [cost(folder, Path(name) / "out", form) for _ in range(runs)]
            whole, check = statistics.median(one[0] for one in taken), statistics.median(one[1] for one in taken)
            print(
                f"{form:6} {whole:.2f} s of processor time, of it the check {check:.3f}: {whole / (whole - check):.3f}"
            )


if __name__ == "__main__":
    main()
