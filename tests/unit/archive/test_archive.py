"""Sealed files: round trip, damage of every kind, and real files that are broken."""

import base64
import gzip
import hashlib
import io
import random
from dataclasses import replace
from pathlib import Path

import pytest

from core.archive import LOG_MIME, Archive, Sealed, WarcWriter, check_warc, parse_head, read_record
from core.archive.records import Digest
from core.errors import InputError, StandfirstError, TrustError
from core.model import now

URL = "http://paper.example/story"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
REQUEST = b"GET /story HTTP/1.1\r\nHost: paper.example\r\n\r\n"


def sealed(path: Path, *, log: bool = True, big: bool = False) -> Sealed:
    with WarcWriter(path) as writer:
        writer.info([("software", "tests")])
        for number in range(3):
            body = random.Random(number).randbytes(900_000 if big else 300)
            writer.exchange(f"{URL}{number}", REQUEST, io.BytesIO(HEAD + b"\r\n" + body), at=now(), ip="192.0.2.1")
        if log:
            writer.metadata(URL, LOG_MIME, b'{"format": "x"}')
        return writer.seal()


@pytest.fixture(params=[False, True], ids=["small", "big"])
def file(tmp_path: Path, request) -> Sealed:
    return sealed(tmp_path / "a.warc.gz", big=request.param)


def problems(file: Sealed, **changed) -> str:
    wanted = {"sha256": file.sha256, "size": file.size, "resources": file.resources, **changed}
    return "; ".join(problem.what for problem in check_warc(file.path, **wanted))


def test_round_trip(file) -> None:
    archive = Archive(file.path)
    assert archive.index() == file.resources
    assert archive.urls() == tuple(f"{URL}{number}" for number in range(3))
    assert archive.capture_log() == {"format": "x"}
    assert archive.lookup(f"{URL}1#part") == read_record(file.path, file.resources[1])
    assert archive.lookup("https://PAPER.example/story1").url == f"{URL}1"
    assert archive.lookup("http://paper.example/other") is None
    assert (archive.lookup(f"{URL}1").charset, archive.lookup(f"{URL}1").mime) == ("utf-8", "text/html")
    assert problems(file) == ""


def test_an_answer_of_another_digest_than_the_index_says_is_refused(file) -> None:
    other = replace(file.resources[1], digest=file.resources[0].digest)
    with pytest.raises(TrustError, match="was changed"):
        read_record(file.path, other)


def test_any_flipped_byte_is_found(file) -> None:
    whole = file.path.read_bytes()
    chance = random.Random(1)
    for at in [0, 3, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(12))]:
        file.path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert "SHA-256" in problems(file)


@pytest.mark.parametrize("cut", [1, 3_000, 10])
def test_a_cut_file_is_found_where_it_is_cut(tmp_path, cut) -> None:
    file = sealed(tmp_path / "a.warc.gz", big=True)
    file.path.write_bytes(file.path.read_bytes()[:-cut])
    assert "bytes, not" in problems(file)
    with pytest.raises(TrustError, match=r"ends in the middle|damaged"):
        Archive(file.path).index()


def test_a_file_whose_row_was_changed_with_it(file) -> None:
    """The digest of the row fits the changed file; the records' own digests do not."""
    import hashlib

    whole = file.path.read_bytes()
    first = file.resources[0]
    record = gzip.decompress(whole[first.offset : first.offset + first.length])
    forged = gzip.compress(record.replace(b"200 OK", b"200 NO"))
    data = whole[: first.offset] + forged + whole[first.offset + first.length :]
    file.path.write_bytes(data)
    found = problems(file, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    assert "block digest" in found


def test_digests_are_required(file) -> None:
    whole = file.path.read_bytes()
    first = file.resources[0]
    record = gzip.decompress(whole[first.offset : first.offset + first.length]).replace(b"-Digest:", b"-Digits:")
    file.path.write_bytes(whole[: first.offset] + gzip.compress(record) + whole[first.offset + first.length :])
    assert "has no block digest" in problems(file)
    assert "has no payload digest" in problems(file)


def test_a_lying_index_is_found(file) -> None:
    first, *rest = file.resources
    assert "differs" in problems(file, resources=(file.resources[1], *rest))
    assert "lists 2" in problems(file, resources=tuple(rest))
    with pytest.raises(TrustError):
        read_record(file.path, file.resources[1].__class__(first.url, *list(vars(file.resources[1]).values())[1:]))


def test_a_file_without_a_log_is_found(tmp_path) -> None:
    assert "no capture log" in problems(sealed(tmp_path / "a.warc.gz", log=False))


def test_nothing_is_left_without_a_seal(tmp_path) -> None:
    with pytest.raises(ZeroDivisionError), WarcWriter(tmp_path / "a.warc.gz") as writer:
        writer.info([("software", "tests")])
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["http://a/\r\nWARC-Type: response", "http://a/\0", "http://a/\x7f"])
def test_control_characters_never_reach_a_header(tmp_path, url) -> None:
    with pytest.raises(InputError), WarcWriter(tmp_path / "a.warc.gz") as writer:
        writer.exchange(url, REQUEST, io.BytesIO(HEAD + b"\r\n"), at=now())
    assert list(tmp_path.iterdir()) == []


def test_real_files_give_a_result_or_a_named_error(shared_corpus) -> None:
    files = [path for path in sorted((shared_corpus / "archives").rglob("*")) if path.is_file()]
    assert len(files) > 30
    for path in files:
        assert check_warc(path, "", 0, ())
        try:
            for resource in Archive(path).index():
                read_record(path, resource)
        except StandfirstError as error:
            assert error.sentence  # noqa: PT017 - either outcome is fine, an unnamed error is not


def test_a_digest_is_itself_in_every_spelling_and_no_other() -> None:
    for algorithm in ("sha1", "sha256", "sha512"):
        value = hashlib.new(algorithm, b"Rain fell.").digest()
        own = Digest(algorithm, value)
        code = base64.b32encode(value).decode()
        assert own.text == f"{algorithm}:{code}"
        for said in (code, code.rstrip("="), code.lower(), value.hex(), value.hex().upper()):
            assert own.matches(f"{algorithm}:{said}"), said
        assert own.matches(f"{algorithm.upper()}:{code}")
        flipped = Digest(algorithm, bytes([value[0] ^ 1, *value[1:]]))
        assert not flipped.matches(own.text)
        for said in (
            "",
            code,
            f"md5:{code}",
            f"{algorithm}:",
            f"{algorithm}:{code[:-9]}",
            f"{algorithm}:{code}AAAAAAAA",
        ):
            assert not own.matches(said), said
        odd = code.rstrip("=")
        for at, sign in ((1, "_"), (0, "+"), (0, " "), (1, "٣")):
            assert not own.matches(f"{algorithm}:{odd[:at]}{sign}{odd[at:]}")


def test_a_body_with_an_empty_line_does_not_end_the_head() -> None:
    for end in (b"\r\n", b"\n"):
        head = parse_head(b"HTTP/1.1 200 OK" + end + b"Content-Type: text/html" + end + end + b"a\n\nb\r\n\r\nc")
        assert head is not None
        assert (head.mime, head.length) == ("text/html", 15 + 23 + 3 * len(end))
