"""Apache Kafka of the region: one KRaft node, its jars from Maven coordinates, its JRE from a wheel."""

import asyncio
import base64
import logging
import os
import shutil
import uuid
from contextlib import suppress
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from fairlead.embedded.children import Children, Program, run_to_end
from fairlead.embedded.java import copy_jars, java, provide
from fairlead.embedded.layout import Layout
from fairlead.embedded.ports import HOST

VERSION = "4.3.1"
COORDINATES = (f"org.apache.kafka:kafka_2.13:{VERSION}", "org.slf4j:slf4j-simple:1.7.36")


def settings(*, port: int, controller_port: int, records: str, told_port: int | None = None) -> dict[str, str]:
    """The broker's properties. `told_port` is where clients are to find it, if not at `port`.

    `records` is the folder of the log, below its working directory: a properties file would need escapes for what an
    absolute path may contain, and cannot hold a comma.
    """
    return {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@{HOST}:{controller_port}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{told_port or port}",
        "log.dirs": records,
        # A node that comes back after a SIGKILL must wait for its own dead session to end.
        "broker.session.timeout.ms": "3000",
        "broker.heartbeat.interval.ms": "500",
        "auto.create.topics.enable": "false",
        "num.partitions": "12",
        "default.replication.factor": "1",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "8",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        "group.initial.rebalance.delay.ms": "0",
        "message.max.bytes": "1048588",
        "log.message.timestamp.type": "CreateTime",
        "log.retention.ms": "-1",
        "offsets.retention.minutes": str(60 * 24 * 60),
        "log.cleaner.dedupe.buffer.size": str(16 * 1024 * 1024),  # of a small heap; the default is 128 MB
        "num.network.threads": "2",
        "num.io.threads": "4",
    }


async def start_kafka(
    layout: Layout, children: Children, *, port: int, controller_port: int, told_port: int | None = None
) -> None:
    """Start it, fetching the jars and formatting the storage if need be; returns when it takes requests.

    `told_port`: where clients are to find it, if something stands between.
    """
    folder = await asyncio.to_thread(
        provide, layout, f"kafka-{VERSION}", title=f"Apache Kafka {VERSION}", coordinates=COORDINATES, unpack=copy_jars
    )
    classpath = os.pathsep.join(sorted(str(jar) for jar in folder.glob("*.jar")))
    command = java("-Xms128m", "-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classpath)
    records = layout.kafka / "log"
    ports = {"port": port, "controller_port": controller_port, "told_port": told_port or port}
    if not records.is_dir():
        await _format(layout, command, records, ports)
    _write(layout.kafka / "server.properties", settings(**ports, records=records.name))
    program = Program(name="kafka", argv=[*command, "kafka.Kafka", "server.properties"], folder=layout.kafka)
    await children.start(program, ready=lambda: takes_requests(port))


async def takes_requests(port: int) -> bool:
    """Whether the broker answers a metadata request and has itself in the answer."""
    try:
        _, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # it complains about each attempt before the last
    admin = AIOKafkaAdminClient(bootstrap_servers=f"{HOST}:{port}", request_timeout_ms=5000)
    try:
        await admin.start()
        return bool((await admin.describe_cluster())["brokers"])
    except (KafkaError, OSError, TimeoutError):
        return False
    finally:
        await admin.close()


async def _format(layout: Layout, command: list[str], records: Path, ports: dict[str, int]) -> None:
    """Format beside the place and move there when complete, so that an interrupted run leaves nothing."""
    fresh = records.with_name("log.new")
    shutil.rmtree(fresh, ignore_errors=True)
    _write(layout.kafka / "format.properties", settings(**ports, records=fresh.name))
    cluster_id = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    argv = [
        *(*command, "kafka.tools.StorageTool", "format"),
        *("--config", "format.properties", f"--cluster-id={cluster_id}"),
    ]
    await run_to_end(layout, Program(name="kafka-format", argv=argv, folder=layout.kafka))
    fresh.rename(records)


def _write(path: Path, properties: dict[str, str]) -> None:
    path.write_text("".join(f"{name}={value}\n" for name, value in properties.items()))
