"""Parse a .bib, .ris or CSL-JSON file to entries as plain JSON. Runs in the worker process.

A broken entry never affects others. BibTeX is parsed by bibtexparser, which resumes at the next `@`; RIS line by line,
since the readers tried (rispy 0.10, pandoc 3.9) merge an unterminated record with the next, or reject the file.
"""

import json
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from core.cite import fields
from core.cite.formats import bib_values, biblatex, markup, ris
from core.cite.formats.latex import CODE_LIMIT
from core.errors import InputError
from core.security import limits

if TYPE_CHECKING:
    from bibtexparser.model import Block

Found = dict[str, Any]
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
WANTED = ("title", "author", "editor", "URL", "DOI", "container-title", "number")
NOTHING = "It has neither a title nor an author, an address or a number."
UNREADABLE = "Its values cannot be read: a command in it lacks its argument, or a value is of the wrong kind."
FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
UNENDED = "ER (end of a record, which is missing)"
UNSOUND = "Its field “{}” has no value, or runs into the next one: a comma or a brace is missing."
HEIRS = 4  # entries that a field is handed on through
CHARACTERS = 60  # of a broken entry that are reported
_AT = re.compile(r"@\s*(\w*)")
MARKED = ("title", "title-short", "container-title", "collection-title")
OLDER = {"event": "event-title", "shortTitle": "title-short", "journalAbbreviation": "container-title-short"}
"""Names of CSL 1.0.1 for variables that are called otherwise since."""


def read(body: bytes, kind: str) -> Found:
    """Return {"entries", "broken", "left_out", "encoding"} of a file; `kind` is bibtex, ris or csl.

    InputError for other files.
    """
    if len(body) > limits.CITATION_BYTES:
        raise InputError("This citation file is too large.", "Split it into several.")
    text, encoding = decoded(body)
    reading = {"bibtex": _bibtex, "ris": _ris, "csl": _csl}[kind](text)
    entries = reading.entries
    if len(entries) > limits.CITATIONS:
        raise InputError(f"This file holds more than {limits.CITATIONS:,} citations.", "Split it into several.")
    return {
        "entries": entries,
        "broken": reading.broken,
        "left_out": dict(reading.left.most_common()),
        "encoding": encoding,
    }


def decoded(body: bytes) -> tuple[str, str]:
    """Return the text of a file and its encoding: by byte order mark, else UTF-8, else Windows-1252."""
    for mark, name in BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace"), name.removesuffix("-sig")
    try:
        return body.decode(), "utf-8"
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace"), "cp1252"


class _Reading:
    """The results so far."""

    def __init__(self) -> None:
        self.entries: list[Found] = []
        self.broken: list[Found] = []
        self.left: Counter[str] = Counter()

    def take(self, read: Callable[[], tuple[Found, list[str]]], key: str, line: int, start: str) -> None:
        """Add the item that `read` returns, and count what it leaves; one that cannot be read is reported as broken."""
        try:
            item, left = read()
        except FAULTS:
            self.fail(line, start, UNREADABLE)
            return
        self.left.update(left)
        self.add(item, key, line, start)

    def add(self, item: Mapping[str, Any], key: str, line: int, start: str) -> None:
        """Add an item, or report it as broken when it has nothing to cite."""
        if any(item.get(name) for name in WANTED):
            self.entries.append({"csl": dict(item) | ({"citation-key": key} if key else {}), "key": key, "line": line})
        else:
            self.fail(line, start, NOTHING)

    def fail(self, line: int, start: str, why: str) -> None:
        """Report an entry that could not be parsed."""
        self.broken.append({"line": line, "start": " ".join(start.split())[:CHARACTERS], "why": why})


def _bibtex(text: str) -> _Reading:
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # broken entries are reported in the result
    library = parse_string(text, parse_stack=[])
    reading = _Reading()
    strings: dict[str, str] = {}
    for string in library.strings:
        strings[string.key.lower()] = (bib_values.joined(string.value, strings) or "")[:CODE_LIMIT]
    entries = [(block, _entry(block, strings)) for block in library.blocks]
    others = {entry["key"]: entry for _, entry in entries if entry and entry["key"]}
    for block, entry in entries:
        line, raw = (block.start_line or 0) + 1, block.raw or ""
        if entry and entry["unsound"]:
            reading.fail(line, raw, UNSOUND.format(entry["unsound"][:CHARACTERS]))
        elif entry and entry["type"] == "xdata":  # read with the entries that name it
            continue
        elif entry and entry["type"]:
            reading.take(partial(biblatex.read, entry["type"], _inherited(entry, others)), entry["key"], line, raw)
        elif why := _why(block, raw):
            reading.fail(line, raw, why)
    return reading


def _entry(block: "Block", strings: Mapping[str, str]) -> Found | None:
    """Return type, key, fields and the first unreadable field of a block; None when it is no entry.

    Of a block that only repeats a key or a field, the readable part.
    """
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry

    entry: Block | None = block
    if isinstance(block, (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)):
        entry = block.ignore_error_block
    if not isinstance(entry, Entry):
        return None
    said = {
        field.key.lower(): bib_values.joined(str(field.value), strings) for field in reversed(entry.fields)
    }  # the first of two duplicates wins
    return {
        "type": entry.entry_type.lower(),
        "key": entry.key.strip()[: limits.NAME_LENGTH],
        "raw": {name: value for name, value in said.items() if value is not None},
        "unsound": next((name for name in said if said[name] is None and name not in biblatex.HOUSEKEEPING), ""),
    }


def _inherited(entry: Found, others: Mapping[str, Found], depth: int = 0) -> dict[str, str]:
    """Return the fields of an entry with those it takes from others.

    By `xdata` all fields; by `crossref` those that do not identify the parent, whose titles become container titles.
    """
    raw: dict[str, str] = entry["raw"]
    if depth >= HEIRS:
        return raw
    given: dict[str, str] = {}
    for key in reversed(raw.get("xdata", "").split(",")):
        if key.strip() in others:
            given |= _inherited(others[key.strip()], others, depth + 1)
    parent = others.get(raw.get("crossref", "").strip())
    if parent:
        many = parent["type"].startswith("mv")
        whole = "journal" if entry["type"] == "article" else "main" if many else "book"
        titles = {name: f"{whole}{name}" for name in ("title", "subtitle")}
        handed = _inherited(parent, others, depth + 1)
        given |= {titles.get(name, name): value for name, value in handed.items() if name not in biblatex.ALONE}
    return {**given, **raw}


def _why(block: "Block", raw: str) -> str:
    """Return why a block is not an entry; empty for a comment, preamble or string."""
    from bibtexparser.model import Entry, ImplicitComment, ParsingFailedBlock

    if isinstance(block, ParsingFailedBlock):
        reason = getattr(block.error, "abort_reason", "") or str(block.error)
        return reason.strip().rstrip(".") + "." if reason.strip() else "It is not sound BibTeX."
    if isinstance(block, Entry):
        return "It does not say what kind of entry it is."
    if isinstance(block, ImplicitComment) and (mark := _AT.search(raw)) and mark[1].lower() in biblatex.READ_AS:
        return "It looks like an entry, but its opening brace is missing."
    return ""


def _ris(text: str) -> _Reading:
    reading = _Reading()
    if not re.search(r"(?m)^\ufeff?[ \t]*TY  ?- ?", text):
        raise InputError("There is no RIS record in this file.", "A record begins with a line “TY  - …”.")
    for line, record, ended in _records(text):
        start = " ".join(f"{tag} {value}" for tag, value in record[:3])
        if record[0][0] != "TY":
            reading.fail(line, start, "Its beginning (TY) is missing.")
            continue
        reading.take(partial(ris.read, record), "", line, start)
        reading.left.update([] if ended else [UNENDED])
    return reading


def _records(text: str) -> Iterator[tuple[int, list[tuple[str, str]], bool]]:
    """Yield (first line number, record, terminated); a line without a tag continues the previous one."""
    record: list[tuple[str, str]] = []
    begun = 0
    for number, line in enumerate(text.splitlines(), 1):
        tagged = ris.LINE.match(line.strip("\ufeff").rstrip())
        if not tagged:
            if record and line.strip() and record[-1][0] == ris.EXTRA:  # each of its lines is a value of its own
                record.append((ris.EXTRA, line.strip()))
            elif record and line.strip():
                record[-1] = (record[-1][0], f"{record[-1][1]} {line.strip()}"[: limits.METADATA_FIELD * 10])
            continue
        tag, value = tagged[1], (tagged[2] or "").strip()
        if tag == "ER" or (tag == "TY" and record):
            if record:
                yield begun, record, tag == "ER"
            record = []
        if tag != "ER":
            begun = begun if record else number
            record.append((tag, value))
    if record:
        yield begun, record, False


def _csl(text: str) -> _Reading:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno}, {error.msg})" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"This is not a valid JSON file{where}.", "Export it again as CSL-JSON.") from error
    if isinstance(document, dict):
        document = document.get("items") if isinstance(document.get("items"), list) else [document]
    if not isinstance(document, list) or not any(isinstance(item, dict) and "type" in item for item in document):
        raise InputError("There is no citation in this JSON file.", "CSL-JSON is a list of items, each with a type.")
    reading = _Reading()
    for number, item in enumerate(document, 1):
        if isinstance(item, dict):
            key = str(item.get("citation-key") or item.get("id") or "")[: limits.NAME_LENGTH]
            reading.take(partial(_csl_item, item), key, number, str(item.get("title") or ""))
        else:
            reading.fail(number, json.dumps(item, ensure_ascii=False), "It is a bare value, not a citation.")
    return reading


def _csl_item(item: Found) -> tuple[Found, list[str]]:
    """Return a CSL-JSON item and what is left of it; CSL's own title markup (`<i>`, `nocase` and others) is dropped."""
    item = {OLDER.get(name, name): value for name, value in item.items() if OLDER.get(name) not in item}
    said: Found = {}
    for line in str(item.get("note") or "").splitlines():  # Zotero stores variables without a field of its own there
        ris.note(said, line)
    read = fields.sound({**said, **item})
    for name in MARKED:
        if name in read:
            read[name] = markup.unescaped(markup.without(read[name]))
    known = {*fields.TEXTS, *fields.NAMES, *fields.DATES, *fields.PRIVATE, "type"} - {"note"}
    left = sorted({str(name)[:CHARACTERS] for name in item if name not in known})
    if read["type"] != str(item.get("type") or ""):
        left.append(f"type “{str(item.get('type') or '')[:CHARACTERS]}”")
    return read, left
