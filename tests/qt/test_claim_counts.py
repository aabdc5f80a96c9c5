"""Each paragraph in the reader shows how many claims cite it."""

from PySide6.QtCore import QPoint

from core.model import Relation
from tests.data.sealing import Page, passage, seal

FIRST, SECOND = "The rate fell to 4.2 percent, the ministry said.", "The mayor said no word about it."
BODY = f"<html lang=en><title>Rates</title><p>{FIRST}</p><p>{SECOND}</p></html>"


def test_a_paragraph_says_how_many_claims_rest_on_it(qtbot, story):
    held, reader = story.session.project, story.screens.workspace.reader
    made = seal(held, Page("https://a.example/p", BODY.encode()))
    claims = [
        held.claims.add(text).made["claim"] for text in ("The rate fell.", "It is 4.2 percent.", "The mayor spoke.")
    ]
    for claim, words in zip(claims, ("The rate fell", "4.2 percent", "The mayor said no word"), strict=True):
        held.evidence.quote(made.id, passage(words), claim, Relation.SUPPORTS)
    story.screens.workspace.show_snapshot(made.id)
    qtbot.waitUntil(lambda: len(reader.text.marks) == 3)
    shown = [reader.resting.shown()[number] for number in sorted(reader.resting.shown())]
    assert [words for _, words in shown] == ["2 claims", "1 claim"]
    assert shown[0][0].bottom() <= shown[1][0].bottom()
    beside = shown[0][0]
    said = reader.resting.told(QPoint(beside.right() + 4, beside.center().y()))
    assert said.startswith("2 claims cite this paragraph")
    assert "The rate fell." in said
    assert reader.resting.told(beside.center()) == ""
    qtbot.waitUntil(lambda: reader.resting.geometry() == reader.text.viewport().rect())
    story.screens.workspace.reader.clear()
    assert reader.resting.shown() == {}
