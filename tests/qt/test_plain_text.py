"""No word of a project is read as markup, in any window or dialog."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QToolTip

from gui.widgets.plain_text import COLUMNS, tip
from tests.bench.views import VIEWS

SCRIPT = Path(__file__).parents[1] / "bench" / "markup.py"
PARTS = 4  # each takes its time
HOSTILE = '<img src="http://x.example/a.png"><b>bold</b>'


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_window_and_dialog_shows_markup_as_words(part: int) -> None:
    names = [view.name for view in VIEWS][part::PARTS]
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--only", *names], check=False, capture_output=True, timeout=280
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    found = json.loads(done.stdout)
    assert found["rich"] == []
    assert found["shown"] > 100  # the hostile words were there to be seen
    assert found["seen"] > 1_000


def test_a_label_takes_its_text_for_plain(qtbot) -> None:
    label = QLabel(HOSTILE)
    qtbot.addWidget(label)
    label.show()
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.sizeHint().width() > label.fontMetrics().horizontalAdvance("bold") * 4


def test_a_label_that_asks_for_rich_text_gets_it(qtbot) -> None:
    label = QLabel("<b>ours</b>", textFormat=Qt.TextFormat.RichText)
    qtbot.addWidget(label)
    label.show()
    assert label.textFormat() is Qt.TextFormat.RichText


def test_a_tooltip_is_plain_the_first_time_and_the_next(qtbot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    for words in (HOSTILE, f"{HOSTILE} again"):
        QToolTip.showText(QPoint(5, 5), words, label)
        (shown,) = [
            one
            for one in QApplication.allWidgets()
            if one.metaObject().className() == "QTipLabel" and one.text() == words
        ]
        assert shown.textFormat() is Qt.TextFormat.PlainText
    QToolTip.hideText()


def test_a_message_is_plain(qtbot) -> None:
    box = QMessageBox(QMessageBox.Icon.Information, "Title", HOSTILE)
    qtbot.addWidget(box)
    box.setInformativeText(HOSTILE)
    box.show()
    said = [label for label in box.findChildren(QLabel) if HOSTILE in label.text()]
    assert len(said) == 2
    assert {label.textFormat() for label in said} == {Qt.TextFormat.PlainText}


def test_a_long_tooltip_is_broken_into_lines() -> None:
    said = tip(f"{'word ' * 60}\n\n{HOSTILE}")
    assert max(map(len, said.split("\n"))) <= COLUMNS
    assert said.endswith(f"\n\n{HOSTILE}")
