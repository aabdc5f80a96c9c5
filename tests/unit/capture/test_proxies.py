"""Captures through real proxies on the loopback: HTTP, HTTPS and SOCKS 5. Where the proxy resolves names, nobody else does."""

import os
import socket
import ssl
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme
from warcio.archiveiterator import ArchiveIterator

from core.archive import Archive
from core.capture import proxy as proxies
from core.capture.browser_gate import Gate
from core.capture.connect import Connections
from core.capture.options import Options
from core.errors import InputError, StandfirstError, WorldError
from core.security import addresses
from tests.data import silent_network
from tests.data.proxies import Proxy

from .conftest import RawServer, http
from .test_browser import ask

WORDS = b"<p>The council voted nine to four for the bridge in May, the minutes say."
LOGIN = "reporter:s3cret-p4ssword"
KINDS = {"http": "http", "https": "http+ssl", "socks5h": "socks5"}
RESOLVERS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo", "getfqdn")
ONION = "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion"


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    made = trustme.CA()
    made.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    return made


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, authority: trustme.CA) -> Iterator[Callable[..., Proxy]]:
    """Return what starts a proxy and names it in the environment."""
    running = []

    def run(kind: str, login: str = "", given: str | None = None, variable: str = "ALL_PROXY") -> Proxy:
        certificate = tmp_path / "proxy.pem"
        authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(certificate))
        running.append(Proxy(KINDS.get(kind, kind), login, certificate if kind == "https" else ""))
        user = login if given is None else given
        monkeypatch.setenv(variable, f"{kind}://{f'{user}@' if user else ''}127.0.0.1:{running[-1].port}")
        return running[-1]

    yield run
    for each in running:
        each.__exit__(None, None, None)


@pytest.fixture
def site(raw: RawServer) -> str:
    """Return the address of a page whose host only the proxy knows."""
    raw.routes["/"] = http(WORDS + b"<img src=a.png>")
    raw.routes["/a.png"] = http(b"picture", "image/png")
    return raw.url("/", "news.example")


@pytest.fixture
def secure_site(authority: trustme.CA) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    server = RawServer(context)
    server.routes["/"] = http(WORDS + b"<img src=a.png>")
    server.routes["/a.png"] = http(b"picture" * 50_000, "image/png")
    yield server.url("/", "news.example")
    server.close()


@pytest.fixture
def no_lookups(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let this process resolve nothing but addresses written as such; return what it tried to resolve."""
    tried: list[str] = []

    def guarded(real: Callable) -> Callable:
        def look_up(host, *arguments, **options):
            name = host[0] if isinstance(host, tuple) else host
            if name not in ("127.0.0.1", "localhost", None):
                tried.append(name)
                raise socket.gaierror(socket.EAI_FAIL, "a name was looked up")
            return real(host, *arguments, **options)

        return look_up

    for name in RESOLVERS:
        monkeypatch.setattr(socket, name, guarded(getattr(socket, name)))
    return tried


@pytest.fixture
def _silent(no_lookups: list[str]) -> Iterator[None]:
    """Fail a test that looked a name up."""
    yield
    assert no_lookups == []


def sealed_with(path: Path, header: str) -> list[str]:
    with path.open("rb") as stream:
        return [record.rec_headers[header] for record in ArchiveIterator(stream) if record.rec_headers[header]]


@pytest.mark.parametrize("login", ["", LOGIN])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("_silent")
def test_the_proxy_resolves_and_nobody_else(kind, login, start, take, site) -> None:
    proxy = start(kind, login)
    captured = take(site, allow_private=False)
    assert captured.failed == ()
    assert Archive(captured.sealed.path).lookup(f"{site}a.png").body == b"picture"
    assert "which looked up the address; the server's own address is not known" in captured.assurance
    assert sealed_with(captured.sealed.path, "WARC-IP-Address") == []
    assert Archive(captured.sealed.path).capture_log()["addresses"] == {}
    assert set(proxy.names()) == {"news.example"}


def test_no_packet_reaches_a_name_server(tmp_path) -> None:
    told = silent_network.run(tmp_path)
    assert told["control"] > 0
    assert told["asked"] == 0
    assert told["shown"] == []
    assert told["names"] == ["news.example", "pictures.example"]


@pytest.mark.parametrize("kind", KINDS)
def test_encrypted_pages_through_each_kind(kind, start, take, secure_site, no_lookups) -> None:
    start(kind, LOGIN)
    captured = take(secure_site, allow_private=False)
    archive = Archive(captured.sealed.path)
    assert captured.failed == ()
    assert len(archive.lookup(f"{secure_site}a.png").body) == 350_000
    (proved,) = archive.capture_log()["tls"].values()
    assert proved["version"].startswith("TLSv1")
    assert proved["chain"][0].startswith("-----BEGIN CERTIFICATE")
    assert no_lookups == []


def test_socks5_without_h_is_given_a_vetted_address(start, take, raw, site, monkeypatch) -> None:
    proxy = start("socks5")
    place = addresses.Endpoint(socket.AF_INET, ("127.0.0.1", 0))
    monkeypatch.setattr(addresses, "resolve", lambda *_, **__: (place,))
    captured = take(site)
    assert captured.failed == ()
    assert "A proxy stood between; the server's own address is not known." in captured.assurance
    assert sealed_with(captured.sealed.path, "WARC-IP-Address") == []
    assert proxy.names() == []


def test_socks5_without_h_refuses_what_resolves_to_a_private_address(start, take, raw, monkeypatch) -> None:
    start("socks5")
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(InputError, match="private network"):
        take("http://news.example/", allow_private=False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "10.1.2.3",
        "169.254.169.254",
        "localhost",
        "a.localhost",
        "printer.local",
        "db.internal",
        "nas.home.arpa",
        "wiki.corp",
        "intranet",
        "router",
        "router.",
    ],
)
def test_private_names_never_reach_the_proxy(kind, host, monkeypatch, take, no_lookups) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        deaf.settimeout(0)
        monkeypatch.setenv("ALL_PROXY", f"{kind}://127.0.0.1:{deaf.getsockname()[1]}")
        with pytest.raises(InputError, match="private network"):
            take(f"http://{host}/", allow_private=False)
        with pytest.raises(BlockingIOError):
            deaf.accept()
    assert no_lookups == []


def test_a_redirect_to_a_private_name_is_refused(start, take, raw) -> None:
    proxy = start("socks5h")
    raw.routes["/"] = http(b"", status="302 Found", extra="Location: http://router.internal/\r\n")
    with pytest.raises(InputError, match="private network"):
        take(raw.url("/", "news.example"), allow_private=False)
    assert proxy.names() == ["news.example"]


def test_private_addresses_through_a_proxy_when_they_are_allowed(start, take, raw) -> None:
    start("socks5h")
    raw.routes["/"] = http(WORDS)
    assert take(raw.url("/"), allow_private=True).status == 200


def test_onion_services_go_to_the_proxy(start, take, raw, no_lookups) -> None:
    proxy = start("socks5h")
    raw.routes["/"] = http(WORDS)
    assert take(raw.url("/", ONION), allow_private=False).status == 200
    assert set(proxy.names()) == {ONION}
    assert no_lookups == []


@pytest.mark.parametrize("kind", ["", "socks5://127.0.0.1:9"])
def test_onion_services_are_never_looked_up_here(kind, take, monkeypatch, no_lookups) -> None:
    if kind:
        monkeypatch.setenv("ALL_PROXY", kind)
    with pytest.raises(InputError, match="Tor") as caught:
        take(f"http://{ONION}/", allow_private=False)
    assert "socks5h://" in caught.value.hint
    assert no_lookups == []


@pytest.mark.parametrize(("variable", "used"), [("HTTP_PROXY", True), ("http_proxy", True), ("HTTPS_PROXY", False)])
@pytest.mark.usefixtures("no_lookups")
def test_the_variable_that_is_meant(variable, used, start, take, site) -> None:
    proxy = start("socks5h", variable=variable)
    if used:
        assert take(site).status == 200
    else:
        with pytest.raises(WorldError, match="not found"):
            take(site)
    assert bool(proxy.names()) is used


def test_no_proxy_is_heeded(start, take, raw, monkeypatch) -> None:
    proxy = start("socks5h")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    raw.routes["/"] = http(WORDS)
    captured = take(raw.url("/"))
    assert "proxy" not in captured.assurance
    assert sealed_with(captured.sealed.path, "WARC-IP-Address")
    assert proxy.names() == []


def test_the_proxy_of_the_options_stands_before_the_environment(start, take, site, monkeypatch) -> None:
    proxy = start("socks5h")
    monkeypatch.setenv("ALL_PROXY", "socks5h://127.0.0.1:9")
    assert take(site, proxy=f"socks5h://127.0.0.1:{proxy.port}").status == 200


SECRETS = ("s3cret", "p4ssword", "reporter", "czNjcmV0")


def told(caught: pytest.ExceptionInfo[StandfirstError]) -> str:
    return f"{caught.value.sentence} {caught.value.hint}\n" + "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_password_is_one_sentence_without_it(kind, start, take, secure_site) -> None:
    start(kind, LOGIN, given="reporter:wr0ng-s3cret")
    with pytest.raises(WorldError, match=r"proxy did not connect to “news\.example”") as caught:
        take(secure_site)
    assert [secret for secret in (*SECRETS, "wr0ng") if secret in told(caught)] == []


@pytest.mark.parametrize(
    "address",
    [
        f"http://{LOGIN}@127.0.0.1:port-s3cret",
        f"ftp://{LOGIN}@127.0.0.1:21",
        f"socks4://{LOGIN}@127.0.0.1:1080",
        f"socks5h://{LOGIN}@[127.0.0.1:1080",
        f"socks5h://{LOGIN}@127.0.0.1:9",
        f"http://{LOGIN}@127.0.0.1:9",
        f"https://{LOGIN}@127.0.0.1:9",
        "socks5h://reporter:s3cretü@127.0.0.1:9",
        f"socks5h://reporter:{'s3cret' * 60}@127.0.0.1:9",
        f"{LOGIN}@",
    ],
)
def test_proxies_that_cannot_be_used(address, take, monkeypatch) -> None:
    monkeypatch.setenv("ALL_PROXY", address)
    with pytest.raises(WorldError, match=r"[Pp]roxy") as caught:
        take("http://news.example/", allow_private=False)
    assert caught.value.hint
    assert [secret for secret in SECRETS if secret in told(caught)] == []


def test_a_proxy_is_shown_without_its_login() -> None:
    shown = repr(proxies.read(f"socks5h://{LOGIN}@proxy.example:9050"))
    assert "proxy.example" in shown
    assert [secret for secret in SECRETS if secret in shown] == []


@pytest.mark.parametrize(
    "answer",
    [b"", b"\x05", b"\x05\xff", b"\x04\x00", b"HTTP/1.1 400 Bad\r\n\r\n", b"\x05\x02", b"\x05\x00\x05\x00\x00\x09"],
)
def test_a_proxy_that_speaks_nonsense(answer, take, monkeypatch, raw) -> None:
    server = RawServer()
    server.answer = lambda sock: (sock.recv(3), sock.sendall(answer))
    monkeypatch.setenv("ALL_PROXY", server.url("").replace("http:", "socks5h:"))
    with pytest.raises(WorldError, match="proxy"):
        take("http://news.example/", allow_private=False)
    server.close()


def test_a_proxy_that_proves_nothing(start, take, secure_site, monkeypatch, tmp_path) -> None:
    start("https", LOGIN)
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "other.pem"))
    with pytest.raises(WorldError, match=r"certificate of proxy “127\.0\.0\.1” is not trusted"):
        take(secure_site)


@pytest.mark.parametrize("kind", KINDS)
def test_the_browser_goes_through_the_same_proxy(kind, start, site, raw, no_lookups) -> None:
    """Chromium speaks to the gate only, so that a proxy may ask for a login that Chromium could not give it."""
    proxy = start(kind, LOGIN)
    gate = Gate(Connections(Options()), 1 << 20)
    host = site.split("/")[2]
    assert ask(gate, f"GET {site} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()).endswith(b"<img src=a.png>")
    answer = ask(gate, f"CONNECT {host} HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    refused = ask(gate, b"CONNECT router.internal:443 HTTP/1.1\r\n\r\n")
    gate.close()
    assert answer.endswith(b"<img src=a.png>")
    assert refused == b""  # no reply that could be taken for the host's
    assert gate.addresses == {}
    assert no_lookups == []
    assert set(proxy.names()) == {"news.example"}


def test_large_answers_pass_the_gate_whole_over_tls(start, raw) -> None:
    """A TLS line may hold bytes that no select sees."""
    start("https")
    body = os.urandom(3_000_000)
    raw.routes["/"] = http(body, "image/png")
    gate = Gate(Connections(Options()), 1 << 24)
    host = raw.url("", "news.example").removeprefix("http://")
    answer = ask(gate, f"CONNECT {host} HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    gate.close()
    assert answer.endswith(body)


class Echoing:
    """Stands in for connections: leads to a TLS server that says nothing before it is spoken to, and sends back what it hears."""

    def __init__(self, authority: trustme.CA) -> None:
        near, far = socket.socketpair()
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("news.example").configure_cert(server)
        client = ssl.create_default_context()
        authority.configure_trust(client)
        self.thread = threading.Thread(target=self._answer, args=(far, server), daemon=True)
        self.thread.start()
        self.line = client.wrap_socket(near, server_hostname="news.example")

    def reach(self, _place: object) -> tuple[socket.socket, str, bool]:
        return self.line, "", False

    def _answer(self, far: socket.socket, context: ssl.SSLContext) -> None:
        with context.wrap_socket(far, server_side=True) as line:
            line.sendall(line.recv(100))


def test_the_gate_does_not_wait_on_tls_for_bytes_that_are_no_words(authority) -> None:
    """A TLS server sends session tickets that nobody reads out: a line that seems ready may have nothing to say."""
    gate = Gate(Echoing(authority), 1 << 20)
    host, port = gate.place.split(":")
    with socket.create_connection((host, int(port)), 5) as client:
        client.sendall(b"CONNECT news.example:443 HTTP/1.1\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200")
        time.sleep(0.5)  # until the gate has looked at both sides
        client.sendall(b"hello")
        assert client.recv(100) == b"hello"
    gate.close()
