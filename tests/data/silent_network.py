"""Captures through a proxy where every packet to a name server is seen: a network of its own, with nothing in it but this computer.

Run as `unshare --user --map-root-user --net --mount python silent_network.py FOLDER [browser]`. Prints JSON: `status` and `assurance` of the
capture, command lines that `shown` the password of the proxy, the `names` that the proxy resolved, the `asked` packets that reached the name server meanwhile, and `control`: the packets that
reached it when the same page was captured without the proxy, so that silence is known to mean something.
"""

import contextlib
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from core.capture import Options, capture  # noqa: E402 - after the path
from core.errors import StandfirstError  # noqa: E402
from core.jobs import Progress  # noqa: E402
from tests.data.proxies import Proxy  # noqa: E402
from tests.servers import Server  # noqa: E402

NAMESPACE = ("unshare", "--user", "--map-root-user", "--net", "--mount")
SECRET = "s3cret-of-the-proxy"
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
WORDS = "The council voted nine to four for the bridge in May, the minutes say. " * 30


def run(folder: Path, *arguments: str) -> dict[str, Any]:
    """Run this file in a network of its own and return what it prints; skips the test where the system does not allow one."""
    allowed = (
        shutil.which("unshare")
        and subprocess.run([*NAMESPACE, "mount", "--bind", folder, folder], check=False, capture_output=True).returncode
        == 0
    )
    if not allowed:
        pytest.skip("this system does not let a user make a network of its own (unshare --user --net --mount)")
    done = subprocess.run(
        [*NAMESPACE, sys.executable, __file__, folder, *arguments], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def loopback_up() -> None:
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        answer = fcntl.ioctl(sock, SIOCGIFFLAGS, struct.pack("16sh22x", b"lo", 0))
        flags = struct.unpack("16sh22x", answer)[1]
        fcntl.ioctl(sock, SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", flags | IFF_UP))


def name_server(folder: Path) -> list[bytes]:
    """Stand where every lookup of this computer goes, and keep what comes; nothing is answered but a failure."""
    (folder / "resolv.conf").write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
    (folder / "nsswitch.conf").write_text("hosts: files dns\n")
    for name in ("resolv.conf", "nsswitch.conf"):
        subprocess.run(["mount", "--bind", str(folder / name), f"/etc/{name}"], check=True)
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listener.bind(("127.0.0.1", 53))
    packets: list[bytes] = []

    def listen() -> None:
        while True:
            packet, sender = listener.recvfrom(4096)
            packets.append(packet)
            listener.sendto(packet[:2] + b"\x81\x82" + packet[4:], sender)  # RFC 1035 §4.1.1: server failure

    threading.Thread(target=listen, daemon=True).start()
    return packets


def watch_processes(seen: set[str], over: threading.Event) -> None:
    """Keep the command lines of all processes that show the password to whoever lists them."""
    while not over.wait(0.02):
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                line = path.read_bytes()
                if SECRET.encode() in line:
                    seen.add(line.decode(errors="replace"))


def main(folder: Path, browser: str) -> None:
    loopback_up()
    packets = name_server(folder)
    shown: set[str] = set()
    over = threading.Event()
    threading.Thread(target=watch_processes, args=(shown, over), daemon=True).start()
    with Proxy("socks5", f"reporter:{SECRET}") as proxy, Server() as server:
        server.page(
            "/", f"<title>Bridge</title><p>{WORDS}<img src=a.png><img src=//pictures.example:{server.port}/b.png>"
        )
        server.add("/a.png", "image/png", b"picture")
        url = f"http://news.example:{server.port}/"
        os.environ["ALL_PROXY"] = f"socks5h://reporter:{SECRET}@127.0.0.1:{proxy.port}"
        captured = capture(url, folder / "page.warc.gz", Options(browser=browser), Progress())
        asked = len(packets)
        over.set()
        del os.environ["ALL_PROXY"]
        try:
            capture(url, folder / "control.warc.gz", Options(), Progress())
        except StandfirstError:
            control = len(packets) - asked
        else:
            control = -1
        told = {
            "status": captured.status,
            "method": captured.method,
            "assurance": captured.assurance,
            "shown": sorted(shown),
        }
        print(json.dumps({**told, "asked": asked, "control": control, "names": sorted(set(proxy.names()))}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), "headless" if sys.argv[2:] else "")
