import sys

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton, QSpinBox

from core.errors import Cancelled, InputError
from core.model import SEARCH_INDEX, Finding, Problem, Verification
from core.settings import SETTINGS
from gui.base import errors
from gui.shell.actions import COMMANDS, MENUS
from gui.shell.opening import free_folder
from gui.shell.settings import SettingsDialog
from gui.shell.shortcuts import ShortcutsDialog
from gui.shell.verification import VerificationDialog
from gui.shell.welcome import Welcome
from tests.data.screen import button

STYLES = {"chicago-notes": "Chicago", "apa": "APA"}


def words(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def test_every_setting_has_a_field_and_what_is_chosen_is_kept(qtbot, session):
    dialog = SettingsDialog(session.settings, STYLES)
    qtbot.addWidget(dialog)
    assert list(dialog.fields) == [setting.key for setting in SETTINGS]
    changed = []
    dialog.chosen.connect(changed.append)
    fields = dialog.fields
    assert isinstance(fields["author"], QLineEdit)
    fields["author"].setText("Ada Berg")
    fields["author"].editingFinished.emit()
    assert isinstance(fields["style"], QComboBox)
    fields["style"].setCurrentIndex(fields["style"].findData("apa"))
    fields["style"].activated.emit(fields["style"].currentIndex())
    assert isinstance(fields["workers"], QSpinBox)
    fields["workers"].setValue(4)
    assert isinstance(fields["allow_private"], QCheckBox)
    fields["allow_private"].setChecked(True)
    assert changed == ["author", "style", "workers", "allow_private"]
    kept = type(session.settings)(session.settings.path)
    assert (kept["author"], kept["style"], kept["workers"], kept["allow_private"]) == ("Ada Berg", "apa", 4, True)


def test_a_sound_project_is_said_to_be_intact(qtbot):
    dialog = VerificationDialog(Verification(1412))
    qtbot.addWidget(dialog)
    assert dialog.headline.text() == "1,412 items checked, all intact"


def test_each_problem_is_named_with_what_it_means(qtbot):
    problem = Problem("archive/a.warc.gz", "Its SHA-256 is another", "Two quotes rest on it")
    dialog = VerificationDialog(Verification(12, (problem,), ("One page is doubtful",)))
    qtbot.addWidget(dialog)
    assert dialog.headline.text() == "1 problem in 12 items checked"
    assert {problem.item, problem.what, problem.means} <= set(words(dialog))
    assert "One page is doubtful" in dialog.detail.text()


def test_every_command_is_in_a_menu_or_its_parts_and_every_shortcut_on_the_sheet(qtbot):
    listed = {name for _, names in MENUS for name in names} | {"light", "dark", "system"}
    assert {command.name for command in COMMANDS} <= listed
    keys = [command.keys for command in COMMANDS if command.keys]
    assert len(keys) == len(set(keys))
    sheet = ShortcutsDialog()
    qtbot.addWidget(sheet)
    assert {command.text.removesuffix("…") for command in COMMANDS if command.keys} <= set(words(sheet))


def test_an_error_is_a_sentence_and_a_hint_and_a_stop_is_nothing(qtbot):
    assert errors.show(None, Cancelled()) is None
    box = errors.show(None, InputError("<b>No</b>.", "Try again."))
    qtbot.addWidget(box)
    assert (box.text(), box.informativeText()) == ("<b>No</b>.", "Try again.")
    assert box.textFormat().name == "PlainText"


def test_a_bug_is_owned_up_to_with_its_details(qtbot):
    box = errors.show(None, ZeroDivisionError("division by zero"))
    qtbot.addWidget(box)
    assert "inside Standfirst" in box.text()
    assert "ZeroDivisionError" in box.detailedText()


def test_a_bug_that_comes_back_is_shown_once(qtbot, capsys, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back at the end
    errors.install()
    for _ in range(3):
        sys.excepthook(ValueError, ValueError("again"), None)
    boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
    assert len(boxes) == 1
    boxes[0].close()
    assert capsys.readouterr().err.count("ValueError: again") == 3


@pytest.mark.parametrize(
    ("title", "name"),
    [("Harbour", "Harbour"), ("a/b\\c: d?", "a b c d"), ("  ", "Untitled"), ("..", "Untitled"), ("x" * 300, "x" * 80)],
)
def test_a_project_folder_gets_a_sound_name_that_is_free(tmp_path, title, name):
    first = free_folder(tmp_path, title)
    assert first.name == f"{name}.standfirst"
    first.mkdir()
    assert free_folder(tmp_path, title).name == f"{name} 2.standfirst"


def test_the_first_screen_wants_a_link_and_a_name(qtbot):
    welcome = Welcome()
    qtbot.addWidget(welcome)
    assert not welcome.seal.isEnabled()
    welcome.url.setText("example.org/story")
    assert welcome.seal.isEnabled()
    welcome.name.setText(" ")
    assert not welcome.seal.isEnabled()
    welcome.name.setText("Harbour")
    with qtbot.waitSignal(welcome.first_page) as heard:
        welcome.seal.click()
    assert heard.args[1:] == ["Harbour", "https://example.org/story"]


def test_recent_projects_are_offered(qtbot, tmp_path):
    welcome = Welcome()
    qtbot.addWidget(welcome)
    welcome.offer([tmp_path / "One.standfirst", tmp_path / "Two.standfirst"])
    names = [one.accessibleName() for one in welcome.findChildren(QPushButton)]
    assert [name for name in names if name in ("Open One", "Open Two")] == ["Open One", "Open Two"]
    with qtbot.waitSignal(welcome.recent_chosen) as heard:
        button(welcome, "Open Two").click()
    assert heard.args == [tmp_path / "Two.standfirst"]


def test_a_restore_is_acknowledged_by_name_and_reason(qtbot):
    told = {"last": "3", "seen": "this computer saw the project close on 2026-05-04 at", "head": "5:00", "known": ""}
    found = Verification(12, (Finding.HEAD_BEHIND.of("journal", **told),))
    dialog = VerificationDialog(found, writable=True, author="Ada")
    qtbot.addWidget(dialog)
    said = []
    dialog.acknowledged.connect(lambda name, reason: said.append((name, reason)))
    assert not dialog.acknowledge.isEnabled()
    dialog.reason.setText("The disk broke")
    dialog.acknowledge.click()
    assert said == [("Ada", "The disk broke")]
    for other in (VerificationDialog(found), VerificationDialog(Verification(12), writable=True)):
        qtbot.addWidget(other)
        assert not hasattr(other, "acknowledge")


def test_the_index_is_offered_to_be_rebuilt_only_where_nothing_else_is_wrong(qtbot):
    stale = Finding.INDEX_STALE.of(SEARCH_INDEX, number="1 entry is", rebuild="")
    changed = Finding.ROW_CHANGED.of("claim 1", columns="its text is “a”", touches="")
    for problems, offered in (((stale,), True), ((stale, changed), False)):
        dialog = VerificationDialog(Verification(12, problems), writable=True)
        qtbot.addWidget(dialog)
        names = [button.text() for button in dialog.findChildren(QPushButton)]
        assert ("Rebuild search index" in names) == offered
