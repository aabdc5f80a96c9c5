"""The real browser, once: scripts run, lazy pictures come, and what a hostile page tries does not happen."""

import importlib.util
from pathlib import Path

import pytest

from core.archive import Archive
from core.capture import HEADLESS, Options, capture
from core.jobs import Progress
from core.model import Method, PageVerdict
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
    assert captured.final_url == url
