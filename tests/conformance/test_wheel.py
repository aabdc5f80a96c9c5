"""What the wheel ships: two packages with their data, two commands, nothing else at its top."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    uv = shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [uv, "build", "--wheel", "--quiet", "--out-dir", str(out)], cwd=ROOT, check=True, capture_output=True
    )
    return zipfile.ZipFile(next(out.glob("*.whl")))


def test_the_top_level_is_core_and_gui(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"core", "gui"}


def test_data_files_are_in_it(wheel: zipfile.ZipFile) -> None:
    shipped = set(wheel.namelist())
    wanted = [
        path
        for folder in ("core", "gui")
        for path in (ROOT / folder).rglob("*")
        if path.suffix not in {".pyc", ".py"} and path.is_file()
    ]
    assert [path.name for path in wanted if path.relative_to(ROOT).as_posix() not in shipped] == []


def test_both_commands_are_declared(wheel: zipfile.ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    text = wheel.read(name).decode()
    assert "standfirst = core.cli:main" in text
    assert "standfirst-gui = gui.app:main" in text
