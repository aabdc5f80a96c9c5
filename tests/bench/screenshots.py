"""Pictures of every window and dialog, light and dark, for looking at; the README shows some of them.

    python tests/bench/screenshots.py FOLDER [--size 1440x900] [--only NAME …]

Without --size the pictures of each size go into a folder of their own. One window is shared by all views of
`tests/bench/views.py`; projects are made in a temporary folder. Needs no display.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIZES = ("1024x700", "1440x900")
MODES = ("light", "dark")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=SIZES)
    parser.add_argument("--only", nargs="+", default=())
    wanted = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.bench.views import VIEWS

    names = [view.name for view in VIEWS]
    if unknown := set(wanted.only) - set(names):
        parser.error(f"no such view: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        take_all(wanted.folder, Path(folder), (wanted.size,) if wanted.size else SIZES, wanted.only or names)


def prepare(folder: Path) -> None:
    """Give the window settings and documents of its own, and no display."""
    documents = folder / "Documents"
    documents.mkdir()
    (folder / "user-dirs.dirs").write_text(f'XDG_DOCUMENTS_DIR="{documents}"\n', encoding="utf-8")
    os.environ["XDG_CONFIG_HOME"] = str(folder)
    os.environ["STANDFIRST_CONFIG"] = str(folder / "settings")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def take_all(out: Path, folder: Path, sizes: tuple[str, ...], names: list[str]) -> None:
    """Open the window and save each named view in every size, light and dark."""
    from core.demo.scenario import MATERIAL, load
    from core.demo.sites import Sites
    from gui.app import start
    from tests.bench.views import VIEWS, Stage

    with Sites(MATERIAL, load().redirects) as sites:
        os.environ["HTTP_PROXY"] = sites.proxy  # pages that a view captures come from the invented web
        app, window = start([])
        window.show()
        stage = Stage(app, window, folder)
        for view in VIEWS:
            if view.name in names:
                picture(view, stage, out, sizes)
        stage.open("")
        app.quit()


def picture(view, stage, out: Path, sizes: tuple[str, ...]) -> None:
    """Save the pictures of one view."""
    stage.open(view.project)
    shown = stage.show(view)
    natural = shown.size()
    for mode in MODES:
        stage.window.commands.dress(mode)
        for size in sizes:
            width, height = map(int, size.split("x"))
            stage.window.resize(width, height)
            if shown is not stage.window:  # as a window manager would hold it to the screen
                shown.resize(natural.boundedTo(stage.window.size()))
            stage.settle()
            path = out / (size if len(sizes) > 1 else "") / f"{view.name}-{mode}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            shown.grab().save(str(path))
    print(view.name, flush=True)
    stage.leave(view)


if __name__ == "__main__":
    main()
