"""Addresses, spellings of URLs, and names for files."""

import time

import pytest

from core.errors import InputError
from core.security import addresses, limits, names, urls


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "192.0.0.8",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:0:1::1",
        "::7f00:1",
        "fe80::1%eth0",
        "no address",
    ],
)
def test_private_addresses(text) -> None:
    assert not addresses.is_public(text)


@pytest.mark.parametrize("text", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_public_addresses(text) -> None:
    assert addresses.is_public(text)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "printer.local",
        "db.internal",
        "127.1",
        "0x7f.1",
        "2130706433",
        "::1",
        "LOCALHOST.",
        "intranet",
        "router.",
        "wiki.corp",
        "nas.home.arpa",
        "fritz.box.lan",
        "",
    ],
)
def test_private_names_behind_a_proxy(host) -> None:
    with pytest.raises(InputError):
        addresses.vet_name(host)
    addresses.vet_name(host, allow_private=True)


@pytest.mark.parametrize(
    "host",
    [
        "news.example",
        "localhost.example",
        "internal.news.example",
        "93.184.216.34",
        "2606:4700::1111",
        f"{'a' * 56}.onion",
    ],
)
def test_public_names_behind_a_proxy(host) -> None:
    addresses.vet_name(host)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("  https://example.org:443/a b#part ", "https://example.org/a%20b"),
        ("example.org/page?x=1", "https://example.org/page?x=1"),
        ("https://bücher.example/ü?q=ü", "https://xn--bcher-kva.example/%C3%BC?q=%C3%BC"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        ("http://a.b/100%/%41", "http://a.b/100%25/%41"),
        ("http://a.b:8080", "http://a.b:8080/"),
    ],
)
def test_one_spelling(given, wanted) -> None:
    assert urls.vet(given) == wanted
    assert urls.vet(wanted) == wanted


@pytest.mark.parametrize(
    "given",
    [
        "http://a:99999/",
        "http://[::1",
        "http://a b/",
        "x" * 9000,
        "http://a/" + "x" * 9000,
        "http://\u2028.x/",
        "http://%31/",
        "mailto:a@b.c",
    ],
)
def test_no_addresses(given) -> None:
    with pytest.raises(InputError):
        urls.vet(given)


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        ("b.png", "http://a.b/c/b.png"),
        ("//x.y/z", "http://x.y/z"),
        ("data:x", ""),
        ("#x", ""),
        ("", ""),
        ("javascript:1", ""),
        ("a\nb.png", "http://a.b/c/ab.png"),
        ("http://[", ""),
    ],
)
def test_references(reference, wanted) -> None:
    assert urls.join("http://a.b/c/d", reference) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("a:b*c", "a b c"),
        ("CON", "_CON"),
        ("", "untitled"),
        ("...", "untitled"),
        ("x\u202egnp.exe", "xgnp.exe"),
        ("ü" * 100, "ü" * 60),
    ],
)
def test_names(given, wanted) -> None:
    assert names.safe_name(given) == wanted


def test_the_name_of_a_file_is_cut_at_a_whole_letter_however_long_it_is():
    assert names.safe_name("é" * 100) == "é" * (limits.NAME_LENGTH // 2)
    assert names.safe_name("a" + "é" * 100) == "a" + "é" * ((limits.NAME_LENGTH - 1) // 2)
    began = time.process_time()
    assert len(names.safe_name("x" * 20_000_000).encode()) == limits.NAME_LENGTH
    assert time.process_time() - began < 1
