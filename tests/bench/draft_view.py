"""How long a key takes in the draft view, from the key to the repainted window, on a long draft full of claims.

    python tests/bench/draft_view.py [WORDS] [CLAIMS] [--picture FILE.png] [--keys N]

Prints milliseconds per key (median, 95th percentile) and the ratio of the 95th to the limit of 50 ms: of the clock, and of the
processor time that the window's thread took, which says the same on a machine that others use too. The whole window is
repainted each time, which is more than a key makes necessary. Needs no display.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMIT_MS = 50.0
PATIENCE_S = 60.0
SENTENCE = "In {year} the council of Ostrey paid {number} euros for the {word} of the bridge, the treasurer said."
WORDS_OF = ("lanterns", "paint", "steel", "railing", "survey", "opening", "crossing", "insurance")
IN_SENTENCE = len(SENTENCE.split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="?", type=int, default=4500)
    parser.add_argument("claims", nargs="?", type=int, default=300)
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--keys", type=int, default=60)
    wanted = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STANDFIRST_CONFIG"] = folder
        run(Path(folder), wanted)


def run(folder: Path, wanted: argparse.Namespace) -> None:
    """Make the project, show it in the window, press the keys and print what they took."""
    from gui.app import start
    from gui.drafts.view import DraftView

    app, window = start([])
    window.resize(1440, 900)
    window.show()
    window.open_project(made(folder / "Long.standfirst", wanted.words, wanted.claims))
    until(
        app,
        lambda: window.screens.has_workspace and isinstance(window.screens.workspace.main.currentWidget(), DraftView),
    )
    view = window.screens.workspace.draft
    until(app, lambda: view.facts is not None and len(view.facts.claims) == wanted.claims)
    view.text.setFocus()
    settle(app, 1.0)
    print(f"{wanted.words:,} words, {wanted.claims:,} claims")
    print("| key | median ms | p95 ms | p95 / 50 ms | processor: median ms | p95 ms | p95 / 50 ms |")
    print("|---|---|---|---|---|---|---|")
    for name, times in measured(app, window, view, wanted.keys).items():
        cells = []
        for column in zip(*times, strict=True):
            ordered = sorted(column)
            middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
            cells += [f"{middle:.1f}", f"{late:.1f}", f"{late / LIMIT_MS:.2f}"]
        print(f"| {name} | {' | '.join(cells)} |")
    if wanted.picture:
        window.grab().save(str(wanted.picture))
    window.close()


def made(path: Path, words: int, claims: int) -> Path:
    """Make a project with a draft of that many words, and claims spread over its sentences in every status."""
    from core.model import Status
    from core.project import Project

    count = max(1, words // IN_SENTENCE)
    sentences = [
        SENTENCE.format(year=1900 + n, number=1000 + n, word=WORDS_OF[n % len(WORDS_OF)]) for n in range(count)
    ]
    text = "\n\n".join(" ".join(sentences[n : n + 4]) for n in range(0, count, 4))
    states = tuple(Status)
    with Project.create(path, "Long") as project:
        draft = project.drafts.add("Long", text).made["draft"]
        for number in range(claims):
            sentence = sentences[number % count]
            part = sentence if number < count else " ".join(sentence.split()[: 9 if number < 2 * count else 5])
            claim = project.claims.add(part, draft_id=draft, start=text.index(part)).made["claim"]
            if number % len(states):
                project.claims.set_status(claim, states[number % len(states)])
    return path


def measured(app, window, view, keys: int) -> dict[str, list[tuple[float, float]]]:
    """Return the milliseconds of each key, by the clock and of the processor: pressed, its news handled, everything painted."""
    from PySide6.QtCore import Qt

    pressed = {
        "J": Qt.Key.Key_J,
        "K": Qt.Key.Key_K,
        "N": Qt.Key.Key_N,
        "Down": Qt.Key.Key_Down,
        "PgDn": Qt.Key.Key_PageDown,
    }
    return {name: [one(app, window, view, key) for _ in range(keys)] for name, key in pressed.items()}


def one(app, window, view, key) -> tuple[float, float]:
    """Return the milliseconds from one key to the painted window."""
    from PySide6.QtTest import QTest

    begun, worked = time.perf_counter(), time.thread_time()
    QTest.keyClick(view.text, key)
    app.processEvents()
    window.repaint()
    taken = (time.perf_counter() - begun) * 1000, (time.thread_time() - worked) * 1000
    settle(app, 0.03)
    return taken


def settle(app, seconds: float) -> None:
    """Let the window live for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.005)


def until(app, done) -> None:
    """Let the window live until something is so; SystemExit when it takes too long."""
    end = time.monotonic() + PATIENCE_S
    while not done():
        if time.monotonic() > end:
            raise SystemExit("The window did not get there.")
        settle(app, 0.02)


if __name__ == "__main__":
    main()
