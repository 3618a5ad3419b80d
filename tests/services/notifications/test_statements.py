"""What a batch of placement changes costs: statements for the batch, none for each doctor."""

from collections import Counter
from uuid import uuid4

from tests.services.notifications.conftest import Notifications
from tests.services.statements import counted
from tests.unit.notifications.facts import a_person
from tests.unit.notifications.registry_facts import a_change, a_placement

MOST = 15
"""The door's eight among them."""
_SUBSCRIBE = """
    INSERT INTO push_subscription (id, person_id, endpoint, service, server_key, created_at)
    VALUES (gen_random_uuid(), $1, $2, '', '', now())
"""


async def _cost(notifications: Notifications, many: int, *, with_a_device: bool = False) -> Counter[str]:
    """Of telling so many doctors, all new to the service and each with a contact, of a changed placement."""
    doctors = [uuid4() for _ in range(many)]
    if with_a_device:
        async with notifications.driver.begin() as work:
            await work.driver.executemany(_SUBSCRIBE, [(who, str(who)) for who in doctors])
    await notifications.hears(*(a_person(who, email=f"{who}@doctors.example") for who in doctors))
    changes = [a_change(a_placement(doctor_id=who)) for who in doctors]
    records = [notifications.driver.record(one, notifications.driver.stamped(one)) for one in changes]
    with counted() as found:
        await notifications.driver.running.door.take(records)
    return found


async def test_telling_three_hundred_doctors_costs_the_statements_of_telling_three(
    notifications: Notifications,
) -> None:
    await _cost(notifications, 2)

    few, many = await _cost(notifications, 3), await _cost(notifications, 300)

    assert many == few
    assert few.total() <= MOST, few


async def test_their_pushes_cost_one_statement_more_for_all_of_them(notifications: Notifications) -> None:
    await _cost(notifications, 2, with_a_device=True)
    without = await _cost(notifications, 3)

    few = await _cost(notifications, 3, with_a_device=True)
    many = await _cost(notifications, 300, with_a_device=True)

    assert many == few
    assert few.total() == without.total() + 1
    assert await notifications.due() == 305 + 308
