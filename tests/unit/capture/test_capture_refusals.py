"""What cannot be captured gives one sentence and a hint, the right class of error, and leaves nothing behind."""

import gzip
import os
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest
import trustme

from core.archive import Archive
from core.capture import Options, capture
from core.errors import Cancelled, InputError, StandfirstError, WorldError
from core.jobs import Progress
from core.model import PageVerdict

from .conftest import RawServer, http


@pytest.fixture(autouse=True)
def _leaves_nothing(tmp_path: Path):
    yield
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def refuse(kind: type[StandfirstError], take, tmp_path: Path, url: str, **options: object) -> str:
    with pytest.raises(kind) as caught:
        take(url, **options)
    assert not (tmp_path / "page.warc.gz").exists()
    assert caught.value.hint
    return caught.value.sentence


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "",
        "no address",
        "http://",
        "http://user:secret@example.org/",
        "http://exa\r\nmple.org/",
    ],
)
def test_only_web_addresses(take, tmp_path, url) -> None:
    refuse(InputError, take, tmp_path, url)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_private_addresses_in_any_spelling(raw, take, tmp_path, host) -> None:
    raw.routes["/"] = http(b"<p>secret")
    assert "private network" in refuse(InputError, take, tmp_path, raw.url("/", host), allow_private=False)
    assert raw.asked == []


def test_a_redirect_into_another_scheme(raw, take, tmp_path) -> None:
    raw.routes["/"] = http(b"", status="302 Found", extra="Location: file:///etc/passwd\r\n")
    assert "file:" in refuse(InputError, take, tmp_path, raw.url("/"))


def test_unreachable_and_unknown_hosts(take, tmp_path) -> None:
    with socket.socket() as silent:  # bound but not listening: refuses, and nobody else can take the port meanwhile
        silent.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert "could not be reached" in refuse(WorldError, take, tmp_path, gone)
    assert "not found" in refuse(WorldError, take, tmp_path, "http://nowhere.invalid/")


def test_circles(raw, take, tmp_path) -> None:
    raw.routes["/"] = http(b"", status="302 Found", extra="Location: /\r\n")
    assert "circle" in refuse(WorldError, take, tmp_path, raw.url("/"))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (http(b""), "empty page"),
        (b"", "without an answer"),
        (b"SSH-2.0-OpenSSH_9\r\n", "as a web server does"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"x" * 70_000 + b"\r\n\r\n", "too long"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 150 + b"\r\n", "too long"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<p>half", "did not arrive completely"),
    ],
)
def test_answers_that_are_none(raw, take, tmp_path, answer, words) -> None:
    raw.routes["/"] = answer
    assert words in refuse(WorldError, take, tmp_path, raw.url("/"))


def drip(head: bytes, send) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(200):
        send(b"<p>")
        time.sleep(0.05)


def test_a_server_that_drips_meets_our_own_deadline(raw, take, tmp_path) -> None:
    raw.routes["/"] = drip
    assert "took too long" in refuse(WorldError, take, tmp_path, raw.url("/"), resource_seconds=0.6)


def drip_coded(head: bytes, send) -> None:
    """A compressed body, which is nothing until it is whole."""
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n")
    for byte in gzip.compress(b"<p>words</p>" * 50):
        send(bytes((byte,)))
        time.sleep(0.05)


def drip_late(head: bytes, send) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90\r\n\r\n")
    time.sleep(2)


@pytest.mark.parametrize("route", [drip_coded, drip_late])
def test_a_body_that_did_not_come_is_no_empty_page(raw, take, tmp_path, route) -> None:
    raw.routes["/"] = route
    assert "took too long" in refuse(WorldError, take, tmp_path, raw.url("/"), resource_seconds=0.6)


def test_a_silent_server(raw, take, tmp_path) -> None:
    raw.routes["/"] = lambda head, send: time.sleep(2)
    assert "took too long" in refuse(WorldError, take, tmp_path, raw.url("/"), idle_seconds=0.4)


def test_a_bomb(raw, take, tmp_path) -> None:
    raw.routes["/"] = http(gzip.compress(b"\0" * 60_000_000), extra="Content-Encoding: gzip\r\n")
    assert "decompresses" in refuse(InputError, take, tmp_path, raw.url("/"))


def endless(head: bytes, send) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")
    for _ in range(2_000):
        send(b"All work and no play. " * 500)


def test_an_endless_page_is_cut_and_says_so(raw, take) -> None:
    raw.routes["/"] = endless
    captured = take(raw.url("/"), document_bytes=500_000)
    assert captured.quality.verdict is PageVerdict.DOUBTFUL
    assert "cut" in captured.quality.reasons[0]
    assert "cut" in captured.assurance
    assert Archive(captured.sealed.path).lookup(raw.url("/")).truncated == "length"


def test_truncated_compression_is_noticed(raw, take) -> None:
    body = gzip.compress(os.urandom(3_000).hex().encode())[:-400]
    raw.routes["/"] = http(body, extra="Content-Encoding: gzip\r\n")
    captured = take(raw.url("/"))
    assert "the compressed body ends too early" in captured.quality.reasons


def test_stop_leaves_nothing(raw, take, tmp_path) -> None:
    progress = Progress()
    raw.routes["/"] = drip
    threading.Timer(0.3, progress.cancel).start()
    with pytest.raises(Cancelled):
        take(raw.url("/"), progress)
    assert not (tmp_path / "page.warc.gz").exists()


def test_a_folder_that_is_not_there(raw, tmp_path) -> None:
    raw.routes["/"] = http(b"<p>x")
    with pytest.raises(WorldError, match="cannot be written"):
        capture(raw.url("/"), tmp_path / "gone" / "a.warc.gz", Options(allow_private=True), Progress())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk(raw, take, tmp_path, monkeypatch) -> None:
    raw.routes["/"] = http(b"<p>" + os.urandom(2_000_000).hex().encode())

    def full(handle: int, mode: str):
        os.close(handle)
        return Path("/dev/full").open(mode)

    monkeypatch.setattr(os, "fdopen", full)
    assert "disk is full" in refuse(WorldError, take, tmp_path, raw.url("/"))


def server_context(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def test_tls_is_proved_and_written_down(take, tmp_path, monkeypatch) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    server = RawServer(server_context(authority, "127.0.0.1"))
    server.routes["/"] = http(b"<p>hello there")
    captured = take(server.url("/"))
    server.close()
    seen = next(iter(Archive(captured.sealed.path).capture_log()["tls"].values()))
    assert seen["version"].startswith("TLSv1")
    assert seen["chain"][0].startswith("-----BEGIN CERTIFICATE")
    assert len(seen["leaf_sha256"]) == 64
    assert "certificate was checked" in captured.assurance


@pytest.mark.parametrize("trusted", [True, False])
def test_certificates_that_prove_nothing(take, tmp_path, monkeypatch, trusted) -> None:
    authority = trustme.CA()
    (authority if trusted else trustme.CA()).cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    server = RawServer(server_context(authority, "other.example" if trusted else "127.0.0.1"))
    assert "certificate" in refuse(WorldError, take, tmp_path, server.url("/"))
    server.close()
