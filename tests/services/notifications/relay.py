"""A mail relay on a real socket that behaves as it is told, mail by mail."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Relay:
    """What it took, and what it will do with the next mails: a word each, ``accept`` when none is left."""

    port: int = 0
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    script: deque[str] = field(default_factory=deque)
    always: dict[str, str] = field(default_factory=dict)
    """By recipient or domain: what it does with each mail to it, whatever is next."""
    tried: list[str] = field(default_factory=list)
    """Each recipient that was named, for a mail that was taken or not."""
    connections: int = 0
    open: bool = True

    def then(self, *behaviours: str) -> None:
        self.script.extend(behaviours)

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for _, raw in self.taken]

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(line: str) -> None:
            writer.write(line.encode() + b"\r\n")
            await writer.drain()

        await say("220 relay" if self.open else "421 closed for now")
        behaviour, recipient = "accept", ""
        while line := (await reader.readline()).decode().strip():
            match line.replace(":", " ").split(" ")[0].upper():
                case "MAIL":
                    behaviour = self.script.popleft() if self.script else "accept"
                    await say("250 ok")
                case "RCPT":
                    recipient = line.partition("<")[2].partition(">")[0]
                    self.tried.append(recipient)
                    behaviour = self.always.get(recipient.rpartition("@")[2], behaviour)
                    behaviour = self.always.get(recipient, behaviour)
                    no = f"{behaviour[:3]} {recipient} is not for now, or not at all"
                    await say(no if behaviour.endswith("rcpt") else "250 ok")
                case "DATA":
                    await say("354 go on")
                    data = await reader.readuntil(b"\r\n.\r\n")
                    if behaviour.endswith("data"):
                        await say(f"{behaviour[:3]} no")
                        continue
                    self.taken.append((recipient, data[:-5].replace(b"\r\n..", b"\r\n.")))
                    if behaviour == "lose answer":
                        writer.transport.abort()
                        return
                    await say("250 taken")
                case "QUIT":
                    await say("221 bye")
                    return
                case _:
                    await say("250 relay")


@contextlib.asynccontextmanager
async def a_relay() -> AsyncIterator[Relay]:
    relay = Relay()
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        task.add_done_callback(talks.discard)
        await relay.serve(reader, writer)

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        for task in list(talks):
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        await server.wait_closed()
