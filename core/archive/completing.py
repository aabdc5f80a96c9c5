"""Make whole answers of those that an archive holds in parts: segments of one record, and repeated answers (`revisit`).

A whole answer is a record of our own, staged after the others: the same address and date, the bytes of its parts. What
cannot be made whole is told in `Stage.left`.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import replace

from core.archive.http_message import head_span, parse_head
from core.archive.lenient_reader import Stage, proved
from core.archive.records import RECORD_END, BlockReader, Record, date_of, members, plain_digest
from core.files import open_regular
from core.security import limits

SEGMENT, CONTINUATION = "segment", "continuation"
PARTS = (SEGMENT, CONTINUATION)
NUMBER, ORIGIN, TOTAL = "warc-segment-number", "warc-segment-origin-id", "warc-segment-total-length"
PAYLOAD, CODINGS = "warc-payload-digest", ("transfer-encoding", "content-encoding", "content-length")
UNCHANGED = 304
JOINED, REPEATED = "segments of one record", "a repeated answer and the one that it repeats"
CUT = "a segment is missing"
NO_ORIGINAL = "it repeats an answer that the archive does not hold"
NO_FIRST = "it is a later segment of a record whose first is not in the archive"
SPACE = uuid.UUID("0b8e9a52-4c5e-4f5f-8d4c-1d3f4a1c9e27")


def complete(stage: Stage) -> None:
    """Stage a whole answer for every segmented record and every `revisit` whose original is in the archive."""
    _join(stage)
    finder = _Originals(stage)
    for number, record in enumerate(tuple(stage.records)):
        if record.kind != "revisit":
            continue
        original = finder.of(record)
        if original is None:
            stage.left[number] = NO_ORIGINAL
        elif len(stage.records) < limits.WARC_RECORDS:
            _repeat(stage, number, record, original)
    stage.writer.flush()


def _join(stage: Stage) -> None:
    later: dict[str, dict[int, int]] = {}
    for number, record in enumerate(stage.records):
        if record.kind == CONTINUATION:
            later.setdefault(record.headers.get(ORIGIN, ""), {})[_number(record.headers.get(NUMBER, ""))] = number
    for number, record in enumerate(tuple(stage.records)):
        if NUMBER not in record.headers or record.kind == CONTINUATION:
            continue
        numbers, parts = [number], later.pop(record.headers.get("warc-record-id", ""), {})
        while (following := parts.pop(len(numbers) + 1, None)) is not None:
            numbers.append(following)
        records = [stage.records[one] for one in numbers]
        size = sum(one.block_length for one in records)
        whole = not parts and _number(records[-1].headers.get(TOTAL, "")) == size
        _stage(stage, number, _joined(record, size, whole=whole), _blocks(stage, records), JOINED)
        stage.records[number] = replace(record, headers={**record.headers, "warc-type": SEGMENT})
    stage.left |= {one: NO_FIRST for parts in later.values() for one in parts.values()}


def _joined(first: Record, size: int, *, whole: bool) -> dict[str, str]:
    fields = {name: value for name, value in first.headers.items() if name not in (NUMBER, TOTAL, "warc-block-digest")}
    if not whole:
        fields.pop(PAYLOAD, "")
        fields["warc-truncated"] = CUT
    return {**fields, "content-length": str(size)}


def _repeat(stage: Stage, number: int, record: Record, original: Record) -> None:
    block: Iterator[bytes] = _blocks(stage, [original])
    size, own, other = original.block_length, parse_head(record.start), parse_head(original.start)
    if own and other and own.status != UNCHANGED and all(own.get(name) == other.get(name) for name in CODINGS):
        head = record.start[: head_span(record.start)[1]]
        size += len(head) - other.length
        block = _after(head, other.length, block)
    kept = ("warc-target-uri", "warc-date", "warc-ip-address")
    own_id = record.headers.get("warc-record-id", "")
    fields = {
        "warc-type": "response",
        "warc-record-id": f"<urn:uuid:{uuid.uuid5(SPACE, f'{number} {own_id}')}>",
        **{name: record.headers[name] for name in kept if name in record.headers},
        "warc-concurrent-to": own_id,
        "warc-refers-to": original.headers.get("warc-record-id", ""),
        "warc-truncated": original.headers.get("warc-truncated", ""),
        "content-type": original.headers.get("content-type", ""),
        "content-length": str(size),
    }
    _stage(stage, number, {name: value for name, value in fields.items() if value}, block, REPEATED)


def _stage(stage: Stage, of: int, fields: dict[str, str], block: Iterator[bytes], what: str) -> None:
    lines = "".join(f"{_spelled(name)}: {value}\r\n" for name, value in fields.items())
    head = f"WARC/1.1\r\n{lines}".encode().removesuffix(b"\r\n") + RECORD_END
    record = stage.writer.copy(head, fields, block)
    number = len(stage.records)
    if not proved(record):
        stage.unproved[number] = record.block_digest
    stage.records.append(record)
    stage.files.append(stage.files[of])
    stage.beside[number], stage.made[number] = of, what


def _spelled(name: str) -> str:
    """Return a field name as the standard spells it."""
    short = {"warc": "WARC", "id": "ID", "ip": "IP", "uri": "URI"}
    return "-".join(short.get(part, part.capitalize()) for part in name.split("-"))


def _blocks(stage: Stage, records: list[Record]) -> Iterator[bytes]:
    stage.writer.flush()
    with open_regular(stage.path) as stream:
        for record in records:
            reader = BlockReader(next(members(stream, record.offset)))
            yield from reader.block(reader.headers())


def _after(head: bytes, skip: int, block: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a head, then the block without its first `skip` bytes."""
    yield head
    for piece in block:
        left = piece[skip:]
        skip = max(0, skip - len(piece))
        if left:
            yield left


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else -1  # noqa: PLR2004 - a size has fewer digits


class _Originals:
    """The answers of an archive by record id, by address and date, by digest."""

    def __init__(self, stage: Stage) -> None:
        self._by_id: dict[str, Record] = {}
        self._by_date: dict[tuple[str, dt.datetime | None], Record] = {}
        self._by_digest: dict[str, Record] = {}
        for record in stage.records:
            if record.kind == "response":
                self._by_id.setdefault(record.headers.get("warc-record-id", ""), record)
                self._by_date.setdefault((record.url, _when(record, "warc-date")), record)
                for digest in (record.payload_digest, plain_digest(record.headers.get(PAYLOAD, ""))):
                    self._by_digest.setdefault(digest, record)

    def of(self, record: Record) -> Record | None:
        """Return the answer that a `revisit` repeats; never one whose payload is another than it says."""
        digest = plain_digest(record.headers.get(PAYLOAD, ""))
        refers, url = record.headers.get("warc-refers-to", ""), record.headers.get("warc-refers-to-target-uri", "")
        url = url.strip("<>") or record.url
        found = (self._by_id.get(refers) if refers else None) or self._by_date.get(
            (url, _when(record, "warc-refers-to-date"))
        )
        if found is not None and digest in ("", found.payload_digest, plain_digest(found.headers.get(PAYLOAD, ""))):
            return found
        return self._by_digest.get(digest) if digest else None


def _when(record: Record, name: str) -> dt.datetime | None:
    return date_of(record.headers.get(name, ""))
