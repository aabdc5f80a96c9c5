"""View modes of an archived page: offered where there are several, labelled, and the screenshot as fallback."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt

from core.archive import picture_url
from core.model import Selector
from gui.reader import hardening
from gui.reader.image_view import ImageView
from gui.reader.reader import PAGE, TEXT, Reader
from gui.reader.view_modes import NOTES, Way
from tests.data.sealing import Page, seal

STORY = "https://news.example.org/story"
MARKUP = Page(STORY, b"<p>The council voted nine to four for the bridge in May.</p>")


def picture(width: int = 900, height: int = 3000) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def reader(qtbot, open_session, monkeypatch):
    """Return a reader in an installation without QtWebEngine, where the page itself cannot be shown."""

    def missing() -> None:
        raise ImportError

    monkeypatch.setattr(hardening, "prepare", missing)
    made = Reader(open_session)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


@pytest.fixture
def show(qtbot, reader, open_session):
    """Return what seals pages and shows them in the reader."""

    def sealed(*pages: Page) -> None:
        snapshot = seal(open_session.project, *pages)
        reader.show_snapshot(snapshot.id)
        qtbot.waitUntil(lambda: reader.opened is not None and reader.opened.snapshot.id == snapshot.id)

    return sealed


def test_a_page_without_a_picture_falls_back_to_its_text(qtbot, reader, show) -> None:
    show(MARKUP)
    assert [reader.page.ways.box.itemText(row) for row in range(reader.page.ways.box.count())] == [
        "Scripts off",
        "Scripts running",
    ]
    reader.tabs.setCurrentIndex(PAGE)
    qtbot.waitUntil(lambda: reader.tabs.currentIndex() == TEXT)
    assert "not part of this installation" in reader.notices.shown()[0]


def test_a_page_that_cannot_be_shown_is_shown_as_its_sealed_picture_and_says_so(qtbot, reader, show) -> None:
    show(MARKUP, Page(picture_url(STORY), picture(), "image/png"))
    reader.tabs.setCurrentIndex(PAGE)
    qtbot.waitUntil(reader.page.image.isVisible)
    assert reader.tabs.currentIndex() == PAGE
    assert reader.page.ways.way is Way.PICTURE
    assert reader.page.ways.note.text() == NOTES[Way.PICTURE]
    assert any("Its picture, taken at the capture" in said for said in reader.notices.shown())


@pytest.mark.parametrize(("mime", "body"), [("application/pdf", b"%PDF-1.4"), ("image/png", picture(20, 20))])
def test_what_is_no_page_has_one_way_only(qtbot, reader, mime, body, show) -> None:
    show(Page(STORY, body, mime))
    assert reader.page.ways.isHidden()


def test_the_next_snapshot_is_shown_the_usual_way_again(qtbot, reader, show) -> None:
    show(MARKUP, Page(picture_url(STORY), picture(), "image/png"))
    reader.page.ways.show_way(Way.PICTURE)
    show(MARKUP)
    assert reader.page.ways.way is Way.SEALED


def test_a_long_picture_is_as_wide_as_the_room_and_scrolls(qtbot) -> None:
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    with qtbot.waitSignal(view.ready):
        view.show_image(picture())
    assert view.place().width() < 500
    assert view.verticalScrollBar().maximum() > 1000
    assert view.horizontalScrollBar().maximum() == 0
    before = view.place().width()
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.place().width() > before
    assert view.place().topLeft() == QPointF(16, 16)


@pytest.mark.parametrize("body", [b"", b"no image", picture()[:200]])
def test_what_is_no_image_is_refused(qtbot, body) -> None:
    view = ImageView()
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.unreadable) as refused:
        view.show_image(body)
    assert refused.args[0]
    assert view.place().isEmpty()


def drag(qtbot, view: ImageView, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag from one pixel of the image to another."""
    scale = view.place().width() / 900
    first, last = (
        (view.place().topLeft() + QPointF(*spot) * scale - QPointF(0, view.verticalScrollBar().value() * 0)).toPoint()
        for spot in (start, end)
    )
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(view.viewport(), last)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)


def test_a_part_of_the_picture_is_drawn_linked_shown_and_clicked(qtbot, reader, show, open_session) -> None:
    project = open_session.project
    claim = project.claims.add("The sign says so.").made["claim"]
    show(MARKUP, Page(picture_url(STORY), picture(), "image/png"))
    reader.tabs.setCurrentIndex(PAGE)
    qtbot.waitUntil(reader.page.image.isVisible)
    view = reader.page.image
    drag(qtbot, view, (90, 60), (450, 240))
    assert reader.bar.passage is not None
    x, y, width, height = map(int, reader.bar.passage.selector.region.split(","))
    assert abs(x - 90) < 3
    assert abs(y - 60) < 3
    assert abs(width - 360) < 5
    assert abs(height - 180) < 5
    made: list[object] = []
    reader.quote_made.connect(made.append)
    reader.bar.commit_new()
    quote = made[0]
    project.evidence.quote(quote.snapshot_id, quote.selector, claim, quote.relation)
    reader.show_snapshot(reader.opened.snapshot.id)
    marks = project.evidence.for_snapshot(reader.opened.snapshot.id)
    open_session.announce(project.claims.update(claim, note="x"))
    opened: list[str] = []
    reader.claim_opened.connect(opened.append)

    def clicked() -> bool:
        drag(qtbot, view, (200, 100), (200, 100))
        return bool(opened)  # once the mark is there

    qtbot.waitUntil(clicked)
    assert opened == [claim]
    assert reader.bar.passage is None
    assert len(marks) == 1
    assert not reader.text.marks  # it is not in the text


def test_evidence_of_a_picture_opens_the_picture(qtbot, reader, open_session) -> None:
    project = open_session.project
    claim = project.claims.add("The sign says so.").made["claim"]
    snapshot = seal(project, MARKUP, Page(picture_url(STORY), picture(), "image/png"))
    low = Selector("x", "", "", -1, -1, None, "100,2500,200,100")
    made = project.evidence.quote(snapshot.id, low, claim).made["evidence"]
    reader.show_snapshot(snapshot.id, made)
    qtbot.waitUntil(reader.page.image.isVisible)
    qtbot.waitUntil(lambda: reader.page.image.verticalScrollBar().value() > 500)
