"""The verbs of export: write the brief, or a preview of it. Both run beside the project's lane, as jobs."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gui.base.session import RunningJob, Session

if TYPE_CHECKING:
    from core.export.registry import Written
    from core.project import Project
    from core.project.export import Asked, Previews

Refused = Callable[[Exception], object]


def export_brief(
    session: Session,
    project: "Project",
    outs: Mapping[str, Path],
    asked: "Asked",
    *,
    done: "Callable[[tuple[Written, ...]], object]",
    refused: Refused,
) -> RunningJob:
    """Write the brief to files, by format, each read back before it is done."""
    return session.start(
        "Exporting the brief", lambda progress: project.export_all(outs, asked, progress), done, failed=refused
    )


def preview_brief(
    session: Session,
    project: "Project",
    outs: Mapping[str, Path],
    asked: "Asked",
    previews: "Previews",
    *,
    done: "Callable[[tuple[Written, ...]], object]",
    refused: Refused,
) -> RunningJob:
    """Write the brief for the screen alone; `previews` keeps what the next one can use again."""
    return session.start(
        "Preparing the preview",
        lambda progress: project.export_all(outs, asked, progress, previews),
        done,
        failed=refused,
    )
