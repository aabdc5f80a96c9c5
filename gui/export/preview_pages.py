"""The pages of a brief in preview: they keep their scroll position when rendered again, follow links, report clicks."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QMouseEvent

from gui.export.claim_places import Place, Places
from gui.pdf.pages import Spot
from gui.pdf.view import PdfView
from gui.widgets.theme import GRID

WEB = ("http", "https")


class BriefPages(PdfView):
    """Signals: `claim_meant(int)` the number of the claim that was clicked, or whose footnote was."""

    claim_meant = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.places: Places | None = None
        self._before = (1.0, 0, 0)
        self.ready.connect(self._restore)
        self.viewport().setMouseTracking(True)
        self.setToolTip("Click a claim, or the number of a footnote, to see the claim in the window behind")

    def show_again(self, body: bytes) -> None:
        """Show a document, once it is read, at the position and zoom of the one before."""
        self._before = (self.zoom, self.verticalScrollBar().value(), self.horizontalScrollBar().value())
        self.show_pdf(body)

    def _restore(self) -> None:
        zoom, down, across = self._before
        self.places = Places(self.pages) if self.pages is not None else None
        self.magnify(zoom)
        self.verticalScrollBar().setValue(down)
        self.horizontalScrollBar().setValue(across)

    def go_to_claim(self, number: int) -> bool:
        """Scroll to a claim; return whether it is in these pages."""
        place = self.places.of_claim(number) if self.places else None
        if place is not None:
            self._go_to(place)
        return place is not None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand cursor over links and claims."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            spot = self._spot(event.position())
            linked = self.places is not None and self.places.link_at(spot.page, spot.at) is not None
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if linked else Qt.CursorShape.IBeamCursor)

    def _click(self, spot: Spot) -> None:
        if self.places is None:
            return
        number = self.places.claim_at(spot.page, spot.at)
        link = self.places.link_at(spot.page, spot.at)
        if link is not None and link.url:
            _open(QUrl(link.url))
        elif link is not None and link.page >= 0:
            self._go_to(Place(link.page, link.y))
        if number:
            self.claim_meant.emit(number)

    def _go_to(self, place: Place) -> None:
        if self.pages is not None and 0 <= place.page < len(self.pages.sizes):
            top = self.pages.rect(place.page, 0).top() + place.y * self.pages.scale
            self.verticalScrollBar().setValue(round(top - GRID * 6))


def _open(url: QUrl) -> None:
    """Open a web page in the browser; ignore all other links of the document."""
    if url.scheme() in WEB:
        QDesktopServices.openUrl(url)
