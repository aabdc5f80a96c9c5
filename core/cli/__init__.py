"""The command line: a fixed contract that scripts may rely on.

Exit 0 done · 1 a check found a problem · 2 bad input or usage · 3 the world failed. With ``--json`` one JSON document
goes to stdout; progress and messages always go to stderr.
"""

import signal
import sys
import time

import click

from core import __version__, log
from core.cli import (
    beyond,
    capture,
    checking,
    citations,
    coverage,
    desk,
    exporting,
    hidden_names,
    identities,
    importing,
    lineage,
    listing,
    projects,
    queries,
    rechecking,
    requests,
    scales,
    settling,
    system,
)
from core.cli.output import fail
from core.cli.subjects import CommandsBySubject, answer
from core.errors import InputError, StandfirstError, WorldError
from core.security import scratch
from core.store.connection import translated

BUG = "Standfirst itself failed. Nothing that was sealed before is lost."


@click.group(cls=CommandsBySubject, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="standfirst")
def cli() -> None:
    """Seal source pages, link claims to passages in them, export cited briefs."""


for module in (
    projects,
    capture,
    importing,
    beyond,
    citations,
    coverage,
    listing,
    settling,
    lineage,
    requests,
    queries,
    scales,
    desk,
    hidden_names,
    identities,
    checking,
    rechecking,
    exporting,
    system,
):
    for command in module.COMMANDS:
        command.epilog = f"With --json: {answer(str(command.name))}"
        cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code.

    SIGTERM ends it as Ctrl+C does: temporary files are removed.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    arguments = sys.argv[1:] if arguments is None else arguments
    log.setup("standfirst", cli.commands)
    scratch.sweep()
    sys.exit(run(arguments))


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code; every error is one sentence and a hint."""
    began = time.monotonic()
    code = _run(arguments, as_json="--json" in arguments)
    log.event("command", name=arguments[0] if arguments else 0, seconds=time.monotonic() - began, exit=code)
    return code


def _run(arguments: list[str], *, as_json: bool) -> int:
    try:
        with translated():  # a page of the database may turn out damaged at any read
            outcome = cli.main(arguments, prog_name="standfirst", standalone_mode=False)
    except StandfirstError as error:
        log.failure(error)
        return fail(error, as_json=as_json)
    except click.ClickException as error:
        return fail(InputError(error.format_message(), "See “standfirst COMMAND --help”."), as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        return fail(WorldError("Stopped.", "Nothing that was sealed before is lost."), as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the one place where a bug becomes a sentence on the command line
        log.failure(error)
        return fail(WorldError(BUG, f"Please report this: {type(error).__name__}: {error}"), as_json=as_json)
    return outcome if isinstance(outcome, int) else 0
