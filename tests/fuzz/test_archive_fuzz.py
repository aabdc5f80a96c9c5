"""Any bytes given to the readers of sealed files are a result or a named error."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.archive import Archive, check_warc, decode_body, parse_head
from core.errors import InputError, TrustError

RECORD = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nContent-Length: 4\r\nContent-Type: application/http\r\n\r\nHTTP\r\n\r\n"
QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CODINGS = st.lists(st.sampled_from(["gzip", "deflate", "br", "zstd", "identity", "x"]), max_size=3).map(", ".join)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "any.warc.gz"


def read(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert check_warc(path, "", len(data), ())
    try:
        archive = Archive(path)
        archive.capture_log()
        for url in archive.urls():
            archive.lookup(url)
    except (TrustError, InputError):
        return


@QUIET
@given(st.binary(max_size=400))
def test_any_file(place, data) -> None:
    read(place, data)


@QUIET
@given(st.binary(max_size=400))
@example(b"WARC/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n")
@example(b"WARC/1.1\r\nContent-Length: -1\r\n\r\n")
def test_any_record(place, data) -> None:
    read(place, gzip.compress(data))


@QUIET
@given(st.integers(0, len(RECORD) - 1), st.binary(max_size=8))
def test_any_change_of_a_record(place, at, data) -> None:
    read(place, gzip.compress(RECORD[:at] + data + RECORD[at + len(data) :]) + gzip.compress(RECORD))


@QUIET
@given(st.binary(max_size=300))
def test_any_answer(data) -> None:
    head = parse_head(data)
    assert head is None or 0 <= head.status <= 999


@QUIET
@given(st.lists(st.binary(max_size=60), max_size=6), CODINGS, st.booleans())
def test_any_body(chunks, codings, chunked) -> None:
    transfer = "Transfer-Encoding: chunked\r\n" if chunked else ""
    head = parse_head(f"HTTP/1.1 200 OK\r\nContent-Encoding: {codings}\r\n{transfer}\r\n".encode())
    assert isinstance(decode_body(chunks, head).data, bytes)
