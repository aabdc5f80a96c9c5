from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMessageBox

from core.project import Project
from gui.base.window_state import Memory
from gui.widgets.palettes import DARK, LIGHT
from gui.widgets.theme import colours
from tests.data.screen import button, says


def press(qtbot, window, key, modifiers=Qt.KeyboardModifier.ControlModifier):
    qtbot.keyClick(window, key, modifiers)


def drop(window, mime):
    where = window.rect().center()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(where), Qt.DropAction.CopyAction, mime, buttons, keys)
    window.dragEnterEvent(enter)
    if enter.isAccepted():
        window.dropEvent(QDropEvent(QPointF(where), Qt.DropAction.CopyAction, mime, buttons, keys))
    return enter.isAccepted()


def links(*urls):
    mime = QMimeData()
    mime.setUrls([QUrl(url) for url in urls])
    return mime


def boxes(window):
    return [box.text() for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_without_a_project_the_first_screen_shows_and_commands_wait(window):
    window.show_welcome()
    assert window.screens.currentWidget() is window.screens.welcome
    for name in ("capture", "export", "verify", "undo", "find", "claims"):
        assert not window.actions_[name].isEnabled()
    for name in ("new", "open", "settings", "shortcuts"):
        assert window.actions_[name].isEnabled()


def test_a_project_shows_its_name_and_its_sections(story):
    assert story.windowTitle().startswith("Story")
    assert story.screens.workspace.sidebar.heading.text() == "Story"
    assert story.actions_["capture"].isEnabled()


def test_sections_by_keyboard(qtbot, story):
    shown = story.screens.workspace
    for key, section in (
        (Qt.Key.Key_1, "drafts"),
        (Qt.Key.Key_3, "sources"),
        (Qt.Key.Key_2, "claims"),
        (Qt.Key.Key_4, "search"),
    ):
        press(qtbot, story, key)
        assert shown.section == section
        assert shown.sidebar.buttons[section].isChecked()
        assert story.actions_[section].isChecked()
    press(qtbot, story, Qt.Key.Key_3)
    press(qtbot, story, Qt.Key.Key_F)
    assert shown.section == "search"
    assert shown.search.field.hasFocus()


def test_a_draft_is_imported_undone_and_done_again(qtbot, story, tmp_path):
    draft = tmp_path / "harbour.md"
    draft.write_text("The council voted.", encoding="utf-8")
    story.commands.import_draft(draft)
    listed = story.screens.workspace.drafts.view
    qtbot.waitUntil(lambda: listed.count() == 1)
    qtbot.waitUntil(lambda: story.actions_["undo"].text() == "Undo “Add draft”")
    press(qtbot, story, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: listed.count() == 0)
    qtbot.waitUntil(lambda: story.actions_["redo"].text() == "Redo “Add draft”")
    press(qtbot, story, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: listed.count() == 1)


def test_a_draft_that_is_no_text_is_refused_in_a_sentence(qtbot, story, tmp_path):
    (tmp_path / "story.md").write_bytes(b"\xff\xfe\x00\xd8")
    story.commands.import_draft(tmp_path / "story.md")
    qtbot.waitUntil(lambda: boxes(story) == ["“story.md” is not a text file."])


def test_appearance_is_chosen_and_kept(story):
    story.actions_["dark"].trigger()
    assert colours() is DARK
    assert story.session.settings["appearance"] == "dark"
    story.actions_["light"].trigger()
    assert colours() is LIGHT


def test_a_link_is_captured_by_paste(qtbot, story, site):
    story.session.settings["allow_private"] = True
    QGuiApplication.clipboard().setText(site.url("/story"))
    story.screens.workspace.setFocus()
    press(qtbot, story, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: story.screens.workspace.sources.model.rowCount() == 1, timeout=20_000)
    assert story.session.project.sources.all()[0].title == "Council approves the harbour contract"
    qtbot.waitUntil(lambda: story.screens.workspace.main.currentWidget() is story.screens.workspace.reader)


def test_paste_into_a_field_stays_in_the_field(qtbot, story):
    story.screens.workspace.show_section("sources")
    field = story.screens.workspace.sources.filter
    field.setFocus()
    QGuiApplication.clipboard().setText("https://example.org/story")
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "https://example.org/story"
    assert story.session.jobs == []


def test_paste_without_a_link_says_so(qtbot, story):
    QGuiApplication.clipboard().setText("no link at all")
    story.paste()
    assert boxes(story) == ["There is no link on the clipboard."]


def test_a_link_is_captured_by_drop(qtbot, story, site):
    story.session.settings["allow_private"] = True
    assert drop(story, links(site.url("/story"), site.url("/other")))
    qtbot.waitUntil(lambda: story.screens.workspace.sources.model.rowCount() == 2, timeout=20_000)


def test_a_picture_cannot_be_dropped(story):
    assert not drop(story, links("file:///tmp/picture.png"))


def test_a_link_dropped_on_the_first_screen_fills_its_field(qtbot, window):
    window.show_welcome()
    assert drop(window, links("https://example.org/story"))
    qtbot.waitUntil(lambda: window.screens.welcome.url.text() == "https://example.org/story")


def test_a_project_is_opened_by_drop(qtbot, window, tmp_path):
    Project.create(tmp_path / "Dropped.standfirst", "Dropped").close()
    assert drop(window, links(QUrl.fromLocalFile(str(tmp_path / "Dropped.standfirst")).toString()))
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20_000)
    assert window.session.project.info.title == "Dropped"


def test_a_project_open_elsewhere_is_shown_read_only_with_a_notice(qtbot, window, tmp_path):
    with Project.create(tmp_path / "Shared.standfirst", "Shared"):
        window.open_project(tmp_path / "Shared.standfirst")
        qtbot.waitUntil(lambda: bool(window.notices.shown()), timeout=20_000)
        assert window.session.project.readonly
        assert not window.actions_["capture"].isEnabled()
        assert window.actions_["export"].isEnabled()
        assert "read-only" in window.notices.shown()[0]


def test_a_folder_that_is_no_project_is_refused_and_the_first_screen_stays(qtbot, window, tmp_path):
    window.show_welcome()
    window.open_project(tmp_path)
    qtbot.waitUntil(lambda: len(boxes(window)) == 1, timeout=20_000)
    assert "is not a Standfirst project" in boxes(window)[0]
    assert window.screens.currentWidget() is window.screens.welcome


def test_a_project_in_a_synced_folder_brings_a_notice_that_can_be_put_aside(qtbot, window, tmp_path):
    window.opening.create(tmp_path / "Dropbox" / "Story.standfirst", "Story")
    qtbot.waitUntil(lambda: bool(window.notices.shown()), timeout=20_000)
    assert "Dropbox" in window.notices.shown()[0]
    button(window.notices, "Dismiss this notice").click()
    assert window.notices.shown() == []


def test_verify_says_what_was_checked(qtbot, story):
    from gui.shell.verification import VerificationDialog

    story.actions_["verify"].trigger()
    qtbot.waitUntil(lambda: story.findChild(VerificationDialog) is not None, timeout=20_000)
    assert story.findChild(VerificationDialog).headline.text().endswith("all intact")


def test_a_search_index_out_of_step_is_rebuilt_from_what_verify_says(qtbot, story):
    from PySide6.QtWidgets import QPushButton

    from gui.shell.verification import VerificationDialog

    project = story.session.project
    story.session.act(lambda held: held.claims.add("The budget grew."))
    qtbot.waitUntil(lambda: bool(project.search("budget")))
    project.store.db.execute("DELETE FROM search_entry")
    story.actions_["verify"].trigger()
    qtbot.waitUntil(lambda: story.findChild(VerificationDialog) is not None, timeout=20_000)
    found = story.findChild(VerificationDialog)
    assert "every quote is where it was found" in found.detail.text()
    next(button for button in found.findChildren(QPushButton) if button.text() == "Rebuild search index").click()
    qtbot.waitUntil(lambda: bool(project.search("budget")), timeout=20_000)
    qtbot.waitUntil(lambda: story.findChild(QMessageBox) is not None)
    assert "1 entry" in story.findChild(QMessageBox).text()
    assert project.verify().ok


def test_recent_projects_and_columns_are_remembered(qtbot, new_window, tmp_path):
    first = new_window()
    first.opening.create(tmp_path / "One.standfirst", "One")
    qtbot.waitUntil(lambda: first.session.is_open, timeout=20_000)
    first.resize(first.minimumWidth(), 600)  # the largest that fits the screen of the offscreen platform
    columns = first.screens.workspace.splitter
    qtbot.waitUntil(lambda: columns.width() > 800)
    columns.setSizes([230, 310, 262])
    sizes = columns.sizes()
    first.close()
    second = new_window()
    second.show_welcome()
    second.open_project(tmp_path / "One.standfirst")
    qtbot.waitUntil(lambda: second.session.is_open, timeout=20_000)
    assert second.size() == first.size()
    qtbot.waitUntil(lambda: second.screens.workspace.splitter.sizes() == sizes)
    assert [path.name for path in Memory(tmp_path).recent()] == ["One.standfirst"]


def test_the_sidebar_folds_where_room_is_short(qtbot, story):
    story.resize(1300, 700)
    assert not story.screens.workspace.sidebar.narrow
    story.resize(900, 600)
    assert story.screens.workspace.sidebar.narrow
    story.actions_["toggle_sidebar"].trigger()
    assert not story.screens.workspace.sidebar.narrow


def test_a_project_closes_back_to_the_first_screen(qtbot, story):
    story.actions_["close"].trigger()
    assert not story.session.is_open
    assert story.screens.currentWidget() is story.screens.welcome
    assert story.windowTitle() == "Standfirst"


def test_a_passage_becomes_evidence_of_a_new_claim_and_can_be_taken_back(qtbot, story, site):
    from core.anchor import describe
    from gui.highlights.selection import Quote

    story.session.settings["allow_private"] = True
    story.commands.captures.add([site.url("/story")])
    held = story.session.project
    qtbot.waitUntil(lambda: bool(held.snapshots.all()), timeout=30_000)
    snapshot = held.snapshots.all()[0]
    text = held.snapshots.text(snapshot.id).text
    start = text.index("seven to four")
    selector = describe(text, start, start + len("seven to four"))
    workspace = story.screens.workspace
    workspace.reader.quote_made.emit(Quote(snapshot.id, selector, new_claim_text="The vote was 7 to 4."))
    qtbot.waitUntil(lambda: bool(held.evidence.all()), timeout=20_000)
    claim = held.claims.all()[0]
    assert claim.text == "The vote was 7 to 4."
    assert held.evidence.for_claim(claim.id)[0].evidence.selector.exact == "seven to four"
    qtbot.waitUntil(lambda: workspace.claims.current == claim.id)
    qtbot.waitUntil(lambda: workspace.sidebar.buttons["claims"].number == 1)
    story.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: held.evidence.for_claim(claim.id) == [])


def test_a_search_opens_what_it_finds(qtbot, story, site):
    story.session.settings["allow_private"] = True
    story.commands.captures.add([site.url("/story")])
    held = story.session.project
    qtbot.waitUntil(lambda: bool(held.sources.all()), timeout=30_000)
    search = story.screens.workspace.search
    story.actions_["find"].trigger()
    search.field.setText("Northquay")
    qtbot.waitUntil(lambda: search.hits.count() == 2)
    with qtbot.waitSignal(search.chosen) as heard:
        qtbot.keyClick(search.field, Qt.Key.Key_Return)
    hit = heard.args[0]
    assert (hit.kind, hit.id) == ("source", held.sources.all()[0].id)
    reader = story.screens.workspace.reader
    qtbot.waitUntil(lambda: reader.text.selection() == (hit.start, hit.end))
    assert reader.text.text.text[hit.start : hit.end] == "Northquay"
    search.field.setText("nowhere to be found")
    qtbot.waitUntil(lambda: search.hits.count() == 0)
    assert says(search, "Nothing matches")
