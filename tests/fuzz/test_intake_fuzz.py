"""Whatever is handed in as a file: a result or a named error, and nothing left behind."""

import contextlib
import gzip
import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.archive.lenient_reader import Stage
from core.archive.signature import genuine
from core.archive.wacz import surt
from core.archive.wacz_reader import opened
from core.capture.file_types import WACZ, WARC, kind_of
from core.capture.imported import collection
from core.capture.intake import look_at
from core.capture.mhtml import parts
from core.errors import StandfirstError
from core.jobs import Progress

QUIET = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
BLOCK = b"HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\nbody {}"
RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: "
    + str(len(BLOCK)).encode()
    + b"\r\n\r\n"
    + BLOCK
    + b"\r\n\r\n"
)
NAMES = st.sampled_from(["datapackage.json", "archive/a.warc", "pages/pages.jsonl", "indexes/index.cdx", "../x", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["resources", "path", "hash", "stats", "url", "ts", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def read(folder, data, mime):
    path = folder / "in"
    path.write_bytes(data)
    progress = Progress()
    with contextlib.suppress(StandfirstError), collection(look_at(path, mime, progress), folder, progress) as found:
        for page in found.chosen(()):
            found.seal(page, folder / "out.warc.gz", progress)
    left = {item.name for item in folder.iterdir()}
    assert left <= {"in", "out.warc.gz"}


@QUIET
@given(st.binary(max_size=300))
@example(b"WARC/1.0\r\nContent-Length: 9999999999999999\r\n\r\n")
@example(b"WARC/1.0\r\n\r\n")
def test_any_bytes(folder, data):
    read(folder, data, WARC)
    read(folder, gzip.compress(data), WARC)
    read(folder, data, WACZ)


@QUIET
@given(st.integers(0, len(RECORD) - 1), st.binary(max_size=8))
def test_any_change_of_a_record(folder, at, data):
    read(folder, RECORD[:at] + data + RECORD[at + len(data) :] + RECORD, WARC)


@QUIET
@given(
    st.lists(
        st.tuples(NAMES, JSON.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=60)),
        max_size=5,
        unique_by=lambda item: item[0],
    )
)
def test_any_package(folder, members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, data in members:
            packed.writestr(name, data)
    read(folder, held.getvalue(), WACZ)


@QUIET
@given(st.integers(0, 400), st.integers(0, 255))
@example(379, 0)  # a member without a name
def test_any_flip_in_a_package(folder, at, value):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("datapackage.json", b'{"resources": []}')
        packed.writestr("archive/a.warc", RECORD)
    data = bytearray(held.getvalue())
    data[at % len(data)] = value
    read(folder, bytes(data), WACZ)


@QUIET
@given(st.lists(JSON, max_size=4))
def test_any_index(folder, lines):
    path = folder / "index.wacz"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("indexes/index.cdx", b"\n".join(b"a 2020 " + json.dumps(line).encode() for line in lines))
    stage = Stage(folder, "stage")
    with opened(path) as package, stage.writer, contextlib.suppress(StandfirstError):
        package.check_index(stage)
    path.unlink()


@QUIET
@given(st.binary(max_size=200), st.sampled_from([".html", ".mhtml", ".docx", ".txt", ".wacz", ".png", "", ".json"]))
def test_any_kind(folder, data, suffix):
    path = folder / f"file{suffix}"
    path.write_bytes(data)
    with contextlib.suppress(StandfirstError):
        assert "/" in kind_of(path)


@QUIET
@given(st.binary(max_size=200))
@example(
    b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset*=x''y\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\r\n--x--"
)
@example(b"Content-Location: =?utf-8?q?=ff?=\r\nContent-Type: text/html\r\n\r\nx")
def test_any_mail(data):
    assert json.dumps(parts(data)) is not None


@QUIET
@given(JSON, st.text(max_size=30))
def test_any_signature(value, url):
    signed = value if isinstance(value, dict) else {"publicKey": value, "signature": value, "hash": "x"}
    assert genuine(signed, "x") is False
    assert isinstance(surt(url), str)
