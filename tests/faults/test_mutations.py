"""Each safety is needed: with any one of them taken out a test fails that passes with it."""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest

from tests.faults.mutations import MUTATIONS, VARIABLE

ROOT = Path(__file__).parents[2]
CHASSIS = "tests/services/chassis"
MODEL = f"{CHASSIS}/test_model.py::test_nothing_that_can_happen_loses_doubles_or_reorders_an_event"
CAUGHT_BY = {
    "inbox": [f"{CHASSIS}/test_door_order.py::test_the_inbox_remembers_what_is_still_held", MODEL],
    "stream position": [
        f"{CHASSIS}/test_door_order.py::test_a_late_duplicate_after_the_inbox_forgot_it_is_stopped_by_its_position",
        MODEL,
    ],
    "version check": [f"{CHASSIS}/test_door_order.py::test_a_gap_is_held_and_then_released_in_order"],
    "relay lock": [f"{CHASSIS}/test_relay.py::test_of_two_relays_one_leads_and_sends_each_event_once"],
    "delete after ack": [f"{CHASSIS}/test_relay.py::test_what_is_not_acknowledged_stays_until_it_is", MODEL],
    "lease": [f"{CHASSIS}/test_jobs.py::test_of_two_replicas_one_runs_an_exclusive_job"],
    "lease fence": [
        "tests/services/notifications/test_delivery.py::test_a_worker_that_lost_its_lease_writes_nothing_down"
    ],
    "frozen bytes": [
        "tests/services/notifications/test_delivery.py::test_a_lost_answer_is_unknown_and_the_same_bytes_go_again"
    ],
    "ledger": [f"{CHASSIS}/test_ledger.py::test_what_was_said_is_what_was_heard_cell_by_cell", MODEL],
}


async def run_without(mutation: str | None, tests: list[str]) -> tuple[set[str], str]:
    """Which of these tests fail in a process of their own, and all that it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pytest", "-q", "-p", "tests.faults.mutations", "-p", "no:cacheprovider", *tests),
        cwd=ROOT,
        env={
            **os.environ,
            VARIABLE: mutation or "",
            "MODEL_SHRINKS": "no",
            "MODEL_EXAMPLES": "100" if mutation else "20",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = (await asyncio.wait_for(process.communicate(), 600))[0].decode()
    assert process.returncode in {0, 1}, said
    return set(re.findall(r"^FAILED (\S+)", said, flags=re.MULTILINE)), said


def test_every_mutation_has_a_test_that_is_to_catch_it() -> None:
    assert CAUGHT_BY.keys() == MUTATIONS.keys()


@pytest.mark.parametrize("mutation", MUTATIONS)
async def test_without_this_safety_a_test_fails(mutation: str) -> None:
    failed, said = await run_without(mutation, CAUGHT_BY[mutation])
    assert failed == set(CAUGHT_BY[mutation]), said


async def test_with_every_safety_in_place_all_of_them_pass() -> None:
    failed, said = await run_without(None, sorted({test for tests in CAUGHT_BY.values() for test in tests}))
    assert failed == set(), said
