"""PDF pages: words selected by dragging and found in the sealed text with their page; evidence drawn in place."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.extract.pdf_words import lines
from core.model import Relation
from gui.base.session import Session
from gui.pdf.pages import rect
from gui.pdf.view import PdfView
from gui.reader.reader import Reader
from tests.data.screen import letters_of, on_screen
from tests.data.sealing import Page, passage, seal

SOURCE = """#set page(paper: "a5")
= Labour report
The office said the rate fell to 4.2 percent.
#pagebreak()
= Second page
The mayor disagreed with the finding."""


@pytest.fixture(scope="session")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    import typst

    folder = tmp_path_factory.mktemp("pdf")
    (folder / "report.typ").write_text(SOURCE, encoding="utf-8")
    typst.compile(folder / "report.typ", output=folder / "report.pdf")
    return Path(folder / "report.pdf").read_bytes()


@pytest.fixture
def reader(qtbot: QtBot, open_session: Session, pdf: bytes) -> Reader:
    snapshot = seal(open_session.project, Page("https://stats.example.org/report.pdf", pdf, "application/pdf"))
    claim = open_session.project.claims.add("The mayor agreed").made["claim"]
    open_session.project.evidence.quote(snapshot.id, passage("The mayor disagreed"), claim, Relation.REFUTES)
    made = Reader(open_session)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    made.tabs.setCurrentIndex(1)
    made.show_snapshot(snapshot.id)
    qtbot.waitUntil(lambda: made.page.pdf is not None and made.page.view is made.page.pdf)
    return made


def drag(qtbot: QtBot, reader: Reader, words: str, page: int) -> None:
    view = reader.page.pdf
    letters = letters_of(qtbot, view, page)
    start = letters.text.index(words)
    box = rect(letters.lines(start, start + len(words))[0])
    start = on_screen(view, page, box.topLeft()) + QPoint(1, 3)
    end = on_screen(view, page, box.bottomRight()) - QPoint(1, 3)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def click(qtbot: QtBot, view: PdfView, words: str, page: int) -> None:
    letters = letters_of(qtbot, view, page)
    start = letters.text.index(words)
    box = rect(letters.lines(start, start + len(words))[0])
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(view, page, box.center()))


def test_dragged_words_become_a_passage_with_its_page(qtbot: QtBot, reader: Reader) -> None:
    drag(qtbot, reader, "fell to 4.2 percent", 0)
    qtbot.waitUntil(lambda: reader.bar.passage is not None)
    selector = reader.bar.passage.selector
    assert (selector.exact, selector.page) == ("fell to 4.2 percent", 1)


def test_evidence_is_drawn_and_clicked_on_its_page(qtbot: QtBot, reader: Reader) -> None:
    view, mark = reader.page.pdf, reader.text.marks[0]
    assert mark.page == 2
    view.go_to(mark.evidence_id)
    qtbot.waitUntil(lambda: view.has_found(mark.evidence_id))
    opened: list[str] = []
    reader.claim_opened.connect(opened.append)
    click(qtbot, view, "The mayor disagreed", 1)
    assert opened == [mark.claim_id]


def test_words_are_found_on_the_pages(qtbot: QtBot, reader: Reader) -> None:
    reader.finder.open()
    reader.finder.field.setText("MAYOR")
    qtbot.waitUntil(lambda: reader.finder.said.text() == "1 of 1")


def test_every_place_of_a_word_is_found(qtbot: QtBot, reader: Reader) -> None:
    reader.finder.open()
    reader.finder.field.setText("the")
    qtbot.waitUntil(lambda: reader.finder.said.text() == "1 of 4")


def test_a_passage_that_runs_over_the_page_is_drawn_on_both(qtbot: QtBot, reader: Reader) -> None:
    view = reader.page.pdf
    first, second = "fell to 4.2 percent.", "Second page"
    mark = replace(reader.text.marks[0], exact=f"{first} {second}", page=1)
    view.show_marks([mark])
    qtbot.waitUntil(lambda: view.has_found(mark.evidence_id))
    clicked: list[str] = []
    view.mark_clicked.connect(clicked.append)
    click(qtbot, view, first, 0)
    assert clicked == [mark.evidence_id]
    view.go_to_page(2)
    click(qtbot, view, second, 1)
    assert clicked == [mark.evidence_id] * 2
    click(qtbot, view, "with the finding", 1)
    click(qtbot, view, "Labour report", 0)
    assert clicked == [mark.evidence_id] * 2


def test_the_pages_in_small_and_the_outline_lead_to_their_pages(qtbot: QtBot, reader: Reader) -> None:
    paper = reader.page.paper
    assert paper.side.isHidden()
    paper.aside.click()
    assert paper.side.isVisible()
    pages = paper.side.pages.model()
    assert [pages.index(row).data() for row in range(pages.rowCount())] == ["1", "2"]
    assert not pages.index(0).data(Qt.ItemDataRole.DecorationRole).isNull()
    outline = paper.side.outline.model()
    qtbot.waitUntil(lambda: outline.rowCount() == 2)
    assert paper.side.isTabVisible(1)
    second = outline.index(1, 0)
    assert second.data() == "Second page"
    paper.side.outline.clicked.emit(second)
    assert paper.view.verticalScrollBar().value() > 0
    assert paper.field.text() == "2"
    paper.side.pages.setCurrentIndex(pages.index(0))
    assert paper.field.text() == "1"


def test_a_page_is_reached_by_its_number(qtbot: QtBot, reader: Reader) -> None:
    paper = reader.page.paper
    assert paper.total.text() == "of 2"
    paper.field.setText("2")
    qtbot.keyClick(paper.field, Qt.Key.Key_Return)
    assert paper.side.pages.currentIndex().row() == 1
    paper.field.setText("")
    qtbot.keyClick(paper.field, Qt.Key.Key_Return)  # no page: nothing happens


def test_a_scan_is_said_to_have_no_words(qtbot: QtBot, open_session: Session, reader: Reader) -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 300), "grey").save(out, "PDF")
    scan = seal(open_session.project, Page("https://stats.example.org/scan.pdf", out.getvalue(), "application/pdf"))
    reader.show_snapshot(scan.id)
    qtbot.waitUntil(lambda: reader.opened is not None and reader.opened.snapshot.id == scan.id)
    assert "contains page images but no text" in " ".join(reader.notices.shown())


def test_zoom_keeps_to_its_limits(reader: Reader) -> None:
    view = reader.page.pdf
    for _ in range(40):
        view.magnify(1.5)
    assert view.zoom <= 5
    view.viewport().grab()
    for _ in range(40):
        view.magnify(0.5)
    assert view.zoom >= 0.4


def test_a_damaged_pdf_falls_back_to_the_text(qtbot: QtBot, open_session: Session, reader: Reader) -> None:
    broken = seal(
        open_session.project, Page("https://stats.example.org/broken.pdf", b"%PDF-1.7 nothing", "application/pdf")
    )
    reader.show_snapshot(broken.id)
    qtbot.waitUntil(lambda: reader.tabs.currentIndex() == 0)
    assert "cannot be shown" in " ".join(reader.notices.shown())


def test_glyphs_on_one_line_make_one_box() -> None:
    glyphs = [(0.0, 0.0, 5.0, 10.0), (5.0, 1.0, 10.0, 10.0), (0.0, 20.0, 5.0, 30.0), (60.0, 20.0, 65.0, 30.0)]
    assert lines(glyphs) == [(0, 0, 10, 10), (0, 20, 5, 30), (60, 20, 65, 30)]
