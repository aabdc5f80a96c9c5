"""Words typed and not saved yet wait beside the database, whatever happens to the program."""

import pytest

from core.errors import WorldError
from core.project import Project
from core.project.autosave import FOLDER


def test_words_wait_until_they_are_dropped(tmp_path):
    with Project.create(tmp_path / "a.standfirst") as project:
        draft_id = project.drafts.add("A", "Words.").made["draft"]
        version_id = project.drafts.latest(draft_id).id
        unsaved = project.drafts.unsaved
        assert unsaved.of(draft_id) is None
        unsaved.keep(draft_id, version_id, "Words \ud83d and 😀")
        unsaved.keep(draft_id, version_id, "Words 😀")
    with Project.open(tmp_path / "a.standfirst") as project:
        found = project.drafts.unsaved.of(draft_id)
        assert (found.text, found.version_id) == ("Words 😀", version_id)
        assert project.verify().ok
        project.drafts.unsaved.drop(draft_id)
        assert project.drafts.unsaved.of(draft_id) is None


def test_a_file_cut_short_is_nothing_and_a_full_disk_is_said(tmp_path):
    with Project.create(tmp_path / "a.standfirst") as project:
        unsaved = project.drafts.unsaved
        (project.path / FOLDER).mkdir()
        (project.path / FOLDER / "x.json").write_text('{"text": "Wor')
        assert unsaved.of("x") is None
        (project.path / FOLDER / "y.json").mkdir()
        with pytest.raises(WorldError, match="cannot be saved"):
            unsaved.keep("y", "v", "Words")
