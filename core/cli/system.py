"""``system``: facts about this installation, for reports and for deciding what to open with it."""

import platform
from dataclasses import asdict

import click

from core import __version__
from core.cli.output import emit


@click.command("system", help="Say what this installation is, and what the reader of hostile files is kept from here.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def system(*, as_json: bool) -> None:
    """Try the confinement of the worker, and say what holds."""
    from core.security.confinement import confinement

    found = confinement()
    facts = {"version": __version__, "python": platform.python_version(), "platform": platform.platform(terse=True)}
    lines = (f"Standfirst {facts['version']}, Python {facts['python']}, {facts['platform']}", found.said())
    emit({**facts, "worker": {**asdict(found), "whole": found.whole}}, "\n".join(lines), as_json=as_json)


COMMANDS = (system,)
