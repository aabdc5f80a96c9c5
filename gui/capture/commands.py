"""Capture actions: seal pages and files into the project. Slow ones run outside its lane, as jobs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gui.base.session import RunningJob, Session

if TYPE_CHECKING:
    from core.capture.imported import ListedPage
    from core.project.capture_queue import Link
    from core.project.file_import import Intake
    from core.project.snapshots import Capture

Refused = Callable[[Exception], object]


def capture_page(
    session: Session,
    url: str,
    *,
    private: bool,
    browser: str,
    done: "Callable[[Capture], object]",
    refused: Refused,
) -> RunningJob:
    """Seal a page, on request also at a private address; `browser` is the browser pass of core.capture.Options."""
    from core.capture import Options
    from gui.widgets.links import site

    project, settings = session.project, session.settings
    options = Options(
        allow_private=private,
        workers=int(settings["workers"]),
        per_host=int(settings["per_host"]),
        browser=browser,
    )
    return session.start(
        f"Capturing {site(url)}",
        lambda progress: project.snapshots.capture(url, options, progress),
        done,
        failed=refused,
    )


def keep_waiting(session: Session, links: "Sequence[Link]") -> None:
    """Store the links that still have to be captured, replacing those stored before."""
    session.act(lambda project: project.capture_queue.keep(links))


def list_pages(
    session: Session, path: Path, done: "Callable[[tuple[ListedPage, ...]], object]", refused: Refused
) -> None:
    """List the pages of a web archive before any of them is sealed."""
    project = session.project
    session.start(
        f"Reading {path.name}", lambda progress: project.imports.pages_in(path, progress), done, failed=refused
    )


def seal_file(
    session: Session, path: Path, pages: tuple[str, ...], done: "Callable[[Intake], object]", refused: Refused
) -> None:
    """Seal a file as evidence; of a web archive the pages with these addresses, or all if none are given."""
    project = session.project
    session.start(
        f"Sealing {path.name}",
        lambda progress: project.imports.take_in(path, progress, pages=pages),
        done,
        failed=refused,
    )
