"""Coverage: what a checker does not read past stands in a claim, or somebody waved it off by name."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import cli
from core.draft.checkable import checkable, not_looked_for
from core.errors import InputError
from core.model import new_id
from core.project import Project
from core.store import rows

STORY = "The bridge cost 6.8 million. It opened on 18 April 2025, said Odile Marrant. “It is a promise made to a river,” she said."


@pytest.fixture
def draft(project: Project) -> str:
    project.author("Ada")
    return project.drafts.add("Bridge", STORY).made["draft"]


def open_words(project: Project, draft: str) -> list[str]:
    return [item.words for item in project.coverage.of(draft).open]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It fell by 5 percent on Tuesday.", [("number", "5 percent"), ("date", "Tuesday")]),
        ("By Mara Denholt", [("name", "Mara Denholt")]),
        (
            "The town of Ostrey paid. Shops in Bank of Scotland Road closed.",
            [("name", "Ostrey"), ("name", "Bank of Scotland Road")],
        ),
        ("It is the longest bridge; NATO agreed.", [("superlative", "longest"), ("name", "NATO")]),
        ("He said “we will never pay 5 euros”.", [("quotation", "we will never pay 5 euros")]),
        (
            "Der Haushalt der Stadt stieg auf 4,2 Millionen, sagte Petra Schulz am Abend im Rathaus.",
            [("number", "4,2 Millionen"), ("name", "Petra Schulz")],
        ),
        ("1. One thing\n2. Another thing", []),
        (
            "The steepest, driest hill in the forest; a modest guest.",
            [("superlative", "steepest"), ("superlative", "driest")],
        ),
        ("At least it was not only late; last year at first nobody came.", [("superlative", "nobody")]),
        ("Sales hit a record low. They record it, for the record.", [("superlative", "record")]),
        (
            "Das ist die breiteste Straße der Stadt, und sie musste viel kosten, sagten die Gäste.",
            [("superlative", "breiteste")],
        ),
        (
            "C’est la plus vieille maison et la pire route du pays.",
            [("superlative", "la plus"), ("superlative", "la pire")],
        ),
        (
            "Es la calle más larga y el peor puente de la ciudad.",
            [("superlative", "la calle más larga"), ("superlative", "el peor")],
        ),
        ("هذا أقدم مسجد في المدينة وهو أقدم من القصر.", [("superlative", "أقدم")]),
        ("最近は雨だ。", []),
        ("They met at 5 p.m. near the pier.", [("date", "5 p.m.")]),
        (
            "Several million are poor; every second child is. No other town has a unique, all-time low.",
            [
                ("number", "Several million"),
                ("number", "every second"),
                ("superlative", "No other"),
                ("superlative", "unique"),
                ("superlative", "all-time"),
            ],
        ),
        (
            "Dozens left and hundreds of thousands stayed; the scores of both games were level.",
            [("number", "Dozens"), ("number", "hundreds of thousands")],
        ),
        ("A fifth of them and some forty more voted.", [("number", "A fifth"), ("number", "forty")]),
        (
            "“We saw the flood.\n\n“It came at night,” she said.",
            [("quotation", "We saw the flood.\n\n“It came at night,")],
        ),
        ("He called it 'a silly idea' and they're not sure.", [("quotation", "a silly idea")]),
        ("Nothing is here. It rained.", []),
        ("这是最大的桥，造价3万元。", [("superlative", "最"), ("number", "3万")]),
    ],
    ids=str,
)
def test_what_is_to_be_covered(text, found):
    assert [(item.kind, item.words) for item in checkable(text)] == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The bridge opened.", ()),
        ("The bridge, 桥, opened.", ()),
        ("افتتح الجسر في المدينة القديمة.", ("names in Arabic script",)),
        ("市政府去年批准了这座桥。", ("names in Chinese script",)),
        ("Der Bürgermeister hat den Haushalt der Stadt nicht gelesen.", ("names of one word in German",)),
    ],
)
def test_it_says_what_it_does_not_look_for(text, told):
    assert not_looked_for(text) == told


@given(st.text(max_size=300))
def test_any_text_is_looked_through(text):
    found = checkable(text)
    assert all(text[item.start : item.end] == item.words for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_claim_covers_what_stands_in_it(project, draft):
    assert open_words(project, draft) == [
        "6.8 million",
        "18 April 2025",
        "Odile Marrant",
        "It is a promise made to a river,",
    ]
    project.claims.add("It opened on 18 April 2025", draft_id=draft)
    found = project.coverage.of(draft)
    assert (found.covered, found.waved, len(found.open)) == (1, 0, 3)


def test_what_is_waved_off_is_signed_undone_and_kept_for_the_same_sentence(project, draft):
    (first, *_) = project.coverage.of(draft).open
    project.coverage.dismiss(draft, first.start, first.end, "Common knowledge")
    assert "6.8 million" not in open_words(project, draft)
    (waved,) = project.coverage.waved(draft)
    assert (waved.author, waved.words, waved.sentence) == ("Ada", "6.8 million", "The bridge cost 6.8 million.")
    project.journal.undo()
    assert "6.8 million" in open_words(project, draft)
    project.journal.redo()
    project.drafts.revise(draft, f"A new first line.\n\n{STORY}")
    assert "6.8 million" not in open_words(project, draft)
    project.drafts.revise(draft, STORY.replace("The bridge cost", "The whole bridge cost"))
    assert "6.8 million" in open_words(project, draft)


def test_it_can_be_taken_back(project, draft):
    (first, *_) = project.coverage.of(draft).open
    made = project.coverage.dismiss(draft, first.start, first.end)
    assert made.kinds == {"draft"}
    project.coverage.take_back(project.coverage.waved(draft)[0].id)
    assert "6.8 million" in open_words(project, draft)


def test_nobody_waves_off_and_only_what_is_open_is(project, draft):
    (first, *_) = project.coverage.of(draft).open
    with pytest.raises(InputError, match="not open"):
        project.coverage.dismiss(draft, 0, 3)
    project.author("")
    with pytest.raises(InputError, match="your name"):
        project.coverage.dismiss(draft, first.start, first.end)


def test_on_the_command_line(project, draft, capsys, monkeypatch, tmp_path):
    project.close()
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.json").write_text('{"author": "Ada"}', encoding="utf-8")
    monkeypatch.setenv("STANDFIRST_CONFIG", str(tmp_path / "config"))
    assert cli.run(["coverage", str(project.path), draft, "--json"]) == 1
    for item in json.loads(capsys.readouterr().out)["open"]:
        assert cli.run(["wave-off", str(project.path), draft, item["words"], "--json"]) == 0
    capsys.readouterr()
    assert cli.run(["coverage", str(project.path), draft, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["waved"] == 4
    assert cli.run(["wave-off", str(project.path), draft, "nothing"]) == 2
    assert cli.run(["reopen-words", str(project.path), draft, "6.8 million", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"reopened": 1, "open": 1}
    assert cli.run(["reopen-words", str(project.path), draft, "6.8 million"]) == 2
    assert cli.run(["coverage", str(project.path), draft]) == 1
    assert "6.8 million" in capsys.readouterr().out


def test_what_was_waved_off_as_one_item_once_covers_its_parts_today(project, draft):
    project.drafts.revise(draft, "Later NATO and the BBC met Odile Marrant.")
    first = project.coverage.of(draft).open[0]
    project.coverage.dismiss(draft, first.start, first.end)
    assert open_words(project, draft) == ["BBC", "Odile Marrant"]
    (waved,) = project.coverage.waved(draft)
    with project.store.transaction("Earlier reading") as action:
        action.tx.insert("waved_off", rows.to_row(vars(replace(waved, id=new_id(), words="NATO and the BBC"))))
    assert open_words(project, draft) == ["Odile Marrant"]


TWICE = "The clerk, Odile Marrant, came late. Later Marant said so. Marrant left at noon.\n\nIt rained."


def unequal(project: Project, draft: str) -> list[str]:
    return [one.said for one in project.coverage.inconsistencies(draft)]


def test_what_does_not_go_together_is_dismissed_for_its_sentence(project: Project) -> None:
    project.author("Ada")
    draft = project.drafts.add("Clerk", TWICE).made["draft"]
    assert unequal(project, draft) == ["Marant ≠ Marrant"]
    open_before = open_words(project, draft)
    project.coverage.dismiss_inconsistency(draft, "Marant ≠ Marrant", "Two people")
    assert unequal(project, draft) == []
    assert open_words(project, draft) == open_before  # the names themselves stay to be checked
    project.drafts.revise(draft, f"It snowed.\n\n{TWICE}")
    assert unequal(project, draft) == []
    project.drafts.revise(draft, TWICE.replace("said so", "denied it"))
    assert unequal(project, draft) == ["Marant ≠ Marrant"]
    project.drafts.revise(draft, TWICE)
    assert unequal(project, draft) == []
    (dismissal,) = project.coverage.waved(draft)
    project.coverage.take_back(dismissal.id)
    assert unequal(project, draft) == ["Marant ≠ Marrant"]


def test_nothing_is_dismissed_without_a_name_or_that_is_not_offered(project: Project) -> None:
    draft = project.drafts.add("Clerk", TWICE).made["draft"]
    project.author("")
    with pytest.raises(InputError, match="your name is not set"):
        project.coverage.dismiss_inconsistency(draft, "Marant ≠ Marrant")
    project.author("Ada")
    with pytest.raises(InputError, match="is not offered"):
        project.coverage.dismiss_inconsistency(draft, "Marant ≠ Odile")


def test_the_command_line_lists_and_dismisses_them(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.json").write_text('{"author": "Ada"}', encoding="utf-8")
    monkeypatch.setenv("STANDFIRST_CONFIG", str(tmp_path / "config"))
    draft = project.drafts.add("Clerk", TWICE).made["draft"]
    place = str(project.path)
    project.close()
    cli.run(["coverage", place, draft])
    assert "“Marant” is also spelled “Marrant”: are they the same?" in capsys.readouterr().out
    cli.run(["coverage", place, draft, "--json"])
    (told,) = json.loads(capsys.readouterr().out)["inconsistencies"]
    assert (told["kind"], told["words"], told["other"]) == ("spelling", "Marant", "Marrant")
    assert TWICE[told["start"] : told["end"]] == "Marant"
    assert cli.run(["dismiss", place, draft, "Marant ≠ Marrant", "--reason", "Two people"]) == 0
    capsys.readouterr()
    cli.run(["coverage", place, draft, "--json"])
    assert json.loads(capsys.readouterr().out)["inconsistencies"] == []
