"""Everything that somebody with the file in hand may do to a project is named by `verify`; and `verify` changes nothing."""

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core import cli
from core.errors import InputError
from core.model import Edition
from core.project import Project
from core.project.explain import ENTRY
from core.store import entry
from core.store.differences import TABLES
from core.store.heads import Head
from tests.data import tampers
from tests.data.tampers import Tamper, fingerprint, found, make, opened, unnamed


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the settings under which the project was made."""
    return tmp_path_factory.mktemp("config")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, config: Path) -> Path:
    """Make a project with two rows in each table, and a brief exported from it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STANDFIRST_CONFIG", str(config))
        folder = make(tmp_path_factory.mktemp("original") / "Story.standfirst")
        with Project.open(folder) as project:
            project.export("md", folder.parent / "brief.md", edition=Edition.PUBLIC)
    return folder


@pytest.fixture
def here(config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work on the computer that made the project."""
    monkeypatch.setenv("STANDFIRST_CONFIG", str(shutil.copytree(config, tmp_path / "config")))


def copied(original: Path, place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    return shutil.copytree(original, place)


def head_of(original: Path) -> Head:
    """Return the head that stands in the exported brief."""
    words = (original.parent / "brief.md").read_text(encoding="utf-8")
    return Head.given(words.partition("verify --head ")[2].partition("”")[0])


def test_every_journalled_table_has_rows_and_nothing_is_wrong(original: Path) -> None:
    assert found(original) == ()
    with Project.open(original, readonly=True) as project:
        counts = {name: project.store.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
    assert {name for name, count in counts.items() if count < 2} == {"project"}
    assert len(tampers.tampers(original)) > 300


@pytest.mark.parametrize("kind", ["rows", "derived", "journal", "schema"])
def test_what_does_not_write_the_chain_anew_is_named_without_any_head(
    original: Path, tmp_path: Path, kind: str
) -> None:
    """No log of heads is there: another computer checks a copy."""
    wrong = [unnamed(one, copied(original, tmp_path / "c")) for one in tampers.tampers(original, kind)]
    assert [words for words in wrong if words] == []


def test_a_chain_written_anew_is_told_by_a_head_of_this_computer(original: Path, tmp_path: Path, here: None) -> None:
    del here
    wrong = [unnamed(one, copied(original, tmp_path / "c")) for one in tampers.tampers(original, "chain")]
    assert [words for words in wrong if words] == []


def test_a_chain_written_anew_is_told_by_a_head_that_was_printed(original: Path, tmp_path: Path) -> None:
    head = head_of(original)
    assert found(original, [head]) == ()
    chained = tampers.tampers(original, "chain")
    wrong = [unnamed(one, copied(original, tmp_path / "c"), [head]) for one in chained]
    assert [words for words in wrong if words] == []
    place = copied(original, tmp_path / "c")
    tampers.apply(chained[0], place)
    assert found(place) == ()  # nothing else can tell: this is what core/decisions says


def tamper(original: Path, name: str) -> Tamper:
    return next(one for one in tampers.tampers(original) if one.name == name)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("claim.verdict", "The bridge cost 4.2 million"),
        ("claim_evidence.relation", "The bridge cost 4.2 million"),
        ("selector.exact", "The bridge cost 4.2 million"),
        ("evidence deleted", "The bridge cost 4.2 million"),
        ("decision.value", "the claim"),
        ("query.answer", "the claim"),
        ("snapshot.final_url", "The bridge cost 4.2 million"),
        ("source.confidentiality", "The bridge cost 4.2 million"),
        ("project.two_person", "the whole project"),
        ("draft.title", "the claim"),
    ],
)
def test_a_row_is_named_with_the_column_and_the_claim_that_it_touches(
    original: Path, tmp_path: Path, name: str, says: str
) -> None:
    place = copied(original, tmp_path / "c")
    one = tamper(original, name)
    tampers.apply(one, place)
    (problem, *_) = [problem for problem in found(place) if problem.item == one.aims[0]]
    assert says in problem.means
    assert problem.code.startswith("row.")
    if "." in name:
        assert name.partition(".")[2].replace("_", " ") in problem.what


def test_what_a_value_was_is_told(original: Path, tmp_path: Path) -> None:
    place = copied(original, tmp_path / "c")
    tampers.apply(tamper(original, "claim.text"), place)
    (problem,) = [problem for problem in found(place) if problem.item.startswith("claim ")]
    assert "and more”, but the journal says “The bridge cost 4.2 million crowns" in problem.what


def test_nothing_is_changed_by_looking(original: Path, tmp_path: Path) -> None:
    place = copied(original, tmp_path / "c")
    before = fingerprint(place)
    assert found(place) == ()
    assert fingerprint(place) == before
    tampers.apply(tamper(original, "claim.text"), place)
    before = fingerprint(place)
    assert found(place) != ()
    assert fingerprint(place) == before


def put_back(folder: Path, tmp_path: Path) -> None:
    """Write to a project, then put an older state of it back."""
    older = shutil.copytree(folder, tmp_path / "older")
    with Project.open(folder) as project:
        project.claims.add("Written since.")
    shutil.rmtree(folder)
    shutil.copytree(older, folder)


def test_an_older_state_put_back_is_told_until_somebody_says_why(original: Path, tmp_path: Path, here: None) -> None:
    del here
    folder = copied(original, tmp_path / "Story.standfirst")
    put_back(folder, tmp_path)
    (problem,) = found(folder)
    assert (problem.item, problem.code) == ("journal", "head.behind")
    assert "acknowledge" in problem.means
    with Project.open(folder) as project:
        project.author("Ada")
        assert any("ends at entry" in warning for warning in project.warnings())
        with pytest.raises(InputError, match="Who restored"):
            project.heads.acknowledge("Ada", " ")
        project.heads.acknowledge("Ada", "The disk broke")
        assert project.warnings() == ()
        assert project.journal.entries(1)[0].action.endswith(": The disk broke")
        with pytest.raises(InputError, match="every head"):
            project.heads.acknowledge("Ada", "Again")
        project.claims.add("After that.")
    with Project.open(folder, readonly=True) as project:
        verification = project.verify()
    assert verification.problems == ()
    assert any("Ada said on" in note and "The disk broke" in note for note in verification.notes)


def test_a_copy_that_goes_its_own_way_is_told_once(original: Path, tmp_path: Path, here: None) -> None:
    del here
    folder, copy = (copied(original, tmp_path / f"{name}.standfirst") for name in ("one", "two"))
    for place in (folder, copy):
        with Project.open(place) as project:
            project.claims.add(f"Written in {place.name}.")
    (problem,) = found(folder)
    assert problem.code == "head.other"
    with Project.open(folder) as project:
        project.heads.acknowledge("Ada", "Ben works in a copy")
    with Project.open(copy) as project:
        project.claims.add("Written there again.")
    assert found(folder) == ()


def test_the_log_of_heads_is_private_and_names_nothing(original: Path, config: Path) -> None:
    logs = [file for file in (config / "heads").rglob("*") if file.is_file()]
    assert any(file.name == "heads.log" for file in logs)
    for file in logs:
        words = file.read_text(encoding="ascii")
        assert not [word for word in ("Story", "Ada", "bridge", str(original.parent)) if word in words]
        if os.name != "nt":
            assert file.stat().st_mode & 0o77 == 0
            assert file.parent.stat().st_mode & 0o77 == 0


@pytest.mark.parametrize("given", ["", "12", "12:xyz", "12:abc", "x:0123456789", "-1:0123456789"])
def test_what_is_no_head_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="not a head"):
        Head.given(given)


def test_a_clock_that_was_set_back_is_told_and_is_no_problem(original: Path, tmp_path: Path) -> None:
    place = copied(original, tmp_path / "c")
    with opened(place / "project.db") as db:
        last = tampers.entry_count(db)
        db.execute("UPDATE journal SET at = '2025-01-01T00:00:00+00:00' WHERE seq = ?", [last - 1])
        tampers.rechain(db)
    with Project.open(place, readonly=True) as project:
        verification = project.verify()
        assert [one.seq for one in project.journal.entries(3)] == [last, last - 1, last - 2]
    assert verification.problems == ()
    assert [note for note in verification.notes if f"Entry {last - 1} of the journal says 2025-01-01" in note]


def test_an_emptied_project_does_not_advise_to_delete_it(original: Path, tmp_path: Path) -> None:
    place = copied(original, tmp_path / "c")
    tampers.apply(tamper(original, "project deleted"), place)
    (problem,) = found(place)
    assert "keep this folder" in problem.means
    assert entry.GENESIS not in problem.what


Command = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Return a function that runs a command and gives its exit code, its JSON document, and what it said beside."""

    def run(*words: object) -> tuple[int, Any, str]:
        code = cli.run([*map(str, words), "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out), said.err

    return run


def test_the_command_explains_an_item(original: Path, tmp_path: Path, command: Command) -> None:
    place = copied(original, tmp_path / "c")
    one = tamper(original, "claim.verdict")
    tampers.apply(one, place)
    claim = one.aims[0].partition(" ")[2]
    code, document, _ = command("verify", place, "--explain", claim[-8:])
    told = document["explained"]
    assert code == 1
    assert told["item"] == f"claim {claim}"
    states = {row["table"]: row["state"] for row in told["rows"]}
    assert "the journal says “Verified”" in states["claim"]
    assert states["evidence"] == "as the journal says"
    assert {"Add claim", "Set verdict"} <= {line["action"] for line in told["entries"]}
    assert all(line["holds"] for line in told["entries"])
    assert [seal["wrong"] for seal in told["seals"]] == [""]
    assert [problem["code"] for problem in told["problems"]] == ["row.changed"]


@pytest.mark.parametrize("kind", ["evidence", "source", "snapshot"])
def test_an_item_that_is_intact_says_so(original: Path, kind: str, command: Command) -> None:
    with Project.open(original, readonly=True) as project:
        (item,) = project.store.db.execute(f"SELECT id FROM {kind} LIMIT 1").fetchone()
    code, document, _ = command("verify", original, "--explain", item[-8:])
    told = document["explained"]
    assert (code, told["item"], told["problems"]) == (0, f"{kind} {item}", [])
    assert told["seals"]
    assert "The bridge cost" in told["touches"]


def test_the_item_of_a_finding_can_be_explained(original: Path, tmp_path: Path, command: Command) -> None:
    place = copied(original, tmp_path / "c")
    with opened(place / "project.db") as db:
        db.execute("UPDATE journal SET at = '2019-01-01T00:00:00+00:00' WHERE seq = 2")
    code, document, _ = command("verify", place, "--explain", "journal 2")
    told = document["explained"]
    assert (code, told["item"]) == (1, "journal 2")
    assert [(line["seq"], line["holds"]) for line in told["entries"]] == [(2, False)]
    assert {"source", "snapshot"} <= {row["table"] for row in told["rows"]}
    (warc,) = {seal["warc"] for seal in told["seals"]}
    assert command("verify", place, "--explain", warc)[1]["explained"]["item"].startswith("snapshot ")
    assert command("verify", place, "--explain", "journal 9999")[0] == 2
    assert command("verify", place, "--explain", "no such")[0] == 2


@pytest.mark.parametrize(
    ("item", "entry"),
    [("journal 2", "2"), ("2", "2"), ("99999", "99999"), ("journal 123456", "123456"), ("123456", "")],
)
def test_six_digits_alone_are_the_ending_of_an_id(item: str, entry: str) -> None:
    found = ENTRY.fullmatch(item)
    assert (found[1] if found else "") == entry


def test_to_rebuild_the_index_says_first_what_the_journal_does_not_account_for(
    original: Path, tmp_path: Path, command: Command
) -> None:
    place = copied(original, tmp_path / "c")
    tampers.apply(tamper(original, "claim.text"), place)
    code, document, said = command("reindex", place)
    assert code == 0
    assert "but the journal says “The bridge cost" in said
    assert [problem["code"] for problem in document["problems"]] == ["row.changed"]
    assert [problem.code for problem in found(place)] == ["row.changed"]  # not laundered


def test_a_head_can_be_given_and_a_restore_acknowledged(
    original: Path, tmp_path: Path, here: None, command: Command
) -> None:
    del here
    head = head_of(original).short
    code, document, said = command("verify", original, "--head", head)
    assert (code, document["head"]) == (0, head)
    assert f"The journal has the head {head}" in said
    folder = copied(original, tmp_path / "Story.standfirst")
    put_back(folder, tmp_path)
    assert command("verify", folder)[1]["problems"][0]["code"] == "head.behind"
    assert command("acknowledge", folder, "--reason", "The disk broke")[0] == 2  # nobody says so
    assert command("acknowledge", folder, "--reason", "The disk broke", "--name", "Ada")[0] == 0
    code, document, _ = command("verify", folder)
    assert code == 0
    assert any("The disk broke" in note for note in document["notes"])


def test_a_wacz_tells_the_head(original: Path, tmp_path: Path) -> None:
    with Project.open(original, readonly=True) as project:
        project.export("wacz", tmp_path / "pages.wacz")
    with zipfile.ZipFile(tmp_path / "pages.wacz") as packed:
        assert json.loads(packed.read("datapackage.json"))["journalHead"] == head_of(original).short


def test_a_large_journal_is_replayed_by_processes(
    original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.project.verify.MANY", 2)
    assert found(original) == ()
    place = copied(original, tmp_path / "c")
    tampers.apply(tamper(original, "claim.verdict"), place)
    by_processes = found(place)
    monkeypatch.undo()
    assert by_processes == found(place) != ()
