import json

import pytest

from core import cli
from core.errors import InputError
from core.model import Confidentiality, Identity
from core.project import Project
from core.project.citations import Choice

BIB = """@online{a, title = {Ferries and harbours}, year = 2024, url = {https://www.e.org/a/?utm_source=x}, author = {Doe, Jane}}
@book{b, title = {The Sea}, year = 2001, doi = {10.1000/SEA}}
@book{c, title = {The Sea again}, doi = {https://doi.org/10.1000/sea}, publisher = {Quay}}
@article{broken, title = {x
"""


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "Story.standfirst") as opened:
        yield opened


@pytest.fixture
def bib(tmp_path):
    path = tmp_path / "refs.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


def titles(project):
    return sorted(source.title for source in project.sources.all())


def test_a_file_is_read_sorted_out_and_taken_in_as_one_step(project, bib):
    found = project.citations.read(bib)
    assert [entry.key for entry in found.fresh] == ["a", "b"]
    assert [(one.entry.key, one.source_id, one.because) for one in found.doubles] == [("c", "", "DOI")]
    assert [one.line for one in found.broken] == [4]
    made = project.citations.take_in(found)
    assert (len(made.sources), made.met) == (2, {"skip": 1})
    assert titles(project) == ["Ferries and harbours", "The Sea"]
    assert project.sources.get(made.sources[0]).origins["author"] == "refs.bib"
    project.journal.undo()
    assert titles(project) == []


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice.SKIP, (2, None, "The Sea")),
        (Choice.FILL, (2, "Quay", "The Sea")),
        (Choice.REPLACE, (2, "Quay", "The Sea again")),
        (Choice.KEEP, (3, None, "The Sea")),
    ],
)
def test_what_is_here_already_is_met_by_choice(project, bib, tmp_path, choice, expected):
    made = project.citations.take_in(project.citations.read(bib))
    again = tmp_path / "again.bib"
    again.write_text(BIB.splitlines()[2], encoding="utf-8")
    found = project.citations.read(again)
    assert [one.source_id for one in found.doubles] == [made.sources[1]]
    project.citations.take_in(found, choice)
    kept = project.sources.get(made.sources[1])
    assert (len(project.sources.all()), kept.csl.get("publisher"), kept.title) == expected


@pytest.mark.parametrize(
    ("choice", "expected"),
    [(Choice.SKIP, ("The Sea", None)), (Choice.FILL, ("The Sea", "Quay")), (Choice.REPLACE, ("The Sea again", "Quay"))],
)
def test_what_is_twice_in_a_file_is_met_by_choice_too(project, bib, choice, expected):
    made = project.citations.take_in(project.citations.read(bib), choice)
    kept = project.sources.get(made.sources[1])
    assert (len(made.sources), kept.title, kept.csl.get("publisher")) == (2, *expected)
    project.journal.undo()
    assert titles(project) == []


def test_a_correction_is_marked_as_by_hand_and_undone(project, bib):
    made = project.citations.take_in(project.citations.read(bib))
    before = project.sources.get(made.sources[0])
    project.citations.correct(before.id, {**before.csl, "title": "Ferries", "author": [{"literal": "新华社"}]})
    after = project.sources.get(before.id)
    assert (after.title, after.csl["author"], after.origins["title"], after.origins["URL"]) == (
        "Ferries",
        [{"literal": "新华社"}],
        "by hand",
        "refs.bib",
    )
    project.journal.undo()
    assert project.sources.get(before.id) == before


def test_sources_that_are_here_twice_are_found_and_merged(project, bib):
    made = project.citations.take_in(project.citations.read(bib), Choice.KEEP)
    (group,) = project.citations.doubles()
    assert ([source.id for source in group.sources], group.because) == (list(made.sources[1:]), "DOI")
    project.citations.merge(made.sources[1], [made.sources[2]])
    assert project.sources.get(made.sources[1]).csl["publisher"] == "Quay"
    assert project.citations.doubles() == []
    project.journal.undo()
    assert len(project.sources.all()) == 3


def test_a_source_is_never_merged_into_itself(project, bib):
    made = project.citations.take_in(project.citations.read(bib))
    with pytest.raises(InputError):
        project.citations.merge(made.sources[0], [made.sources[0]])


def test_what_a_merge_keeps_is_shown_before_it_is_done(project, bib):
    made = project.citations.take_in(project.citations.read(bib), Choice.KEEP)
    first, second = made.sources[1:]
    kept = {field.name: field for field in project.citations.preview(first, [second])}
    assert (kept["publisher"].value, kept["publisher"].source_id) == ("Quay", second)
    assert kept["DOI"].source_id == first
    project.citations.merge(first, [second])
    assert dict(project.sources.get(first).csl) == {name: field.value for name, field in kept.items()}


def test_what_a_merge_gives_up_is_shown(project, bib):
    made = project.citations.take_in(project.citations.read(bib), Choice.KEEP)
    first, second = made.sources[1:]
    project.citations.correct(second, {**project.sources.get(second).csl, "title": "Another title"})
    kept = {field.name: field for field in project.citations.preview(first, [second])}
    assert kept["title"].given_up == ("Another title",)


def test_sources_of_two_classes_are_never_merged(project, bib):
    made = project.citations.take_in(project.citations.read(bib), Choice.KEEP)
    first, second = made.sources[1:]
    project.sources.update(second, confidentiality=Confidentiality.DESK)
    for kept, other in ((first, second), (second, first)):
        with pytest.raises(InputError, match="would leak"):
            project.citations.merge(kept, [other])
    project.sources.update(first, confidentiality=Confidentiality.DESK)
    assert project.citations.merge(first, [second]).kinds


def test_a_source_with_a_sealed_identity_stays(project, bib):
    made = project.citations.take_in(project.citations.read(bib), Choice.KEEP)
    first, second = made.sources[1:]
    project.identities.keep(second, Identity("Ada"), "correct horse")
    (group,) = project.citations.doubles()
    assert (group.sources[0].id, "identity" in group.fixed[second]) == (second, True)
    with pytest.raises(InputError, match="identity"):
        project.citations.merge(first, [second])
    assert project.citations.merge(second, [first]).kinds


def test_many_groups_are_merged_as_one_step(project, tmp_path):
    path = tmp_path / "many.json"
    path.write_text(
        json.dumps(
            [
                {"type": "book", "title": f"A work on {n % 50} ferries", "issued": {"date-parts": [[2020]]}}
                for n in range(100)
            ]
        )
    )
    project.citations.take_in(project.citations.read(path), Choice.KEEP)
    groups = project.citations.doubles()
    project.citations.merge_all({group.sources[0].id: [one.id for one in group.sources[1:]] for group in groups})
    assert (len(groups), len(project.sources.all()), project.citations.doubles()) == (50, 50, [])
    project.journal.undo()
    assert len(project.sources.all()) == 100


def test_files_without_a_citation_are_refused(project, tmp_path):
    for name, body in (("a.bib", b"@book{x}"), ("a.ris", b"words"), ("a.json", b"{}"), ("a.bib", b"")):
        (tmp_path / name).write_bytes(body)
        with pytest.raises(InputError):
            project.citations.read(tmp_path / name)


def test_import_export_and_duplicates_on_the_command_line(tmp_path, bib, capsys):
    folder = tmp_path / "Story.standfirst"

    def run(*arguments):
        code = cli.run([*map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    run("new", folder)
    code, document = run("import", folder, bib, "--duplicates", "keep")
    told = document["imports"][0]["citations"]
    assert (code, told["added"], len(told["duplicates"]), told["broken"][0]["line"]) == (0, 3, 1, 4)
    group = run("duplicates", folder)[1]["duplicates"][0]
    assert run("duplicates", folder, "--merge", *(one["id"] for one in group["sources"]))[0] == 0
    assert run("duplicates", folder, "--merge", "x")[0] == 2
    for name, suffix in (("bibtex", "bib"), ("ris", "ris"), ("csl", "json")):
        out = tmp_path / f"out.{suffix}"
        assert run("export", folder, "--format", name, "-o", out)[0] == 0
        other = tmp_path / f"{name}.standfirst"
        run("new", other)
        assert run("import", other, out)[1]["imports"][0]["citations"]["added"] == 2
    assert cli.run(["import", str(folder), str(bib)]) == 0
    assert "already here" in capsys.readouterr().out


def test_a_claim_is_copied_on_the_command_line(tmp_path, capsys):
    folder = tmp_path / "Copy.standfirst"
    with Project.create(folder) as made:
        claim = made.claims.add("The rate fell.").made["claim"]
    assert cli.run(["copy", str(folder), claim, "--form", "markdown", "--style", "newsroom", "--locale", "de"]) == 0
    assert capsys.readouterr().out == "The rate fell.\n\nNo evidence is linked to this claim yet.\n"
    assert cli.run(["copy", str(folder), "x"]) == 2
    assert cli.run(["copy", str(folder), claim, "--locale", "xx"]) == 2
