"""HTTP bytes to a body, whole, cut and hostile."""

import gzip
import hashlib

import pytest

from core.archive import decode_body, parse_head
from core.archive.records import Digests
from core.errors import InputError


def head(*headers: str):
    return parse_head("\r\n".join(["HTTP/1.1 200 OK", *headers, "", ""]).encode())


@pytest.mark.parametrize(
    "data", [b"", b"SSH-2.0\r\n\r\n", b"HTTP/1.1\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 12345 x\r\n\r\n"]
)
def test_what_is_no_answer(data) -> None:
    assert parse_head(data) is None


def test_head() -> None:
    found = parse_head(b"HTTP/1.1 404\nContent-Type: Text/HTML; Charset='latin1'\nbroken line\n\nbody")
    assert (found.status, found.reason, found.mime, found.charset) == (404, "", "text/html", "latin1")
    assert found.length == len(b"HTTP/1.1 404\nContent-Type: Text/HTML; Charset='latin1'\nbroken line\n\n")


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_chunks_however_they_are_cut(size) -> None:
    wire = b"5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: 1\r\n\r\n"
    pieces = [wire[at : at + size] for at in range(0, len(wire), size)]
    assert decode_body(pieces, head("Transfer-Encoding: chunked")).data == b"hello world"


@pytest.mark.parametrize("wire", [b"5\r\nhel", b"zz\r\nhello\r\n", b"5\r\nhello\r\n", b""])
def test_broken_chunks_say_so(wire) -> None:
    assert "chunks" in decode_body([wire], head("Transfer-Encoding: chunked")).trouble


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_damage_says_so(name) -> None:
    assert decode_body([b"\x1f\x8bthis is nothing of the kind"], head(f"Content-Encoding: {name}")).trouble


def test_unknown_coding_says_so() -> None:
    assert "not known" in decode_body([b"x"], head("Content-Encoding: rot13")).trouble
    assert "not known" in decode_body([b"x"], head("Content-Encoding: " + ", ".join(["gzip"] * 60))).trouble


def test_bombs_are_refused() -> None:
    bomb = gzip.compress(b"\0" * 40_000_000)
    with pytest.raises(InputError):
        decode_body([bomb], head("Content-Encoding: gzip"))
    with pytest.raises(InputError):
        decode_body([gzip.compress(bomb)], head("Content-Encoding: gzip, gzip"))
    with pytest.raises(InputError):
        decode_body([b"x" * 100], head(), most=50)


HEADS = [
    b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n",
    b"HTTP/1.1 200 OK\nA: b\n\n",
    b"HTTP/1.1 200 OK\r\nA: b\n\r\n",
    b"HTTP/1.1 200 OK\nA: b\r\n\n",
    b"HTTP/1.1 200\r\nA: b\r\n\r\n",
    b"HTTP/1.0 200 \r\n\r\n",
    b"HTTP/1.1 200 OK\r\n\r\n",
]
INTERIM = [b"", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\nLink: </a>\n\nHTTP/1.1 102\r\n\r\n"]


@pytest.mark.parametrize("wire", HEADS)
@pytest.mark.parametrize("before", INTERIM)
@pytest.mark.parametrize("body", [b"", b"\r\n\r\nHTTP/1.1 100 x\n\n", b"\n"])
def test_one_end_of_a_head(wire, before, body) -> None:
    found = parse_head(before + wire + body)
    assert (found.status, found.start, found.length) == (200, len(before), len(before + wire))
    digests = Digests({"content-type": "application/http; msgtype=response"})
    for at in range(len(before + wire + body)):
        digests.update((before + wire + body)[at : at + 1])
    assert digests.found()[1].value == hashlib.sha1(body, usedforsecurity=False).digest()


def test_switching_protocols_is_no_interim_reply() -> None:
    assert parse_head(b"HTTP/1.1 101 Switching\r\n\r\nHTTP/1.1 200 OK\r\n\r\n").status == 101


@pytest.mark.parametrize(
    ("lines", "mime", "charset"),
    [
        (["text/plain", "text/html"], "text/html", ""),
        (["text/html; charset=koi8-r", "text/html"], "text/html", "koi8-r"),
        (["text/html; charset=koi8-r", "text/plain"], "text/plain", ""),
        (["text/html, text/plain; charset=utf-8"], "text/plain", "utf-8"),
        (["text/html", "nonsense"], "text/html", ""),
        (["text/html", "*/*"], "text/html", ""),
        (["html"], "", ""),
        ([], "", ""),
    ],
)
def test_the_media_type_is_the_last_valid_one(lines, mime, charset) -> None:
    found = head(*(f"Content-Type: {line}" for line in lines))
    assert (found.mime, found.charset) == (mime, charset)
