"""Real proxies (pproxy) on the loopback, each in a process of its own, which alone knows the hosts of `.example` and `.onion`.

As a program it prints the port it listens on, then each host name that it resolves: `proxies.py URI [CERTIFICATE]`,
with USER:PASSWORD in PROXY_LOGIN, since a command line is for everyone to see.
"""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

KNOWN = (".example", ".onion")


class Proxy:
    """A running proxy: `kind` is one of http, socks5 and http+ssl, which needs a certificate (a PEM file with its key)."""

    def __init__(self, kind: str, login: str = "", certificate: Path | str = "") -> None:
        command = [sys.executable, "-W", "ignore", __file__, f"{kind}://127.0.0.1:0", str(certificate)]
        own = {**os.environ, "PROXY_LOGIN": login}
        self._process = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)
        self.port = int(self._process.stdout.readline())

    def names(self) -> list[str]:
        """Stop it, and return the host names it resolved."""
        self._process.stdin.close()
        lines = self._process.stdout.read().split()
        self._process.wait(10)
        return lines

    def __enter__(self) -> Self:
        """Run."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            stream.close()


def resolving(ask):
    def answer(host, *arguments, **options):
        if isinstance(host, str) and host.endswith(KNOWN):
            os.write(1, f"{host}\n".encode())  # in one piece: several threads ask
            host = "127.0.0.1"
        return ask(host, *arguments, **options)

    return answer


async def serve(uri: str, certificate: str) -> None:
    import pproxy
    from pproxy.server import DIRECT, sslcontexts

    login = os.environ["PROXY_LOGIN"]
    server = pproxy.Server(f"{uri}#{login}" if login else uri)
    for context in sslcontexts if certificate else ():
        context.load_cert_chain(certificate)
    server.port = 0
    listening = await server.start_server({"rserver": [DIRECT], "authtime": 0})
    print(listening.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    socket.getaddrinfo = resolving(socket.getaddrinfo)
    asyncio.run(serve(*sys.argv[1:3]))
