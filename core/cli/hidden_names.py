"""Commands about names to hide that are no source's."""

from pathlib import Path

import click

from core.cli.output import emit, open_to_read, open_to_write, project_command
from core.model import Confidentiality

HIDING = [str(one) for one in Confidentiality if one is not Confidentiality.PUBLIC]


@project_command(
    "hide-name", "Hide a name that is no source's from editions below a level: a detainee's, a relative's."
)
@click.argument("name")
@click.option(
    "--confidentiality", type=click.Choice(HIDING), default=str(Confidentiality.DESK), help="Who may read it."
)
@click.option("--remove", is_flag=True, help="Stop hiding the name.")
def hide_name(project: Path, name: str, confidentiality: str, *, remove: bool, as_json: bool) -> None:
    """Hide a name, or stop hiding it."""
    with open_to_write(project) as opened:
        if remove:
            opened.hidden_names.show(name)
        else:
            opened.hidden_names.hide(name, Confidentiality(confidentiality))
    emit({"name": name, "hidden": not remove}, f"{name}: {'shown' if remove else confidentiality}", as_json=as_json)


@project_command("hidden-names", "List the names to hide that are no source's.")
def hidden_names(project: Path, *, as_json: bool) -> None:
    """List hidden names."""
    with open_to_read(project) as opened:
        names = opened.hidden_names.all()
    lines = [f"{one.name}  {one.confidentiality}" for one in names]
    emit({"names": names}, "\n".join(lines) or "No name is hidden but those of sources.", as_json=as_json)


COMMANDS = (hide_name, hidden_names)
