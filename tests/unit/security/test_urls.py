"""The host of an address: one answer for search, duplicates, redaction, citations and the window."""

import pytest

from core.cite.duplicates import address
from core.errors import InputError
from core.export.redaction import identifiers
from core.model import Source, SourceKind, now
from core.security.urls import host, in_letters, vet
from core.store.search.filters import READINGS
from gui.widgets.links import site

HOSTS = (
    ("https://www.Example.ORG/a?b=c#d", "example.org"),
    ("http://example.org.:8080/", "example.org"),
    ("https://user:word@example.org/", "example.org"),
    ("//example.org/a", "example.org"),
    ("https://münchen.de/rathaus", "xn--mnchen-3ya.de"),
    ("https://xn--mnchen-3ya.de", "xn--mnchen-3ya.de"),
    ("https://☀.example", "xn--k3h.example"),
    ("https://cdn---köln.example", "xn--cdn---kln-67a.example"),
    ("https://faß.example", "xn--fa-hia.example"),
    ("https://пример.рф", "xn--e1afmkfd.xn--p1ai"),
    ("http://[2001:db8::1]:80/", "2001:db8::1"),
    ("http://wwwexample.org", "wwwexample.org"),
    (" https://example.org ", "example.org"),
)
BARE = (
    ("example.org", "example.org"),
    ("www.example.org/a", "example.org"),
    ("example.org:8080", "example.org"),
    ("localhost:8080/a", "localhost"),
    ("example.org/leads?to=https://other.example", "example.org"),
    ("org", "org"),
)
NONE = (
    "",
    "urn:sha256:0123abcd",
    "mailto:ann@example.org",
    "data:text/html,hello",
    "http://[broken/",
    "http:///a",
    "no host at all",
)


@pytest.mark.parametrize(("url", "name"), [*HOSTS, *BARE])
def test_the_host_of_an_address(url: str, name: str) -> None:
    assert host(url) == name


@pytest.mark.parametrize("url", NONE)
def test_what_has_no_host(url: str) -> None:
    assert host(url) == ""
    assert site(url) == ("imported file" if url.startswith("urn:sha256:") else url)


@pytest.mark.parametrize(("url", "name"), HOSTS)
def test_everybody_gives_the_same_answer(url: str, name: str) -> None:
    source = Source("s", SourceKind.WEB, url, "Title", {}, created_at=now())
    assert site(url) == name
    assert READINGS["site"](url.strip()) == name
    assert name in set(identifiers.names(source))
    if url.strip().startswith("http"):
        assert address(url).startswith(name)


def test_a_hidden_source_is_not_told_by_its_site_in_letters() -> None:
    source = Source("s", SourceKind.WEB, "https://xn--mnchen-3ya.de/a", "Title", {}, created_at=now())
    assert {"xn--mnchen-3ya.de", "münchen.de"} <= set(identifiers.names(source))
    assert in_letters("xn--a") == "xn--a"  # not a name that anybody can read
    assert in_letters("example.org") == "example.org"


@pytest.mark.parametrize(
    "name", ["a\uff0fb.example", "a\uff05b.example", "a\uff20b", "a\u3002\u3002b", "ö" * 80, "ö." * 200, "\u00ad"]
)
def test_a_name_that_becomes_something_else_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        vet(f"http://{name}/")
