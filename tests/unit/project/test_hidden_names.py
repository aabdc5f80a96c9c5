"""Names to hide that are no source's: listed, taken off the list, struck in editions below their level."""

import pytest
from sqlcipher3 import dbapi2 as sqlite

from core import model as m
from core.errors import InputError
from core.export.redaction.redact import redact
from core.project import Project


def written(project, edition):
    (file,) = redact(project.exports.gather(), edition).claims
    return file.decisions[0].note


def test_a_hidden_name_is_struck_below_its_level_until_it_is_taken_off_the_list(project):
    claim = project.claims.add("The cells were full.").made["claim"]
    project.claims.set_verdict(claim, "Verified", "Omar Détainé says so; Detaine was there.")
    project.hidden_names.hide(" Omar  Détainé ", m.Confidentiality.LEGAL)
    assert [one.name for one in project.hidden_names.all()] == ["Omar Détainé"]
    assert written(project, m.Edition.PUBLIC) == "[withheld] says so; [withheld] was there."
    assert "Omar" in written(project, m.Edition.LEGAL)
    project.hidden_names.hide("Omar Détainé")
    assert "Omar" not in written(project, m.Edition.LEGAL)
    project.hidden_names.show("Omar Détainé")
    assert "Omar" in written(project, m.Edition.PUBLIC)
    project.journal.undo()
    assert "Omar" not in written(project, m.Edition.PUBLIC)


@pytest.mark.parametrize(("name", "level"), [(" ", m.Confidentiality.DESK), ("Omar", m.Confidentiality.PUBLIC)])
def test_what_hides_nothing_is_refused(project, name, level):
    with pytest.raises(InputError):
        project.hidden_names.hide(name, level)


def test_a_name_that_is_not_listed_cannot_be_taken_off(project):
    with pytest.raises(InputError):
        project.hidden_names.show("Omar")


def test_a_project_of_the_step_before_is_read_as_it_is_and_migrated_when_it_is_written(tmp_path):
    folder = tmp_path / "Story.standfirst"
    Project.create(folder).close()
    db = sqlite.connect(str(folder / "project.db"))
    for statement in (
        "DROP VIEW live_hidden_name",
        "DROP TABLE hidden_name",
        "DELETE FROM _sqlite_migrations WHERE name = 'm004_hidden_names'",
        "PRAGMA user_version = 2",
    ):
        db.execute(statement)
    db.commit()
    db.close()
    with Project.open(folder, readonly=True) as project:
        assert project.hidden_names.all() == []
        assert project.journal.entries(1)
    with Project.open(folder) as project:
        project.hidden_names.hide("Omar Détainé")
        assert project.verify().problems == ()
