"""The portal's own rules are rehearsed like any other's."""

from chassis.rules import all_rules
from tests.services.portal.conftest import Start
from tests.services.test_rehearsing_rules import rehearsed


async def test_every_rule_of_the_portal_can_be_rehearsed(start: Start) -> None:
    portal = await start()
    async with portal.begin() as work:
        before = await all_rules(work)

    found = [await rehearsed(portal, each.name, each.value) for each in before]

    assert [each["changes"] for each in found] == [[{"before": each.value, "counts": {}}] for each in before] != []
