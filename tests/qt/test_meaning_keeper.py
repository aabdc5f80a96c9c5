"""The background job that reads captures for suggestions by meaning."""

import pytest

from core.model import Changes
from core.rank import meaning
from gui.shell.meaning import MeaningKeeper


@pytest.fixture
def asked(open_session, monkeypatch) -> list[object]:
    made: list[object] = []
    monkeypatch.setattr(open_session.project.evidence_suggestions, "prepare", made.append)
    return made


def keeper(open_session, monkeypatch, *packages: str) -> MeaningKeeper:
    monkeypatch.setattr(meaning, "PACKAGES", packages)
    made = MeaningKeeper(open_session)
    made.pause.setInterval(10)
    return made


def test_it_runs_some_time_after_a_capture_and_once_for_several(qtbot, open_session, asked, monkeypatch):
    kept = keeper(open_session, monkeypatch)
    kept.pause.setInterval(200)
    for name in ("a", "b"):
        open_session.announce(Changes(frozenset(), made={"snapshot": name}), None)
    qtbot.waitUntil(lambda: len(asked) == 1)
    qtbot.wait(300)
    assert len(asked) == 1
    open_session.announce(Changes(frozenset(), made={"claim": "c"}), None)
    assert not kept.pause.isActive()


def test_without_the_extra_it_does_nothing(open_session, monkeypatch):
    kept = keeper(open_session, monkeypatch, "no_such_package")
    open_session.announce(Changes(frozenset(), made={"snapshot": "a"}), None)
    assert not kept.pause.isActive()
