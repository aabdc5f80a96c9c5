"""Files that hold a reader up: the window goes on, and says what could not be shown."""

import io
import time

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from core.security import limits
from gui.pdf.pages import PdfPages
from gui.pdf.pane import PdfPane
from gui.reader.image_view import ImageView
from tests.data.heartbeat import Heartbeat
from tests.data.odd_pdfs import bomb, odd_pdf

BLOCK_MS = 100


@pytest.fixture
def pane(qtbot):
    made = PdfPane()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    yield made
    made.leave()


def test_a_page_beyond_reach_is_said_while_the_window_goes_on(qtbot, pane, monkeypatch) -> None:
    monkeypatch.setattr(limits, "DRAW_SECONDS", 4.0)
    with qtbot.waitSignal(pane.view.ready):
        pane.show_pdf(bomb())
    qtbot.wait(100)  # the first paint of a window is not the file's
    beat, pages = Heartbeat(), pane.view.pages
    assert isinstance(pages, PdfPages)
    qtbot.waitUntil(lambda: "Page 1 could not be drawn within" in pages.undrawn(0), timeout=20_000)
    qtbot.waitUntil(lambda: pages.picture(1, 1.0) is not None, timeout=20_000)
    pane.view.find_words("second page")
    with qtbot.waitSignal(pane.view.found, check_params_cb=lambda _, total: total == 1, timeout=20_000):
        pass
    assert pane.total.text() == "of 2"
    assert beat.longest < BLOCK_MS * 3  # the machine of a test is busy; the bench measures 100


def test_leaving_ends_what_is_drawn(qtbot, pane) -> None:
    with qtbot.waitSignal(pane.view.ready):
        pane.show_pdf(bomb())
    qtbot.wait(300)
    began = time.monotonic()
    pane.leave()
    assert pane.view.pages is None
    assert time.monotonic() - began < BLOCK_MS / 1000
    name, other = odd_pdf(14)
    assert name.startswith("sound")
    with qtbot.waitSignal(pane.view.ready, timeout=5_000):
        pane.show_pdf(other)
    qtbot.waitUntil(lambda: pane.view.pages.picture(0, 1.0) is not None, timeout=5_000)


def test_a_file_that_is_no_pdf_is_said(qtbot, pane) -> None:
    with qtbot.waitSignal(pane.view.unreadable) as said:
        pane.show_pdf(b"no PDF")
    assert said.args[0].endswith("cannot be read.")


def test_a_view_that_is_gone_is_not_told(qtbot) -> None:
    view = ImageView()
    view.show_image(b"no picture")
    view.deleteLater()
    del view
    qtbot.wait(1_000)  # an outcome for it would fail the test


def test_a_large_picture_keeps_its_pixels_as_places(qtbot) -> None:
    out = io.BytesIO()
    Image.new("L", (9_000, 6_000), 200).save(out, "PNG")
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    with qtbot.waitSignal(view.ready, timeout=20_000):
        view.show_image(out.getvalue())
    parts = []
    view.drawn.connect(parts.append)
    place = view.place()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft().toPoint())
    qtbot.mouseMove(view.viewport(), place.center().toPoint())
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    _, _, width, height = map(int, parts[-1].region.split(","))
    assert abs(width - 4_500) < 30
    assert abs(height - 3_000) < 30
