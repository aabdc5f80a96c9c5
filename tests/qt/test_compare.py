"""Two captures side by side, and the recheck of a source: marks, messages, keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Fate, Snapshot
from gui.base.session import Session
from gui.reader.compare import CompareView
from gui.reader.recheck import RecheckDialog
from gui.shell.main_window import MainWindow
from gui.widgets import theme
from tests.data.screen import button
from tests.data.sealing import Page, passage, seal

URL = "https://news.example.org/story"
LINES = [
    f"Paragraph {number} tells of boat number {number} and what it carried into the harbour." for number in range(60)
]
FALL = "The rate fell to 4.2 percent in October, the ministry said in a note 😀 to the committee."
MAYOR = "The mayor said the rate was a start and that more would follow in the new year."


def page(*lines: str) -> Page:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return Page(URL, f"<!doctype html><html><head><title>Rates</title></head><body>{body}</body></html>".encode())


@pytest.fixture
def pair(open_session: Session) -> tuple[Snapshot, Snapshot]:
    """Return two captures: one line removed at the beginning, one edited at the end, one inserted, one evidence each."""
    project = open_session.project
    old = seal(project, page(*LINES[:30], FALL, *LINES[30:], MAYOR))
    for words in ("rate fell to 4.2 percent in October, the ministry said", "The mayor said the rate was a start"):
        claim = project.claims.add(words).made["claim"]
        project.evidence.quote(old.id, passage(words), claim)
    new = seal(project, page(*LINES[1:30], FALL.replace("4.2", "5.9"), *LINES[30:], "A line put in.", MAYOR))
    return old, new


@pytest.fixture
def view(qtbot: QtBot, open_session: Session, pair: tuple[Snapshot, Snapshot]) -> CompareView:
    made = CompareView(open_session)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_pair(pair[1].id, pair[0].id)
    qtbot.waitUntil(lambda: made.pair is not None)
    return made


def marked(view: CompareView, side: int) -> list[str]:
    return [found.cursor.selectedText() for found in view.sides[side].extraSelections()]


def test_the_older_capture_stands_left_whatever_the_order(view: CompareView, pair: tuple[Snapshot, Snapshot]) -> None:
    assert view.pair is not None
    assert (view.pair.compared.old.id, view.pair.compared.new.id) == (pair[0].id, pair[1].id)
    assert view.choosers[0].currentData() == pair[0].id
    assert view.choosers[1].currentData() == pair[1].id


def test_changes_are_marked_by_colour_and_line(view: CompareView) -> None:
    assert LINES[0] in marked(view, 0)
    assert "4.2" in marked(view, 0)
    assert marked(view, 1) == ["5.9", "A line put in."]
    struck = next(found for found in view.sides[0].extraSelections() if found.cursor.selectedText() == "4.2")
    assert struck.format.fontStrikeOut()
    added = view.sides[1].extraSelections()[0]
    assert added.format.underlineStyle() == added.format.UnderlineStyle.SingleUnderline


def test_keys_go_from_change_to_change_and_around(qtbot: QtBot, view: CompareView) -> None:
    assert view.summary.text() == "Change 1 of 3"
    side = view.sides[1]
    side.setFocus()
    for said in ("Change 2 of 3", "Change 3 of 3", "Change 1 of 3"):
        qtbot.keyClick(side, Qt.Key.Key_F3)
        assert view.summary.text() == said
    qtbot.keyClick(side, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert view.summary.text() == "Change 3 of 3"
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(side, Qt.Key.Key_Escape)


def test_both_sides_scroll_together_by_paragraph(view: CompareView) -> None:
    old, new = view.sides
    for leader, other in ((old, new), (new, old)):
        bar = leader.verticalScrollBar()
        bar.setValue(bar.maximum() // 3)
        point, _ = leader.top()
        line = leader.text.text[point:].partition("\n")[0]
        found, _ = other.top()
        assert other.text.text[found:].startswith(line[:20])


def test_each_evidence_has_its_fate_and_its_words(qtbot: QtBot, view: CompareView) -> None:
    assert [finding.fate for finding in view.fates.findings] == [Fate.EDITED, Fate.SAME]
    assert view.fates.list.item(0).text().startswith("Edited, ")
    assert view.fates.list.item(1).text().startswith("Same: “The mayor")
    assert "4.25.9" in view.fates.diff.toPlainText()
    with qtbot.waitSignal(view.fates.chosen):
        view.fates.choose(view.fates.findings[1].evidence.id)
    block = view.sides[1].textCursor().block().text()
    assert block == MAYOR
    assert "page changed" in view.fates.diff.toPlainText()


def test_markup_in_a_page_stays_words(qtbot: QtBot, open_session: Session) -> None:
    old = seal(open_session.project, page("A &lt;b&gt;bold&lt;/b&gt; word stands here in the text of the page."))
    claim = open_session.project.claims.add("bold").made["claim"]
    open_session.project.evidence.quote(old.id, passage("A <b>bold</b> word stands here"), claim)
    new = seal(open_session.project, page("A &lt;i&gt;bold&lt;/i&gt; word stands here in the text of the page."))
    view = CompareView(open_session)
    qtbot.addWidget(view)
    view.show_pair(old.id, new.id)
    qtbot.waitUntil(lambda: view.pair is not None)
    assert "<b>" in view.fates.list.item(0).text()
    assert "A <bi>bold" in view.fates.diff.toPlainText()


def test_the_same_capture_on_both_sides_is_not_chosen(qtbot: QtBot, view: CompareView) -> None:
    before = view.pair
    view.choosers[0].setCurrentIndex(view.choosers[1].currentIndex())
    view.choosers[0].activated.emit(0)
    assert view.pair is before
    assert view.choosers[0].currentData() != view.choosers[1].currentData()


def test_it_follows_what_happens_to_the_evidence_and_the_captures(
    qtbot: QtBot, open_session: Session, view: CompareView, pair: tuple[Snapshot, Snapshot]
) -> None:
    (link, _) = open_session.project.evidence.for_snapshot(pair[0].id)
    open_session.act(lambda project: project.evidence.unlink(link.link.id))
    qtbot.waitUntil(lambda: len(view.fates.findings) == 1)
    assert view.summary.text() == "Change 1 of 3"
    with qtbot.waitSignal(view.left) as left:
        open_session.act(lambda project: project.snapshots.bin(pair[1].id))
    assert left.args == [pair[0].id]
    assert view.pair is None


def test_colours_follow_the_theme(qapp: QApplication, view: CompareView) -> None:
    light = ground(view)
    theme.apply(qapp, theme.Mode.DARK)
    qapp.processEvents()
    assert ground(view) != light


def ground(view: CompareView) -> str:
    first = view.sides[1].extraSelections()[0]
    return first.format.background().color().name()


def test_a_page_that_cannot_be_read_is_not_called_gone(qtbot: QtBot, story: MainWindow, site) -> None:
    story.session.settings["allow_private"] = True
    project = story.session.project
    story.commands.captures.add([site.url("/story")])
    qtbot.waitUntil(lambda: bool(project.snapshots.all()) and not story.session.jobs, timeout=20_000)
    (old,) = project.snapshots.all()
    claim = project.claims.add("It is worth 41 million.").made["claim"]
    project.evidence.quote(old.id, passage("The contract is worth 41 million a year"), claim)
    site.pages["/story"] = (
        b"<title>Before you continue</title><body><p>We use cookies. Accept all cookies to go on.</p>"
    )
    story.commands.recheck(old.source_id)
    qtbot.waitUntil(lambda: bool(story.findChildren(RecheckDialog)), timeout=20_000)
    (dialog,) = story.findChildren(RecheckDialog)
    assert dialog.headline.text() == "The page could not be read as before"
    assert dialog.fates.list.item(0).text().startswith("Not readable: ")
    assert "looks like a question about cookies" in dialog.fates.diff.toPlainText()
    dialog.close()


def test_check_again_from_the_list_ends_in_a_report_and_a_comparison(qtbot: QtBot, story: MainWindow, site) -> None:
    story.session.settings["allow_private"] = True
    project, workspace = story.session.project, story.screens.workspace
    story.commands.captures.add([site.url("/story")])
    qtbot.waitUntil(lambda: bool(project.snapshots.all()) and not story.session.jobs, timeout=20_000)
    (old,) = project.snapshots.all()
    claim = project.claims.add("It is worth 41 million.").made["claim"]
    project.evidence.quote(old.id, passage("The contract is worth 41 million a year"), claim)
    site.pages["/story"] = site.pages["/story"].replace(b"41 million", b"38 million")
    workspace.sources.recheck_wanted.emit(old.source_id)
    qtbot.waitUntil(lambda: bool(story.findChildren(RecheckDialog)), timeout=20_000)
    (dialog,) = story.findChildren(RecheckDialog)
    assert dialog.headline.text() == "1 quoted passage: 1 edited, 0 still standing"
    assert "whose seal is unchanged" in dialog.detail.text()
    dialog.compare.click()
    qtbot.waitUntil(lambda: workspace.main.currentWidget() is workspace.compare and workspace.compare.pair is not None)
    shown = workspace.compare.pair
    assert shown is not None
    assert shown.compared.old.id == old.id
    button(workspace.compare, "Close the comparison").click()
    qtbot.waitUntil(lambda: workspace.reader.opened is not None and workspace.reader.opened.snapshot.id == old.id)
    assert workspace.reader.header.compare.isVisible()
    workspace.reader.header.comparisons.actions()[0].trigger()
    assert workspace.main.currentWidget() is workspace.compare
