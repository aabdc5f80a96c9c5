"""The verbs of claims and their evidence: each does one thing to the open project, by its session."""

from functools import partial

from gui.base.session import Session
from gui.widgets.clipboard import put


def copy_claim(session: Session, claim_id: str, form: str) -> None:
    """Put a claim with its citations on the clipboard, in a form of :data:`gui.widgets.clipboard.FORMS`."""
    style, locale = str(session.settings["style"]), str(session.settings["locale"])
    session.act(lambda project: project.copy_claim(claim_id, style, locale), partial(put, form=form))
