"""Reader actions: what the window may change about the capture being read."""

from gui.base.session import Session


def accept_capture(session: Session, snapshot_id: str) -> None:
    """Allow a doubtful or bad capture to back claims, after a person looked at it."""
    session.act(lambda project: project.snapshots.review(snapshot_id))


def read_as(session: Session, snapshot_id: str, charset: str) -> None:
    """Read the letters of a page in another encoding; empty: as the page says."""
    session.act(lambda project: project.snapshots.read_as(snapshot_id, charset))
