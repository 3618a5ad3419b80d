"""An operator repairs a running region by typing: what is held, what was copied wrongly, what should not be mailed."""

import asyncio
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer

from fairlead.commands.client import Region
from fairlead.demo import files
from fairlead.demo.cast import Cast
from fairlead.demo.stage import Stage
from fairlead.embedded.cli import start_detached
from tests.journeys.test_story import FAIRLEAD, answer, crowd, run
from tests.postgres import free_tcp_port

pytestmark = [pytest.mark.journey, pytest.mark.fault]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("repaired") / "data"
    start_detached(folder, port=free_tcp_port(), env="test")
    try:
        yield folder
    finally:
        run("down", data=folder)


@pytest.fixture(scope="module")
def stage(here: Region, cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder, prepared = tmp_path_factory.mktemp("files"), Stage(here)
    prepared.import_file("organisations", files.register(folder))
    prepared.import_file("people", files.people(folder, cast))
    prepared.import_file("appointments", files.appointments(folder, cast))
    prepared.import_file("placements", files.placements(folder, "p.xlsx", [*cast.spells.values(), *crowd(cast)]))
    prepared.settle()
    return prepared


async def spoil(here: Region) -> None:
    """Somebody writes to a topic by hand."""
    producer = AIOKafkaProducer(bootstrap_servers=here.addresses.kafka)
    await producer.start()
    try:
        await producer.send_and_wait("feedback.v1", b"{", key=b"by hand")
    finally:
        await producer.stop()


def until_held(data: Path) -> list[dict[str, Any]]:
    deadline = time.monotonic() + 60
    while len(found := answer("held", "list", data=data)) < 2:
        assert time.monotonic() < deadline, found
        time.sleep(0.5)
    return list(found)


def test_a_record_by_hand_is_seen_as_a_failure_and_discarded_once(data: Path, here: Region, stage: Stage) -> None:
    asyncio.run(spoil(here))
    held = until_held(data)
    assert {one["consumer"] for one in held} == {"notifications", "reporting"}
    assert command("status", data=data, code=0).count(", held 1 (the oldest for 0:") == 2
    failures = json.loads(command("trace", "--failed", "--since", "1h", "--json", data=data, code=1))
    assert {one["kind"] for one in failures["items"]} == {"held"}

    for one in held:
        who = (one["consumer"], str(one["id"]))
        assert "1 still held" in command("held", "replay", *who, data=data, code=1)
        for discarded in (1, 0):
            [done] = answer("held", "discard", *who, "--reason", "written by hand", data=data)
            assert (done["discarded"], done["still_held"]) == (discarded, 0)

    assert answer("held", "list", data=data) == []
    assert {one["deed"] for one in answer("audit", data=data)} == {"held.discarded"}
    assert json.loads(run("trace", "--failed", "--json", data=data))["items"] == []
    assert all(one["holds"] for one in answer("verify", data=data)["invariants"])


def test_every_projection_is_rebuilt_while_an_import_runs_and_equals_what_is_live(
    data: Path, cast: Cast, stage: Stage, tmp_path: Path
) -> None:
    names = [one["projection"] for one in answer("rebuild", "--list", data=data)]
    assert {"reporting.facts", "leave.placements", "notifications.contacts"} <= set(names)
    decided = len(answer("mail", data=data))
    moved = [replace(spell, start=spell.start + timedelta(days=1)) for spell in crowd(cast)]
    sheet = files.placements(tmp_path, "moved.xlsx", moved)
    importing = subprocess.Popen([*FAIRLEAD, "import", "placements", str(sheet), "--data", str(data)])

    for name in names:
        rebuilt = answer("rebuild", name, data=data)
        assert (rebuilt["added"], rebuilt["changed"], rebuilt["removed"]) == (0, 0, 0), rebuilt
    assert importing.wait(timeout=120) == 0
    stage.settle()

    assert all(one["holds"] for one in answer("verify", data=data)["invariants"])
    before = len(answer("mail", data=data))
    assert before > decided
    for name in ("notifications.contacts", "leave.placements"):
        run("rebuild", name, data=data)
    stage.settle()
    assert len(answer("mail", data=data)) == before, "a rebuild tells nobody"


def test_a_rebuild_killed_at_any_moment_is_simply_begun_again(data: Path, stage: Stage) -> None:
    for seconds in (2.0, 3.0, 4.0):
        rebuilding = subprocess.Popen([*FAIRLEAD, "rebuild", "reporting.facts", "--data", str(data)])
        time.sleep(seconds)
        if rebuilding.poll() is None:
            os.kill(rebuilding.pid, signal.SIGKILL)
        rebuilding.wait()
    rebuilt = answer("rebuild", "reporting.facts", data=data)
    assert rebuilt["rows"] > 0
    assert (rebuilt["added"], rebuilt["changed"], rebuilt["removed"]) == (0, 0, 0)


def test_the_mails_of_an_import_are_paused_and_resumed_by_its_id(data: Path, stage: Stage) -> None:
    import_id = answer("imports", data=data)[0]["id"]
    asked = ("--import", import_id, "--reason", "to see")
    assert answer("notifications", "pause", *asked, data=data)["state"] == "paused"
    assert answer("notifications", "resume", *asked, data=data)["state"] == "flowing"
    assert "there is no import" in run("notifications", "cancel", "--import", str(uuid4()), data=data, code=1)
    deeds = [one["deed"] for one in answer("audit", data=data) if one["deed"].startswith("notifications.")]
    assert deeds == ["notifications.paused", "notifications.resumed"]


def command(*words: str, data: Path, code: int) -> str:
    """Like ``run``, but what it prints although it fails."""
    ended = subprocess.run(
        [*FAIRLEAD, *words, "--data", str(data)], capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == code, f"{words}: exit {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout
