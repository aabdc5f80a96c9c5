"""Choosing a style of the user's own, and a language."""

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.cite.styles import STYLES, find
from gui.widgets.style_choice import CUSTOM, LocaleChoice, StyleChoice

LOOP = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><info><title>T</title></info>
<macro name="a"><text macro="a"/></macro><citation><layout><text macro="a"/></layout></citation></style>"""


@pytest.fixture
def choice(qtbot):
    made = StyleChoice("apa")
    qtbot.addWidget(made)
    return made


def pick(choice, monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    index = choice.findText(CUSTOM)
    choice.setCurrentIndex(index)
    choice.activated.emit(index)


def test_a_style_file_is_taken_when_it_is_sound(choice, monkeypatch, tmp_path):
    path = tmp_path / "house.csl"
    path.write_bytes(find("newsroom").read_bytes())
    heard = []
    choice.chosen.connect(heard.append)
    pick(choice, monkeypatch, path)
    assert heard == [str(path)]
    assert (choice.style_name, choice.currentText()) == (str(path), "house")


def test_an_unsound_style_is_refused_in_words_and_the_last_one_stays(choice, monkeypatch, tmp_path):
    path = tmp_path / "loop.csl"
    path.write_text(LOOP, encoding="utf-8")
    heard = []
    choice.chosen.connect(heard.append)
    pick(choice, monkeypatch, path)
    (box,) = choice.findChildren(QMessageBox)
    assert "call each other in a loop" in box.text()
    assert (heard, choice.style_name) == ([], "apa")
    box.close()


def test_no_file_leaves_the_last_style(choice, monkeypatch):
    pick(choice, monkeypatch, "")
    assert choice.style_name == "apa"
    assert choice.count() == len(STYLES) + 1


def test_a_language_is_chosen(qtbot):
    choice = LocaleChoice("de-DE")
    qtbot.addWidget(choice)
    heard = []
    choice.chosen.connect(heard.append)
    assert choice.currentText() == "Deutsch"
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    assert heard == [""]
