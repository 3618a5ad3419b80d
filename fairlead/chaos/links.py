"""A stretch of wire between two programs, with weather: slow, narrow, torn or silent, and fair again."""

import asyncio
import contextlib
import random
import socket
import struct
from dataclasses import dataclass
from types import TracebackType
from typing import Self

_CHUNK = 16 * 1024
_IN_FLIGHT = 64  # chunks under way in one direction before the sender feels it
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER of zero seconds: closing sends RST instead of FIN

Address = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """What one direction of every connection goes through."""

    latency: float = 0.0
    """Seconds that each byte travels."""
    resets: float = 0.0
    """Probability that a chunk (at most 16 KiB) tears its connection instead of arriving."""
    bandwidth: int | None = None
    """Bytes a second per connection; None: as many as there are."""
    blackhole: bool = False
    """Bytes are swallowed, nothing answers, and no connection ends; who lost bytes is reset when it clears up."""


FAIR = Weather()


class Link:
    """A TCP proxy on loopback to ``target``; its :attr:`weather` may be set at any time and holds for all connections.

    ``port`` 0 takes a free one. Starts and stops with ``async with``, or by :meth:`start` and :meth:`stop`.
    """

    def __init__(self, target: Address, *, port: int = 0, chance: random.Random | None = None) -> None:
        self.target = target
        self.port = port
        self.chance = chance or random.Random()  # noqa: S311 - weather, no secret
        self._weather = FAIR
        self._changed = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._connections: set[_Connection] = set()

    @property
    def weather(self) -> Weather:
        return self._weather

    @weather.setter
    def weather(self, weather: Weather) -> None:
        cleared = self._weather.blackhole and not weather.blackhole
        self._weather = weather
        self._changed.set()
        self._changed = asyncio.Event()
        if cleared:
            for connection in list(self._connections):
                if connection.lost:
                    connection.reset()

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._connections)

    def heal(self) -> None:
        self.weather = FAIR

    def tear(self) -> None:
        """Reset every connection there is; new ones are taken as before."""
        for connection in list(self._connections):
            connection.reset()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, limit=4 * _CHUNK)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Take no more connections and reset those there are."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.tear()
        await asyncio.gather(*(connection.ended.wait() for connection in self._connections))

    async def until_changed(self) -> None:
        """Until the weather is set anew."""
        await self._changed.wait()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = _Connection(self, reader, writer)
        self._connections.add(connection)
        try:
            await connection.run()
        finally:
            self._connections.discard(connection)
            connection.ended.set()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.stop()


class _Connection:
    """One client's connection and ours to the target."""

    def __init__(self, link: Link, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lost = False
        """Whether bytes were swallowed: then nothing more may arrive, or the stream would have a hole."""
        self._link = link
        self._near = (reader, writer)
        self._writers = [writer]
        self._torn = asyncio.Event()
        self.ended = asyncio.Event()

    def reset(self) -> None:
        self._torn.set()

    async def run(self) -> None:
        torn, carrying = asyncio.create_task(self._torn.wait()), asyncio.create_task(self._carry())
        try:
            await asyncio.wait({torn, carrying}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (torn, carrying):
                task.cancel()
            await asyncio.gather(torn, carrying, return_exceptions=True)
            orderly = carrying.done() and not carrying.cancelled() and carrying.exception() is None
            for writer in self._writers:
                writer.close() if orderly else _abort(writer)

    async def _carry(self) -> None:
        """Both ways, until both have ended."""
        while self._link.weather.blackhole:
            self.lost = True  # its greeting is: once the weather clears, it has to come again
            await self._link.until_changed()
        far_reader, far_writer = await asyncio.open_connection(*self._link.target, limit=4 * _CHUNK)
        self._writers.append(far_writer)
        near_reader, near_writer = self._near
        there, back = self._flow(near_reader, far_writer), self._flow(far_reader, near_writer)
        async with asyncio.TaskGroup() as both:
            both.create_task(there)
            both.create_task(back)

    async def _flow(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One direction: what is read now leaves after the latency, in order, at the bandwidth of that moment."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_IN_FLIGHT)
        async with asyncio.TaskGroup() as ends:
            ends.create_task(self._take(reader, under_way))
            ends.create_task(self._deliver(under_way, writer))

    async def _take(self, reader: asyncio.StreamReader, under_way: asyncio.Queue[tuple[float, bytes]]) -> None:
        now = asyncio.get_running_loop().time
        while True:
            chunk = await reader.read(_CHUNK)
            if self._link.weather.resets and self._link.chance.random() < self._link.weather.resets:
                self.reset()
            await under_way.put((now() + self._link.weather.latency, chunk))
            if not chunk:
                return

    async def _deliver(self, under_way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        now = asyncio.get_running_loop().time
        while True:
            due, chunk = await under_way.get()
            if (early := due - now()) > 0:
                await asyncio.sleep(early)
            if self._link.weather.blackhole or self.lost:
                self.lost = True
                continue
            if not chunk:
                with contextlib.suppress(OSError):
                    writer.write_eof()
                return
            writer.write(chunk)
            await writer.drain()
            if bandwidth := self._link.weather.bandwidth:
                await asyncio.sleep(len(chunk) / bandwidth)


def _abort(writer: asyncio.StreamWriter) -> None:
    """Close with RST; what was not sent yet is thrown away."""
    sock: socket.socket | None = writer.get_extra_info("socket")
    if sock is not None and sock.fileno() != -1:
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
