"""A hamlet that has lived through everything that may look like a loss, to be damaged in one place."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.door.record import StoredRecord
from contracts import Event, Grant
from contracts.registry import DateChange
from contracts.vocabulary import Role
from fairlead.commands.client import Region
from fairlead.embedded.layout import Layout
from fairlead.embedded.mail import MailCatcher
from tests.postgres import TestPostgres, free_tcp_port
from tests.services.driver import Driver, an_actor
from tests.services.notifications.conftest import VAPID_KEY
from tests.services.notifications.push_service import PushService, a_push_service
from tests.services.verifying.hamlet import SERVICES, Hamlet, region_of
from tests.unit.notifications import facts, leave_facts, opportunity_facts, registry_facts
from tests.unit.reporting.makers import a_slot

MOVED, CANCELLED, PAUSED, TOUCHED, HELD = (uuid4() for _ in range(5))
"""Placements: often changed; cancelled; changed by an import that is paused; whose leave is touched; unreadable."""
REFUSED, UNANSWERED, GIVEN, PUBLISHED = uuid4(), uuid4(), uuid4(), uuid4()
"""Requests for leave, a piece of feedback, and an opportunity."""
SLOT, EMPTY = uuid4(), uuid4()
"""Shadowing: a slot that is booked, and one that nobody had booked when its host cancelled it."""
STRANGER, ANOTHER = uuid4(), uuid4()
"""Doctors of whom nothing but a placement is known."""
IMPORT, HALTED = uuid4(), uuid4()

Apart = Callable[..., Awaitable[Region]]
Drive = Callable[..., Awaitable[Driver]]


@pytest.fixture(scope="module")
def lived() -> dict[str, str]:
    """The databases of the hamlet, by service, once it has lived; and the folder of its mail."""
    return {}


@pytest.fixture
async def apart(
    drive: Drive,
    postgres: TestPostgres,
    lived: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Apart:
    """``await apart("leave")``: the hamlet with a database of leave's own for this test, to be damaged."""
    if not lived:
        lived |= await _lived(drive, postgres, tmp_path_factory.mktemp("hamlet"))

    async def cloned(*services: str) -> Region:
        clones = {service: await postgres.database(template=lived[service]) for service in services}
        return region_of({service: lived[service] for service in SERVICES} | clones, Path(lived["mail"]))

    return cloned


@contextlib.asynccontextmanager
async def a_hamlet(drive: Drive, folder: Path) -> AsyncIterator[tuple[Hamlet, MailCatcher]]:
    """New, at this very moment, its mail caught below ``folder``."""
    layout, port = Layout.of(folder), free_tcp_port()
    layout.create()
    catcher = MailCatcher(layout.mail, host="127.0.0.1", port=port)
    await catcher.start()
    portal = {"portal_url": "http://127.0.0.1:8600"}
    more: dict[str, dict[str, Any]] = {
        "recognition": portal,
        "notifications": portal
        | {
            "smtp_host": "127.0.0.1",
            "smtp_port": port,
            "mail_from": "Fairlead <no-reply@fairlead.example>",
            "vapid_key": VAPID_KEY,
        },
    }
    hamlet = Hamlet({name: await drive(name, **more.get(name, {})) for name in SERVICES})
    for driver in hamlet.drivers.values():
        driver.clock.set(datetime.now(UTC))
    try:
        async with a_push_service(hamlet.drivers["notifications"].clock.now) as pushes:
            await _subscribe(hamlet, pushes)
            yield hamlet, catcher
    finally:
        await catcher.stop()


async def _subscribe(hamlet: Hamlet, pushes: PushService) -> None:
    """The doctor has turned on push on a phone."""
    async with hamlet.drivers["notifications"].http(
        an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=facts.DOCTOR)
    ) as http:
        key = (await http.get("/api/notifications/push-key")).json()["public_key"]
        browser = pushes.a_browser(key)
        assert (await http.post("/api/notifications/push-subscriptions", json=browser.subscription)).status_code == 201


async def _lived(drive: Drive, postgres: TestPostgres, folder: Path) -> dict[str, str]:
    async with a_hamlet(drive, folder) as (hamlet, _):
        await _live(hamlet)
    for driver in hamlet.drivers.values():
        await driver.running.database.close()
    kept = {service: await postgres.database(template=url) for service, url in hamlet.databases.items()}
    return kept | {"mail": str(folder)}


async def _live(hamlet: Hamlet) -> None:
    await hamlet.say(
        *(facts.an_organisation(), facts.a_person(), facts.a_coordinator()),
        *(facts.an_appointment(), facts.a_contact(known_as="Ama")),
    )
    await hamlet.carry()
    await hamlet.say(
        *(announced(one) for one in (MOVED, CANCELLED, PAUSED, TOUCHED)),
        *(moved(MOVED, weeks) for weeks in (1, 2, 3)),
        registry_facts.an_announcement(placement(uuid4(), doctor_id=STRANGER)),
    )
    await hamlet.carry(backwards_to="feedback")
    await hamlet.say(
        moved(TOUCHED, 1, import_id=IMPORT),
        registry_facts.a_cancellation(placement(CANCELLED), import_id=IMPORT),
        registry_facts.a_completed_import(IMPORT, changed=1, cancelled=1),
        leave_facts.a_touched_request(placement_id=TOUCHED, last_day=_day(40), import_id=IMPORT),
        *_leave_and_feedback(),
        opportunity_facts.an_opportunity(opportunity_id=PUBLISHED),
        *_shadowing(),
    )
    await hamlet.carry()
    await _halt(hamlet)
    await _hold(hamlet)
    await hamlet.work()


def _leave_and_feedback() -> list[Event]:
    days = {"first_day": _day(39), "last_day": _day(40)}
    return [
        leave_facts.a_request(leave_id=REFUSED, **days),
        leave_facts.a_refusal(leave_id=REFUSED, **days),
        leave_facts.a_request(
            leave_id=UNANSWERED, trust="RTD", steps=(leave_facts.A_STEP.model_copy(update={"scope": "RTD"}),), **days
        ),
        leave_facts.a_request(leave_id=uuid4(), steps=(), **days),
        facts.some_feedback(feedback_id=GIVEN),
    ]


def _shadowing() -> list[Event]:
    begins = datetime.now(UTC) + timedelta(days=10)
    hours = {"host_id": facts.COORDINATOR, "starts_at": begins, "ends_at": begins + timedelta(hours=4)}
    return [
        *(a_slot(slot_id=which, **hours) for which in (SLOT, EMPTY)),
        facts.a_booking(slot_id=SLOT, **hours),
        facts.a_cancelled_slot(slot_id=EMPTY, bookings=(), **hours),
    ]


async def _halt(hamlet: Hamlet) -> None:
    """An import whose mails an operator pauses before it is heard of, and one whose mails are cancelled."""
    cancelled = uuid4()
    async with hamlet.drivers["notifications"].http(an_actor(Grant(Role.OPERATOR))) as operator:
        for import_id, deed in ((HALTED, "pause"), (cancelled, "cancel")):
            answer = await operator.post(f"/api/notifications/imports/{import_id}/{deed}", json={"reason": "to see"})
            assert answer.is_success, answer.text
    for import_id, weeks in ((HALTED, 1), (cancelled, 2)):
        await hamlet.say(
            moved(PAUSED, weeks, import_id=import_id),
            registry_facts.a_completed_import(import_id, changed=1, cancelled=0),
        )
    await hamlet.carry()


async def _hold(hamlet: Hamlet) -> None:
    """An announcement that nobody can read, and its change behind it; reporting lets go of the first."""
    [unreadable, _] = await hamlet.say(announced(HELD, doctor_id=ANOTHER), moved(HELD, 1, doctor_id=ANOTHER))
    hamlet.spoilt.add(unreadable)
    await hamlet.carry()
    await hamlet.discard("reporting", unreadable)
    await hamlet.receive("leave", StoredRecord("placements.v1", 0, 10_000, b"by hand", b"{", []))


def announced(placement_id: UUID, **more: Any) -> Event:
    return registry_facts.an_announcement(placement(placement_id, **more))


def moved(placement_id: UUID, weeks: int, *, import_id: UUID | None = None, **more: Any) -> Event:
    news = _day(70 + 7 * weeks)
    change = DateChange(field="start", old=_day(63 + 7 * weeks), new=news)
    return registry_facts.a_change(placement(placement_id, start=news, **more), changes=(change,), import_id=import_id)


def placement(placement_id: UUID, **more: Any) -> Any:
    return registry_facts.a_placement(**{"placement_id": placement_id, "start": _day(70), "end": _day(250), **more})


def _day(ahead: int) -> Any:
    return datetime.now(UTC).date() + timedelta(days=ahead)
