"""Which ports a region listens on: the portal's is asked for, the others are its own business. Loopback only."""

import errno
import json
import random
import socket
from collections.abc import Collection, Sequence

from fairlead.embedded.errors import RegionError
from fairlead.embedded.layout import Layout, write_private

HOST = "127.0.0.1"
DEFAULT_PORTAL = 8600
OWN = range(20000, 32000)  # below the range the system hands out to outgoing connections


def choose_ports(layout: Layout, *, portal: int, names: Sequence[str]) -> dict[str, int]:
    """A free port for each name and for `portal`; those of the last run again if nobody took them meanwhile."""
    check_portal(portal)
    chosen = {"portal": portal}
    for name, port in _last_run(layout).items():
        if name in names and port not in chosen.values() and not why_not_free(port):
            chosen[name] = port
    for name in names:
        if name not in chosen:
            chosen[name] = free_port(taken=chosen.values())
    write_private(layout.run / "ports.json", json.dumps(chosen))
    return chosen


def check_portal(port: int) -> None:
    """Raises RegionError if the portal could not listen there."""
    if refused := why_not_free(port):
        raise RegionError(f"port {port} {refused}; choose another with --port")


def why_not_free(port: int) -> str | None:
    """None if `port` can be listened on, else what stands in the way."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"is in use on {HOST}"
            return f"cannot be opened on {HOST} ({error.strerror})"
    return None


def free_port(*, taken: Collection[int] = ()) -> int:
    """A port of our range that nobody listens on now. Raises RegionError."""
    for port in random.sample(OWN, k=200):
        if port not in taken and not why_not_free(port):
            return port
    raise RegionError(f"no free port between {OWN.start} and {OWN.stop - 1} on {HOST}; stop what occupies them")


def _last_run(layout: Layout) -> dict[str, int]:
    try:
        ports = json.loads((layout.run / "ports.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return {name: port for name, port in ports.items() if port in OWN} if isinstance(ports, dict) else {}
