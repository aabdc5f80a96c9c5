"""Settings: defaults, choices kept over restarts, damaged files survived."""

from pathlib import Path

import pytest

from core.errors import InputError
from core.settings import SETTINGS, Settings


def test_every_setting_has_words_and_a_sound_default(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for row in SETTINGS:
        assert row.label
        assert row.help.endswith(".")
        settings[row.key] = row.default
    assert dict(settings.all()) == {row.key: row.default for row in SETTINGS}


def test_a_choice_survives_a_restart(tmp_path: Path) -> None:
    Settings(tmp_path / "deep" / "settings.json")["appearance"] = "dark"
    assert Settings(tmp_path / "deep" / "settings.json")["appearance"] == "dark"


@pytest.mark.parametrize(
    ("key", "value"), [("appearance", "pink"), ("workers", 0), ("workers", "8"), ("workers", True), ("author", 7)]
)
def test_unsound_values_are_refused(tmp_path: Path, key: str, value: object) -> None:
    with pytest.raises(InputError):
        Settings(tmp_path / "settings.json")[key] = value  # any value may come from a dialog or a file


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"workers": 1e9, "appearance": null}', b"\xff\xfe"])
def test_a_damaged_file_means_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert Settings(tmp_path / "settings.json")["workers"] == 8


def test_unknown_settings_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="colour"):
        Settings(tmp_path / "settings.json")["colour"]
