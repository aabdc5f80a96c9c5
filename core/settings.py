"""All settings in one table. Values are stored in one JSON file per user; dialogs, docs and checks read the table."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from core import files
from core.errors import InputError
from core.text.json_text import parse

Value = str | int | bool
MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Setting:
    """A setting: key, label, default, help and, where limited, its choices or range."""

    key: str
    label: str
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0


SETTINGS: tuple[Setting, ...] = (
    Setting("author", "Your name", "", "Shown with every decision that you make."),
    Setting("appearance", "Appearance", "system", "Light, dark, or as the system is set.", ("system", "light", "dark")),
    Setting(
        "draft_font",
        "Typeface of drafts",
        "serif",
        "Serif or sans-serif, for the story being checked.",
        ("serif", "sans"),
    ),
    Setting("style", "Citation style", "chicago-notes", "How footnotes are written unless an export says otherwise."),
    Setting(
        "locale",
        "Language of citations",
        "",
        "The language of months, “accessed”, “edited by” and the like in citations.",
    ),
    Setting(
        "edition",
        "Edition",
        "desk",
        "Who a brief is for unless an export says otherwise.",
        ("desk", "legal", "public"),
    ),
    Setting(
        "workers",
        "Downloads at once",
        8,
        "How many resources of a page are fetched at the same time.",
        least=1,
        most=32,
    ),
    Setting(
        "per_host",
        "Downloads at once from one server",
        8,
        "How many of them may go to the same server; use fewer for a small server.",
        least=1,
        most=32,
    ),
    Setting(
        "recheck_reopens",
        "Reopen claims after a recheck",
        False,
        "Reopen a confirmed claim when a recheck finds its evidence edited or gone; otherwise it is only flagged.",
    ),
    Setting(
        "allow_private", "Allow private addresses", False, "Capture pages of this computer and the local network too."
    ),
)


def folder() -> Path:
    """Return the folder of the user's settings; STANDFIRST_CONFIG overrides it."""
    import platformdirs

    return Path(os.environ.get("STANDFIRST_CONFIG") or platformdirs.user_config_dir("standfirst", appauthor=False))


class Settings:
    """The user's choices over the defaults; read once, saved on every change."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or folder() / "settings.json"
        self._chosen = _read(self.path)

    def __getitem__(self, key: str) -> Value:
        """Return a setting's value: the chosen one if valid, else the default."""
        setting = find(key)
        value = self._chosen.get(key, setting.default)
        return value if _fits(setting, value) else setting.default

    def __setitem__(self, key: str, value: Value) -> None:
        """Set and save a value; InputError when it is invalid."""
        if not _fits(find(key), value):
            raise InputError(f"“{find(key).label}” cannot be {value!r}.", find(key).help)
        self._chosen[key] = value
        self.path.parent.mkdir(parents=True, exist_ok=True)
        files.write(self.path, json.dumps(self._chosen, indent=1, ensure_ascii=False).encode())

    def all(self) -> Mapping[str, Value]:
        """Return every setting with its current value."""
        return MappingProxyType({setting.key: self[setting.key] for setting in SETTINGS})


def find(key: str) -> Setting:
    """Return the setting with this key; InputError for an unknown key."""
    for setting in SETTINGS:
        if setting.key == key:
            return setting
    raise InputError(f"There is no setting called “{key}”.", "See the table in Settings.")


def _fits(setting: Setting, value: object) -> bool:
    if type(value) is not type(setting.default):
        return False
    if setting.choices:
        return value in setting.choices
    return not isinstance(value, int) or isinstance(value, bool) or setting.least <= value <= setting.most


def _read(path: Path) -> dict[str, Value]:
    try:
        loaded = parse(files.read_text(path, MOST_BYTES))
    except (OSError, ValueError):  # missing or damaged settings fall back to the defaults
        return {}
    return loaded if isinstance(loaded, dict) else {}
