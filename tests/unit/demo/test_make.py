"""The sample project is made by the real pipeline, whole or not at all."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from core.demo import make
from core.demo.scenario import load
from core.errors import Cancelled, InputError, WorldError
from core.export import EXPORTERS
from core.jobs import Progress
from core.model import Confidentiality, Edition, Level, PageVerdict
from core.project import Project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "Sample story.standfirst"
    make(path, Progress())
    return path


def test_everything_of_the_scenario_is_in_it(made: Path) -> None:
    scenario = load()
    with Project.open(made, readonly=True) as project:
        claims = project.claims.all()
        links = [linked for claim in claims for linked in project.evidence.for_claim(claim.id)]

        assert [claim.text for claim in claims] == [step.text for step in scenario.steps]
        assert [claim.verdict for claim in claims] == [step.verdict for step in scenario.steps]
        assert len(project.snapshots.all()) == len(scenario.pages)
        assert len(links) == sum(len(step.evidence) for step in scenario.steps)
        assert {linked.evidence.level for linked in links} <= {Level.VERBATIM, Level.WHITESPACE}


def test_it_verifies(made: Path) -> None:
    with Project.open(made) as project:
        assert project.verify().problems == ()
        assert project.snapshots.orphans() == []


def test_pages_bring_what_they_need_and_only_one_is_bad(made: Path) -> None:
    with Project.open(made, readonly=True) as project:
        snapshots = project.snapshots.all()

        assert [failure for snapshot in snapshots for failure in snapshot.failed] == []
        assert all(snapshot.stored >= 3 for snapshot in snapshots if snapshot.mime == "text/html")
        bad = [snapshot.final_url for snapshot in snapshots if snapshot.quality.verdict is not PageVerdict.GOOD]
        assert bad == ["http://www.harbourmail.example/story/bridge-lift-broken"]


def test_a_changed_page_has_two_snapshots_of_one_source(made: Path) -> None:
    with Project.open(made, readonly=True) as project:
        counts = [len(project.snapshots.all(source.id)) for source in project.sources.all()]

        assert sorted(counts)[-2:] == [1, 2]


def test_several_languages_and_a_document_with_pages_are_read(made: Path) -> None:
    with Project.open(made, readonly=True) as project:
        texts = [project.snapshots.text(snapshot.id) for snapshot in project.snapshots.all()]

        assert {"en", "de", "ar"} <= {text.language for text in texts}
        assert max(len(text.pages) for text in texts) == 3


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.LEGAL])
def test_the_confidential_source_stays_at_the_desk(made: Path, tmp_path: Path, edition: Edition) -> None:
    with Project.open(made, readonly=True) as project:
        secret = next(item for item in project.sources.all() if item.confidentiality is Confidentiality.DESK)
        project.export("html", tmp_path / "brief.html", edition=edition)
        html = (tmp_path / "brief.html").read_text(encoding="utf-8")

        assert secret.alias in html
        for word in ("Velstad", "Note 17", "staff.ostrey-council.example", "bridge-note"):
            assert word not in html


def test_every_exporter_takes_it(made: Path, tmp_path: Path) -> None:
    with Project.open(made, readonly=True) as project:
        for exporter in EXPORTERS:
            out = tmp_path / f"{exporter.name}{exporter.suffix}"
            project.export(exporter.name, out, edition=Edition.DESK)

            assert out.stat().st_size > 500


def test_a_stop_leaves_nothing(tmp_path: Path) -> None:
    progress = Progress()
    threading.Timer(0.3, progress.cancel).start()

    with pytest.raises(Cancelled):
        make(tmp_path / "Sample.standfirst", progress)

    assert list(tmp_path.iterdir()) == []


def test_what_is_in_the_way_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(InputError):
        make(tmp_path, Progress())

    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_may_be_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    untold = replace(load(), pages=(), steps=())
    monkeypatch.setattr("core.demo.making.load", lambda: untold)
    (tmp_path / "Here").mkdir()

    make(tmp_path / "Here", Progress())

    assert (tmp_path / "Here" / "project.db").is_file()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(WorldError):
        make(tmp_path / "file" / "Sample", Progress())
