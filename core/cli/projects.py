"""``new`` and ``demo``."""

from pathlib import Path

import click

from core.cli.output import LineProgress, emit, project_command
from core.project import Project


@project_command("new", "Create a project: a folder, best named “My story.standfirst”.")
@click.option("--title", default="", help="The title of the story.")
@click.option("--scale", default="house", help="The verdict scale: house, six, platform or media.")
def new(project: Path, title: str, scale: str, *, as_json: bool) -> None:
    """Create a project."""
    with Project.create(project, title, scale=scale) as made:
        emit({"project": made.path, "title": made.info.title}, f"Created {made.path}", as_json=as_json)


@project_command("demo", "Create the sample project from bundled material, offline.")
def demo(project: Path, *, as_json: bool) -> None:
    """Create the sample project."""
    from core.demo import make

    progress = LineProgress()
    make(project, progress)
    progress.clear()
    emit({"project": project}, f"Created the sample project at {project}", as_json=as_json)


COMMANDS = (new, demo)
