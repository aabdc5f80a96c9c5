"""Whether the words of drafts' files are all accounted for: in the text, beside it, or left out for a reason that is told.

    python tests/bench/drafts.py FOLDER [--make N]

Prints per file its words as the format holds them, what became of them, and what does not reconcile: lost words, and
words of the text that the file does not hold. `--make N` first writes N Word files by chance into FOLDER, over a grammar of
constructs, and with LibreOffice (`soffice`), if it is installed, the same stories as ODT, RTF, HTML and Word.
"""

import argparse
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.draft.imported import ENDINGS, Imported, read_draft
from core.draft.left_out import LEFT_OUT, LOST
from core.errors import InputError
from tests.data.draft_files import word_file

FORMATS = ("odt", "rtf", "html", "docx")
AT_ONCE = 50  # files of one call of LibreOffice


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--make", type=int, default=0, metavar="N")
    wanted = parser.parse_args()
    if wanted.make:
        make(wanted.folder, wanted.make)
    totals = Counter[str]()
    for path in sorted(path for path in wanted.folder.rglob("*") if path.suffix.lower().lstrip(".") in ENDINGS):
        totals += told(path)
    print(
        f"{totals['files']:,} files read, {totals['refused']:,} refused; {totals['words']:,} words, "
        f"{totals['lost']:,} lost, {totals['added']:,} not in the file; {totals['ms'] / max(1, totals['files']):.0f} ms a file"
    )


def told(path: Path) -> Counter[str]:
    """Print a line about one file and return its counts."""
    begun = time.perf_counter()
    try:
        draft = read_draft(path.read_bytes(), path.name)
    except InputError as error:
        print(f"{path.parent.name}/{path.name:28} refused: {error.sentence}")
        return Counter(refused=1)
    taken = int(1000 * (time.perf_counter() - begun))
    lost = [note for note in draft.notes if note.reason == LOST]
    print(f"{path.parent.name}/{path.name:28} {draft.words:6,} words  {became(draft)}")
    for note in lost:
        print(f"    LOST “{note.text}” ({note.place})")
    if draft.added:
        print(f"    NOT IN THE FILE {' '.join(draft.added[:20])}")
    count = sum(len(note.text.split()) for note in lost)
    return Counter(files=1, words=draft.words, lost=count, added=len(draft.added), ms=taken)


def became(draft: Imported) -> str:
    """Return what became of the words of a file, in words."""
    kinds = Counter(note.reason if note.kind == LEFT_OUT else note.kind for note in draft.notes)
    return ", ".join(
        [f"{len(draft.text.split()):,} in the text", *(f"{number} {kind}" for kind, number in kinds.items())]
    )


def make(folder: Path, number: int) -> None:
    """Write files by chance, and the same stories as LibreOffice saves them."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for seed in range(number):
        made.append(folder / f"{seed:04}.docx")
        made[-1].write_bytes(word_file(seed)[0])
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice is not installed: Word files by chance only.")
        return
    for form in FORMATS:
        for first in range(0, number, AT_ONCE):
            profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
            command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(folder / f"office-{form}")]
            subprocess.run([*command, *map(str, made[first : first + AT_ONCE])], check=True, capture_output=True)
    shutil.rmtree(folder / "profile", ignore_errors=True)


if __name__ == "__main__":
    main()
