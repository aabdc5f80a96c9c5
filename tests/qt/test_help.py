"""The manual: complete, linked pages; F1 opens it; search finds pages; nothing is loaded from outside."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QMessageBox, QPushButton, QTextBrowser

from gui.shell import help_pages
from gui.shell.actions import COMMANDS
from gui.shell.help import HelpWindow
from gui.shell.shortcuts import groups

FOLDER = Path(__file__).parents[2] / "gui" / "help"
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.fixture
def manual(qtbot):
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show()
    return window


def titles(window):
    pages = window.findChild(QListWidget, "help-pages")
    return [pages.item(row).text() for row in range(pages.count())]


def words(window):
    return window.findChild(QTextBrowser, "help-page").toPlainText()


def test_every_file_is_a_page_and_every_page_a_file():
    assert sorted(help_pages.NAMES) == sorted(path.stem for path in FOLDER.glob("*.md"))


@pytest.mark.parametrize("name", help_pages.NAMES)
def test_a_page_has_one_title_and_links_to_pages_only(name):
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert text.startswith("# ")
    assert [link for link in LINK.findall(text) if link.removesuffix(".md") not in help_pages.NAMES] == []


@pytest.mark.parametrize("name", help_pages.NAMES)
def test_keys_and_menus_that_a_page_names_are_there(name):
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    named = " ".join(f"{pressed} {words}" for _, rows in groups() for pressed, words in rows)
    known = set(re.split(r"[\s,;]+", named))
    assert set(re.findall(r"`((?:Ctrl|Shift|F\d)[\w+,]*|[A-Z0-9/])`", text)) <= known
    commands = {command.text for command in COMMANDS}
    assert set(re.findall(r"\*\w+ ▸ ([^*]+)\*", text)) <= commands


def test_f1_opens_the_manual_once_and_keys_have_their_own_sheet(qtbot, story):
    with qtbot.waitActive(story):
        story.activateWindow()
    qtbot.keyClick(story, Qt.Key.Key_F1)
    first = story.findChild(HelpWindow)
    assert first is not None
    assert first.isVisible()
    assert story.commands.help() is first
    first.close()
    qtbot.keyClick(story, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    sheet = next(one for one in story.children() if type(one).__name__ == "ShortcutsDialog")
    assert sheet.isVisible()
    sheet.close()


def test_it_begins_with_the_first_page_and_shows_what_is_chosen(manual):
    assert manual.current == help_pages.NAMES[0]
    assert "Your first check" in words(manual)
    for page in manual.pages.values():
        manual.open_page(page.name)
        assert words(manual).startswith(page.title)


def test_the_page_of_keys_lists_every_key(manual):
    manual.open_page("keys")
    shown = words(manual)
    assert [key for _, rows in groups() for key, _ in rows if key not in shown] == []
    assert "<!--" not in shown


def test_search_lists_the_pages_with_every_word_and_marks_them(manual, qtbot):
    field = manual.findChild(QLineEdit, "help-search")
    qtbot.keyClicks(field, "passphrase IDENTITY")
    assert titles(manual) == ["Confidential sources"]
    assert "The name and contact" in words(manual)
    page = manual.findChild(QTextBrowser, "help-page")
    marked = {mark.cursor.selectedText().casefold() for mark in page.extraSelections()}
    assert marked == {"passphrase", "identity"}
    field.clear()
    assert len(titles(manual)) == len(help_pages.NAMES)
    assert manual.current == "confidential-sources"
    assert page.extraSelections() == []


def test_a_search_without_a_hit_says_so(manual, qtbot):
    nothing = manual.findChild(QLabel, "help-nothing")
    assert nothing.isHidden()
    qtbot.keyClicks(manual.findChild(QLineEdit, "help-search"), "zzyzx")
    assert titles(manual) == []
    assert not nothing.isHidden()


def test_a_link_leads_to_its_page_and_an_address_leads_nowhere(manual):
    page = manual.findChild(QTextBrowser, "help-page")
    page.anchorClicked.emit(QUrl("verify.md"))
    assert manual.current == "verify"
    page.anchorClicked.emit(QUrl("https://example.org/keys.md"))
    assert manual.current == "verify"
    assert page.loadResource(QTextDocument.ResourceType.ImageResource, QUrl("file:///etc/hostname")) is None


def test_licences_are_reached_from_about(qtbot, story):
    story.commands.about()
    box = story.findChild(QMessageBox)
    qtbot.mouseClick(box.findChild(QPushButton, "about-licences"), Qt.MouseButton.LeftButton)
    manual = story.commands.help()
    assert manual.current == "licences"
    assert "pandoc" in words(manual)
    assert "<!--" not in words(manual)
