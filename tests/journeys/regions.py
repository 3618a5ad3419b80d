"""A region without services, to bring up, ask and kill in every way; and data that must outlive it."""

import asyncio
import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import asyncpg
import psutil
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError

from fairlead.embedded import launch
from fairlead.embedded.addresses import Addresses, read_addresses
from fairlead.embedded.layout import Layout
from fairlead.embedded.mail import caught


class RunningRegion:
    """A region in a process of its own, without services: this is about what they stand on."""

    def __init__(self, data: Path, *, as_user: int = 0) -> None:
        self.data = data
        self.port = free_port()
        self.output = data.with_suffix(".output")
        self._as_user = as_user
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def addresses(self) -> Addresses:
        addresses = read_addresses(self.data)
        assert addresses is not None, "no region runs"
        return addresses

    def running(self) -> "RunningRegion":
        """Up and ready, as an earlier test has left it or anew."""
        if self._process is None or self._process.poll() is not None:
            self.up()
        return self.ready()

    def up(self, *, port: int | None = None, env: dict[str, str] | None = None) -> "RunningRegion":
        leash = [sys.executable, "-I", "-S", launch.__file__, str(os.getpid()), "9", *[str(self._as_user)] * 2]
        argv = [sys.executable, "-m", "tests.journeys.bare_region", str(self.data), str(port or self.port)]
        with self.output.open("wb") as output:
            self._process = subprocess.Popen(
                [*leash, *argv],
                stdout=output,
                stderr=output,
                env={**os.environ, **(env or {})},
            )
        return self

    def ready(self) -> "RunningRegion":
        process = self._running()
        deadline = time.monotonic() + 120
        while (addresses := read_addresses(self.data)) is None or not addresses.ready:
            assert process.poll() is None, self.output.read_text()
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.05)
        return self

    def refusal(self) -> tuple[int, str]:
        """Exit code and output of a region that is expected not to come up."""
        return self._running().wait(timeout=60), self.output.read_text()

    def pids(self) -> list[int]:
        """The supervisor and all below it."""
        supervisor = psutil.Process(self._running().pid)
        return [supervisor.pid, *(child.pid for child in supervisor.children(recursive=True))]

    def kill_everything(self) -> None:
        pids = self.pids()
        for pid in pids:
            with suppress(ProcessLookupError):  # the kernel ends children on its own when the supervisor dies
                os.kill(pid, signal.SIGKILL)
        self._running().wait(timeout=10)
        wait_until_gone(pids)

    def kill_supervisor(self) -> list[int]:
        """Kill it alone; returns the pids of those that were below it."""
        _, *below = self.pids()
        self._running().kill()
        self._running().wait(timeout=10)
        return below

    def interrupt(self) -> None:
        """As Ctrl-C does."""
        self._running().send_signal(signal.SIGINT)
        self._running().wait(timeout=40)

    def down(self) -> subprocess.CompletedProcess[str]:
        return command("down", "--data", str(self.data), reaping=self._process)

    def _running(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None, "not started"
        return self._process


def command(*words: str, reaping: "subprocess.Popen[bytes] | None" = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end. Meanwhile reap the region, which is our child: a zombie would look alive to psutil."""
    process = subprocess.Popen(
        [sys.executable, "-m", "fairlead.embedded", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    out, err = process.communicate(timeout=60)
    if reaping is not None:
        reaping.wait(timeout=10)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_gone(pids: list[int], *, within: float = 10) -> None:
    deadline = time.monotonic() + within
    while left := [pid for pid in pids if lives(pid)]:
        assert time.monotonic() < deadline, f"{left} still live"
        time.sleep(0.02)


def lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def leave_data(addresses: Addresses, word: str) -> None:
    """A row, a record and a mail, each acknowledged."""
    connection = await asyncpg.connect(addresses.databases["registry"])
    await connection.execute(f"CREATE TABLE {word} AS SELECT '{word}' AS word")
    await connection.close()

    admin = AIOKafkaAdminClient(bootstrap_servers=addresses.kafka)
    await admin.start()
    await admin.create_topics([NewTopic(word, num_partitions=1, replication_factor=1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=addresses.kafka, acks="all", enable_idempotence=True) as producer:
        await producer.send_and_wait(word, word.encode(), partition=0)

    await asyncio.to_thread(send_mail, addresses, word)


async def data_is_there(region: RunningRegion, word: str) -> bool:
    """Once each. What was just killed may need some seconds to come back."""
    assert await eventually(rows, region.addresses, word) == [word]
    assert await eventually(records, region.addresses, word) == [word]
    mails = [(mail["subject"], mail["copies"]) for mail in caught(Layout.of(region.data).mail)]
    return mails.count((word, 1)) == 1


def send_mail(addresses: Addresses, word: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", word
    message["Message-ID"] = f"<{word}@example.org>"
    message.set_content("Hello")
    with smtplib.SMTP(addresses.smtp.host, addresses.smtp.port) as smtp:
        smtp.send_message(message)


async def rows(addresses: Addresses, word: str) -> list[str]:
    connection = await asyncpg.connect(addresses.databases["registry"])
    try:
        return [row["word"] for row in await connection.fetch(f"SELECT word FROM {word}")]
    finally:
        await connection.close()


async def records(addresses: Addresses, word: str) -> list[str]:
    consumer = AIOKafkaConsumer(bootstrap_servers=addresses.kafka, auto_offset_reset="earliest")
    partition = TopicPartition(word, 0)
    try:
        await consumer.start()
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        return [(await consumer.getone()).value.decode() for _ in range(end)]
    finally:
        await consumer.stop()


async def eventually(
    question: Callable[[Addresses, str], Awaitable[list[str]]], addresses: Addresses, word: str
) -> list[str]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError, TimeoutError, asyncpg.PostgresError, KafkaError):
            return await asyncio.wait_for(question(addresses, word), 20)
        await asyncio.sleep(0.2)
    return []
