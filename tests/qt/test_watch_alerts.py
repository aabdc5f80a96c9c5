"""A notice about a new capture that mentions a claim, and the passage it opens."""

from PySide6.QtWidgets import QPushButton

from core.model import Changes
from gui.widgets.notices import Notice
from tests.data.sealing import Page, seal

LINE = "The board of Northquay approved 4.2 million on Tuesday."
BODY = f"<html lang=en><title>T</title><p>Some other words before.</p><p>{LINE}</p></html>"


def test_a_capture_that_touches_a_claim_is_told_of(qtbot, story):
    held = story.session.project
    held.claims.add("The board of Northquay has approved 4.2 million.")
    made = seal(held, Page("https://a.example/p", BODY.encode()))
    story.session.announce(Changes(frozenset({"source", "snapshot"}), {"snapshot": made.id}))
    qtbot.waitUntil(
        lambda: any("Northquay and 4.2" in said or "4.2 and Northquay" in said for said in story.notices.shown())
    )
    notice = next(one for one in story.notices.findChildren(Notice) if "Northquay" in one.sentence.text())
    notice.findChild(QPushButton).click()
    text = story.screens.workspace.reader.text
    qtbot.waitUntil(lambda: text.text.text[slice(*text.selection())] == LINE)


def test_a_capture_that_touches_nothing_says_nothing(qtbot, story):
    held = story.session.project
    made = seal(held, Page("https://a.example/p", BODY.encode()))
    with qtbot.waitSignal(story.session.changed):
        story.session.announce(Changes(frozenset({"snapshot"}), {"snapshot": made.id}))
    heard = []
    story.session.ask(lambda project, _: True, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert not story.notices.shown()
