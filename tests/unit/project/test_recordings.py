"""Parts of sealed recordings as evidence: stored as the seal has them, found again by verify, exported as a W3C fragment."""

import json

import pytest

from core import cli
from core.errors import InputError, TrustError
from core.model import Confidentiality, Edition, Fate, Level, Relation, Selector
from core.project import Project
from core.project.recordings import copy_of
from tests.data.recordings import tone
from tests.data.sealing import Page, seal

URL = "https://paper.example/council.wav"


def part(time: str) -> Selector:
    return Selector("what somebody typed", "", "", -1, -1, time=time)


@pytest.fixture
def claim(project: Project) -> str:
    return project.claims.add("The mayor says so.").made["claim"]


@pytest.fixture
def recorded(project: Project):
    return seal(project, Page(URL, tone(), "audio/wav"))


def test_a_part_is_stored_in_words_of_the_seal_and_holds(project, claim, recorded) -> None:
    made = project.evidence.quote(recorded.id, part("0:01.5, 0:04"), claim, Relation.REFUTES).made["evidence"]
    evidence = project.evidence.get(made)
    assert evidence.selector == Selector("[part of the sealed recording: 0:01.5–0:04]", "", "", -1, -1, time="1.5,4")
    assert evidence.level is Level.VERBATIM
    assert project.evidence.around(evidence) == ("", "")
    assert project.checking.of(claim) == ()
    assert not [problem for problem in project.verify().problems if "evidence" in problem.item]


@pytest.mark.parametrize("time", ["3", "4,2", "a,b", "1,1", "0,9999999"])
def test_what_is_no_part_of_a_recording_is_refused(project, claim, recorded, time: str) -> None:
    with pytest.raises(InputError, match="not a part of a recording"):
        project.evidence.quote(recorded.id, part(time), claim)
    assert project.evidence.all() == []


def test_a_page_is_no_recording(project, claim) -> None:
    page = seal(project, Page("https://paper.example/", b"<p>Words.</p>"))
    with pytest.raises(InputError, match="not a recording"):
        project.evidence.quote(page.id, part("0,1"), claim)


def test_an_altered_part_is_found(project, claim, recorded) -> None:
    made = project.evidence.quote(recorded.id, part("1,2"), claim).made["evidence"]
    project.store.db.execute("DROP TRIGGER selector_no_update")
    for time in ("1,3", "3,1"):
        project.store.db.execute("UPDATE selector SET time = ?", [time])
        wrong = [problem for problem in project.verify().problems if problem.item == f"evidence {made}"]
        assert any("another part" in problem.what or "its part" in problem.what for problem in wrong)


def test_a_newer_capture_says_that_a_person_must_look(project, claim, recorded) -> None:
    project.evidence.quote(recorded.id, part("1,2"), claim)
    newer = seal(project, Page(URL, tone(3), "audio/wav"))
    (outcome,) = project.rechecks.compare(recorded.id, newer.id).outcomes
    assert outcome.fate is Fate.UNREADABLE
    assert "not looked for" in outcome.reason
    same = seal(project, Page(URL, tone(), "audio/wav"))
    (outcome,) = project.rechecks.compare(recorded.id, same.id).outcomes
    assert (outcome.fate, outcome.reason) == (Fate.SAME, "The file is the same, byte for byte.")


def test_the_brief_and_the_annotations_name_the_part(project, claim, recorded, tmp_path) -> None:
    project.evidence.quote(recorded.id, part("1.5,4"), claim)
    out = project.export("annotations", tmp_path / "a.jsonld").path
    (item,) = json.loads(out.read_text())["first"]["items"]
    conforms = "http://www.w3.org/TR/media-frags/"
    assert item["target"]["selector"] == [{"type": "FragmentSelector", "conformsTo": conforms, "value": "t=1.5,4"}]
    assert "0:01.5–0:04" in project.export("md", tmp_path / "b.md").path.read_text()


def test_of_a_hidden_source_s_recording_not_even_the_time_is_told(project, claim, recorded, tmp_path) -> None:
    project.evidence.quote(recorded.id, part("1.5,4"), claim)
    project.sources.update(recorded.source_id, confidentiality=Confidentiality.DESK, alias="A clerk")
    for evidence in project.evidence.all():
        project.evidence.classify(evidence.id, Confidentiality.PUBLIC)
    project.claims.update(claim, confidentiality=Confidentiality.PUBLIC)
    for name, ending in (("md", "md"), ("annotations", "jsonld")):
        out = project.export(name, tmp_path / f"b.{ending}", edition=Edition.PUBLIC).path.read_text()
        assert "0:01.5" not in out
        assert "t=1.5" not in out


def test_a_recording_is_copied_out_as_it_was_sealed(project, recorded, tmp_path) -> None:
    assert copy_of(project.snapshots, recorded, tmp_path).read_bytes() == tone()


def test_a_playlist_is_not_played(project, tmp_path) -> None:
    listed = seal(project, Page(URL, b"#EXTM3U\nhttp://evil.example/a.ts\n", "audio/mpegurl"))
    with pytest.raises(InputError, match="cannot be played here"):
        copy_of(project.snapshots, listed, tmp_path)
    assert list(tmp_path.glob("recording")) == []


def test_a_damaged_recording_is_not_played(project, recorded, tmp_path) -> None:
    path = project.snapshots.file(recorded)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.chmod(0o600)
    path.write_bytes(content)
    with pytest.raises(TrustError):
        copy_of(project.snapshots, recorded, tmp_path)


def test_a_part_is_quoted_on_the_command_line(project, claim, recorded, capsys) -> None:
    project.close()
    said = ("quote", str(project.path), recorded.id, "--time", "0:01,0:02", "--claim", claim)
    assert cli.run([*said, "--json"]) == 0
    assert cli.run([*said, "--exact", "x"]) == 2
    capsys.readouterr()
    with Project.open(project.path) as again:
        assert [one.selector.time for one in again.evidence.all()] == ["1,2"]


def test_the_brief_of_a_file_that_was_taken_in_is_read_back(project, claim, tmp_path) -> None:
    path = tmp_path / "council.wav"
    path.write_bytes(tone(2))
    snapshot = project.imports.take_in(path).captures[0].snapshot
    project.evidence.quote(snapshot.id, part("0,1"), claim)
    for name in ("pdf", "docx", "html"):  # the assurance prints a digest as a footnote does
        assert project.export(name, tmp_path / f"b.{name}").path.is_file()
