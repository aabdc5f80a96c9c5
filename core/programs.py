"""Other programs: the command that starts one of ours, and the environment that ours and foreign ones get."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PASSPHRASE, NEW_PASSPHRASE = "STANDFIRST_PASSPHRASE", "STANDFIRST_NEW_PASSPHRASE"
SECRETS = (PASSPHRASE, NEW_PASSPHRASE)  # every variable from which a secret is read
INHERITED = (  # what a program that reads hostile bytes gets: nothing secret, nothing that loads code except the first three
    *("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    *("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONUTF8"),
    *("SYSTEMROOT", "WINDIR", "COMSPEC", "NUMBER_OF_PROCESSORS"),
)


def command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of ours, such as `core.security.worker`, as a program."""
    return [sys.executable, "-P", "-B", "-m", module, *arguments]


def alone(module: str, *arguments: str) -> list[str]:
    """Return the command of a module that imports nothing of ours; its packages are not imported, so it starts faster."""
    return [sys.executable, "-I", str(ROOT.joinpath(*module.split(".")).with_suffix(".py")), *arguments]


def environment(*, narrow: bool) -> dict[str, str]:
    """Return the variables for another program: those of INHERITED when `narrow`, otherwise all but SECRETS (fonts of a person lie below HOME).

    With them comes the place of our modules, which :func:`command` needs.
    """
    names = INHERITED if narrow else [name for name in os.environ if name.upper() not in SECRETS]
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def forget_secrets() -> None:
    """Take SECRETS out of this process's own environment: for the window, whose toolkit starts programs by itself."""
    for name in SECRETS:
        os.environ.pop(name, None)
