"""A sealed PDF as pages: layout, pictures, words and their boxes, asked of the worker process. Points are 1/72 inch."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QSizeF, QTimer, Signal
from PySide6.QtGui import QImage

from core.errors import InputError
from core.extract import screen
from core.security import limits
from gui.base.drawing import Drawing
from gui.pdf.letters import Letters
from gui.widgets.bitmaps import image
from gui.widgets.theme import GRID

GAP = GRID * 2
KEPT_PICTURES = 12
KEPT_WORDS = 24
LONGEST_SIDE = 6000
ASKED_AT_ONCE = 2
SLOW_MS = 500  # after which it is said that a page is being drawn
DRAWING = "Drawing this page…"
PAGE_BREAK = "\n"
Boxes = dict[int, list[QRectF]]  # line boxes by page, counted from 0


@dataclass(frozen=True)
class Spot:
    """A point on a page, counted from 0, in points from its top left corner."""

    page: int
    at: QPointF


class PdfPages(QObject):
    """The pages of one document, one below the other, at a scale in pixels per point.

    Signals: `opened()` the pages are known; `failed(str)` they never will be, with a sentence; `changed(int)` the
    picture or the words of a page arrived, or will not.
    """

    opened = Signal()
    failed = Signal(str)
    changed = Signal(int)

    def __init__(self, body: bytes, parent: QObject) -> None:
        super().__init__(parent)
        self.scale = 1.0
        self.sizes: list[QSizeF] = []
        self.widest = 1.0  # points of the widest page
        self._heights: list[float] = []
        self.outline: tuple[screen.Mark, ...] = ()
        self._body = body
        self._drawing = Drawing()
        self.destroyed.connect(self._drawing.forget)
        self._tops: list[float] = []
        self._pictures: OrderedDict[tuple[int, int, int], QImage] = OrderedDict()
        self._letters: OrderedDict[int, Letters] = OrderedDict()
        self._undrawn: dict[int, str] = {}
        self._flying: dict[object, float] = {}
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS + 50)
        self._slow.timeout.connect(lambda: self.changed.emit(-1))
        self._drawing.ask(lambda check: screen.paper(body, check), self._open, self._fail)

    def close(self) -> None:
        """End all that was asked for; nothing changes from here on."""
        self._drawing.forget()

    @property
    def height(self) -> float:
        """The height of all pages with the gaps between them, in pixels."""
        return (self._tops[-1] + self.sizes[-1].height() * self.scale + GAP) if self._tops else 0.0

    def lay_out(self, scale: float) -> None:
        """Place the pages at a scale."""
        self.scale, self._tops, top = scale, [], float(GAP)
        for height in self._heights:
            self._tops.append(top)
            top += height * scale + GAP

    def rect(self, page: int, width: float) -> QRectF:
        """Return where a page lies, centred in `width` pixels."""
        size = self.sizes[page] * self.scale
        return QRectF(max(GAP, (width - size.width()) / 2), self._tops[page], size.width(), size.height())

    def at(self, y: float) -> int:
        """Return the page at a vertical position."""
        return max(0, bisect_right(self._tops, y) - 1)

    def picture(self, page: int, ratio: float) -> QImage | None:
        """Return the picture of a page at the present scale, or the best there is until that is drawn; None for none."""
        size = self.sizes[page] * self.scale * ratio
        shrink = min(1.0, LONGEST_SIDE / max(size.width(), size.height(), 1.0))
        wanted = QSize(max(1, round(size.width() * shrink)), max(1, round(size.height() * shrink)))
        key = (page, wanted.width(), wanted.height())
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        if page not in self._undrawn:
            self._ask(key, lambda check: self._drawn(page, wanted, check), lambda made: self._keep(key, made))
        others = [kept for kept in self._pictures if kept[0] == page]
        return self._pictures[max(others)] if others else None

    def undrawn(self, page: int) -> str:
        """Return the sentence that says why a page has no picture, or that it takes its time; empty for any other."""
        begun = [since for key, since in self._flying.items() if isinstance(key, tuple) and key[0] == page]
        slow = any(monotonic() - since > SLOW_MS / 1000 for since in begun)
        return self._undrawn.get(page, DRAWING if slow else "")

    def small(self, page: int, size: QSize, landed: Callable[[QImage], object]) -> None:
        """Ask for a small picture of a page; `landed` gets it unless it cannot be drawn."""
        if page not in self._undrawn:
            self._drawing.ask(
                lambda check: self._drawn(page, size, check), landed, lambda error: self._fail_page(page, error)
            )

    def letters(self, page: int) -> Letters | None:
        """Return the words of a page with the place of each letter; None until they are read."""
        if page in self._letters:
            self._letters.move_to_end(page)
        elif page < len(self.sizes) and page not in self._undrawn:
            body = self._body
            self._ask(
                ("words", page),
                lambda check: Letters(screen.content(body, page, check)),
                lambda made: self._read(page, made),
            )
        return self._letters.get(page)

    def selection(self, start: Spot, end: Spot) -> tuple[str, Boxes]:
        """Return the words between two spots, across pages if needed, and their line boxes by page."""
        words: list[str] = []
        boxes: Boxes = {}
        for page in range(start.page, end.page + 1):
            letters = self.letters(page)
            if letters is None:
                continue
            first = letters.caret(start.at) if page == start.page else 0
            last = letters.caret(end.at) if page == end.page else len(letters.text)
            first, last = sorted((first, last))
            if found := letters.text[first:last]:
                words.append(found)
                boxes[page] = [rect(box) for box in letters.lines(first, last)]
        return PAGE_BREAK.join(words), boxes

    def locate(self, page: int, exact: str, landed: Callable[[Boxes], object]) -> None:
        """Find a passage that begins on a page; `landed` gets its line boxes, none if it is not there."""
        body = self._body
        self._drawing.ask(
            lambda check: screen.places(body, page, exact, check),
            lambda spots: landed(rects(spots)),
            lambda _: landed({}),
        )

    def search(self, words: str, page: int, landed: Callable[[list[Boxes], int], object]) -> None:
        """Find words on some pages from `page` on; `landed` gets their places and how many pages were searched."""
        body = self._body

        def look(check: Callable[[], object]) -> list[screen.Spots]:
            try:
                return screen.found(body, words, page, limits.FOUND_PAGES, check)
            except InputError:  # one page is beyond reach: the others are searched without it
                return _each(lambda one: screen.found(body, words, one, 1, check), page, len(self.sizes))

        self._drawing.ask(
            look,
            lambda found: landed([rects(spots) for spots in found], limits.FOUND_PAGES),
            lambda _: landed([], limits.FOUND_PAGES),
        )

    def _ask(self, key: object, work: Callable[[Callable[[], object]], object], done: Callable[..., object]) -> None:
        """Ask once; when enough is asked already, not now: whoever needs it comes again with the next repaint."""
        if key in self._flying or len(self._flying) >= ASKED_AT_ONCE:
            return
        self._flying[key] = monotonic()
        self._slow.start()
        page = key[0] if isinstance(key, tuple) and isinstance(key[0], int) else -1

        def landed(value: object) -> None:
            self._flying.pop(key, None)
            done(value)

        def failed(error: Exception) -> None:
            self._flying.pop(key, None)
            if page >= 0:
                self._fail_page(page, error)
            else:
                done(Letters(screen.NOTHING))

        self._drawing.ask(work, landed, failed)

    def _drawn(self, page: int, size: QSize, check: Callable[[], object]) -> QImage:
        return image(screen.page(self._body, page, size.width(), size.height(), check))

    def _keep(self, key: tuple[int, int, int], made: QImage) -> None:
        self._pictures[key] = made
        while len(self._pictures) > KEPT_PICTURES:
            self._pictures.popitem(last=False)
        self.changed.emit(key[0])

    def _read(self, page: int, made: Letters) -> None:
        self._letters[page] = made
        while len(self._letters) > KEPT_WORDS:
            self._letters.popitem(last=False)
        self.changed.emit(page)

    def _fail_page(self, page: int, error: Exception) -> None:
        self._undrawn[page] = getattr(error, "sentence", "") or f"Page {page + 1} could not be drawn."
        self.changed.emit(page)

    def _open(self, paper: screen.Paper) -> None:
        self.sizes = [QSizeF(width, height) for width, height in paper.sizes]
        self._heights = [height for _, height in paper.sizes]
        self.widest = max((width for width, _ in paper.sizes), default=1.0)
        self.outline = paper.outline
        self.opened.emit()

    def _fail(self, error: Exception) -> None:
        self.failed.emit(getattr(error, "sentence", "") or "This PDF could not be opened.")


def rects(spots: screen.Spots) -> Boxes:
    """Return boxes as Qt's rectangles."""
    return {page: [rect(box) for box in boxes] for page, boxes in spots.items()}


def rect(box: Sequence[float]) -> QRectF:
    """Return a box as Qt's rectangle."""
    left, top, right, bottom = box
    return QRectF(left, top, right - left, bottom - top)


def _each(find: Callable[[int], list[screen.Spots]], first: int, end: int) -> list[screen.Spots]:
    found: list[screen.Spots] = []
    for page in range(first, min(first + limits.FOUND_PAGES, end)):
        try:
            found += find(page)
        except InputError:
            continue
    return found
