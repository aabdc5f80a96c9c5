"""Export actions: write the brief, or a preview of it. Both run outside the project lane, as jobs."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gui.base.session import RunningJob, Session

if TYPE_CHECKING:
    from core.export.registry import Written
    from core.project import Project
    from core.project.export import ExportRequest, Previews

Refused = Callable[[Exception], object]


def export_brief(
    session: Session,
    project: "Project",
    outs: Mapping[str, Path],
    asked: "ExportRequest",
    *,
    done: "Callable[[tuple[Written, ...]], object]",
    refused: Refused,
) -> RunningJob:
    """Write the brief to files, by format; each is reopened and verified."""
    return session.start(
        "Exporting the brief", lambda progress: project.export_all(outs, asked, progress), done, failed=refused
    )


def preview_brief(
    session: Session,
    project: "Project",
    outs: Mapping[str, Path],
    asked: "ExportRequest",
    previews: "Previews",
    *,
    done: "Callable[[tuple[Written, ...]], object]",
    refused: Refused,
) -> RunningJob:
    """Render the brief for the screen only; `previews` keeps parts that the next preview can reuse."""
    return session.start(
        "Preparing the preview",
        lambda progress: project.export_all(outs, asked, progress, previews),
        done,
        failed=refused,
    )
