"""Hostile inputs made from good ones: changed bytes, texts, packages, gzip members, and JSON and CSL-JSON from a grammar.

A mutator takes a `random.Random` and the seeds of a reader, and returns bytes. The same state gives the same bytes.
"""

import contextlib
import copy
import gzip
import hashlib
import io
import json
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any

from core.cite import fields

Mutator = Callable[[Random, Sequence[bytes]], bytes]
MOST = 64 * 1024  # bytes of a mutant
NUMBERS = (b"0", b"-1", b"1e999", b"255", b"65536", b"2147483648", b"18446744073709551616", b"9" * 400, b"NaN", b"0x1f")
TOKENS = (
    *(bytes((number,)) for number in (0, 9, 10, 13, 27, 127, 128, 255)),
    *(
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xf0\x9f\x98\x80",
        b"\xe2\x80\xae",
        b"\xcc\x81" * 40,
        b"\\ud800",
    ),
    *(
        b"<",
        b">",
        b'"',
        b"'",
        b"&",
        b"&#xd800;",
        b"&#0;",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<?xml",
        b"<!ENTITY a '&a;'>",
    ),
    *(
        b"{",
        b"}",
        b"{{",
        b"[",
        b"]",
        b"(",
        b")",
        b"\\",
        b"\\u",
        b"\\bin",
        b"@",
        b"#",
        b"%",
        b"=",
        b",",
        b";",
        b":",
        b"$",
        b"../",
    ),
    *(
        b"\r\n",
        b"\r\n\r\n",
        b"\n\n",
        b"--",
        b"\t",
        b" " * 200,
        b"http://[",
        b"data:,",
        b"javascript:",
        b"urn:",
        b"file:///",
    ),
    *NUMBERS,
)
DEEP = (
    (b"[", b"]"),
    (b"{", b"}"),
    (b"<b>", b"</b>"),
    (b'{"a":', b"}"),
    (b"(", b")"),
    (b"<div>", b""),
    (b"{\\b ", b"}"),
)
ENCODINGS = ("utf-8",) * 12 + ("utf-8-sig", "utf-16", "utf-16-le", "latin-1")
GZIP = b"\x1f\x8b"
DIGESTS = re.compile(rb"(?m)^WARC-(?:Block|Payload)-Digest: .*\r\n")
LENGTH = re.compile(rb"(?m)^Content-Length: \d+")
WORD = re.compile(rb"\w+|\s+|[^\w\s]", re.ASCII)


def changed(chance: Random, seeds: Sequence[bytes]) -> bytes:
    """Change one seed in one to eight places."""
    data = chance.choice(seeds)
    for _ in range(1 << chance.randrange(4)):
        data = chance.choice(STEPS)(chance, data, seeds)[:MOST]
    return data


def _flip(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes((chance.randrange(256),)) + data[at + 1 :]


def _put(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(TOKENS) + data[at + chance.choice((0, 0, 1, 4)) :]


def _cut(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[min(end, start + chance.choice((1, 8, 64, MOST))) :]


def _end(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _twice(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    piece = data[start : min(end, start + 256)]
    return data[:end] + piece * chance.choice((1, 2, 40)) + data[end:]


def _splice(chance: Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    other = chance.choice(seeds)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _number(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Replace one of the numbers written in the data."""
    found = list(re.finditer(rb"\d+", data))
    if not found:
        return data
    place = chance.choice(found)
    return data[: place.start()] + chance.choice(NUMBERS) + data[place.end() :]


def _word(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Move a word of the data to another place: tags, keys and marks where they do not belong."""
    found = list(WORD.finditer(data[:4096]))
    if not found:
        return data
    one, other = chance.choice(found), chance.choice(found)
    return data[: one.start()] + other[0] + data[one.end() :]


def _deep(chance: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    opened, closed = chance.choice(DEEP)
    at, often = chance.randrange(len(data) + 1), chance.choice((2, 50, 1200, 6000))
    return data[:at] + opened * often + closed * (often if chance.random() < 0.5 else 0) + data[at:]


STEPS = (_flip, _flip, _put, _put, _put, _cut, _end, _twice, _splice, _number, _word, _word, _deep)


def soup(chance: Random, seeds: Sequence[bytes]) -> bytes:
    """Mix the words of the seeds and tokens at random."""
    words = _words(tuple(seeds))
    return b"".join(
        chance.choice(TOKENS) if chance.random() < 0.15 else chance.choice(words)
        for _ in range(chance.randrange(1, 80))
    )


@cache
def _words(seeds: tuple[bytes, ...]) -> list[bytes]:
    return sorted({word for seed in seeds for word in WORD.findall(seed[:20_000])}) or [b" "]


def texts(chance: Random, seeds: Sequence[bytes]) -> bytes:
    """Change a text, or mix a new one."""
    return soup(chance, seeds) if chance.random() < 0.2 else changed(chance, seeds)


def packages(chance: Random, seeds: Sequence[bytes]) -> bytes:
    """Change a member of a ZIP file, its name, or the bytes of the whole."""
    return changed(chance, seeds) if chance.random() < 0.1 else _zipped(chance, _disturbed(chance, seeds))


def waczs(chance: Random, seeds: Sequence[bytes]) -> bytes:
    """Change a WACZ as any package, or its parts with a list of files that agrees with them."""
    if chance.random() < 0.2:
        return packages(chance, seeds)
    parts = [(name, data) for name, data in _disturbed(chance, seeds) if name != "datapackage.json"]
    if chance.random() < 0.5:
        parts = [
            (name, members(chance, [data]) if name.endswith(".gz") and data[:2] == GZIP else data)
            for name, data in parts
        ]
    listed = [
        {"path": name, "bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"} for name, data in parts
    ]
    description = {"profile": "data-package", "wacz_version": "1.1.1", "resources": listed}
    if chance.random() < 0.2:
        description = _grafted(chance, description, ("resources", "path", "hash", "bytes", "stats"))
    return _zipped(chance, [*parts, ("datapackage.json", json.dumps(description).encode())])


def _disturbed(chance: Random, seeds: Sequence[bytes]) -> list[tuple[str, bytes]]:
    """Return the members of a package, one or two of them changed, renamed, doubled or gone."""
    parts = list(_members(chance.choice(seeds)))
    for _ in range(chance.randrange(1, 3)):
        at = chance.randrange(len(parts))
        name, data = parts[at]
        way = chance.random()
        if way < 0.8:
            parts[at] = (name, changed(chance, (data, parts[chance.randrange(len(parts))][1])))
        elif way < 0.86:
            parts[at] = (chance.choice(("../x", "x", "/etc/x", "a" * 300, name.upper(), "\x00", parts[0][0])), data)
        elif way < 0.93:
            parts.insert(at, (name, chance.choice(parts)[1]))
        elif len(parts) > 1:
            del parts[at]
    return parts


def _zipped(chance: Random, parts: Sequence[tuple[str, bytes]]) -> bytes:
    held = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of zipfile, about names that are there twice
        with zipfile.ZipFile(held, "w") as packed:
            for name, data in parts:
                way = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
                packed.writestr(zipfile.ZipInfo(name), data, way)
    return held.getvalue()


@cache
def _members(data: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return tuple((name, packed.read(name)) for name in packed.namelist())


def members(chance: Random, seeds: Sequence[bytes]) -> bytes:
    """Change the records of a WARC in gzip members, or the bytes of the whole file."""
    if chance.random() < 0.15:
        return changed(chance, seeds)
    parts = list(_unpacked(chance.choice(seeds)))
    if chance.random() < 0.7:
        parts = [DIGESTS.sub(b"", part) for part in parts]
    at = chance.randrange(len(parts))
    parts[at] = _record(chance, parts[at])
    if chance.random() < 0.2:
        chance.shuffle(parts)
    if chance.random() < 0.1:
        return b"".join(parts)
    return b"".join(gzip.compress(part, 1, mtime=0) for part in parts)


def _record(chance: Random, part: bytes) -> bytes:
    """Change the head or the block of a record; its length is mostly put right."""
    head, end, block = part.partition(b"\r\n\r\n")
    block = block.removesuffix(b"\r\n\r\n")
    if chance.random() < 0.4 or not end:
        head = texts(chance, (head,))
    else:
        block = texts(chance, (block,))
    if chance.random() < 0.8:
        head = LENGTH.sub(b"Content-Length: %d" % len(block), head)
    return head + b"\r\n\r\n" + block + b"\r\n\r\n"


@cache
def _unpacked(data: bytes) -> tuple[bytes, ...]:
    """Return what the members of a gzip file hold; the bytes as they are from where that fails."""
    parts = []
    while data:
        unpacker = zlib.decompressobj(31)
        try:
            parts.append(unpacker.decompress(data))
        except zlib.error:
            return (*parts, data)
        data = unpacker.unused_data
    return tuple(parts) or (b"",)


VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1.5,
        1e308,
        float("inf"),
        float("nan"),
        10**30,
        10**400,
        "",
        " ",
        "a",
        "\x00",
        "\ud800",
    ),
    *(
        "2020-01-02",
        "ca. 1066",
        "-44",
        "12:61",
        "http://[",
        "https://a.example/ä b",
        "<i>x",
        "</span>",
        "{",
        "10.1/x",
        "é" * 3000,
    ),
    *([], {}, [[]], {"date-parts": []}, [None], {"": ""}),
)
DATE_KEYS = ("date-parts", "raw", "literal", "season", "circa", "edtf", "x")
PARTS = (2020, "2020", 0, 13, -5000, None, 2.5, 10**30, "", "May", [1], True, "१२")


def json_value(chance: Random, keys: Sequence[str], depth: int = 0) -> Any:
    """Return any value: often of a wrong type, sometimes deep."""
    way = chance.random()
    if way < 0.6 or depth > 4:
        return copy.deepcopy(chance.choice(VALUES))
    if way < 0.8:
        return [json_value(chance, keys, depth + 1) for _ in range(chance.randrange(5))]
    return {chance.choice(keys): json_value(chance, keys, depth + 1) for _ in range(chance.randrange(5))}


def written(chance: Random, value: Any) -> bytes:
    """Write JSON in one of its forms and encodings, now and then broken, repeated or too deep."""
    text = json.dumps(value, ensure_ascii=chance.random() < 0.7, indent=chance.choice((None, None, 1)))
    if chance.random() < 0.03:
        depth = chance.choice((900, 1100, 20_000))
        text = text.replace('"a"', "[" * depth + "]" * depth)
    encoding = chance.choice(ENCODINGS) if text.isascii() else "utf-8"
    data = text.encode(encoding, "surrogatepass")
    return changed(chance, (data,)) if chance.random() < 0.2 else data


def json_of(*keys: str) -> Mutator:
    """Return a mutator that writes JSON values with these keys, or changes a seed."""

    def mutate(chance: Random, seeds: Sequence[bytes]) -> bytes:
        way = chance.random()
        if way < 0.2:
            return texts(chance, seeds)
        if way < 0.4:
            return written(chance, json_value(chance, (*keys, "a", "")))
        return written(chance, _grafted(chance, json.loads(chance.choice(seeds)), (*keys, "a", "")))

    return mutate


def _grafted(chance: Random, value: Any, keys: Sequence[str]) -> Any:
    """Return a value in which one or two parts are another value, or gone."""
    for _ in range(chance.randrange(1, 3)):
        at = value
        while True:
            places = list(at) if isinstance(at, dict) else list(range(len(at))) if isinstance(at, list) else []
            if not places:
                break
            place = chance.choice(places)
            if not isinstance(at[place], (dict, list)) or not at[place] or chance.random() < 0.3:
                at[place] = json_value(chance, keys)
                if chance.random() < 0.2:
                    del at[place]
                break
            at = at[place]
    return value


def _date(chance: Random) -> Any:
    if chance.random() < 0.3:
        return json_value(chance, DATE_KEYS)
    date: dict[str, Any] = {
        "date-parts": [[chance.choice(PARTS) for _ in range(chance.randrange(5))] for _ in range(chance.randrange(4))]
    }
    for key in chance.sample(DATE_KEYS, chance.randrange(3)):
        date[key] = json_value(chance, DATE_KEYS)
    return date


def _names(chance: Random) -> Any:
    if chance.random() < 0.3:
        return json_value(chance, fields.NAME_PARTS)
    return [
        {
            part: chance.choice(("Doe", "de la", "", "Œ", "{", None, 5, "x" * 5000))
            for part in chance.sample(fields.NAME_PARTS, chance.randrange(4))
        }
        for _ in range(chance.choice((0, 1, 2, 3, 90)))
    ]


def citation(chance: Random) -> Any:
    """Return a CSL-JSON item after the grammar of the format, with values that break it here and there."""
    item: dict[str, Any] = {
        "type": chance.choice((*fields.TYPES, "", "x", None, 5, [])),
        "title": chance.choice(VALUES),
    }
    for name in chance.sample((*fields.TEXTS, *fields.PRIVATE, "note", "citation-key", "x"), chance.randrange(9)):
        item[name] = chance.choice(VALUES) if chance.random() < 0.7 else json_value(chance, fields.TEXTS)
    for name in chance.sample(fields.NAMES, chance.randrange(4)):
        item[name] = _names(chance)
    for name in chance.sample(fields.DATES, chance.randrange(4)):
        item[name] = _date(chance)
    if chance.random() < 0.2:
        item["note"] = "\n".join(
            f"{chance.choice(fields.TEXTS)}: {chance.choice(('x', '', '[', '2020'))}" for _ in range(4)
        )
    return item


def citations(chance: Random, seeds: Sequence[bytes]) -> bytes:
    """Write CSL-JSON after its grammar, or change a seed."""
    if chance.random() < 0.15:
        return texts(chance, seeds)
    items = [
        citation(chance) if chance.random() < 0.95 else json_value(chance, fields.TEXTS)
        for _ in range(chance.randrange(1, 5))
    ]
    return written(chance, chance.choice((items, items, {"items": items}, items[0])))


def pieces(data: bytes, number: int) -> list[bytes]:
    """Split an input for a reader that takes several texts: at NUL bytes, then at lines; always `number` pieces."""
    found = re.split(rb"\x00|\n", data, maxsplit=number - 1)
    return found + [b""] * (number - len(found))


def text_of(data: bytes) -> str:
    """Return an input as a text, with lone surrogates if it is not UTF-8."""
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode()
    return data.decode("utf-8", "surrogateescape")
