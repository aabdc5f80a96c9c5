"""The window's log: commands by name, long work by its seconds, errors by class and place; no words of a project."""

import re

import pytest

from core import log
from core.errors import WorldError
from gui.base import errors
from gui.shell.actions import COMMANDS


@pytest.fixture(autouse=True)
def _opened():
    log.setup("standfirst-gui", (command.name for command in COMMANDS))
    yield
    log.end()


def test_the_windows_work_is_logged_without_its_words(qtbot, story) -> None:
    def bug(_project) -> None:
        raise KeyError("Martaqz Okonkwo")

    def problem(_progress) -> None:
        raise WorldError("“https://secretqz.example/” could not be reached.", "Tryqz again.")

    met = []
    story.actions_["claims"].trigger()
    story.actions_["find"].trigger()
    story.session.act(bug, failed=met.append)
    story.session.start("Capture https://secretqz.example/", problem, failed=met.append)
    qtbot.waitUntil(lambda: len(met) == 2)
    for error in met:
        box = errors.show(story, error)
        box.close()
    told = log.path().read_text(encoding="utf-8")
    assert "command name=claims" in told
    assert "command name=find" in told
    assert re.search(r"ERROR bug\n  KeyError\n    gui/base/runner\.py:\d+ _run\n", told)
    assert re.search(r"ERROR problem\n  WorldError\n    tests/qt/test_window_log\.py:\d+ problem\n", told)
    assert told.count("WorldError") == 1
    assert "qz" not in told
    assert "Story" not in told
