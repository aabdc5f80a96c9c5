"""Build a project beside its place and move it there when it is complete, so that no crash leaves half of one."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core import files
from core.errors import InputError, WorldError
from core.store.connection import in_use

PREFIX = ".new-project-"


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Yield a private folder beside `path` to build a project in, which takes the place of `path` after the block.

    InputError when `path` exists and is not an empty folder. After an error nothing is left. What a program that was
    killed left unfinished in the same folder is removed first.
    """
    path = Path(path).absolute()
    check_free(path)
    made = _made(path)
    try:
        yield made
        _move(made, path)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def check_free(path: Path) -> None:
    """Raise InputError when there is something at `path` other than an empty folder."""
    try:
        taken = path.is_symlink() or (path.exists() and (not path.is_dir() or any(path.iterdir())))
    except (OSError, ValueError) as error:
        raise _refused(error) from error
    if taken:
        raise InputError(f"“{path.name}” is already there and not empty.", "Choose another name, or open it.")


def _made(path: Path) -> Path:
    try:
        files.make_folder(path.parent)
        _sweep(path.parent)
        return Path(tempfile.mkdtemp(prefix=PREFIX, dir=path.parent))
    except OSError as error:
        raise _refused(error) from error


def _sweep(parent: Path) -> None:
    """Remove what was never finished in this folder; what another program is building right now is locked by it."""
    for left in parent.glob(f"{PREFIX}*"):
        if left.is_dir() and not left.is_symlink() and not in_use(left):
            shutil.rmtree(left, ignore_errors=True)


def _move(made: Path, path: Path) -> None:
    try:
        if path.is_dir():
            path.rmdir()
        files.place_folder(made, path)
    except OSError as error:
        raise WorldError(
            "The project could not be put in its place.", f"Choose another place ({error.strerror})."
        ) from error


def _refused(error: OSError | ValueError) -> WorldError:
    told = getattr(error, "strerror", None) or "its name is not one"
    return WorldError("The project folder could not be made.", f"Check the folder and its permissions ({told}).")
