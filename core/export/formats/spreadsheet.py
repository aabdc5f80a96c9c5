"""The claims as a table: CSV for any program, XLSX for spreadsheets.

No cell is ever a formula. In CSV a text that a spreadsheet would evaluate (starting with = + - @ or their full-width
forms) gets an apostrophe (OWASP, "CSV injection"); in XLSX every text is stored and marked as text (`quotePrefix`,
ECMA-376 18.8.45).
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import WorldError
from core.export.document.citations import Citations, cited
from core.export.document.pandoc_ast import text_of
from core.export.document.query_text import change_in_a_line, in_a_line
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief, ClaimPart
from core.export.report.sanitize import visible
from core.export.report.wording import RELATIONS, iso
from core.jobs import Progress
from core.model import Edition

OBEYED = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
WARNING = "Warning"  # a column that is there when something could not be checked
HEADS = (
    "No.",
    "Draft",
    "Claim",
    "Kind",
    "Status",
    "Verdict",
    "Said by",
    "Said on",
    "Independent sources in support",
    "Reasons",
    "Evidence",
    "Asked",
    "Changes",
    "Decided",
    WARNING,
)
PROCESS = ("Status", "Changes")  # columns that the public edition lacks
WIDTHS = {
    "Claim": 60,
    "Reasons": 50,
    "Evidence": 80,
    "Asked": 60,
    "Changes": 60,
    "Draft": 24,
    WARNING: 50,
}  # characters; other columns fit their heading
MOST = 32_000  # characters per cell; the limit of spreadsheets is 32,767
TOO_LONG = "A text is longer than a cell of a spreadsheet and was cut: the CSV file has all of it."

Row = list[str | int]


def rows(brief: Brief) -> list[Row]:
    """Return a heading row and one row per claim, in the order of the brief."""
    citations = cited(brief)
    drafts = {number: story.title for story in brief.stories for number, _, _ in story.places}
    left = {*(PROCESS if brief.edition is Edition.PUBLIC else ()), *(() if brief.warning else (WARNING,))}
    kept = [place for place, head in enumerate(HEADS) if head not in left]
    made: list[Row] = [_row(claim, drafts.get(claim.number, ""), brief, citations) for claim in brief.claims]
    heads: Row = list(HEADS)
    return [[row[place] for place in kept] for row in (heads, *made)]


def _row(claim: ClaimPart, draft: str, brief: Brief, citations: Citations) -> Row:
    reasons = [
        f"{one.text} ({', '.join(part for part in (one.author, f'{one.at:%Y-%m-%d}') if part)})"
        for one in claim.reasons
    ]
    verdict = "" if claim.mark.tone == "blank" else claim.mark.value
    decided = iso(claim.decided_at) if claim.decided_at else ""
    told = [draft, claim.text, claim.kind, claim.status, verdict, claim.claimant, claim.claimed_on]
    texts = [
        " | ".join([*reasons, *([claim.note] if claim.note else [])]),
        _evidence(claim, brief, citations),
        " | ".join(map(in_a_line, claim.queries)),
        " | ".join(map(change_in_a_line, claim.changes)),
        decided,
        claim.warning,
    ]
    return [claim.number, *map(_cell, told), claim.independent, *map(_cell, texts)]


def _evidence(claim: ClaimPart, brief: Brief, citations: Citations) -> str:
    told = []
    for point in claim.points:
        exhibit = brief.exhibits[point.exhibit - 1]
        entry = "".join(text_of(citations.entries[exhibit.item]))
        place = f" ({exhibit.locator})" if exhibit.locator else ""
        again = "".join(f" {said}" for said in exhibit.since)
        told.append(f"{RELATIONS[point.relation]}: “{exhibit.exact}” {entry}{place} SHA-256 {exhibit.sha256}{again}")
    return " | ".join(told)


def _cell(text: str) -> str:
    """Return text for one cell: one line, no control characters."""
    return visible(text).strip()


def _cut(table: Sequence[Row]) -> tuple[list[Row], tuple[str, ...]]:
    """Return rows with cells cut to MOST characters, and a warning if one was cut."""
    cut = [[f"{one[: MOST - 1]}…" if isinstance(one, str) and len(one) > MOST else one for one in row] for row in table]
    return cut, () if cut == list(table) else (TOO_LONG,)


def harmless(value: str | int) -> str | int:
    """Return a value that no spreadsheet evaluates as a formula when it reads a text file."""
    return f"'{value}" if isinstance(value, str) and value.startswith(OBEYED) else value


def write_csv(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the claims as CSV (RFC 4180; UTF-8 with a byte order mark, so that spreadsheets detect it)."""
    progress.update(0, 1, "Writing the table")
    table = rows(brief)
    held = io.StringIO(newline="")
    csv.writer(held, quoting=csv.QUOTE_NONNUMERIC).writerows([harmless(value) for value in row] for row in table)
    out.write_bytes(held.getvalue().encode("utf-8-sig"))
    back = out.read_text(encoding="utf-8-sig")
    csv.field_size_limit(max(csv.field_size_limit(), len(back)))  # a cell may hold all evidence of a claim
    _all_there(list(csv.reader(io.StringIO(back, newline=""))), table)
    return ()


def write_xlsx(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write the claims as a workbook of one sheet with a frozen heading row and a filter."""
    progress.update(0, 1, "Writing the table")
    table, warnings = _cut(rows(brief))
    body = workbook(table, "Claims", brief)
    out.write_bytes(body)
    _all_there(read_workbook(body), table)
    return warnings


def workbook(table: Sequence[Row], name: str, brief: Brief) -> bytes:
    """Return rows, headings first, as an XLSX file in which every text is stored as text."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Any = book.active
    sheet.title = name
    book.properties.creator, book.properties.title = "Standfirst", visible(brief.title)
    book.properties.created = book.properties.modified = brief.made_at.replace(tzinfo=None)
    for number, row in enumerate(table, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type, cell.quotePrefix = "s", value.startswith(OBEYED)
            cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(bold=number == 1)
    for column, head in enumerate(table[0], 1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(str(head), max(12, len(str(head)) + 2))
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", sheet.dimensions
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def read_workbook(body: bytes) -> list[list[str]]:
    """Return the cells of the first sheet of our workbook as text; WorldError when one is a formula."""
    from openpyxl import load_workbook

    sheet: Any = load_workbook(io.BytesIO(body)).active
    if any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row):
        raise WorldError("The exported table was read back and holds a formula; it was not kept.", "Export it as CSV.")
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]


def _all_there(back: list[list[str]], table: list[Row]) -> None:
    wanted = [[str(value) for value in row] for row in table]
    found = [
        [value[1:] if value.startswith("'") and value[1:].startswith(OBEYED) else value for value in row]
        for row in back
    ]
    if found != wanted:
        raise WorldError(
            f"The exported table was read back and holds {len(back)} rows that are not the {len(table)} written; it was not kept.",
            "Export it in another format.",
        )


EXPORTERS = (
    Exporter("claims-csv", "List of claims: CSV", ".csv", Kind.TABLE, write_csv),
    Exporter("claims-xlsx", "List of claims: spreadsheet", ".xlsx", Kind.TABLE, write_xlsx),
)
