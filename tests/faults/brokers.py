"""Three real Kafka brokers of one cluster, each to be killed, stopped and started again: replication factor 3."""

import asyncio
import base64
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from fairlead.embedded.children import Children, Program, run_to_end
from fairlead.embedded.java import copy_jars, java, provide
from fairlead.embedded.kafka import COORDINATES, VERSION, settings, takes_requests
from fairlead.embedded.layout import Layout
from fairlead.embedded.ports import HOST
from fairlead.embedded.processes import read_mark
from tests.postgres import free_tcp_port

NODES = (1, 2, 3)
SAFE = {
    "default.replication.factor": "3",
    "min.insync.replicas": "2",
    "offsets.topic.replication.factor": "3",
    "transaction.state.log.replication.factor": "3",
    "transaction.state.log.min.isr": "2",
    "unclean.leader.election.enable": "false",
    "replica.lag.time.max.ms": "3000",  # a dead follower leaves the in-sync set before a scenario loses patience
    "controller.quorum.election.timeout.ms": "1000",
    "controller.quorum.fetch.timeout.ms": "1500",
}


@dataclass(frozen=True, slots=True)
class Node:
    """One broker, which is a controller too."""

    number: int
    port: int
    controller_port: int
    layout: Layout
    children: Children

    @property
    def address(self) -> str:
        return f"{HOST}:{self.port}"


class Brokers:
    """The cluster as a test meets it."""

    def __init__(self, folder: Path) -> None:
        self._nodes: dict[int, Node] = {}
        for number in NODES:
            layout = Layout.of(folder / f"broker-{number}")
            layout.create()
            children = Children(layout, say=lambda _: None)
            self._nodes[number] = Node(number, free_tcp_port(), free_tcp_port(), layout, children)

    @property
    def bootstrap(self) -> str:
        return ",".join(node.address for node in self._nodes.values())

    @property
    def alive(self) -> list[int]:
        """Which brokers have a process."""
        return [n for n, node in self._nodes.items() if read_mark(node.layout, "kafka") is not None]

    async def open(self) -> None:
        """Format all three for one cluster, and start them; returns when each one takes requests."""
        cluster_id = base64.urlsafe_b64encode(uuid4().bytes).decode().rstrip("=")
        for node in self._nodes.values():
            await self._format(node, cluster_id)
        await asyncio.gather(*map(self.start, NODES))

    async def close(self) -> None:
        await asyncio.gather(*(node.children.stop("kafka") for node in self._nodes.values()))

    async def start(self, number: int) -> None:
        """Start one that is down; returns when it takes requests again."""
        node = self._nodes[number]
        command = [*_java(node.layout), "kafka.Kafka", "server.properties"]
        program = Program(name="kafka", argv=command, folder=node.layout.kafka, grace=20.0)
        await node.children.start(program, ready=lambda: takes_requests(node.port))

    async def kill(self, number: int) -> None:
        """SIGKILL one. It stays down until :meth:`start`."""
        node = self._nodes[number]
        mark = read_mark(node.layout, "kafka")
        assert mark is not None, f"broker {number} is down already"
        os.kill(mark.pid, signal.SIGKILL)
        await node.children.stop("kafka")

    async def stop(self, number: int) -> None:
        """End one as an operator does: it hands its partitions over first."""
        await self._nodes[number].children.stop("kafka")

    def freeze(self, number: int, by: signal.Signals = signal.SIGSTOP) -> None:
        """Let one hang with its connections open; thaw it with ``by=SIGCONT``."""
        mark = read_mark(self._nodes[number].layout, "kafka")
        assert mark is not None, f"broker {number} is down"
        os.kill(mark.pid, by)

    async def leader_of(self, topic: str, partition: int) -> int:
        """The number of the broker that leads; -1 while nobody does."""
        return (await self.leaders(topic))[partition]

    async def leaders(self, topic: str) -> dict[int, int]:
        """Who leads each partition."""
        return {p["partition"]: p["leader"] for p in await self._described(topic)}

    async def in_sync(self, topic: str) -> dict[int, list[int]]:
        """The replicas of each partition that hold all that was acknowledged."""
        return {p["partition"]: sorted(p["isr"]) for p in await self._described(topic)}

    async def whole(self, *topics: str, within: float = 60.0) -> None:
        """Wait until all three replicas of every partition of these topics are in sync."""
        async with asyncio.timeout(within):
            for topic in topics:
                while any(len(found) < len(NODES) for found in (await self.in_sync(topic)).values()):
                    await asyncio.sleep(0.3)

    async def _described(self, topic: str) -> list[dict[str, Any]]:
        """Asked again while the answer comes from a broker that died a moment ago."""
        async with asyncio.timeout(30):
            while True:
                admin = AIOKafkaAdminClient(bootstrap_servers=[self._nodes[n].address for n in self.alive])
                try:
                    await admin.start()
                    [described] = await admin.describe_topics([topic])
                    return list(described["partitions"])
                except KafkaError:
                    await asyncio.sleep(0.2)
                finally:
                    await admin.close()

    async def _format(self, node: Node, cluster_id: str) -> None:
        voters = ",".join(f"{n.number}@{HOST}:{n.controller_port}" for n in self._nodes.values())
        told = settings(port=node.port, controller_port=node.controller_port, records="log")
        told |= {"node.id": str(node.number), "controller.quorum.voters": voters, **SAFE}
        properties = "".join(f"{name}={value}\n" for name, value in told.items())
        (node.layout.kafka / "server.properties").write_text(properties)
        options = ["--config", "server.properties", f"--cluster-id={cluster_id}"]
        argv = [*_java(node.layout), "kafka.tools.StorageTool", "format", *options]
        await run_to_end(node.layout, Program(name="kafka-format", argv=argv, folder=node.layout.kafka))


@contextlib.asynccontextmanager
async def three_brokers(folder: Path) -> AsyncIterator[Brokers]:
    """A cluster of its own below ``folder``, ended with the block."""
    brokers = Brokers(folder)
    try:
        await brokers.open()
        yield brokers
    finally:
        await brokers.close()


def _java(layout: Layout) -> list[str]:
    jars = provide(
        layout, f"kafka-{VERSION}", title=f"Apache Kafka {VERSION}", coordinates=COORDINATES, unpack=copy_jars
    )
    classpath = os.pathsep.join(sorted(str(jar) for jar in jars.glob("*.jar")))
    return java("-Xms64m", "-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classpath)
