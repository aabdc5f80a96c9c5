"""Commands about the identities of confidential sources.

Passphrases and names are never arguments, which other users and the shell's history can see.
"""

import os
from pathlib import Path

import click

from core import files
from core.cli.ids import ItemId
from core.cli.output import emit, open_to_read, open_to_write, project_command
from core.errors import InputError
from core.model import Confidentiality, Identity
from core.programs import NEW_PASSPHRASE, PASSPHRASE
from core.security import limits
from core.text.json_text import parse

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@project_command(
    "protect", "Set who may see a source, and the alias printed elsewhere; shows what each edition prints."
)
@click.argument("source", type=ItemId("source"))
@click.option(
    "--class",
    "kept",
    type=click.Choice([str(one) for one in Confidentiality]),
    default=None,
    help="The lowest edition that may name it.",
)
@click.option("--alias", default=None, help="The alias printed instead of its name, such as “A senior official”.")
def protect(project: Path, source: str, kept: str | None, alias: str | None, *, as_json: bool) -> None:
    """Set confidentiality and alias of a source."""
    chosen = {"confidentiality": kept, "alias": alias}
    values = {name: value for name, value in chosen.items() if value is not None}
    with open_to_write(project) as opened:
        if values:
            opened.sources.update(source, **values)
        shown = opened.sources.shown_as(source)
    lines = [f"{edition}: {words}" for edition, words in shown.items()]
    emit({"source": source, "editions": shown}, "\n".join(lines), as_json=as_json)


@project_command("identities", "List the sources with a stored identity, encrypted with a passphrase.")
def identities(project: Path, *, as_json: bool) -> None:
    """List encrypted identities without decrypting them."""
    with open_to_read(project) as opened:
        source_ids = sorted(opened.identities.known())
    emit({"identities": source_ids}, "\n".join(source_ids) or "No identity is stored.", as_json=as_json)


@project_command(
    "identity",
    "Store, reveal or destroy the identity of a confidential source; asks for the passphrase, or reads it from STANDFIRST_PASSPHRASE or a file.",
)
@click.argument("source", type=ItemId("source"))
@click.option(
    "--keep",
    "what",
    flag_value="keep",
    help="Encrypt and store a name, a contact and a note; asked for, or from --from-file.",
)
@click.option("--reveal", "what", flag_value="reveal", default=True, help="Print the identity.")
@click.option(
    "--destroy", "what", flag_value="destroy", help="Delete it for good; backups still contain it, encrypted."
)
@click.option("--from-file", "told", type=FILE, default=None, help='A JSON file: {"name", "contact", "note"}.')
@click.option("--passphrase-file", type=FILE, default=None, help="A file whose first line is the passphrase.")
@click.option("--yes", is_flag=True, help="Destroy without asking.")
def identity(
    project: Path, source: str, what: str, told: Path | None, passphrase_file: Path | None, *, yes: bool, as_json: bool
) -> None:
    """Store, reveal or destroy an identity."""
    if what == "keep":
        with open_to_write(project) as opened:
            opened.sources.get(source)
            who, first = _who(told), not opened.identities.known()
            opened.identities.keep(source, who, phrase(passphrase_file, PASSPHRASE, "Passphrase", twice=first))
        emit({"source": source, "kept": True}, "Stored, encrypted.", as_json=as_json)
    elif what == "destroy":
        if not yes and not click.confirm("Destroy it for good?", err=True):
            raise click.Abort
        with open_to_write(project) as opened:
            opened.identities.destroy(source)
        emit(
            {"source": source, "kept": False},
            "Destroyed. Older copies and backups still contain it, encrypted.",
            as_json=as_json,
        )
    else:
        with open_to_read(project) as opened:
            revealed = opened.identities.reveal(source, phrase(passphrase_file, PASSPHRASE, "Passphrase"))
        emit(
            {"source": source, **vars(revealed)},
            "\n".join(part for part in vars(revealed).values() if part),
            as_json=as_json,
        )


@project_command("passphrase", "Change the passphrase of the identities: all are encrypted again, or none.")
@click.option("--passphrase-file", type=FILE, default=None, help="A file whose first line is the current passphrase.")
@click.option("--new-passphrase-file", type=FILE, default=None, help="A file whose first line is the new passphrase.")
def passphrase(project: Path, passphrase_file: Path | None, new_passphrase_file: Path | None, *, as_json: bool) -> None:
    """Change the passphrase."""
    with open_to_write(project) as opened:
        old = phrase(passphrase_file, PASSPHRASE, "Current passphrase")
        opened.identities.change_passphrase(
            old, phrase(new_passphrase_file, NEW_PASSPHRASE, "New passphrase", twice=True)
        )
        number = len(opened.identities.known())
    emit({"changed": number}, f"{number} encrypted again.", as_json=as_json)


def phrase(file: Path | None, variable: str, words: str, *, twice: bool = False) -> str:
    """Return a passphrase from a file, the environment, or a hidden prompt; InputError for an empty one."""
    if file is not None:
        secret = (_text(file).splitlines() or [""])[0]
    else:
        secret = os.environ.get(variable, "") or str(
            click.prompt(words, hide_input=True, confirmation_prompt=twice, err=True)
        )
    if not secret:
        raise InputError("The passphrase is empty.", "Choose several words that are easy to remember.")
    return secret


def _who(file: Path | None) -> Identity:
    if file is None:
        asked = [
            str(click.prompt(words, default="", show_default=False, err=True)) for words in ("Name", "Contact", "Note")
        ]
        who = Identity(*asked)
    else:
        who = _read(file)
    if not who.name.strip():
        raise InputError("An identity needs a name.", "Give the name of the source.")
    return who


def _read(file: Path) -> Identity:
    """Parse an identity file; no error quotes any of it."""
    try:
        told = parse(_text(file))
        return Identity(**{name: str(told.get(name, "")) for name in ("name", "contact", "note")})
    except (ValueError, AttributeError):
        raise InputError(
            f"“{file.name}” is not an identity file.", 'It contains {"name": …, "contact": …, "note": …} as JSON.'
        ) from None


def _text(file: Path) -> str:
    """Return the text of a file with a secret; no error quotes any of it."""
    try:
        return files.read_text(file, limits.SECRET_BYTES)
    except (OSError, UnicodeDecodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise InputError(f"“{file.name}” cannot be read ({told}).", "Choose a text file.") from None


COMMANDS = (protect, identities, identity, passphrase)
