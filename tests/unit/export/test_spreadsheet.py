"""Tables of claims: what a cell holds is text, whatever it begins with, and readers get no process."""

import csv
from dataclasses import replace

import pytest

from core import model as m
from core.export import Options, export
from core.export.formats.spreadsheet import MOST, OBEYED, TOO_LONG, read_workbook
from tests.data import briefs

EVIL = ['=HYPERLINK("http://evil.example","x")', "+1+1", "-2", "@SUM(A1)", "＝1+1"]


def table(folder, name, material=None, edition=m.Edition.DESK):
    suffix = name.removeprefix("claims-")
    out = export(
        material or briefs.small(), name, folder / f"claims.{suffix}", Options(edition=edition, made_at=briefs.AT)
    )
    if suffix == "csv":
        with out.path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    return read_workbook(out.path.read_bytes())


def evil():
    claims = tuple(briefs.claim(str(n), text, "Verified", claimant=text, why=text) for n, text in enumerate(EVIL, 1))
    return replace(briefs.small(), claims=claims, stories=())


def test_no_cell_of_a_csv_begins_as_a_formula(tmp_path):
    cells = [cell for row in table(tmp_path, "claims-csv", evil()) for cell in row]
    assert [cell for cell in cells if cell.startswith(OBEYED)] == []
    assert [text for text in EVIL if f"'{text}" not in cells] == []


def test_a_workbook_holds_the_words_letter_for_letter_as_text(tmp_path):
    import openpyxl

    cells = [cell for row in table(tmp_path, "claims-xlsx", evil()) for cell in row]
    assert [text for text in EVIL if text not in cells] == []
    sheet = openpyxl.load_workbook(tmp_path / "claims.xlsx").active
    kinds = {cell.value: (cell.data_type, cell.quotePrefix) for row in sheet.iter_rows() for cell in row}
    assert {kinds[text] for text in EVIL} == {("s", True)}


@pytest.mark.parametrize("name", ["claims-csv", "claims-xlsx"])
def test_a_row_holds_both_axes_the_evidence_and_its_citation(tmp_path, name):
    head, _, second, *_ = table(tmp_path, name)
    row = dict(zip(head, second, strict=True))
    assert (row["No."], row["Status"], row["Verdict"]) == ("2", "confirmed", "False")
    assert "Against: “The total cost of the barrier" in row["Evidence"]
    assert "Office of the City Auditor" in row["Evidence"]
    assert row["Draft"] == "A wall against the water"


@pytest.mark.parametrize("name", ["claims-csv", "claims-xlsx"])
def test_readers_get_no_status(tmp_path, name):
    assert "Status" not in table(tmp_path, name, edition=m.Edition.PUBLIC)[0]


def test_a_long_text_is_whole_in_a_csv_and_cut_with_a_word_in_a_workbook(tmp_path):
    long = "word " * 40_000
    material = replace(briefs.small(), claims=(briefs.claim("1", "A claim.", "Verified", why=long),), stories=())
    assert any(long.strip() in cell for cell in table(tmp_path, "claims-csv", material)[1])
    assert max(map(len, table(tmp_path, "claims-xlsx", material)[1])) == MOST
    assert TOO_LONG in export(material, "claims-xlsx", tmp_path / "long.xlsx").warnings
    assert TOO_LONG not in export(briefs.small(), "claims-xlsx", tmp_path / "short.xlsx").warnings
