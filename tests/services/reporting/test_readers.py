"""T-D2-LV: at how many sites what residents report of lost time has somebody to read it."""

from datetime import date
from typing import Any

import pytest

from contracts import Event
from contracts.registry import AppointmentEnded, AppointmentMade
from contracts.vocabulary import Role
from tests.services.reporting.reading import ANALYST, Reporting
from tests.services.reporting.test_criteria import indicator
from tests.unit.reporting.makers import (
    a_champion,
    a_placement,
    a_trust,
    announced,
    appointed,
    cancelled,
    changed,
)

CODE = "T-D2-LV"
PERIOD = "2026-27-Q3"


def both(trust: str = "R0B") -> tuple[AppointmentMade, AppointmentMade]:
    return appointed(Role.DME, code=trust), appointed(Role.GUARDIAN, code=trust)


def ended(made: AppointmentMade, on: date) -> AppointmentEnded:
    same = made.model_dump(include={"appointment_id", "person_id", "role", "scope", "code"})
    return AppointmentEnded(**same, ended_on=on)


async def live(reporting: Reporting, *events: Event, trust: str | None = "R0B") -> tuple[int, int] | None:
    await reporting.hears(*events)
    return (await reporting.figures(CODE)).get((trust, PERIOD))


async def test_sites_are_counted_and_not_who_works_there(reporting: Reporting) -> None:
    sites = ("R0B01", "R0B01", "R0B01", "R0B02")

    assert await live(reporting, *(announced(a_placement(site=site)) for site in sites)) == (0, 2)
    assert await live(reporting, *both()) == (2, 2)


@pytest.mark.parametrize("alone", [Role.DME, Role.GUARDIAN, Role.CHAMPION])
async def test_one_of_them_alone_is_not_enough(reporting: Reporting, alone: Role) -> None:
    assert await live(reporting, announced(a_placement()), appointed(alone)) == (0, 1)


async def test_a_nominated_deputy_reads_as_well(reporting: Reporting) -> None:
    director, guardian = both()

    assert await live(reporting, announced(a_placement()), guardian, director.model_copy(update={"deputy": True})) == (
        1,
        1,
    )


async def test_who_has_left_or_is_still_to_come_reads_nothing(reporting: Reporting) -> None:
    director, guardian = both()
    to_come = appointed(Role.DME, starts_on=date(2026, 11, 23))
    await reporting.hears(announced(a_placement()), director, guardian)

    assert await live(reporting, ended(director, date(2026, 11, 21)), to_come) == (0, 1)
    reporting.driver.clock.forward(days=1)
    assert await live(reporting) == (1, 1)


async def test_only_a_site_with_residents_in_post_today_needs_it(reporting: Reporting) -> None:
    gone, to_come = a_placement(site="R0B02"), a_placement(site="R0B03", start=date(2026, 12, 2))
    away = a_placement(site="R0B04", type="out_of_programme")

    assert await live(reporting, *map(announced, (gone, to_come, away)), cancelled(gone)) is None


async def test_a_practice_is_read_for_at_the_lead_employer_and_not_at_itself(reporting: Reporting) -> None:
    of_the_practice = {"host": "A88003", "site": "A88003"}
    placement = a_placement(**of_the_practice, lead_employer="RXF", employer="R0B")
    practice = a_trust("A88003", kind="gp_practice")

    assert await live(reporting, practice, announced(placement), *both("R0B"), trust="A88003") == (0, 1)
    assert await live(reporting, *both("RXF"), trust="A88003") == (1, 1)


async def test_a_site_is_live_where_every_employer_of_its_residents_reads(reporting: Reporting) -> None:
    lent = a_placement(employer="RXF")

    assert await live(reporting, *map(announced, (a_placement(), lent)), *both()) == (0, 1)
    assert await live(reporting, changed(lent, employer="R0B")) == (1, 1)


async def test_it_names_the_site_that_is_without(reporting: Reporting) -> None:
    here, lent = a_placement(site="R0B01"), a_placement(site="R0B02", employer="RXF")
    await reporting.hears(a_trust("R0B"), *map(announced, (here, lent)), *both())

    async with reporting.driver.http(ANALYST) as client:
        told = await client.get("/api/reporting/region/parts", params={"code": CODE, "by": "site", "trust": "R0B"})
    parts = {one["part"]: one["value"] for one in told.json()["items"] if one["trust"]}
    assert parts == {"R0B01": 1.0, "R0B02": 0.0}


async def test_an_appointment_moves_it_wherever_whom_it_employs_works(reporting: Reporting) -> None:
    director, guardian = both("RXF")
    await reporting.hears(a_trust("R0B"), announced(a_placement(employer="RXF")), director)
    await reporting.movements()

    [stamp] = await reporting.hears(guardian)

    [newest, *_] = await reporting.movements(code=CODE, trust="R0B")
    assert (newest["numerator"], newest["because"]) == (1, str(stamp.id))
    told = await indicator(reporting, CODE, trust="R0B")
    assert (told["met"], told["evidence"]["events"], told["evidence"]["event_id"]) == (True, 2, str(stamp.id))


@pytest.mark.parametrize(("made", "moved"), [(a_champion(), "M-E3"), (appointed(Role.DME), CODE)])
async def test_an_office_is_evidence_only_for_what_asks_for_it(
    reporting: Reporting, made: AppointmentMade, moved: str
) -> None:
    await reporting.hears(announced(a_placement()), made)

    seen: dict[str, Any] = {code: (await indicator(reporting, code))["evidence"] for code in ("M-E3", CODE)}
    assert {code for code, evidence in seen.items() if evidence} == {moved}
