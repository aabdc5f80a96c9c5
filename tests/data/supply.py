"""The script of the supply chain, `.ci/supply.py`, as a module."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

SCRIPT = Path(__file__).parents[2] / ".ci" / "supply.py"


def loaded() -> ModuleType:
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location("supply", SCRIPT)
    if spec is None or spec.loader is None:
        raise ImportError(SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["supply"] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


supply = loaded()
