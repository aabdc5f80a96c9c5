"""The scale of a project: changed as data, with every verdict followed by a word, and nothing decided before rewritten."""

from pathlib import Path

import pytest

from core.cli.scales import read
from core.errors import InputError
from core.model import Axis, Edition
from core.project import Project
from core.project.export import ExportRequest
from core.verdicts import SCALES, VerdictValue

OWN = (VerdictValue("Holds", "✓", "good"), VerdictValue("Contested", "≠", "mixed"), VerdictValue("Wrong", "✗", "bad"))


@pytest.fixture
def claim(project: Project) -> str:
    project.author("Ada")
    claim = project.claims.add("The bridge cost 4 million.").made["claim"]
    project.claims.set_verdict(claim, "Disputed", "Two figures.")
    return claim


def test_a_scale_of_ones_own_takes_over_with_the_verdicts_followed(project: Project, claim: str) -> None:
    project.author("Bo")
    project.scales.put("Our words", OWN, {"disputed": "contested"}, ordered=True)
    assert [(step.value, step.rating) for step in project.scale.values] == [
        ("Holds", 3),
        ("Contested", 2),
        ("Wrong", 1),
    ]
    assert project.claims.get(claim).verdict == "Contested"
    newest, first = project.claims.history(claim)
    assert (newest.axis, newest.value, newest.author) == (Axis.SCALE, "Disputed → Contested", "Bo")
    assert (first.value, first.author, first.note) == ("Disputed", "Ada", "Two figures.")
    assert project.claims.dissent(claim) == []
    assert project.scales.used() == {"Contested": 1}
    project.claims.set_verdict(claim, "wrong")
    with pytest.raises(InputError):
        project.claims.set_verdict(claim, "Disputed")
    project.journal.undo()
    project.journal.undo()
    assert (project.scale, project.claims.get(claim).verdict) == (SCALES[0], "Disputed")
    project.journal.redo()
    assert (project.scale.label, project.claims.get(claim).verdict) == ("Our words", "Contested")


def test_no_verdict_is_left_without_a_word(project: Project, claim: str) -> None:
    with pytest.raises(InputError, match="Disputed"):
        project.scales.put("Our words", OWN, ordered=False)
    with pytest.raises(InputError, match="Disputed"):
        project.scales.use("six")
    assert (project.scale, project.claims.get(claim).verdict) == (SCALES[0], "Disputed")
    project.scales.use("six", {"Disputed": "Half True"})
    assert project.claims.get(claim).verdict == "Half True"
    with pytest.raises(InputError):
        project.scales.use("none")


@pytest.mark.parametrize(
    "steps",
    [
        OWN[:1],
        OWN * 5,
        (*OWN, VerdictValue("HOLDS", "", "good")),
        (*OWN, VerdictValue(" ", "", "good")),
        (*OWN, VerdictValue("x" * 41, "", "good")),
        (*OWN, VerdictValue("Odd", "", "pink")),
        (*OWN, VerdictValue("Odd\u202e", "", "good")),
    ],
    ids=["one step", "too many", "twice", "no word", "too long", "not a tone", "unprintable"],
)
def test_what_is_no_scale_is_refused(project: Project, steps: tuple[VerdictValue, ...]) -> None:
    with pytest.raises(InputError):
        project.scales.put("Our words", steps, ordered=True)
    assert project.scale == SCALES[0]


def test_exports_speak_the_words_of_the_own_scale(project: Project, claim: str, tmp_path: Path) -> None:
    project.scales.put("Our words", OWN, {"Disputed": "Contested"}, ordered=True)
    for name in ("html", "claims-csv", "claimreview"):
        out = tmp_path / name
        project.export(name, out, edition=Edition.PUBLIC)
        told = out.read_text(encoding="utf-8-sig")
        assert "Contested" in told
        assert "Disputed" not in told
    template = tmp_path / "house.toml"
    template.write_text('[words]\n"Contested" = "In dispute"\n', encoding="utf-8")
    project.export_all({"html": tmp_path / "b.html"}, ExportRequest(template=str(template)))
    assert "In dispute" in (tmp_path / "b.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("said", ["label = ", f"ordered = {'9' * 5000}", "[" * 3000, "label = '\ud800'"])
def test_a_file_that_is_no_scale_is_refused_in_a_sentence(said: str, tmp_path: Path) -> None:
    path = tmp_path / "scale.toml"
    path.write_text(said, encoding="utf-8", errors="surrogatepass")
    with pytest.raises(InputError, match="is not valid TOML"):
        read(path)
