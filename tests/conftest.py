"""What every test may use: settings of its own, a fresh project, and the large corpus where it lies beside the checkout."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from core.project import Project

ROOT = Path(__file__).parents[1]

# A slow machine is no failure: nothing here is timed. A failing example is printed so that it can be tried again. New
# examples are tried at every run of a developer; a run for others tries the same ones each time.
settings.register_profile("standfirst", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile("standfirst")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what is cached out of the user's folder, and share it between the processes of a run."""
    run = tmp_path_factory.getbasetemp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STANDFIRST_CACHE", str((run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "cache"))
        yield


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDFIRST_CONFIG", str(tmp_path_factory.mktemp("settings")))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return an empty project."""
    with Project.create(tmp_path / "Story.standfirst", "Story") as made:
        yield made


@pytest.fixture(scope="session")
def shared_corpus() -> Path:
    """Return the folder of real pages and archives, where it lies beside the checkout."""
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("needs the corpus of real pages beside the checkout")
    return folder
