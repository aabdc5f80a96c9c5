"""The WACZ of a brief: sealed bytes as they are, sound for other tools, nothing of a hidden source, tampering found."""

import base64
import gzip
import hashlib
import json
import stat
import zipfile

import pytest

from core import settings
from core.archive.lenient_reader import Stage
from core.archive.wacz import read_back, surt
from core.archive.wacz_reader import opened
from core.errors import InputError, TrustError, WorldError
from core.jobs import Progress
from core.model import Confidentiality, Edition
from tests.data.sealing import Page, passage, seal

FIRST = Page("https://www.paper.example/story?b=2&a=1", b"<title>Bridge</title><p>It cost four million crowns.</p>")
SECOND = Page("https://leaks.example/memo", b"<title>Memo</title><p>It cost five million crowns.</p>")


@pytest.fixture
def story(project):
    """Return a project that quotes a public page and one that only the desk may know."""
    claim = project.claims.add("It cost four million.")
    for page, exact in ((FIRST, "four million"), (SECOND, "five million")):
        snapshot = seal(project, page, Page(page.url + "#x.png", b"\x89PNG", "image/png"))
        project.evidence.quote(snapshot.id, passage(exact), claim_of(claim, project))
    hidden = next(source for source in project.sources.all() if "leaks" in source.url)
    project.sources.update(hidden.id, confidentiality=Confidentiality.DESK)
    return project


def claim_of(_, project):
    return project.claims.all()[0].id


def written(project, folder, edition=Edition.DESK):
    return project.export("wacz", folder / "story.wacz", edition=edition)


def test_the_sealed_bytes_are_copied_and_listed(story, tmp_path):
    path = written(story, tmp_path).path
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        assert {info.compress_type for info in packed.infolist()} == {zipfile.ZIP_STORED}
        warcs = [name for name in names if name.startswith("archive/")]
        assert len(warcs) == 2
        for name in warcs:
            assert packed.read(name) == (story.path / name).read_bytes()
        pages = [json.loads(line) for line in packed.read("pages/pages.jsonl").splitlines()]
        assert pages[0]["format"] == "json-pages-1.0"
        assert [page["url"] for page in pages[1:]] == [FIRST.url, SECOND.url]
        lines = gzip.decompress(packed.read("indexes/index.cdx.gz")).splitlines()
        assert lines == sorted(lines)
        assert len(lines) == 4
        assert lines[2].startswith(b"example,paper)/story?a=1&b=2 2")
        block = json.loads(packed.read("indexes/index.idx").splitlines()[1].split(b" ", 2)[2])
        held = packed.read("indexes/index.cdx.gz")[block["offset"] : block["offset"] + block["length"]]
        assert block["digest"] == f"sha256:{hashlib.sha256(held).hexdigest()}"


def test_the_signature_is_the_one_that_the_player_checks(story, tmp_path):
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    with zipfile.ZipFile(written(story, tmp_path).path) as packed:
        stated = json.loads(packed.read("datapackage-digest.json"))
        description = json.loads(packed.read("datapackage.json"))
    signed = stated["signedData"]
    assert set(signed) == {"hash", "signature", "publicKey", "created", "software"}
    assert signed["created"] == description["created"]
    key = serialization.load_der_public_key(base64.b64decode(signed["publicKey"]))
    raw = base64.b64decode(signed["signature"])
    assert (key.curve.name, len(raw)) == ("secp384r1", 96)
    der = encode_dss_signature(int.from_bytes(raw[:48], "big"), int.from_bytes(raw[48:], "big"))
    key.verify(der, stated["hash"].encode(), ec.ECDSA(hashes.SHA256()))
    own = settings.folder() / "signing-key.pem"
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    with zipfile.ZipFile(written(story, tmp_path).path) as packed:
        assert json.loads(packed.read("datapackage-digest.json"))["signedData"]["publicKey"] == signed["publicKey"]


@pytest.mark.parametrize("edition", [Edition.LEGAL, Edition.PUBLIC])
def test_a_hidden_source_is_left_out(story, tmp_path, edition):
    path = written(story, tmp_path, edition).path
    hidden = next(snapshot for snapshot in story.snapshots.all() if "leaks" in snapshot.url)
    with zipfile.ZipFile(path) as packed:
        held = b"\n".join([name.encode() + packed.read(name) for name in packed.namelist()])
        held += gzip.decompress(packed.read("indexes/index.cdx.gz"))
        assert sum(name.startswith("archive/") for name in packed.namelist()) == 1
    for secret in (b"leaks", hidden.id.encode(), hidden.warc_sha256.encode(), b"Memo"):
        assert secret not in held


def test_an_edition_without_captures_says_so(project, tmp_path):
    assert "holds none" in written(project, tmp_path).warnings[0]


def test_a_changed_sealed_file_is_not_exported(story, tmp_path):
    path = story.path / story.snapshots.all()[0].warc
    path.write_bytes(path.read_bytes()[:-1] + b"\1")
    with pytest.raises(TrustError, match="SHA-256 of the sealed file is not the one written down"):
        written(story, tmp_path)
    assert not (tmp_path / "story.wacz").exists()


def test_a_damaged_key_is_not_overwritten(story, tmp_path):
    (settings.folder() / "signing-key.pem").write_text("no key")
    with pytest.raises(InputError, match="signing key"):
        written(story, tmp_path)
    assert (settings.folder() / "signing-key.pem").read_text() == "no key"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/A?b&a", "org,example)/a?a&b"),
        ("http://www2.example.org:8080", "org,example:8080)/"),
        ("http://www.com/", "com)/"),
        ("urn:sha256:abc", "urn:sha256:abc"),
        ("http://[x/", "http://[x/"),
    ],
)
def test_keys(url, key):
    assert surt(url) == key


# The ways to tamper with a WACZ; each changes the members of a sound one, with every digest made anew where it says so.


def members(path):
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def pack(path, held, extra=()):
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in [*held.items(), *extra]:
            packed.writestr(name, data)
    return path


def described(held, *, sign=True):
    """Make the description and its digest anew, as a forger would who has no key."""
    description = json.loads(held["datapackage.json"])
    for item in description["resources"]:
        if item["path"] in held:
            item["hash"] = f"sha256:{hashlib.sha256(held[item['path']]).hexdigest()}"
            item["bytes"] = len(held[item["path"]])
    data = json.dumps(description).encode()
    stated = json.loads(held["datapackage-digest.json"])
    stated["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
    if not sign:
        stated.pop("signedData")
    return {**held, "datapackage.json": data, "datapackage-digest.json": json.dumps(stated).encode()}


def flipped(data):
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]


def flip(suffix):
    return lambda held: {name: flipped(data) if name.endswith(suffix) else data for name, data in held.items()}


def without(prefix):
    return lambda held: {name: data for name, data in held.items() if not name.startswith(prefix)}


def bogus(held):
    stated = json.loads(held["datapackage-digest.json"])
    stated["signedData"]["signature"] = base64.b64encode(bytes(96)).decode()
    return {**held, "datapackage-digest.json": json.dumps(stated).encode()}


def lying(held):
    lines = gzip.decompress(held["indexes/index.cdx.gz"]).replace(b'"offset": "', b'"offset": "9')
    return described({**held, "indexes/index.cdx.gz": gzip.compress(lines)}, sign=False)


def swapped(held):
    """An index that gives each address the place of another."""
    lines = gzip.decompress(held["indexes/index.cdx.gz"]).replace(b"/story", b"/other")
    return described({**held, "indexes/index.cdx.gz": gzip.compress(lines)}, sign=False)


def cut(held):
    name = next(name for name in held if name.startswith("archive/"))
    return described({**held, name: held[name][:-40]}, sign=False)


def forged(held):
    """A record changed inside, its gzip member and all digests of the package made anew."""
    name = next(name for name in held if name.startswith("archive/"))
    plain = gzip.decompress(held[name]).replace(b"four", b"nine").replace(b"five", b"nine")
    return described({**held, name: gzip.compress(plain)}, sign=False)


TAMPERED = {
    "a byte of the WARC": (flip(".warc.gz"), "does not match its digest"),
    "a byte of the page list": (flip("pages.jsonl"), "does not match its digest"),
    "a byte of the description": (flip("datapackage.json"), r"does not match its digest|cannot be read"),
    "a listed file is gone": (without("pages/"), "lists a file that is not in it"),
    "an unlisted file": (lambda held: {**held, "archive/x.txt": b"x"}, "its list does not name"),
    "an unlisted file without a dot": (lambda held: {**held, "archive/evil": b"x"}, "its list does not name"),
    "a bogus signature": (bogus, "not genuine"),
    "digests made anew": (lambda held: described(flip(".warc.gz")(held)), "not genuine"),
    "an index that points nowhere": (lying, "points to the wrong place"),
    "an index that points elsewhere": (swapped, "points to the wrong place"),
    "a cut WARC": (cut, "ends in the middle"),
    "a forged record": (forged, "does not match its own digest"),
    "no description": (without("datapackage.json"), "no datapackage.json"),
    "a way out": (lambda held: {**held, "../evil": b"x"}, "dangerous name"),
    "an absolute name": (lambda held: {**held, "/etc/evil": b"x"}, "dangerous name"),
    "a Windows name": (lambda held: {**held, "C:\\evil": b"x"}, "dangerous name"),
}


def check(path, folder):
    with opened(path) as package:
        package.check(lambda _: None)
        stage = Stage(folder, "stage")
        with stage.writer:
            for name in package.warcs():
                with package.open(name) as stream:
                    stage.take(stream, name.rpartition("/")[2], lambda _: None)
            package.check_index(stage)
        return package.notes


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_found_and_named(story, tmp_path, name):
    change, words = TAMPERED[name]
    path = written(story, tmp_path).path
    assert check(path, tmp_path) == []
    pack(path, change(members(path)))
    with pytest.raises(InputError, match=words):
        check(path, tmp_path)
    with pytest.raises(WorldError):
        read_back(path, 2, Progress())
    assert [item.name for item in tmp_path.iterdir() if "stage" in item.name] == []


def test_a_missing_digest_is_named(story, tmp_path):
    path = written(story, tmp_path).path
    pack(path, without("datapackage-digest")(members(path)))
    assert "no digest of its own list" in check(path, tmp_path)[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name(story, tmp_path):
    path = written(story, tmp_path).path
    pack(path, members(path), [("Pages/PAGES.jsonl", b"{}")])
    with pytest.raises(InputError, match="two files of one name"):
        check(path, tmp_path)
    pack(path, members(path), [("pages/pages.jsonl", b"{}")])
    with pytest.raises(InputError, match="two files of one name"):
        check(path, tmp_path)


def test_a_bomb(tmp_path):
    path = tmp_path / "bomb.wacz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("datapackage.json", b" " * 40_000_000)
    with pytest.raises(InputError, match="far more than its size"):
        check(path, tmp_path)


def test_a_bomb_inside(story, tmp_path):
    path = written(story, tmp_path).path
    held = members(path)
    name = next(name for name in held if name.startswith("archive/"))
    bomb = b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 60000000\r\n\r\n" + bytes(60_000_000)
    pack(path, described({**held, name: gzip.compress(bomb)}, sign=False))
    with pytest.raises(InputError, match="far more than its size"):
        check(path, tmp_path)
