"""The log holds codes, ids, numbers and places in the code; never a word of anybody's."""

import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core import log
from core.errors import Cancelled, InputError, WorldError
from core.model import Edition

SECRET = "zweibrueckenqz"
ROW = "0190c4f2-7b1a-7c3e-9d52-3f2a1b4c5d6e"


@pytest.fixture(autouse=True)
def _opened():
    log.setup("standfirst", ["capture", "verify"])
    yield
    log.end()


def written() -> str:
    return log.path().read_text(encoding="utf-8")


def test_facts_are_numbers_ids_names_of_commands_and_our_own_enumerations() -> None:
    log.event("command", name="capture", seconds=1.23456, exit=3, ok=True, row=ROW, edition=Edition.DESK, qt="6.11.3")
    line = written().splitlines()[-1]
    assert f"command name=capture seconds=1.235 exit=3 ok=1 row={ROW} edition=desk qt=6.11.3" in line


@pytest.mark.parametrize(
    "value",
    [
        SECRET,
        f"https://{SECRET}.example/",
        Path(SECRET),
        [SECRET],
        SECRET.encode(),
        {"a": SECRET},
        f"capture {SECRET}",
        f"{ROW} {SECRET}",
        f"6.1 {SECRET}",
        None,
    ],
)
def test_other_words_are_never_written(value) -> None:
    log.event("command", name=value)
    log.event(SECRET * 3, name=value)
    assert SECRET not in written()
    assert written().count("name=?") == 2


def test_records_of_others_do_not_reach_the_file() -> None:
    log.event("command")
    logging.getLogger("standfirst").error("%s", SECRET)
    logging.getLogger("standfirst.child").error("%s", SECRET)
    logging.getLogger("bibtexparser").error("%s", SECRET)
    assert SECRET not in written()


def test_a_library_that_turns_off_all_others_does_not_end_it() -> None:
    logging.getLogger("standfirst").disabled = True  # as logging.config does to what was there before
    log.event("command")
    assert "command" in written()


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        raise error from cause  # noqa: TRY301 - so that it has a place
    except BaseException as caught:
        return caught


def test_a_bug_is_its_class_and_its_places_with_its_cause() -> None:
    class OddError(Exception):
        """Names what it is about, as errors do."""

        def __str__(self) -> str:
            return SECRET

    log.failure(raised(KeyError(SECRET), raised(OddError(SECRET))))
    told = written()
    assert "ERROR bug" in told
    assert "  KeyError\n    tests/unit/test_log.py:" in told
    assert "  OddError\n    tests/unit/test_log.py:" in told
    assert " raised" in told
    assert SECRET not in told
    assert str(Path.home()) not in told


def test_a_problem_is_its_class_and_the_place_that_found_it() -> None:
    log.failure(raised(WorldError(f"“{SECRET}” was not found.", SECRET), OSError(28, "No space", SECRET)))
    told = written()
    assert "ERROR problem" in told
    assert "  WorldError\n    tests/unit/test_log.py:" in told
    assert "  OSError errno=28" in told
    assert SECRET not in told


def test_an_error_is_written_once_and_a_stop_never() -> None:
    error = raised(InputError("x"))
    log.failure(error)
    log.failure(error)
    log.failure(raised(Cancelled()))
    assert written().count("InputError") == 1
    assert "Cancelled" not in written()


def test_it_says_which_versions_and_not_whose_computer() -> None:
    log.event("shown")
    first = written().splitlines()[0]
    assert "start program=standfirst version=" in first
    assert "python=3." in first
    assert os.uname().nodename not in first


def test_the_file_turns_over_and_is_its_owners_alone() -> None:
    for number in range(log.BYTES // 20):
        log.event("command", name="capture", seconds=1.5, exit=0, number=number)
    files = sorted(log.path().parent.iterdir())
    assert len(files) == log.FILES + 1
    assert sum(file.stat().st_size for file in files) <= log.BYTES * (log.FILES + 1)
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_log_that_cannot_be_written_stops_nothing(monkeypatch, tmp_path, capfd) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("STANDFIRST_CONFIG", str(tmp_path / "file"))
    log.setup("standfirst")
    log.event("command")
    log.failure(ValueError(SECRET))
    assert capfd.readouterr() == ("", "")


def test_nothing_is_written_before_it_is_set_up() -> None:
    log.end()
    log.event("command")
    assert not log.path().exists()


def test_the_command_line_writes_it(tmp_path) -> None:
    own = {**os.environ, "STANDFIRST_CONFIG": str(tmp_path)}
    command = [sys.executable, "-m", "core", "sources", str(tmp_path / SECRET)]
    done = subprocess.run(command, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    told = (tmp_path / "log" / "standfirst.log").read_text()
    assert "command name=sources seconds=" in told
    assert "exit=2" in told
    assert "InputError" in told
    assert SECRET not in told
