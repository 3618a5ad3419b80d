"""A trust that is merged into another in the middle of a quarter: who answers for what it left, and whose were the
placements."""

from datetime import date, timedelta
from typing import Any

import pytest

from chassis.clock import london_date
from contracts.registry import (
    AppointmentEnded,
    AppointmentMade,
    CommitmentLapsing,
    OrganisationClosed,
    PlacementChanged,
    VacancyReported,
)
from contracts.vocabulary import Role
from tests.services.registry.conftest import TRUSTS, Registry
from tests.services.registry.test_commitments import Office, appoint_a_champion
from tests.unit.registry.sheets import CREATE, PEOPLE, a_person, a_placement, csv, sheet

CLOSED_ON = date(2026, 11, 14)
CLOSING = TRUSTS.replace(b'"20190401",""', b'"20190401","20261114"')
INTO_RTD = {"successor": "RTD"}
HEADER = ("role", "name", "email", "registration", "organisation", "from", "to")
RUNNING = a_placement(**{"Date From*": "05/08/2026", "Date To*": "02/02/2027"})
AT_FREEMAN = {"Site*": "Freeman Hospital (RTD01)"}
AT_R0B = ("DME", "Ada Old", "ada@nhs.example", "", "R0B", "01/01/2026", "")
AT_RTD = ("DME", "Ben New", "ben@nhs.example", "", "RTD", "01/01/2026", "")


@pytest.fixture
async def merging(region: Registry) -> Registry:
    """R0B closes; both trusts have a director of medical education."""
    await region.reports("appointments", csv([HEADER, AT_R0B, AT_RTD]))
    await region.reports("organisations", CLOSING)
    return region


async def placed(registry: Registry, placement: dict[str, Any]) -> None:
    await registry.reports("people", csv(sheet(PEOPLE, a_person())))
    await registry.reports("placements", csv(sheet(CREATE, placement)))


async def grants_of(registry: Registry, email: str, on: date) -> set[str]:
    person = (await registry.finds(email=email))["id"]
    return {grant["scope"] for grant in (await registry.gets(f"people/{person}/grants?on={on}"))["grants"]}


async def test_who_follows_is_said_once_and_shown(merging: Registry) -> None:
    assert (await merging.puts("organisations/R0B/successor", INTO_RTD)).status_code == 204
    assert (await merging.puts("organisations/R0B/successor", INTO_RTD)).status_code == 204

    assert [(one.closed_on, one.successor) for one in await merging.said(OrganisationClosed)] == [
        (CLOSED_ON, None), (CLOSED_ON, "RTD")
    ]  # fmt: skip
    assert (await merging.gets("organisations/R0B"))["successor"] == "RTD"


async def test_the_next_register_leaves_the_successor_as_it_is(merging: Registry) -> None:
    await merging.puts("organisations/R0B/successor", INTO_RTD)

    assert (await merging.reports("organisations", CLOSING))["unchanged"] == 2
    assert (await merging.gets("organisations/R0B"))["successor"] == "RTD"


async def test_the_successors_people_answer_from_the_day_after_and_those_of_the_closed_trust_no_more(
    merging: Registry,
) -> None:
    await merging.puts("organisations/R0B/successor", INTO_RTD)

    day_after = CLOSED_ON + timedelta(days=1)
    assert await grants_of(merging, "ben@nhs.example", CLOSED_ON) == {"RTD"}
    assert await grants_of(merging, "ben@nhs.example", day_after) == {"RTD", "R0B"}
    today = london_date(merging.clock.now())
    assert await grants_of(merging, "ada@nhs.example", today) == set()


async def test_the_next_file_with_the_closed_trusts_people_gives_them_nothing_back(merging: Registry) -> None:
    await merging.puts("organisations/R0B/successor", INTO_RTD)
    before = ("College tutor", "Dan Gone", "dan@nhs.example", "", "R0B", "01/01/2020", "")
    after = ("DME", "Eve Late", "eve@nhs.example", "", "R0B", f"{CLOSED_ON + timedelta(days=1):%d/%m/%Y}", "")

    report = await merging.reports("appointments", csv([HEADER, AT_R0B, AT_RTD, before, after]))

    assert (report["unchanged"], report["added"]) == (2, 1)
    [rejected] = report["rejected"]
    assert "R0B is closed: its last day is 14/11/2026" in str(rejected)
    today = london_date(merging.clock.now())
    assert await grants_of(merging, "ada@nhs.example", today) == set()
    assert await grants_of(merging, "dan@nhs.example", CLOSED_ON) == {"R0B"}
    assert await grants_of(merging, "dan@nhs.example", CLOSED_ON + timedelta(days=1)) == set()


@pytest.mark.parametrize("moved_to", [date(2026, 11, 10), date(2026, 12, 31)])
async def test_when_the_closing_day_moves_the_same_again_moves_who_answers_and_tells_nobody_twice(
    merging: Registry, moved_to: date
) -> None:
    await merging.puts("organisations/R0B/successor", INTO_RTD)
    await merging.reports("organisations", CLOSING.replace(b"20261114", f"{moved_to:%Y%m%d}".encode()))

    for _ in range(2):
        assert (await merging.puts("organisations/R0B/successor", INTO_RTD)).status_code == 204

    assert await grants_of(merging, "ben@nhs.example", moved_to) == {"RTD"}
    assert await grants_of(merging, "ben@nhs.example", moved_to + timedelta(days=1)) == {"RTD", "R0B"}
    assert [(one.closed_on, one.successor) for one in await merging.said(OrganisationClosed)] == [
        (CLOSED_ON, None), (CLOSED_ON, "RTD"), (moved_to, "RTD")
    ]  # fmt: skip
    assert len([one for one in await merging.said(AppointmentMade) if one.code == "R0B"]) == 3
    await merging.reports("appointments", csv([HEADER, AT_R0B]))
    assert await grants_of(merging, "ada@nhs.example", moved_to) == {"R0B"}


async def test_whoever_comes_to_the_successor_later_answers_too_and_stops_with_their_role(merging: Registry) -> None:
    await merging.puts("organisations/R0B/successor", INTO_RTD)
    today = london_date(merging.clock.now())
    late = ("Champion", "Cat Late", "cat@nhs.example", "", "RTD", f"{today:%d/%m/%Y}", "")

    await merging.reports("appointments", csv([HEADER, late]))
    assert await grants_of(merging, "cat@nhs.example", today) == {"RTD", "R0B"}
    await merging.reports("appointments", csv([HEADER, (*late[:6], f"{today:%d/%m/%Y}")]))

    assert await grants_of(merging, "cat@nhs.example", today + timedelta(days=1)) == set()
    assert {one.code for one in await merging.said(AppointmentEnded) if one.role is Role.CHAMPION} == {"RTD", "R0B"}


async def test_a_second_merger_hands_on_what_the_first_one_did(merging: Registry) -> None:
    third = TRUSTS.splitlines(keepends=True)[0].replace(b"R0B", b"RXF")
    await merging.puts("organisations/R0B/successor", INTO_RTD)
    both = CLOSING.replace(b'"19980401",""', b'"19980401","20261120"') + third
    await merging.reports("organisations", both)
    await merging.reports(
        "appointments", csv([HEADER, ("DME", "Cy Last", "cy@nhs.example", "", "RXF", "01/01/2026", "")])
    )

    assert (await merging.puts("organisations/RTD/successor", {"successor": "RXF"})).status_code == 204

    assert await grants_of(merging, "cy@nhs.example", date(2026, 12, 1)) == {"RXF", "RTD", "R0B"}
    assert await grants_of(merging, "ben@nhs.example", date(2026, 12, 1)) == set()


async def test_a_wrong_successor_is_put_right_by_naming_the_other(merging: Registry) -> None:
    third = TRUSTS.splitlines(keepends=True)[0].replace(b"R0B", b"RXF")
    await merging.reports("organisations", CLOSING + third)
    await merging.puts("organisations/R0B/successor", {"successor": "RXF"})
    await merging.puts("organisations/R0B/successor", INTO_RTD)
    await merging.puts("organisations/R0B/successor", {"successor": "RXF"})

    assert await grants_of(merging, "ben@nhs.example", london_date(merging.clock.now())) == {"RTD"}


async def test_a_peer_lead_speaks_for_the_residents_of_one_trust(merging: Registry) -> None:
    await placed(merging, {**RUNNING, **AT_FREEMAN})
    lead = ("RDPL", "", "", "7000010", "RTD", f"{london_date(merging.clock.now()):%d/%m/%Y}", "")
    await merging.reports("appointments", csv([HEADER, lead]))

    await merging.puts("organisations/R0B/successor", INTO_RTD)

    assert {one.code for one in await merging.said(AppointmentMade) if one.role is Role.RDPL} == {"RTD"}


@pytest.mark.parametrize(
    ("code", "successor", "status"),
    [("RTD", "R0B", 422), ("R0B", "R0B", 422), ("R0B", "Y63", 422), ("R0B", "QQQ", 404), ("QQQ", "RTD", 404)],
)
async def test_what_no_merger_can_be_is_refused(merging: Registry, code: str, successor: str, status: int) -> None:
    refused = await merging.puts(f"organisations/{code}/successor", {"successor": successor})

    assert refused.status_code == status
    assert [one.successor for one in await merging.said(OrganisationClosed)] == [None]


async def test_a_placement_that_the_next_file_has_at_the_successor_keeps_where_it_began(merging: Registry) -> None:
    there = {**RUNNING, **AT_FREEMAN}
    await placed(merging, RUNNING)
    await merging.puts("organisations/R0B/successor", INTO_RTD)

    await merging.reports("placements", csv(sheet(CREATE, there)))
    await merging.reports("placements", csv(sheet(CREATE, {**there, "WTE*": "0.5"})))

    moved, later = await merging.said(PlacementChanged)
    for said in (moved, later):
        assert (said.placement.host, said.placement.former_host) == ("RTD", "R0B")
        assert said.placement.host_since == CLOSED_ON + timedelta(days=1)
    assert (moved.follows_a_merger, later.follows_a_merger) == (True, False)


async def test_a_placement_that_moves_anywhere_else_follows_nobody(region: Registry) -> None:
    await placed(region, RUNNING)

    await region.reports("placements", csv(sheet(CREATE, {**RUNNING, **AT_FREEMAN})))

    [moved] = await region.said(PlacementChanged)
    assert (moved.placement.host, moved.placement.former_host, moved.follows_a_merger) == ("RTD", None, False)


async def test_a_closed_trust_is_asked_for_no_roles_and_no_review(merging: Registry) -> None:
    await placed(merging, RUNNING)
    today = london_date(merging.clock.now())
    office = Office(merging, await appoint_a_champion(merging))
    await office.has_signed(review_due=str(today + timedelta(days=9)))
    await merging.puts("organisations/R0B/successor", INTO_RTD)

    for job in ("vacancies", "reviews"):
        await merging.driver.run_job(job)

    assert await merging.said(VacancyReported, CommitmentLapsing) == []
