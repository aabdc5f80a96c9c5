"""What the command says of this computer."""

import json

from click.testing import CliRunner

from core.cli import cli
from core.security.confinement import confinement


def test_what_holds_is_what_was_tried() -> None:
    confinement.cache_clear()
    said = json.loads(CliRunner().invoke(cli, ["system", "--json"]).stdout)["worker"]
    assert said["tried"]
    assert said["whole"] is confinement().whole
    assert confinement().said() in CliRunner().invoke(cli, ["system"]).stdout
