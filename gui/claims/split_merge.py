"""Splitting, merging and closing claims: the menus, and the origin of a claim."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from core.model import Claim, Retirement
from gui.base.session import Session
from gui.claims import commands
from gui.widgets.controls import plain_label
from gui.widgets.reason_menu import reasons_menu

RETIRE = "Close this claim: why?"
REASONS = ("Nothing to check", "Opinion or figure of speech", "Checked with another claim", "Will not be printed")


def retire_menu(session: Session, claim_id: str, parent: QWidget, before: Callable[[], object] | None = None) -> QMenu:
    """Return the reasons for closing a claim; `before` runs when one is chosen."""

    def retire(reason: str) -> None:
        if before is not None:
            before()
        commands.retire_claim(session, claim_id, reason)

    return reasons_menu(RETIRE, REASONS, retire, parent)


class ClaimOrigin(QWidget):
    """Names the claims that a claim replaces. Shown for a split or merged claim."""

    def __init__(self) -> None:
        super().__init__()
        self.words = plain_label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)

    def show_parents(self, parents: Sequence[tuple[Retirement, Claim]]) -> None:
        """Show the closed claims that this one came from."""
        self.setVisible(bool(parents))
        self.words.setText(origin_words(parents))


def origin_words(parents: Sequence[tuple[Retirement, Claim]]) -> str:
    """Return where a claim came from: “Split from “…”” or “Merged from “…” and “…””."""
    if not parents:
        return ""
    verb = "Merged from" if len(parents[0][0].successors) == 1 else "Split from"
    return f"{verb} {' and '.join(f'“{claim.text}”' for _, claim in reversed(parents))}"
