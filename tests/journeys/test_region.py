"""A whole region on this machine: it comes up, survives being killed in every way, and leaves nothing behind."""

import asyncio
import os
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError

from fairlead.embedded import launch
from fairlead.embedded.addresses import Addresses, read_addresses
from fairlead.embedded.cli import start_detached
from fairlead.embedded.errors import RegionError
from fairlead.embedded.layout import Layout
from fairlead.embedded.mail import caught
from fairlead.embedded.processes import living

pytestmark = pytest.mark.journey


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


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningRegion]:
    """One for all tests, because a start takes seconds: each test takes it as it is and may leave it up or down."""
    region = RunningRegion(tmp_path_factory.mktemp("regions") / "region")
    yield region
    region.down()


@pytest.fixture
def words() -> str:
    """A name for the data of one test."""
    return f"kept_{uuid4().hex}"


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


async def test_a_region_killed_as_a_whole_comes_back_with_all_its_data(region: RunningRegion, words: str) -> None:
    await leave_data(region.running().addresses, words)

    region.kill_everything()
    assert read_addresses(region.data) is None
    lock = Layout.of(region.data).postgres / "cluster" / "postmaster.pid"
    with a_stranger_with_the_pid_in(lock) as stranger:
        region.up().ready()
        assert stranger.poll() is None

    assert await data_is_there(region, words)


@contextmanager
def a_stranger_with_the_pid_in(lock: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """After a reboot the pid in PostgreSQL's lock may belong to any process of the same user."""
    stranger = subprocess.Popen(["sleep", "600"], user=lock.stat().st_uid, cwd="/")
    try:
        _, *rest = lock.read_text().splitlines()
        lock.write_text("\n".join([str(stranger.pid), *rest]))
        yield stranger
    finally:
        stranger.kill()
        stranger.wait()


async def test_killing_only_the_supervisor_ends_all_its_children_and_the_next_start_works(
    region: RunningRegion, words: str
) -> None:
    await leave_data(region.running().addresses, words)
    below = region.kill_supervisor()
    assert below

    region.up().ready()

    assert not [pid for pid in below if lives(pid)]
    assert await data_is_there(region, words)


@pytest.mark.parametrize("name", ["postgres", "kafka"])
async def test_a_child_that_dies_is_started_again(region: RunningRegion, words: str, name: str) -> None:
    await leave_data(region.running().addresses, words)
    before = living(Layout.of(region.data))[name]

    os.kill(before.pid, signal.SIGKILL)

    deadline = time.monotonic() + 60
    while (now := living(Layout.of(region.data)).get(name)) is None or now == before:
        assert time.monotonic() < deadline, region.output.read_text()
        await asyncio.sleep(0.1)
    assert await data_is_there(region, words)


async def test_down_and_ctrl_c_leave_no_process_and_no_address(region: RunningRegion) -> None:
    pids = region.running().pids()
    assert len(pids) > 3

    stopped = region.down()

    assert (stopped.returncode, stopped.stdout) == (0, f"the region in {region.data} is down\n")
    assert not [pid for pid in pids if lives(pid)]
    assert not Layout.of(region.data).region_file.exists()

    pids = region.running().pids()
    region.interrupt()
    assert not [pid for pid in pids if lives(pid)]

    again = region.down()
    assert again.returncode == 1
    assert again.stderr == f"fairlead: no region runs in {region.data}; start one with: fairlead up\n"


async def test_two_regions_run_side_by_side_and_what_is_taken_is_refused_in_one_line(
    region: RunningRegion, tmp_path: Path
) -> None:
    second = RunningRegion(tmp_path / "second")
    try:
        region.running()
        second.running()
        assert await asyncio.gather(health(region), health(second)) == [True, True]

        third = RunningRegion(tmp_path / "third").up(port=taken_port(region))
        code, said = third.refusal()
        assert (code, said) == (
            1,
            f"fairlead: port {taken_port(region)} is in use on 127.0.0.1; choose another with --port\n",
        )

        twin = RunningRegion(region.data)
        twin.output = tmp_path / "twin.output"
        code, said = twin.up().refusal()
        assert code == 1
        assert said.startswith(f"fairlead: a region already runs in {region.data} (process {region.addresses.pid})")
        assert said.count("\n") == 1

        second.down()
        assert await health(region)
    finally:
        second.down()


def taken_port(region: RunningRegion) -> int:
    return region.addresses.smtp.port


async def health(region: RunningRegion) -> bool:
    """Whether this region's PostgreSQL lets its own roles in, each into its own database only."""
    addresses = region.addresses
    connection = await asyncpg.connect(addresses.databases["leave"])
    await connection.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(addresses.databases["leave"].rpartition("/")[0] + "/registry")
    return True


async def test_spans_reach_the_trace_viewer_even_if_they_came_before_it_was_up(region: RunningRegion) -> None:
    from opentelemetry.exporter.otlp.proto.http import Compression  # noqa: PLC0415
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor  # noqa: PLC0415

    addresses = region.running().addresses
    provider = TracerProvider()
    exporter = OTLPSpanExporter(f"{addresses.otlp}/v1/traces", compression=Compression.Gzip)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with provider.get_tracer("test").start_as_current_span("click") as span:
        trace_id = f"{span.get_span_context().trace_id:032x}"
    provider.shutdown()

    found = None
    deadline = time.monotonic() + 60
    async with httpx.AsyncClient(base_url=addresses.traces) as viewer:
        while found is None or found.status_code != 200:
            assert time.monotonic() < deadline, found
            await asyncio.sleep(0.2)
            try:
                found = await viewer.get(f"/api/v2/trace/{trace_id}")
            except httpx.TransportError:
                continue
    assert [each["name"] for each in found.json()] == ["click"]


async def test_without_archive_and_network_a_region_says_in_one_line_what_is_missing(tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:9"
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "M2_REPO": str(tmp_path / "m2")}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), nowhere)

    bare = RunningRegion(tmp_path / "region").up(env={**home, **proxies, "no_proxy": "", "NO_PROXY": ""})
    code, said = bare.refusal()

    assert code == 1
    assert said.startswith("fairlead: Apache Kafka 4.3.1 is not on this machine and could not be fetched")
    assert said.count("\n") == 1


async def test_a_region_that_cannot_start_detached_tells_why(region: RunningRegion, tmp_path: Path) -> None:
    taken = taken_port(region.running())

    with pytest.raises(RegionError, match=f"^port {taken} is in use on 127.0.0.1; choose another with --port$"):
        await asyncio.to_thread(start_detached, tmp_path / "detached", port=taken, env="test")


async def test_an_unprivileged_user_can_run_a_region(words: str) -> None:
    """As root we become nobody for it; else all the tests above have shown it already, and this one does again."""
    somebody = 65534 if os.geteuid() == 0 else 0
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folder is closed to others
        if somebody:
            os.chown(folder, somebody, somebody)
        region = RunningRegion(Path(folder) / "region", as_user=somebody)
        try:
            await leave_data(region.running().addresses, words)
            assert await data_is_there(region, words)
        finally:
            region.down()
