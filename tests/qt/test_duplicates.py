"""Duplicate sources in the window: shown, merged, restored by Undo."""

import json

import pytest
from PySide6.QtCore import Qt

from core.model import Confidentiality
from core.project.citations import Choice
from gui.sources.duplicates import NOTHING, DuplicatesDialog


@pytest.fixture
def project(open_session, tmp_path):
    path = tmp_path / "twice.json"
    works = [
        {
            "type": "book",
            "title": f"A work on {place} ferries",
            "issued": {"date-parts": [[2020]]},
            **({"publisher": "Quay"} if copy else {"language": "en"}),
        }
        for place in range(3)
        for copy in (False, True)
    ]
    path.write_text(json.dumps(works), encoding="utf-8")
    opened = open_session.project
    opened.citations.take_in(opened.citations.read(path), Choice.KEEP)
    return opened


@pytest.fixture
def dialog(qtbot, open_session, project):
    window = DuplicatesDialog(open_session, project.citations.doubles())
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # qtbot closes it
    qtbot.addWidget(window)
    return window


def shown(dialog):
    rows = (dialog.fields.topLevelItem(place) for place in range(dialog.fields.topLevelItemCount()))
    return {row.text(0): (row.text(1), row.text(2)) for row in rows}


def test_what_the_source_will_say_is_shown_with_where_it_comes_from(qtbot, dialog):
    assert dialog.headline.text() == "3 works here more than once"
    qtbot.waitUntil(lambda: "Publisher" in shown(dialog), timeout=20_000)
    assert shown(dialog)["Publisher"] == ("Quay", "source 2")
    assert shown(dialog)["Language"] == ("en", "this one")


def test_one_group_is_merged_and_brought_back(qtbot, dialog, project):
    kept = project.sources.get(str(dialog.keep.currentData())).id
    dialog.merge()
    qtbot.waitUntil(lambda: dialog.headline.text() == "2 works here more than once", timeout=20_000)
    assert (project.sources.get(kept).csl["publisher"], len(project.sources.all())) == ("Quay", 5)
    project.journal.undo()
    assert len(project.sources.all()) == 6


def test_all_are_merged_as_one_step(qtbot, dialog, project):
    assert dialog.all.text() == "Merge all 3"
    dialog.merge_all()
    qtbot.waitUntil(lambda: dialog.headline.text() == NOTHING, timeout=20_000)
    assert len(project.sources.all()) == 3
    assert not dialog.one.isEnabled()
    project.journal.undo()
    assert len(project.sources.all()) == 6


def test_a_source_that_is_not_ticked_stays(dialog):
    dialog.members.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.others == []
    assert not dialog.one.isEnabled()


def test_why_sources_of_two_classes_stay_apart_is_said(qtbot, open_session, project):
    first = project.citations.doubles()[0].sources[1]
    project.sources.update(first.id, confidentiality=Confidentiality.DESK)
    window = DuplicatesDialog(open_session, project.citations.doubles())
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "would leak" in window.said.text(), timeout=20_000)
    assert not window.one.isEnabled()
    assert window.all.text() == "Merge all 2"
