"""How long before leave calendars and rosters are due: two rules, of two services (R32, T-D1)."""

from chassis.rules import rule
from tests.services.conftest import Drive
from tests.services.driver import Driver


async def everybodys(service: Driver, name: str) -> int:
    async with service.begin() as work:
        days: int = await rule(work, name, on=work.today, of=[])
    return days


async def test_by_everybodys_rules_a_calendar_is_due_no_later_than_the_rosters_made_from_it(drive: Drive) -> None:
    leave, registry = await drive("leave"), await drive("registry")

    calendar = await everybodys(leave, "leave.capacity_ahead_days")
    roster = await everybodys(registry, "registry.rota_days")

    assert calendar >= roster
