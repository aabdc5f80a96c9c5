"""Requests of the draft view to the claims feature, connected by the shell."""

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from core.verdicts import VerdictScale
from gui.base.session import Session
from gui.drafts.text import DraftText
from gui.drafts.view_model import DraftClaim


class ClaimActions(QObject):
    """Requests menus and dialogs of claims, by key. A corner is the screen position of a menu.

    Signals: `status_wanted(Claim, corner)`; `verdict_wanted(Claim, VerdictScale, corner)`; `retire_wanted(claim id,
    corner)`; `split_wanted(claim id)`; `merge_wanted(list of claim ids)`, at least two.
    """

    status_wanted = Signal(object, QPoint)
    verdict_wanted = Signal(object, object, QPoint)
    retire_wanted = Signal(str, QPoint)
    split_wanted = Signal(str)
    merge_wanted = Signal(list)

    def __init__(self, session: Session, text: DraftText, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._text = session, text

    def choose_status(self) -> None:
        """Request the status menu for the current claim."""
        if placed := self._chosen():
            self.status_wanted.emit(placed.claim, self._corner(placed))

    def choose_verdict(self, scale: VerdictScale) -> None:
        """Request the verdict menu for the current claim."""
        if placed := self._chosen():
            self.verdict_wanted.emit(placed.claim, scale, self._corner(placed))

    def retire(self) -> None:
        """Request the reasons for closing the current claim."""
        if placed := self._chosen():
            self.retire_wanted.emit(placed.claim.id, self._corner(placed))

    def split(self) -> None:
        """Request the split dialog for the current claim."""
        if self._text.chosen and self._session.writable:
            self.split_wanted.emit(self._text.chosen)

    def merge(self) -> None:
        """Request merging the claims that the selection touches, or else the current one and the next."""
        claims = self._together()
        if len(claims) > 1 and self._session.writable:
            self.merge_wanted.emit(claims)

    def _chosen(self) -> DraftClaim | None:
        """Return the current claim if it may be edited."""
        found = (placed for placed in self._text.claims if placed.claim.id == self._text.chosen)
        return next(found, None) if self._session.writable else None

    def _corner(self, placed: DraftClaim) -> QPoint:
        return self._text.viewport().mapToGlobal(QPoint(self._text.margin_left, max(0, self._text.top_of(placed))))

    def _together(self) -> list[str]:
        start, end = self._text.wanted() if self._text.textCursor().hasSelection() else (0, 0)
        touched = [one.claim.id for one in self._text.claims if one.start < end and one.end > start]
        if len(touched) > 1:
            return touched
        order = [one.claim.id for one in self._text.claims]
        if self._text.chosen not in order:
            return []
        here = order.index(self._text.chosen)
        return order[here : here + 2]
