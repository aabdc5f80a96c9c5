"""The verbs of the reader: what the window may do to the project about a capture that is read."""

from gui.base.session import Session


def accept_capture(session: Session, snapshot_id: str) -> None:
    """Let a doubtful or bad capture back claims: a person looked at it."""
    session.act(lambda project: project.snapshots.review(snapshot_id))
