"""Where an export may be put, who may read it, and what is said of one with nothing in it."""

import dataclasses
import os
import stat

import pytest

from core import model as m
from core.errors import InputError, TrustError, WorldError
from core.export import EXPORTERS, Options, export
from core.export.registry import NO_CLAIM, NO_EVIDENCE
from tests.data import briefs


@pytest.mark.parametrize("place", ["project.db", "project.db-wal", "archive/one.warc.gz", "archive/../project.db"])
def test_no_export_is_written_over_the_project(tmp_path, place):
    (tmp_path / "archive").mkdir()
    (tmp_path / place).write_bytes(b"sealed")
    with pytest.raises(InputError, match="part of the project itself"):
        export(dataclasses.replace(briefs.small(), folder=tmp_path), "md", tmp_path / place)
    assert (tmp_path / place).read_bytes() == b"sealed"


def test_a_file_that_fails_its_check_never_gets_its_name(tmp_path, monkeypatch):
    out = tmp_path / "brief.md"
    out.write_bytes(b"the brief of yesterday")

    def refuse(*_):
        assert out.read_bytes() == b"the brief of yesterday"
        raise WorldError("The file is not what was to be written.")

    monkeypatch.setattr("core.export.registry.check", refuse)
    with pytest.raises(WorldError, match="not what was to be written"):
        export(briefs.small(), "md", out)
    assert out.read_bytes() == b"the brief of yesterday"
    assert [one.name for one in tmp_path.iterdir()] == [out.name]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_who_may_read_a_file_is_what_the_system_says_of_new_ones(tmp_path):
    before = os.umask(0o077)
    try:
        export(briefs.small(), "md", tmp_path / "brief.md")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "brief.md").stat().st_mode) == 0o600


def test_the_longest_name_that_a_disk_takes_is_taken(tmp_path):
    out = tmp_path / f"{'b' * 250}.md"
    assert export(briefs.small(), "md", out).path == out
    assert [one.name for one in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("name", [one.name for one in EXPORTERS])
def test_a_file_with_nothing_in_it_is_told_of(tmp_path, name):
    nothing = dataclasses.replace(briefs.small(), claims=(), stories=())
    assert NO_CLAIM in export(nothing, name, tmp_path / "brief").warnings
    bare = dataclasses.replace(nothing, claims=(briefs.claim("1", "A claim.", "Verified"),))
    assert NO_EVIDENCE in export(bare, name, tmp_path / "brief").warnings


@pytest.mark.parametrize("name", ["wacz", "pdf-evidence"])
def test_a_sealed_file_that_is_gone_is_named(tmp_path, name):
    told = dataclasses.replace(briefs.small(), folder=tmp_path)
    with pytest.raises(TrustError, match=r"snap-source-1\.warc\.gz.* is not there"):
        export(told, name, tmp_path / "brief", Options(edition=m.Edition.PUBLIC))
    assert list(tmp_path.iterdir()) == []
