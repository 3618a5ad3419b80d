"""Who holds which role where, from a file or one at a time; and what a person may do."""

from datetime import timedelta
from uuid import UUID

import pytest

from chassis.clock import london_date
from contracts.registry import AppointmentEnded, AppointmentMade, PersonContactChanged, PersonRegistered
from tests.services.registry.conftest import Registry, counts
from tests.unit.registry.sheets import CREATE, PEOPLE, a_person, a_placement, csv, sheet, xlsx

HEADER = ("Role", "Name", "E-mail", "registration", "Organisation", "programme", "From", "to", "Deputy")


def appointed(*rows: tuple[object, ...]) -> bytes:
    return csv([HEADER, *rows])


ROTA = ("Rota coordinator", "Mrs Joan Fry", "joan.fry@nhs.example", "", "R0B", "", "01/01/2026", "", "")


async def test_an_appointment_makes_the_person(region: Registry) -> None:
    assert counts(await region.reports("appointments", appointed(ROTA))) == {"rows": 1, "added": 1}

    [person] = await region.said(PersonRegistered)
    assert (person.given_names, person.family_name, person.email, person.confirmed) == (
        "Joan", "Fry", "joan.fry@nhs.example", True
    )  # fmt: skip
    [made] = await region.said(AppointmentMade)
    assert (made.person_id, made.role, made.scope, made.code) == (
        person.person_id, "rota_coordinator", "organisation", "R0B"
    )  # fmt: skip


async def test_a_row_that_makes_somebody_new_is_named_before_and_after(region: Registry) -> None:
    mistyped = ("College tutor", "Tess Bad", "", "9999999", "R0B", "", "", "", "")
    file = appointed(ROTA, mistyped, ("Champion", "", "", "9999999", "R0B", "", "", "", ""))

    rehearsed = await region.reports("appointments", file, dry_run=True)
    taken = await region.reports("appointments", file)
    again = await region.reports("appointments", file)

    assert (
        rehearsed["warnings"]
        == taken["warnings"]
        == [
            "E-mail: a new person, as nobody was known by this address; check it (row 2)",
            "registration: a new person, as nobody was known by this number; check it (row 3)",
        ]
    )
    assert again["warnings"] == []


async def test_the_same_file_again_changes_nothing(region: Registry) -> None:
    await region.reports("appointments", appointed(ROTA))

    assert counts(await region.reports("appointments", appointed(ROTA))) == {"rows": 1, "unchanged": 1}


async def test_an_end_date_changes_the_appointment_it_is_about(region: Registry) -> None:
    await region.reports("appointments", appointed(ROTA))
    ended = (*ROTA[:7], "31/12/2026", "")

    assert counts(await region.reports("appointments", appointed(ended))) == {"rows": 1, "changed": 1}

    first, second = await region.said(AppointmentMade)
    assert second.appointment_id == first.appointment_id
    assert second.ends_on.isoformat() == "2026-12-31"


@pytest.mark.parametrize("days_ago", [0, 1, 100])
async def test_an_open_appointment_that_is_brought_in_as_over_has_ended(region: Registry, days_ago: int) -> None:
    last = london_date(region.clock.now()) - timedelta(days=days_ago)
    await region.reports("appointments", appointed(ROTA))
    over = appointed((*ROTA[:7], f"{last:%d/%m/%Y}", ""))

    assert counts(await region.reports("appointments", over)) == {"rows": 1, "changed": 1}
    assert counts(await region.reports("appointments", over)) == {"rows": 1, "unchanged": 1}

    [made] = await region.said(AppointmentMade)
    [ended] = await region.said(AppointmentEnded)
    assert (ended.appointment_id, ended.person_id, ended.code) == (made.appointment_id, made.person_id, "R0B")
    assert ended.ended_on == last


async def test_an_appointment_may_be_ended_over_http_without_its_first_day(region: Registry) -> None:
    body = {"role": "Rota coordinator", "name": "Joan Fry", "email": "joan.fry@nhs.example", "organisation": "R0B"}
    yesterday = str(london_date(region.clock.now()) - timedelta(days=1))
    made = await region.posts("appointments", {**body, "from": "2026-01-01", "to": "2030-12-31"})

    ended = await region.posts("appointments", {**body, "to": yesterday})
    again = await region.posts("appointments", {**body, "to": yesterday})

    assert ended.json() == again.json() == made.json()
    assert [str(one.ended_on) for one in await region.said(AppointmentEnded)] == [yesterday]


async def test_a_name_with_what_no_name_has_appoints_nobody_in_a_file_or_over_http(region: Registry) -> None:
    what_to_write = "'2' is in no name; write it with letters, apostrophe, hyphen, space and full stop alone"
    body = {"role": "Rota coordinator", "name": "Joan Fry2", "email": "joan.fry@nhs.example", "organisation": "R0B"}

    refused = await region.posts("appointments", body)
    report = await region.reports("appointments", appointed((ROTA[0], "Joan Fry2", *ROTA[2:])))

    assert (refused.status_code, refused.json()["detail"]) == (422, f"name {what_to_write}")
    assert report["rejected"] == [{"row": 2, "column": "Name", "value": "Joan Fry2", "reason": what_to_write}]
    assert await region.said(AppointmentMade) == []


async def test_an_appointment_that_is_over_already_is_made_not_ended(region: Registry) -> None:
    await region.reports("appointments", appointed((*ROTA[:7], "31/01/2026", "")))
    await region.reports("appointments", appointed((*ROTA[:7], "28/02/2026", "")))

    assert [str(one.ends_on) for one in await region.said(AppointmentMade)] == ["2026-01-31", "2026-02-28"]
    assert await region.said(AppointmentEnded) == []


async def test_an_end_that_no_appointment_can_have_is_rejected_and_makes_nobody(region: Registry) -> None:
    report = await region.reports("appointments", appointed((*ROTA[:6], "", "31/01/2026", "")))

    assert [(fault["row"], fault["column"]) for fault in report["rejected"]] == [(2, "to")]
    assert await region.said(PersonRegistered, AppointmentMade, AppointmentEnded) == []


async def test_roles_are_read_as_people_write_them(region: Registry) -> None:
    rows = [
        (role, "Dr A Bee", "a.bee@nhs.example", "", "R0B", "", "2026-01-01", "", "")
        for role in ("DME", "Educational supervisor", "champion", "medical  Education_Manager")
    ]
    tpd = ("TPD", "Dr A Bee", "a.bee@nhs.example", "", "", "NTH/FND/2", "01/01/2026", "", "yes")

    await region.reports("appointments", appointed(*rows, tpd))

    made = await region.said(AppointmentMade)
    assert [(one.role, one.scope, one.deputy) for one in made] == [
        ("dme", "organisation", False),
        ("supervisor", "organisation", False),
        ("champion", "organisation", False),
        ("meded_admin", "organisation", False),
        ("tpd", "programme", True),
    ]
    assert len(await region.said(PersonRegistered)) == 1


async def test_a_deanery_role_is_held_at_the_deanery(region: Registry) -> None:
    analyst = ("deanery analyst", "Ann Lee", "ann.lee@nhs.example", "", "Y63", "", "01/01/2026", "", "")
    at_trust = ("dean", "Ann Lee", "ann.lee@nhs.example", "", "R0B", "", "01/01/2026", "", "")

    report = await region.reports("appointments", appointed(analyst, at_trust))

    assert [(one.scope, one.code) for one in await region.said(AppointmentMade)] == [("deanery", "Y63")]
    assert [fault["row"] for fault in report["rejected"]] == [3]


async def test_unknown_roles_and_organisations_are_rejected(region: Registry) -> None:
    king = ("king", "A B", "a@nhs.example", "", "R0B", "", "", "", "")
    lost = ("DME", "A B", "a@nhs.example", "", "QQQ", "", "", "", "")
    doctor = ("resident doctor", "A B", "a@nhs.example", "", "R0B", "", "", "", "")

    report = await region.reports("appointments", appointed(king, lost, doctor))

    assert [(fault["row"], fault["column"]) for fault in report["rejected"]] == [
        (2, "Role"), (3, "Organisation"), (4, "Role")
    ]  # fmt: skip


async def test_somebody_appointed_by_address_is_the_doctor_of_that_address_when_the_people_sheet_comes(
    region: Registry,
) -> None:
    anna = ("supervisor", "Dr Anna Bell", "Anna.Bell@nhs.example", "", "R0B", "", "01/01/2026", "", "")
    await region.reports("appointments", appointed(anna))

    assert counts(await region.reports("people", xlsx(sheet(PEOPLE, a_person())))) == {"rows": 1, "changed": 1}

    [first] = await region.said(PersonRegistered)
    [then] = await region.said(PersonContactChanged)
    assert then.person_id == first.person_id


async def test_one_appointment_over_http_says_the_same_as_a_row(region: Registry) -> None:
    body = {"role": "Rota coordinator", "name": "Joan Fry", "email": "joan.fry@nhs.example", "organisation": "R0B",
            "from": "2026-01-01"}  # fmt: skip

    made = await region.posts("appointments", body)
    again = await region.posts("appointments", body)

    assert (made.status_code, again.json()) == (201, made.json())
    [said] = await region.said(AppointmentMade)
    assert str(said.appointment_id) == made.json()["id"]


async def test_an_appointment_nobody_can_hold_is_refused_over_http(region: Registry) -> None:
    refused = await region.posts("appointments", {"role": "king", "email": "a@nhs.example", "organisation": "R0B"})

    assert refused.status_code == 422
    assert "not a role" in refused.json()["detail"]


async def test_grants_are_the_roles_held_on_a_day_with_their_scopes(region: Registry) -> None:
    await region.reports("people", xlsx(sheet(PEOPLE, a_person())))
    await region.reports("placements", xlsx(sheet(CREATE, a_placement(**{"Clinical Supervisor": 7000020.0}))))
    champion = ("champion", "", "", "7000010", "R0B", "", "01/01/2026", "30/11/2026", "")
    await region.reports("appointments", appointed(champion))
    anna = (await region.finds(email="ANNA.BELL@nhs.example"))["id"]

    assert (await region.gets(f"people/{anna}/grants?on=2026-11-30"))["grants"] == [
        {"role": "champion", "scope": "R0B"},
        {"role": "resident_doctor", "scope": None},
    ]
    assert (await region.gets(f"people/{anna}/grants?on=2026-12-01"))["grants"] == [
        {"role": "resident_doctor", "scope": None}
    ]
    supervisor = await region.finds(registration="7000020")
    assert supervisor["roles"] == ["supervisor"]
    assert UUID(supervisor["id"])
