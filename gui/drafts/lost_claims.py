"""Claims of a draft that are not in its text: lost ones and closed ones. None is deleted."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from core.model import Claim
from gui.base.session import Session
from gui.drafts import commands
from gui.drafts.view_model import DraftFacts
from gui.widgets.plain_text import tip

MOST_LISTED, LONGEST_LISTED = 40, 90


def gone_menu(session: Session, facts: DraftFacts, chosen: Callable[[str], object], parent: QWidget) -> QMenu | None:
    """Return a menu of both, or None if there are none: a lost claim is `chosen`, a closed one is reopened first."""
    if not facts.lost and not facts.retired:
        return None
    menu = QMenu(parent)
    menu.setAccessibleName("Claims that are not in the text")
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    _list(menu, "Words not in this version", ((claim, "", chosen) for claim in facts.lost))
    back = partial(commands.reopen_claim, session, shown=chosen) if session.writable else None
    retired = ((claim, _why(one.reason, one.author), back) for one, claim in facts.retired)
    _list(menu, "Closed: choose one to reopen it", retired)
    return menu


def _list(menu: QMenu, title: str, rows: Iterable[tuple[Claim, str, Callable[[str], object] | None]]) -> None:
    rows = list(rows)
    if not rows:
        return
    if menu.actions():
        menu.addSeparator()
    menu.addAction(title).setEnabled(False)
    for claim, why, act in rows[:MOST_LISTED]:
        words = claim.text if len(claim.text) <= LONGEST_LISTED else f"{claim.text[:LONGEST_LISTED]}…"
        entry = menu.addAction(f"{words}{f' ({why})' if why else ''}".replace("&", "&&"))
        entry.setToolTip(tip(claim.text))
        entry.setEnabled(act is not None)
        if act is not None:
            entry.triggered.connect(partial(_run, act, claim.id))
    if len(rows) > MOST_LISTED:
        menu.addAction(f"and {len(rows) - MOST_LISTED:,} more").setEnabled(False)


def _why(reason: str, author: str) -> str:
    return ", ".join(filter(None, (reason, author)))


def _run(act: Callable[[str], object], claim_id: str, _: bool = False) -> None:
    act(claim_id)
