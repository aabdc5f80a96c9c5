"""Every reading command and export on hostile projects: `hostile_projects.py [VARIANTS] [--seed N] [--json]`.

Without a number, all variants of `tests/data/hostile_projects.py` are tried (hours): each table, column and kind of bad value, each
spoiled schema, each spoiled file. With a number, all of the files and schemas, and that many of the rows, drawn by the seed.
Aim: no internal error, no command that does not end within 20 s, nothing written outside the project.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tests.data import hostile_projects as hostile  # noqa: E402 - the path is set first

FORMATS = ("csl", "md", "html", "wacz", "xlsx")  # the others differ in the engine that typesets, not in what is read


def main(number: int, seed: int, *, as_json: bool) -> int:
    """Attack and report."""
    rows = list(hostile.row_variants())
    chosen = [*hostile.file_variants(), *hostile.schema_variants()]
    chosen += hostile.sample(rows, number, seed) if number else rows
    seen, began = hostile.Seen(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STANDFIRST_CONFIG"] = str(Path(folder) / "settings")
        jail = hostile.Jail(Path(folder))
        commands = hostile.reading(jail, FORMATS)
        for place, variant in enumerate(chosen):
            if sys.stderr.isatty():
                print(f"\r{place} of {len(chosen)}, {len(seen.troubles)} troubles", end="", file=sys.stderr)
            hostile.attack(jail, variant, commands, seen)
    figures = {
        "variants": len(chosen),
        "of": len(rows) + len(chosen) - (number or len(rows)),
        "commands": len(commands),
        "runs": seen.runs,
        "internal_errors": len(seen.failed),
        "hangs": len(seen.hung),
        "writes_outside": len(seen.escaped),
        "exits": {str(code): seen.codes[code] for code in sorted(seen.codes)},
        "seconds": round(time.monotonic() - began),
    }
    if as_json:
        print(json.dumps({**figures, "n": seen.runs, "troubles": seen.troubles}))
    else:
        print("\n".join(f"{name:18} {value}" for name, value in figures.items()))
        print("\n".join(f"! {trouble}" for trouble in seen.troubles[:40]))
    return 1 if seen.troubles else 0


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word.isdigit()]
    chance = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 1
    wanted = int(given[0]) if given and sys.argv[1].isdigit() else 0
    sys.exit(main(wanted, chance, as_json="--json" in sys.argv))
