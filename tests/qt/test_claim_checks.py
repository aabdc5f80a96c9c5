"""Rule-based checks of a claim against its sealed passages, shown under its evidence."""

import pytest
from PySide6.QtCore import Qt

from gui.claims.panel import ClaimsPanel
from tests.data.sealing import Page, passage, seal

BODY = "<html lang=en><title>Rates</title><p>The rate fell to 4.2 percent on 3 May 2025, Peder Askwin said.</p></html>"
CLAIM = "The rate fell to 4.2 percent on 4 May 2025, says Peter Askwin."


@pytest.fixture
def panel(qtbot, open_session):
    project = open_session.project
    claim = project.claims.add(CLAIM).made["claim"]
    snapshot = seal(project, Page("https://news.example.org/a", BODY.encode()))
    words = "The rate fell to 4.2 percent on 3 May 2025, Peder Askwin said."
    project.evidence.quote(snapshot.id, passage(words), claim)
    made = ClaimsPanel(open_session)
    qtbot.addWidget(made)
    made.resize(380, 900)
    made.show()
    made.select(claim)
    qtbot.waitUntil(made.detail.checks.isVisible)
    return made


def test_what_differs_is_shown_and_what_holds_is_counted(qtbot, panel):
    checks = panel.detail.checks
    assert [words for words, _ in checks.shown()] == ["4 May 2025", "Peter"]
    assert checks.rest.text() == "2 matches, show"
    qtbot.mouseClick(checks.rest, Qt.MouseButton.LeftButton)
    assert [words for words, _ in checks.shown()] == ["fell", "4.2 percent", "4 May 2025", "Peter"]
    assert not checks.rest.isVisible()


def test_other_words_are_checked_at_once(qtbot, panel, open_session):
    claim = panel.detail.facts.claim.id
    open_session.act(lambda project: project.claims.update(claim, text="The rate fell to 4.2 percent."))
    qtbot.waitUntil(lambda: panel.detail.checks.shown() == [])
    assert panel.detail.checks.rest.text() == "2 matches, show"
