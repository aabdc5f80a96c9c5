"""Which claim a click in the brief means, from the bookmarks and links of the PDF that is written."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import QModelIndex, QPointF
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument, QPdfLinkModel

from core.export import Options, Section, export
from gui.export.claim_places import Place
from gui.export.preview_pages import BriefPages
from tests.data import briefs
from tests.data.screen import letters_of


@pytest.fixture(scope="module")
def brief(tmp_path_factory):
    out = tmp_path_factory.mktemp("places") / "brief.pdf"
    export(briefs.small(), "pdf", out, Options(made_at=briefs.AT))
    return out


@pytest.fixture(scope="module")
def document(brief, qapp):
    """The brief as another reader of PDFs sees it."""
    made = QPdfDocument(qapp)
    assert made.load(str(brief)) is QPdfDocument.Error.None_
    yield made
    made.close()


@pytest.fixture
def places(brief, qtbot):
    with read(qtbot, brief) as made:
        yield made


@contextmanager
def read(qtbot, path):
    """Read a brief as the preview does, with the words and links of all pages."""
    view = BriefPages()
    qtbot.addWidget(view)
    view.show_again(path.read_bytes())
    qtbot.waitUntil(lambda: view.places is not None)
    for page in range(len(view.pages.sizes)):
        letters_of(qtbot, view, page)
    yield view.places
    view.leave()


def links(document):
    """Yield the links within the document: page, middle, where they lead."""
    model = QPdfLinkModel()
    model.setDocument(document)
    for page in range(document.pageCount()):
        model.setPage(page)
        for row in range(model.rowCount(QModelIndex())):
            link = model.data(model.index(row, 0), QPdfLinkModel.Role.Link.value)
            if not link.url().isValid():
                yield page, link.rectangles()[0].center(), Place(link.page(), link.location().y())


def end_of_claims(document):
    """Return where the part after the claims begins, by the bookmarks."""
    marks = QPdfBookmarkModel()
    marks.setDocument(document)
    rows = [marks.index(row, 0) for row in range(marks.rowCount(QModelIndex()))]
    titles = [marks.data(row, QPdfBookmarkModel.Role.Title.value) for row in rows]
    after = rows[titles.index("Claims") + 1]
    at = marks.data(after, QPdfBookmarkModel.Role.Location.value)
    return Place(marks.data(after, QPdfBookmarkModel.Role.Page.value), at.y())


def test_every_claim_has_its_place_and_a_click_in_it_means_it(places):
    for number in range(1, 7):
        place = places.of_claim(number)
        assert places.claim_at(place.page, QPointF(120, place.y + 4)) == number
    assert places.of_claim(7) is None
    assert places.claim_at(0, QPointF(120, 60)) == 0


def test_a_line_of_the_contents_means_its_claim_and_a_footnote_the_claim_that_calls_it(document, places):
    first = places.of_claim(1)
    contents = [at for page, at, _ in links(document) if Place(page, at.y()) < first]
    assert [places.claim_at(0, at) for at in contents] == [1, 2, 3, 4, 5, 6]
    end = end_of_claims(document)
    here = [(page, at, to) for page, at, to in links(document) if first <= Place(page, at.y()) < end]
    marks = [(page, at, to) for page, at, to in here if first <= to < end and to > Place(page, at.y())]
    notes = [(page, at, to) for page, at, to in here if to < Place(page, at.y() - 3)]
    called = [number for number, file in enumerate(briefs.small().claims, 1) for _ in file.evidence]
    assert [places.claim_at(page, at) for page, at, _ in marks] == called
    assert [places.claim_at(page, at) for page, at, _ in notes] == called
    page, at, _ = notes[0]
    assert places.claim_at(page, at + QPointF(120, 6)) == called[0]


def test_a_brief_without_claims_or_bookmarks_means_nothing(tmp_path, qtbot):
    out = tmp_path / "brief.pdf"
    export(
        briefs.small(), "pdf", out, Options(made_at=briefs.AT, claims=frozenset(), sections=frozenset({Section.METHOD}))
    )
    with read(qtbot, out) as places:
        assert places.claim_at(0, QPointF(120, 200)) == 0
        assert places.of_claim(1) is None
