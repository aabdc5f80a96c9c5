"""Where sentences end, beside two libraries in the same run.

    python tests/bench/sentences.py RULES.json [STORY.txt]

RULES: a list of {text, lang, want: [sentence, …]} and optionally half, such as the golden rules of pySBD and sentencex. A text is
right when all its sentences are; white space counts as one blank. Printed: the share that is right with Wilson's 95 % interval,
by half and by language, whether each answer covers the text, and processor milliseconds for 20,000 words (STORY, repeated, or the
rules themselves). Peers: pysbd and sentencex, where they are installed; they are told the language, Standfirst is not.
"""

import argparse
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.text.sentences import sentences

Engine = Callable[[str, str], list[str]]
WORDS, RUNS = 20_000, 5
MISSES = 400  # characters shown of a text that was read wrongly


def standfirst(text: str, _language: str) -> list[str]:
    return [text[slice(*span)] for span in sentences(text)]


def told(text: str, language: str) -> list[str]:
    return [text[slice(*span)] for span in sentences(text, language)]


def pysbd(text: str, language: str) -> list[str]:
    library = import_module("pysbd")
    known = language if language in import_module("pysbd.languages").LANGUAGE_CODES else "en"
    return list(library.Segmenter(language=known, clean=False).segment(text))


def sentencex(text: str, language: str) -> list[str]:
    return [one for one in import_module("sentencex").segment(language, text) if one.strip()]


ENGINES: dict[str, Engine] = {
    "standfirst": standfirst,
    "told the language": told,
    "pysbd": pysbd,
    "sentencex": sentencex,
}


def squeezed(text: str) -> str:
    return " ".join(text.split())


def interval(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Return Wilson's interval of a share."""
    share, over = right / total, 1 + z * z / total
    middle = (share + z * z / 2 / total) / over
    half = z * math.sqrt(share * (1 - share) / total + z * z / 4 / total / total) / over
    return middle - half, middle + half


def score(name: str, engine: Engine, rules: list[dict[str, Any]], *, shown: bool) -> None:
    total, right, covered = Counter[str](), Counter[str](), 0
    for rule in rules:
        got = engine(rule["text"], rule["lang"])
        fine = [squeezed(one) for one in got] == [squeezed(one) for one in rule["want"]]
        covered += sum(map(str.isalnum, "".join(got))) == sum(map(str.isalnum, rule["text"]))
        for group in ("all", rule.get("half", "all rows"), rule["lang"]):
            total[group] += 1
            right[group] += fine
        if shown and not fine:
            print(f"{rule['lang']}: {rule['text'][:MISSES]!r}\n  wanted {rule['want']}\n  got    {got}")
    for group in total:
        if len(group) > len("en"):
            low, high = interval(right[group], total[group])
            print(
                f"{name:18} {group:9} {right[group]}/{total[group]} {right[group] / total[group]:.3f} [{low:.3f}–{high:.3f}]"
            )
    languages = (f"{code} {right[code]}/{total[code]}" for code in sorted(total) if len(code) == len("en"))
    print(f"{name:18} all words kept: {covered}/{len(rules)}; {', '.join(languages)}")


def clock(name: str, engine: Engine, story: str) -> None:
    best = math.inf
    for _ in range(RUNS):
        begun = time.process_time()
        engine(story, "en")
        best = min(best, time.process_time() - begun)
    print(f"{name:18} {1000 * best:9.1f} ms for {WORDS:,} words")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rules", type=Path)
    parser.add_argument("story", type=Path, nargs="?")
    parser.add_argument("--misses", action="store_true", help="print each text that was read wrongly")
    wanted = parser.parse_args()
    rules = json.loads(wanted.rules.read_text(encoding="utf-8"))
    words = (
        wanted.story.read_text(encoding="utf-8") if wanted.story else "\n\n".join(one["text"] for one in rules)
    ).split(" ")
    story = " ".join((words * (WORDS // max(1, len(words)) + 1))[:WORDS])
    for name, engine in ENGINES.items():
        if name in {"pysbd", "sentencex"} and not find_spec(name):
            print(f"{name} is not installed")
            continue
        score(name, engine, rules, shown=wanted.misses and name == "standfirst")
        if name != "pysbd":  # a minute and more
            clock(name, engine, story)


if __name__ == "__main__":
    main()
