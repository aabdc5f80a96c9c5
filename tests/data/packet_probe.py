"""Runs a scene of the page view in a network namespace of its own and prints what it said and every packet that wanted to leave.

`unshare --net --user --map-root-user python -m tests.data.packet_probe SCENE ARGUMENT…`: all routes lead into a tunnel whose other
end is this program. An attempt at any address, over any protocol, by whatever part of Chromium, is seen. `try` only says whether
that can be done here.
"""

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import threading

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000  # linux/if_tun.h
ROUTES = (
    "ip link set lo up",
    "ip addr add 10.9.9.2/24 dev out0",
    "ip link set out0 up",
    "ip route add default via 10.9.9.1 dev out0",
)
HOP_BY_HOP, ICMPV6 = 0, 58  # what Linux itself sends on a new interface: router solicitations and multicast reports


def main() -> int:
    tunnel = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tunnel, TUNSETIFF, struct.pack("16sH", b"out0", IFF_TUN | IFF_NO_PI))
    for route in ROUTES:
        subprocess.run(route.split(), check=True)
    if sys.argv[1:] == ["try"]:
        return 0
    packets: list[str] = []
    threading.Thread(target=_listen, args=(tunnel, packets), daemon=True).start()
    command = [sys.executable, "-m", "tests.data.replay_probe", *sys.argv[1:]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    said = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {"died": done.stderr[-2000:]}
    sys.stdout.write(json.dumps({"said": said, "packets": packets}) + "\n")
    return 0


def _listen(tunnel: int, packets: list[str]) -> None:
    while True:
        packet = os.read(tunnel, 2000)
        version = packet[0] >> 4 if packet else 0
        if version == 4:
            packets.append(f"to {socket.inet_ntop(socket.AF_INET, packet[16:20])}, protocol {packet[9]}")
        elif version == 6 and packet[6] not in (HOP_BY_HOP, ICMPV6):
            packets.append(f"to {socket.inet_ntop(socket.AF_INET6, packet[24:40])}, protocol {packet[6]}")


if __name__ == "__main__":
    sys.exit(main())
