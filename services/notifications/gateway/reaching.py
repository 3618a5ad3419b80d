"""Which addresses a push may go to: whoever subscribes names the address, so that nothing else is asked of us."""

import asyncio
import re
import socket
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpcore

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ENDPOINT = re.compile(
    # Nothing that two parsers could read differently: no user, fragment, backslash, white space or bracket.
    rf"(?P<scheme>https?)://(?=[a-z0-9.-]{{1,253}}[:/])(?P<host>{_LABEL}(?:\.{_LABEL})*)(?::(?P<port>[0-9]{{1,5}}))?"
    r"(?P<target>/[\w.~:/?=&%+,;!$*@-]*)",
    re.ASCII,
)
_LONGEST_ENDPOINT = 2_000
_LOOPBACK = frozenset({"127.0.0.1", "localhost"})
_PORTS = {"https": 443, "http": 80}


class NotAllowed(Exception):
    """The address is not one of a push service; its words do not repeat it."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart once, so that what was checked is what is asked."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """As RFC 8292 wants it: with the port where it is not the scheme's own."""
        return f"{self.scheme}://{self.host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> httpcore.URL:
        return httpcore.URL(scheme=self.scheme, host=self.host, port=self.port, target=self.target)


@dataclass(frozen=True, slots=True)
class Reach:
    """``services``: hosts, or ``*.host`` for all below it. ``loopback``: and this machine, on any port."""

    services: Collection[str]
    loopback: bool = False

    def place(self, endpoint: str) -> Place:
        """Raises NotAllowed."""
        found = _ENDPOINT.fullmatch(endpoint) if len(endpoint) <= _LONGEST_ENDPOINT else None
        if found is None:
            raise NotAllowed("not the address of a push service")
        place = Place(found["scheme"], found["host"], int(found["port"] or _PORTS[found["scheme"]]), found["target"])
        if place.host in _LOOPBACK:
            allowed = self.loopback and 0 < place.port < 65_536
        else:
            allowed = (place.scheme, place.port) == ("https", 443) and self._is_service(place.host)
        if not allowed:
            raise NotAllowed("not the address of a push service that browsers use")
        return place

    def _is_service(self, host: str) -> bool:
        return any(host == one or (one.startswith("*.") and host.endswith(one[1:])) for one in self.services)


class PublicOnly(httpcore.AsyncNetworkBackend):
    """Connects to public addresses, whatever a name resolves to at that moment; to this machine only by its name."""

    def __init__(self, *, loopback: bool) -> None:
        self._loopback = loopback
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises httpcore.ConnectError and ConnectTimeout, also where no address of that name is allowed."""
        addresses = await _resolved(host, port, timeout)
        allowed = [one for one in addresses if self._may(host, one)]
        if not allowed:
            raise httpcore.ConnectError("no public address")
        return await self._network.connect_tcp(str(allowed[0]), port, timeout, local_address, socket_options)

    def _may(self, host: str, address: IPv4Address | IPv6Address) -> bool:
        plain = getattr(address, "ipv4_mapped", None) or address
        if host in _LOOPBACK:
            return self._loopback and plain.is_loopback
        return plain.is_global and not plain.is_multicast


async def _resolved(host: str, port: int, timeout: float | None) -> list[IPv4Address | IPv6Address]:
    """IPv4 first: more networks have a way out by it."""
    try:
        async with asyncio.timeout(timeout):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError as error:
        raise httpcore.ConnectTimeout("no answer about the name") from error
    except (OSError, UnicodeError) as error:  # a name that cannot be one, to the codec of names
        raise httpcore.ConnectError("no such name") from error
    return sorted({ip_address(str(one[4][0])) for one in found}, key=lambda address: address.version)
