"""A ZIP member of any name is either taken or refused in one sentence."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.archive.wacz_reader import opened
from core.capture.file_types import kind_of
from core.errors import InputError

ODD = [
    "",
    ".",
    "/",
    "//",
    "..",
    "../x",
    "a/../b",
    "C:x",
    "C:",
    "a\\b",
    "./x",
    " ",
    "a//b",
    "/abs",
    "x\0y",
    "\0",
    "x" * 60_000,
]


def packed(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", json.dumps({"resources": []}))
        for name in names:
            member = zipfile.ZipInfo("member")
            member.filename = member.orig_filename = name
            archive.writestr(member, b"x")
    return path


def refused(path: Path) -> str:
    kind_of(path)
    with pytest.raises(InputError) as caught, opened(path) as package:
        package.check(lambda _: None)
    assert caught.value.hint
    return caught.value.sentence


@pytest.mark.parametrize("name", ODD)
def test_odd_names(tmp_path: Path, name: str) -> None:
    assert refused(packed(tmp_path / "odd.wacz", name)).endswith((".", "”"))


def test_names_that_differ_only_in_case(tmp_path: Path) -> None:
    assert "two files of one name" in refused(packed(tmp_path / "odd.wacz", "archive/a.warc", "archive/A.warc"))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=30).filter(lambda name: not name.endswith("/")))
def test_any_name(tmp_path: Path, name: str) -> None:
    assert refused(packed(tmp_path / "odd.wacz", name))  # a member that the description does not list, at least
