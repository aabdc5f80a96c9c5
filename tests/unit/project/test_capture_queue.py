import datetime as dt
import io

import pytest

from core.archive import WarcWriter
from core.errors import WorldError
from core.model import now
from core.project import Project
from core.project.autosave import FOLDER
from core.project.capture_queue import FILE, Link

LINKS = [Link("https://e.org/a"), Link("https://e.org/ü", "headless")]


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "Story.standfirst") as opened:
        yield opened


def test_links_wait_until_they_are_taken_off(project):
    assert project.capture_queue.links() == []
    project.capture_queue.keep(LINKS)
    with Project.open(project.path, readonly=True) as other:
        assert other.capture_queue.links() == LINKS
        other.capture_queue.keep([])
    assert project.capture_queue.links() == LINKS
    project.capture_queue.keep([])
    assert project.capture_queue.links() == []


@pytest.mark.parametrize("body", ["", "{", "[1]", '{"url": 1}', '[{"url": "x"}]'])
def test_a_damaged_list_is_none(project, body):
    (project.path / FOLDER).mkdir()
    (project.path / FOLDER / FILE).write_text(body, encoding="utf-8")
    assert project.capture_queue.links() == []


def test_a_disk_that_refuses_is_said(project):
    (project.path / FOLDER).write_text("in the way", encoding="utf-8")
    with pytest.raises(WorldError, match="cannot be saved"):
        project.capture_queue.keep(LINKS)


def test_a_link_that_was_sealed_just_before_the_crash_is_not_offered_again(project, tmp_path):
    project.capture_queue.keep([Link("https://paper.example/story"), Link("https://e.org/a")])
    path = tmp_path / "page.warc.gz"
    with WarcWriter(path) as writer:
        writer.resource(
            "https://paper.example/story", "text/html", io.BytesIO(b"<p>Words</p>"), at=now() + dt.timedelta(seconds=5)
        )
        writer.seal()
    project.imports.take_in(path)
    assert project.left_over() == [Link("https://e.org/a")]
