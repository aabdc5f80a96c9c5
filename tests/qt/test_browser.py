"""The real browser, once: scripts run, lazy images load, and hostile actions of a page have no effect."""

import importlib.util
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from core.archive import Archive, words_url
from core.capture import HEADLESS, Options, capture
from core.jobs import Progress
from core.model import Method, PageVerdict
from tests.data import silent_network
from tests.servers import Server

pytestmark = [
    pytest.mark.web,
    pytest.mark.skipif(
        importlib.util.find_spec("PySide6.QtWebEngineCore") is None, reason="QtWebEngine is not installed"
    ),
]


LAZY = '<div style="height:1800px">far</div>' * 3 + '<img loading=lazy src="/lazy.png">'
SCRIPT = """
for (const word of [alert, confirm, prompt]) word('well?');
open('/popup'); navigator.geolocation.getCurrentPosition(() => {}, () => {});
const away = document.createElement('a'); away.href = '/file.bin'; away.download = 'x'; document.body.append(away); away.click();
fetch('/data').then(answer => answer.json()).then(data => { document.querySelector('main').innerText = data.words; });
const root = document.querySelector('section').attachShadow({ mode: 'open' });
root.innerHTML = '<i>in the shadow</i>';
fetch('http://10.0.0.1/inside').catch(() => {});
setInterval(() => { try { location = 'file:///etc/passwd'; } catch (error) {} }, 500);
"""


def test_a_hostile_page_of_scripts_is_sealed_as_it_is_shown(tmp_path: Path) -> None:
    words = "The council voted nine to four for the bridge in May, the minutes say. " * 20
    with Server() as server:
        server.page(
            "/",
            f"<html><head><title>Bridge</title></head><body><main></main><section></section>{LAZY}<script src=/app.js></script>",
        )
        server.add("/app.js", "text/javascript", SCRIPT.encode())
        server.add("/data", "application/json", f'{{"words": "{words}"}}'.encode())
        server.add("/lazy.png", "image/png", b"\x89PNG\r\n\x1a\nno picture")
        server.add("/file.bin", "application/octet-stream", b"bytes")
        url = server.url("/")
        options = Options(allow_private=True, browser=HEADLESS)
        captured = capture(url, tmp_path / "page.warc.gz", options, Progress())
    archive = Archive(captured.sealed.path)
    assert captured.method is Method.BROWSER, captured.quality
    assert captured.quality.verdict is PageVerdict.GOOD, captured.quality
    assert words.strip() in captured.body.decode()
    assert "in the shadow" in captured.body.decode()
    assert archive.lookup(server.url("/data")) is not None
    assert archive.lookup(server.url("/lazy.png")) is not None
    assert archive.picture(url).body.startswith(b"\xff\xd8")
    assert "/popup" not in server.asked
    stood = json.loads(archive.lookup(words_url(url)).body)
    assert " ".join(word for word, *_ in stood).startswith(words.strip())
    size = Image.open(io.BytesIO(archive.picture(url).body)).size
    assert all(0 <= left < size[0] and 0 <= top < size[1] for _, left, top, _, _ in stood)
    assert [word for word, *_ in stood if word == "shadow"] == ["shadow"]
    assert captured.final_url == url


INSIDE = """
<p>{words}</p><img src="http://127.0.0.1:{port}/inside.png"><img src="http://localhost:{port}/name.png"><iframe src="http://[::1]:{port}/frame"></iframe>
<img src="http://169.254.169.254/meta.png"><img src="http://public.test/moved.png"><img src="http://public.test/fine.png">
<script>fetch("http://127.1:{port}/fetched").catch(() => {{}}); new WebSocket("ws://127.0.0.1:{port}/socket");</script>
"""


def test_a_page_cannot_reach_into_this_computer(tmp_path: Path) -> None:
    with Server() as inside, Server() as proxy:
        words = "The council voted nine to four for the bridge in May. " * 30
        proxy.page("http://public.test/", INSIDE.format(words=words, port=inside.port))
        moved = {"Location": inside.url("/redirected.png")}
        proxy.add("http://public.test/moved.png", "text/plain", b"", status=302, **moved)
        proxy.add("http://public.test/fine.png", "image/png", b"picture")
        options = Options(browser=HEADLESS, proxy=proxy.url(""))
        captured = capture("http://public.test/", tmp_path / "page.warc.gz", options, Progress())
        assert inside.asked == []
    assert captured.method is Method.BROWSER, captured.quality
    archive = Archive(captured.sealed.path)
    assert archive.lookup("http://public.test/fine.png") is not None
    assert not [
        url for url in archive.urls() if "127." in url or "169.254" in url or "//localhost" in url
    ]  # nobody answered
    refused = [failure.url for failure in captured.failed if "private network" in failure.reason]
    assert inside.url("/inside.png") in refused
    assert "http://169.254.169.254/meta.png" in refused


def test_the_browser_goes_through_the_proxy_and_looks_nothing_up(tmp_path: Path) -> None:
    told = silent_network.run(tmp_path, "browser")
    assert told["method"] == Method.BROWSER
    assert "the server's own address is not known" in told["assurance"]
    assert told["control"] > 0
    assert told["asked"] == 0
    assert told["shown"] == []
    assert told["names"] == ["news.example", "pictures.example"]


def test_words_are_placed_where_the_picture_has_them(tmp_path: Path) -> None:
    """Lines break elsewhere where a scroll bar takes room: the stored positions are those of the screenshot."""
    marks = [f"Mark{number}" for number in range(20)]
    filler = "The council voted nine to four for the bridge in May, the minutes say. "
    told = "".join(
        f"<p>{filler * 3}<b style='background:#0000ff;color:#0000ff'>{mark}</b> {filler}</p>" for mark in marks
    )
    with Server() as server:
        server.page("/", f"<html><head><title>Bridge</title></head><body>{told}{LAZY}</body></html>")
        url = server.url("/")
        options = Options(allow_private=True, browser=HEADLESS)
        captured = capture(url, tmp_path / "page.warc.gz", options, Progress())
    archive = Archive(captured.sealed.path)
    seen = Image.open(io.BytesIO(archive.picture(url).body)).convert("RGB")
    found = 0
    for word, left, top, width, height in json.loads(archive.lookup(words_url(url)).body):
        if word in marks:
            found += 1
            for across in (4, width // 2, width - 4):
                red, _, blue = seen.getpixel((left + across, top + height // 2))
                assert (red < 90, blue > 160) == (True, True), word
    assert found == len(marks)
