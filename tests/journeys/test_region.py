"""A whole region on this machine: it comes up, survives being killed in every way, and leaves nothing behind."""

import asyncio
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import pytest

from fairlead.embedded.addresses import read_addresses
from fairlead.embedded.cli import start_detached
from fairlead.embedded.errors import RegionError
from fairlead.embedded.layout import Layout
from fairlead.embedded.processes import living
from tests.journeys.regions import RunningRegion, data_is_there, leave_data, lives

pytestmark = pytest.mark.journey


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
    assert (
        again.stderr == f"fairlead: no region runs in {region.data}; start one with: fairlead up --data {region.data}\n"
    )


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
        assert not third.data.exists()

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
    assert not (tmp_path / "detached").exists()


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
