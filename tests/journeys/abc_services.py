"""Three toy services: A says, B hears and says on, C hears. As a program it runs one of them, with a place to die at.

python -m tests.journeys.abc_services NAME LETTER PART,… [CRASH]     settings come from FAIRLEAD_… variables
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from chassis.door import Heard, hears
from chassis.door.offsets import Offsets
from chassis.sending import Sender
from chassis.service import Part, Running, Service
from chassis.settings import ServiceSettings
from chassis.telemetry import configure_logging
from chassis.work import UnitOfWork
from contracts.feedback import FeedbackGiven
from contracts.notifications import NotificationSent
from tests.services.chassis.toy import MIGRATIONS, a_sent, effect

COLUMNS = ["topic", "key", "subject", "sequence", "event_id"]
CRASHES = ("before the send", "between ack and delete", "inside the inbox", "between inbox and offset")


def notice_of(event_id: UUID) -> UUID:
    return uuid5(NAMESPACE_OID, str(event_id))


@hears.batch(FeedbackGiven)
async def keep_and_tell(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows = [("feedback.v1", h.stamp.key, h.stamp.subject, h.stamp.sequence, h.stamp.id) for h in heard]
    await work.copy(effect, COLUMNS, rows)
    if crash == "inside the inbox":
        die()
    for one in heard:
        told = a_sent(
            notification_id=notice_of(one.stamp.id), person_id=one.event.doctor_id, attempts=one.stamp.sequence
        )
        work.say(told, because=one)


@hears.batch(NotificationSent)
async def keep(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Its effects are numbered as B's were, so that the order per key shows at the far end too."""
    rows = [("notifications.v1", h.stamp.key, h.stamp.key, h.event.attempts, h.stamp.id) for h in heard]
    await work.copy(effect, COLUMNS, rows)


HEARS: dict[str, list[Any]] = {"a": [], "b": [keep_and_tell], "c": [keep]}


def service(name: str, letter: str, settings: ServiceSettings) -> Service:
    return Service(name=name, settings=settings, migrations=MIGRATIONS, hears=HEARS[letter])


crash: str | None = None


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_at(place: str) -> None:
    """Replace one step of the chassis by the power going away."""
    send = Sender.send
    settle = Offsets.settle

    async def no_send(sender: Sender, rows: Sequence[Any]) -> dict[int, int]:
        die()
        return {}

    async def send_and_die(sender: Sender, rows: Sequence[Any]) -> dict[int, int]:
        await send(sender, rows)
        die()
        return {}

    async def die_owing(offsets: Offsets, consumer: Any) -> None:
        if consumer is not None and offsets.owed(consumer.assignment()):
            die()
        await settle(offsets, consumer)

    if place == "before the send":
        Sender.send = no_send
    elif place == "between ack and delete":
        Sender.send = send_and_die
    elif place == "between inbox and offset":
        Offsets.settle = die_owing


async def main(name: str, letter: str, parts: str) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await Running(service(name, letter, ServiceSettings()), [Part(part) for part in parts.split(",")]).run(stop)


if __name__ == "__main__":
    configure_logging()
    if len(sys.argv) > 4:
        crash = sys.argv[4]
        assert crash in CRASHES
        _die_at(crash)
    asyncio.run(main(*sys.argv[1:4]))
