"""The password of a proxy goes to the proxy and nowhere else: not into the seal, its log, the assurance or the journal."""

import base64
import gzip
import json

import pytest

from core.archive import Archive
from core.capture import Options
from core.project import Project
from tests.unit.capture.conftest import RawServer, http

USER, PASSWORD = "desk", "tide-and-quill"
TOKEN = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
PAGE = "http://paper.test/story"
TEXT = b"<title>Story</title><p>The bridge cost 4.2 million crowns, the mayor said.<img src=/a.png>"


@pytest.fixture
def proxy(raw: RawServer, monkeypatch) -> RawServer:
    raw.routes[PAGE] = http(TEXT)
    monkeypatch.setenv("HTTP_PROXY", raw.url("").replace("://", f"://{USER}:{PASSWORD}@"))
    monkeypatch.setenv("NO_PROXY", "")
    return raw


def test_the_password_of_a_proxy_stays_out_of_what_is_kept(proxy: RawServer, project: Project) -> None:
    made = project.snapshots.capture(PAGE, Options())
    told = [head for head in proxy.asked if f"Proxy-Authorization: Basic {TOKEN}\r\n".encode() in head]
    assert len(told) == len(proxy.asked) > 1  # so that there is something to leave out
    path = project.snapshots.file(made.snapshot)
    rows = project.store.db.execute("SELECT * FROM journal").fetchall()
    kept = {
        "the sealed file": gzip.decompress(path.read_bytes()).decode("latin-1"),
        "its log": json.dumps(Archive(path).capture_log()),
        "the snapshot": repr(made.snapshot),
        "the journal": repr(rows),
        "the database": (project.path / "project.db-wal").read_bytes().decode("latin-1"),
    }
    assert "GET http://paper.test/story HTTP/1.1" in kept["the sealed file"]
    for secret in (PASSWORD, TOKEN, "roxy-authorization", "roxy-Authorization", f"{USER}:"):
        assert [place for place, words in kept.items() if secret in words] == [], secret
    assert "A proxy stood between" in made.snapshot.assurance
