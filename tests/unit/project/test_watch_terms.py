"""Watch terms: names and numbers of claims are seen in what comes in, and noise is not."""

import json
from pathlib import Path

import pytest

from core.project import Project
from core.rank import passages
from core.rank.watch import Watch, terms
from tests.data.sealing import Page, seal


def page(*lines: str) -> bytes:
    return f"<html lang=en><title>T</title>{''.join(f'<p>{line}</p>' for line in lines)}</html>".encode()


@pytest.mark.parametrize(
    ("claim", "text", "seen"),
    [
        ("The board of Northquay approved 4.2 million.", "Northquay got 4,2 million, people said on Tuesday.", True),
        ("The board of Northquay approved 4.2 million.", "Northquay is an old town by the northern sea.", False),
        ("It cost 1,200 euros.", "The invoice says 1200 euros, and nothing else at all.", True),
        ("It cost 1,200 euros.", "The invoice says 12000 euros, and nothing else at all.", False),
        ("It cost 1,200 euros.", "دفعت الإدارة ١٬٢٠٠ يورو للشركة الألمانية في مايو.", True),
        ("It happened in 1998.", "In 1998 there were other things to speak about.", False),
        ("It cost 41 000 euros.", "The invoice says 41’000 euros, and nothing else at all.", True),
        ("It cost 41.000 euros.", "The invoice says 41000 euros, and nothing else at all.", True),
        ("It cost 41,000 euros.", "The invoice says 4.1 or 41 euros, and nothing else at all.", False),
        ("Angela Merkel resigned.", "On Monday Angela Merkel stepped down, people said there.", True),
        (
            "Das Gesetz wurde am Montag beschlossen.",
            "Am Montag wurde im Bundestag das Gesetz zum Wetter gelesen.",
            False,
        ),
        ("外交部发言人拒绝就北约扩张发表评论。", "周三，外交部发言人说，北约扩张发表的声明没有更多的消息。", True),
        ("外交部发言人拒绝就北约扩张发表评论。", "周三，外交部发言人谈到了今年的天气问题，没有更多的消息。", False),
        ("وزارة الخارجية الألمانية دفعت ٤٫٢ مليون", "أعلنت وزارة الخارجية الألمانية أمس أنها لن تدفع 4.2 مليون.", True),
        ("وزارة الخارجية الألمانية دفعت ٤٫٢ مليون", "أعلنت وزارة الخارجية الفرنسية أمس أنها لن تدفع شيئا آخر.", False),
        ("They met Anna Lindqvist.", "Later anna lindqvist denied everything that was said.", True),
        ("They met Anna Lindqvist.", "Later Anna denied everything that had been said there.", False),
        ("Der Etat von Öhringen stieg auf 731 Euro.", "Oehringen? Nein, Ohringen: 731 Euro im Etat der Stadt.", True),
    ],
)
def test_a_claim_is_seen_by_two_terms_or_by_a_telling_one(claim: str, text: str, seen: bool) -> None:
    assert bool(Watch.over([("c", claim)]).sightings(passages("s", text))) is seen


def test_terms_are_names_and_numbers_once_each() -> None:
    found = [term.shown for term in terms("In May, Northquay paid 4.2 and 4,2 to the Harbour Board of Northquay.")]
    assert found == ["4.2", "May", "Northquay", "Harbour Board"]


def test_a_capture_is_looked_through_for_the_claims(project: Project) -> None:
    claim = project.claims.add("The board of Northquay approved 4.2 million.").made["claim"]
    project.claims.add("The mayor of Arnsdorf resigned.")
    lines = ("Nothing of note in this first paragraph.", "Northquay approved 4.2 million yesterday evening.")
    first = seal(project, Page("https://a.example/p", page(*lines)))
    [(found, sighting)] = project.watch_terms.look(first.id)
    assert (found.id, set(sighting.terms)) == (claim, {"4.2", "Northquay"})
    assert sighting.passage.text == lines[1]
    again = seal(project, Page("https://a.example/p", page("Something new.", lines[1])))
    assert project.watch_terms.look(again.id) == []


def test_a_claim_changed_since_is_looked_for_in_its_new_words(project: Project) -> None:
    claim = project.claims.add("It cost 900 euros.").made["claim"]
    made = seal(project, Page("https://a.example/p", page("The whole of it cost 731 euros, they say.")))
    assert project.watch_terms.look(made.id) == []
    project.claims.update(claim, text="It cost 731 euros.")
    assert [found.id for found, _ in project.watch_terms.look(made.id)] == [claim]
    project.claims.bin(claim)
    assert project.watch_terms.look(made.id) == []


def test_the_command_line_tells_of_claims_that_an_import_touches(project: Project, tmp_path: Path, capsys) -> None:
    from core.cli import main

    claim = project.claims.add("The board of Northquay approved 4.2 million.").made["claim"]
    project.close()
    saved = tmp_path / "saved.html"
    saved.write_bytes(
        page("Nothing of note in this first paragraph.", "Northquay approved 4.2 million yesterday evening.")
    )
    with pytest.raises(SystemExit, match="0"):
        main(["import", str(project.path), str(saved), "--json"])
    said = capsys.readouterr()
    [watched] = json.loads(said.out)["imports"][0]["captures"][0]["watched"]
    assert watched["claim"] == claim
    assert "bears on" in said.err
