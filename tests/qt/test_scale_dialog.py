"""The scale editor: steps edited, moved and removed; verdicts in use get their new words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from core.verdicts import SCALES
from gui.claims.scale import ScaleDialog


@pytest.fixture
def claim(open_session):
    claim = open_session.project.claims.add("The bridge cost 6.8 million.").made["claim"]
    open_session.project.claims.set_verdict(claim, "Disputed")
    return claim


@pytest.fixture
def dialog(qtbot, open_session, claim):
    made = ScaleDialog(open_session)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # it closes itself when saved
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.rows.rows) == 5)
    return made


def words(dialog):
    return [step.value for step in dialog.rows.steps]


def begin_with(dialog, place):
    dialog.start.setCurrentIndex(place)
    dialog.start.activated.emit(place)


def test_steps_are_renamed_moved_added_and_taken_out(qtbot, open_session, claim, dialog):
    rows = dialog.rows
    assert words(dialog) == [step.value for step in SCALES[0].values]
    disputed = rows.rows[2]
    assert [row.buttons[2].isEnabled() for row in rows.rows] == [True, True, False, True, True]
    disputed.word.setText("Contested")
    disputed.buttons[0].click()
    rows.rows[-1].buttons[2].click()
    dialog.add.click()
    rows.rows[-1].word.setText("Invented")
    dialog.label.setText("Ours")
    assert words(dialog) == ["Verified", "Contested", "Verified with change", "Unsupported", "Invented"]
    project = open_session.project
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    qtbot.waitUntil(lambda: project.scale.label == "Ours")
    assert project.claims.get(claim).verdict == "Contested"
    assert [step.rating for step in project.scale.values] == [5, 4, 3, 2, 1]


def test_a_scale_without_a_word_for_a_verdict_in_use_is_refused(qtbot, open_session, dialog):
    begin_with(dialog, 2)
    assert words(dialog) == [step.value for step in SCALES[1].values]
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    qtbot.waitUntil(lambda: "Disputed" in dialog.told.text())
    assert open_session.project.scale == SCALES[0]
    begin_with(dialog, 0)
    assert words(dialog) == [step.value for step in SCALES[0].values]
    assert (dialog.told.isHidden(), dialog.follow.isHidden()) == (True, True)


def test_a_word_is_chosen_for_a_verdict_that_another_scale_has_not(qtbot, open_session, claim, dialog):
    begin_with(dialog, 2)
    (box,) = dialog.follow.boxes.values()
    box.setCurrentIndex(box.findData("Half True"))
    dialog.rows.rows[0].symbol.setText("★")  # earlier choices stay
    assert dialog.follow.chosen == {"Disputed": "Half True"}
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    qtbot.waitUntil(lambda: open_session.project.claims.get(claim).verdict == "Half True")
    assert open_session.project.scale.values[0].symbol == "★"


def test_one_of_the_programs_scales_is_taken_as_it_is(qtbot, open_session, claim, dialog):
    project = open_session.project
    open_session.act(lambda project: project.claims.set_verdict(claim, "False"))
    begin_with(dialog, 2)
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    qtbot.waitUntil(lambda: project.info.scale == "six")
    assert project.claims.get(claim).verdict == "False"
