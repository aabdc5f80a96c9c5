"""Our WACZ before other people's programs: each runs where it is installed, and is skipped with its name where not."""

import shutil
import subprocess

import pytest

from tests.data.sealing import Page, passage, seal

PAGE = Page("https://www.paper.example/story?b=2&a=1", b"<title>Bridge</title><p>It cost four million crowns.</p>")
PICTURE = Page("https://www.paper.example/a.png", b"\x89PNG", "image/png")


@pytest.fixture
def package(project, tmp_path):
    """Return the WACZ of a project that quotes one page."""
    snapshot = seal(project, PAGE, PICTURE)
    project.claims.add("It cost four million.")
    project.evidence.quote(snapshot.id, passage("four million"), project.claims.all()[0].id)
    return project.export("wacz", tmp_path / "story.wacz").path


def run(program, *arguments):
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return subprocess.run([found, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120)


def test_wacz_validates_it(package):
    done = run("wacz", "validate", "-f", package)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is valid" in done.stdout


def test_pywb_adds_it(package, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("wb-manager", "init", "ours").returncode == 0
    done = run("wb-manager", "add", "ours", "--unpack-wacz", package)
    assert done.returncode == 0, done.stdout + done.stderr
    index = (tmp_path / "collections" / "ours" / "indexes" / "index.cdxj").read_text(encoding="utf-8")
    assert PAGE.url in index
    assert PICTURE.url in index


def test_no_zip64_field_is_written_for_a_small_file(package):
    """ReplayWeb.page misreads the place of a member that has one."""
    data = package.read_bytes()
    at = data.find(b"PK\x03\x04")
    assert at == 0
    assert int.from_bytes(data[28:30], "little") == 0
