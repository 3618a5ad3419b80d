"""Two faults at once, wherever the dice put them: the safeties must not stand in each other's way."""

import asyncio
import os
import random
import signal

import pytest

from tests.faults.judging import assert_sound
from tests.faults.load import Load
from tests.faults.running import Fault
from tests.faults.stage import OF_PLACEMENTS, SERVICES, Town

RELAYING = ("before the send", "amid the send", "between ack and delete")
HEARING = ("before the inbox", "inside the inbox", "between inbox and offset")
PLACES = [
    *((service, at) for service in ("registry", "leave", "notifications") for at in RELAYING),
    *((service, at) for service in OF_PLACEMENTS for at in HEARING),
]
PAIRS = int(os.environ.get("FAULT_PAIRS", "4"))
"""How many pairs a run throws; a night can afford a thousand."""


@pytest.mark.parametrize("throw", range(PAIRS))
async def test_two_deaths_at_once_cost_time_and_nothing_else(town: Town, throw: int) -> None:
    chance = random.Random(f"{town.seed}/{throw}")
    pair = chance.sample(PLACES, 2)
    print(f"the dice say: {pair}")
    healthy = {service: town.start(service) for service in SERVICES}
    await town.answers("registry", "leave")
    load = Load(town)
    await load.set_up()
    struck = {service: [Fault(at, nth=chance.randint(1, 3)) for s, at in pair if s == service] for service, _ in pair}
    await asyncio.gather(*(healthy[service].stop() for service in struck))
    async with load.going_on():
        await asyncio.gather(*(_die_of_each(town, service, faults) for service, faults in struck.items()))
    await assert_sound(town, load, within=90)


async def _die_of_each(town: Town, service: str, faults: list[Fault]) -> None:
    """One life for each fault, and then a quiet one."""
    for fault in faults:
        dying = town.start(service, faults=[fault], lease=2.0)
        assert await dying.ended(within=60) == -signal.SIGKILL
    town.start(service)
