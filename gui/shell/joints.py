"""Connects features: a signal of one calls an action of another. Features do not import each other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from core.model import Claim
from core.verdicts import VerdictScale
from gui.base.session import Session

if TYPE_CHECKING:
    from gui.claims.panel import ClaimsPanel
    from gui.drafts.view import DraftView
    from gui.reader.reader import Reader


def draft_view(session: Session) -> "DraftView":
    """Return a draft view whose claim actions use the menus and dialogs of the claims feature."""
    from gui.claims import commands
    from gui.claims.menus import status_menu, verdict_menu
    from gui.claims.split_merge import retire_menu
    from gui.drafts.view import DraftView

    view = DraftView(session)

    def offer_status(claim: Claim, corner: QPoint) -> None:
        status_menu(session, claim, view).popup(corner)

    def offer_verdict(claim: Claim, scale: VerdictScale, corner: QPoint) -> None:
        verdict_menu(session, claim, scale, view).popup(corner)

    def offer_reasons(claim_id: str, corner: QPoint) -> None:
        retire_menu(session, claim_id, view, view.step_off).popup(corner)

    def split(claim_id: str) -> None:
        from gui.claims.split import SplitDialog

        SplitDialog(session, claim_id, view.choose, view.window()).show()

    def merge(claim_ids: Sequence[str]) -> None:
        commands.merge_claims(session, claim_ids, view.choose)

    view.actions_.status_wanted.connect(offer_status)
    view.actions_.verdict_wanted.connect(offer_verdict)
    view.actions_.retire_wanted.connect(offer_reasons)
    view.actions_.split_wanted.connect(split)
    view.actions_.merge_wanted.connect(merge)
    return view


def claims_panel(session: Session) -> "ClaimsPanel":
    """Return a panel of claims that shows the citation of a source when asked."""
    from gui.claims.panel import ClaimsPanel

    panel = ClaimsPanel(session)
    panel.citation_wanted.connect(lambda source_id: _show_citation(session, source_id, panel))
    return panel


def reader(session: Session) -> "Reader":
    """Return a reader that shows the citation of its source when asked."""
    from gui.reader.reader import Reader

    made = Reader(session)
    made.citation_wanted.connect(lambda source_id: _show_citation(session, source_id, made))
    return made


def _show_citation(session: Session, source_id: str, parent: QWidget) -> None:
    from gui.sources.dialogs import open_citation

    open_citation(session, source_id, parent)
