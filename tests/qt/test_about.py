"""About: what confines the worker here, and how old the browser engine is."""

import datetime as dt

from core.security.confinement import confinement
from gui.shell.about import About, age, built, engine


def test_what_holds_here_is_told(qtbot) -> None:
    box = About(None, lambda: None)
    qtbot.addWidget(box)
    qtbot.waitUntil(lambda: confinement().said() in box.informativeText())
    assert engine() in box.informativeText()
    assert "Apache License 2.0" in box.informativeText()


def test_the_engine_is_told_with_its_age() -> None:
    assert "Chromium 1" in engine()
    assert "security patches of 1" in engine()
    assert built() is not None
    assert "its package says that it was built on" in engine()


def test_an_age_is_never_made_up() -> None:
    today = dt.date(2026, 11, 30)
    assert age(dt.date(2026, 11, 29), today).endswith("built on 29 Nov 2026, 1 day ago")
    assert age(None, today) == "its package does not say how old it is"
    assert "has not reached" in age(dt.date(2027, 1, 1), today)
