"""Claims split, made one and retired from the text of a draft, each with a key."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from gui.base.session import Session
from gui.claims.split_merge import merge, retire_menu
from gui.drafts.lost_claims import gone_menu
from gui.drafts.text import DraftText
from gui.drafts.view_model import DraftClaim, DraftFacts


class DraftLineage:
    """What becomes of the claims of the draft that `text` shows; `choose` gets the id of the claim to go on with."""

    def __init__(self, session: Session, text: DraftText, choose: Callable[[str], None], parent: QWidget) -> None:
        self._session, self._text, self._choose, self._parent = session, text, choose, parent

    def split(self) -> None:
        """Show the parts of the chosen claim, to make claims of them."""
        from gui.claims.split import SplitDialog

        if self._text.chosen and self._session.writable:
            SplitDialog(
                self._session, self._text.chosen, lambda made: self._choose(made[0]), self._parent.window()
            ).show()

    def merge(self) -> None:
        """Make one claim of those that the selection touches, or of the chosen one and the next."""
        claims = self._together()
        if len(claims) > 1 and self._session.writable:
            merge(self._session, claims, self._choose)

    def retire_menu(self, placed: DraftClaim, step: Callable[[], object]) -> QMenu:
        """Return the reasons for retiring a claim; the next one is chosen first."""
        return retire_menu(self._session, placed.claim.id, self._parent, step)

    def offer_gone(self, facts: DraftFacts | None, corner: QPoint) -> None:
        """List the claims that are not in the text; one that is chosen is shown beside the page."""
        menu = gone_menu(self._session, facts, self._choose, self._parent) if facts else None
        if menu is not None:
            menu.popup(corner)

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
