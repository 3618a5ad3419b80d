"""What people may not do over HTTP, whatever role they hold elsewhere."""

from typing import Any

import pytest

from contracts import Grant
from contracts.registry import AppointmentMade, PersonContactChanged, PersonRegistered, PlacementAnnounced
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.registry.conftest import OPERATOR, TRUSTS, Registry
from tests.unit.registry.sheets import CREATE, PEOPLE, a_person, a_placement, csv, sheet

ADMIN = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
ANALYST = an_actor(Grant(Role.DEANERY_ANALYST, "Y63"))
STRANGE_ANALYST = an_actor(Grant(Role.DEANERY_ANALYST, "Y56"))
JOAN = {"name": "Joan Fry", "email": "joan.fry@nhs.example", "from": "2026-01-01"}


def an_appointment(role: str, **place: str) -> dict[str, str]:
    return {"role": role, **JOAN, **place}


@pytest.mark.parametrize(
    ("actor", "role", "place", "status"),
    [
        (ADMIN, "champion", {"organisation": "R0B"}, 201),
        (ADMIN, "champion", {"organisation": "RTD"}, 403),
        (ADMIN, "champion", {"organisation": "Y63"}, 403),
        (ADMIN, "dean", {"organisation": "Y63"}, 403),
        (ADMIN, "deanery_analyst", {"organisation": "R0B"}, 403),
        (ADMIN, "auditor", {"organisation": "R0B"}, 403),
        (ADMIN, "tpd", {"programme": "NTH/FND/2"}, 403),
        (ADMIN, "dme", {"programme": "R0B"}, 403),
        (ANALYST, "tpd", {"programme": "NTH/FND/2"}, 201),
        (ANALYST, "dme", {"organisation": "RTD"}, 201),
        (ANALYST, "dean", {"organisation": "Y63"}, 403),
        (ANALYST, "deanery_analyst", {"organisation": "Y63"}, 403),
        (STRANGE_ANALYST, "dme", {"organisation": "R0B"}, 403),
        (OPERATOR, "dean", {"organisation": "Y63"}, 201),
        (OPERATOR, "auditor", {"organisation": "R0B"}, 201),
        (an_actor(Grant(Role.DME, "R0B")), "champion", {"organisation": "R0B"}, 403),
    ],
)
async def test_appointing(region: Registry, actor: Any, role: str, place: dict[str, str], status: int) -> None:
    answer = await region.posts("appointments", an_appointment(role, **place), actor)

    assert answer.status_code == status, answer.text
    assert len(await region.said(AppointmentMade)) == (status == 201)


@pytest.mark.parametrize("role", [Role.DME, Role.SLRDE, Role.CHAMPION, Role.RDPL, Role.COLLEGE_TUTOR, Role.TPD])
async def test_who_appoints_nobody_gets_no_number_for_an_id_or_an_address(region: Registry, role: Role) -> None:
    asker = an_actor(Grant(role, "RTD"))
    await region.reports("people", csv(sheet(PEOPLE, a_person())))
    known = await region.finds(registration="7000010")

    by_number = await region.posts("people/search", {"registration": known["registration"]}, asker)
    by_id = await region.posts("people/search", {"id": known["id"]}, asker)
    by_address = await region.posts("people/search", {"email": "anna.bell@nhs.example"}, asker)

    assert by_number.json()["items"] == [known]
    assert (by_id.status_code, by_address.status_code) == (403, 403)
    assert (await region.posts("people/search", {"id": known["id"]}, ADMIN)).json()["items"] == [known]


@pytest.mark.parametrize(("actor", "status"), [(ANALYST, 403), (OPERATOR, 202)])
async def test_only_an_operator_says_which_trusts_there_are(registry: Registry, actor: Any, status: int) -> None:
    """A deanery answers for its region's trusts: an analyst who wrote the register would choose their own."""
    async with registry.driver.http(actor) as http:
        form = {"data": {"kind": "organisations"}, "files": {"file": ("etr.csv", TRUSTS)}}
        assert (await http.post("/api/registry/imports", **form)).status_code == status


@pytest.mark.parametrize("kind", ["people", "placements", "appointments"])
async def test_an_analyst_imports_the_deanerys_files(region: Registry, kind: str) -> None:
    async with region.driver.http(ANALYST) as http:
        form = {"data": {"kind": kind}, "files": {"file": ("file.csv", csv(sheet(CREATE, a_placement())))}}
        assert (await http.post("/api/registry/imports", **form)).status_code == 202


async def test_nobody_appoints_themselves(region: Registry) -> None:
    made = await region.posts("appointments", an_appointment("meded_admin", organisation="R0B"))
    joan = an_actor(Grant(Role.MEDED_ADMIN, "R0B"), person_id=made.json()["person_id"])

    refused = await region.posts("appointments", an_appointment("dme", organisation="R0B"), joan)

    assert refused.status_code == 403


async def test_an_administrator_cannot_give_a_known_doctor_an_address(region: Registry) -> None:
    await region.reports("placements", csv(sheet(CREATE, a_placement())))
    taken_over = {**an_appointment("champion", organisation="R0B"), "registration": "7000010"}

    made = await region.posts("appointments", taken_over, ADMIN)

    assert made.status_code == 201
    assert await region.said(PersonContactChanged) == []
    assert (await region.finds(registration="7000010"))["confirmed"] is False


@pytest.mark.parametrize(
    ("actor", "known_by", "status"),
    [
        (ADMIN, {"registration": "7999999", "email": "mine@nhs.example"}, 403),
        (ADMIN, {"registration": "7999999"}, 201),
        (ADMIN, {"email": "mine@nhs.example"}, 201),
        (ANALYST, {"registration": "7999999", "email": "mine@nhs.example"}, 201),
    ],
)
async def test_an_administrator_cannot_give_an_unknown_number_an_address(
    region: Registry, actor: Any, known_by: dict[str, str], status: int
) -> None:
    """Whoever has a person's address can be them, on the day the People sheet brings the number in."""
    body = {"role": "champion", "organisation": "R0B", "from": "2026-01-01", **known_by}

    answer = await region.posts("appointments", body, actor)

    assert answer.status_code == status, answer.text
    assert len(await region.said(PersonRegistered)) == (status == 201)
    if status == 403:
        assert "leave one of the two empty" in answer.json()["detail"]


async def test_an_administrator_appoints_somebody_known_by_number_and_address(region: Registry) -> None:
    await region.reports("people", csv(sheet(PEOPLE, a_person())))
    known = {"role": "champion", "registration": "7000010", "email": "anna.bell@nhs.example", "from": "2026-01-01"}

    assert (await region.posts("appointments", {**known, "organisation": "R0B"}, ADMIN)).status_code == 201


async def test_a_deanery_is_set_up_by_the_operator_only(region: Registry) -> None:
    body = {"name": "North", "trusts": ["R0B", "RTD"], "from": "2026-01-01"}

    refused = [(await region.puts("deaneries/Y63", body, actor)).status_code for actor in (ADMIN, ANALYST)]

    assert refused == [403, 403]
    assert (await region.puts("deaneries/Y63", body)).status_code == 204


async def test_a_file_and_its_rejected_rows_are_the_deanerys(region: Registry) -> None:
    brought = await region.brings("placements", csv(sheet(CREATE, a_placement(**{"Date From*": "someday"}))))
    paths = ("imports", f"imports/{brought['id']}", f"imports/{brought['id']}/rejected.xlsx")

    async def asks(actor: Any) -> list[int]:
        async with region.driver.http(actor) as http:
            sent = await http.post(
                "/api/registry/imports", data={"kind": "placements"}, files={"file": ("a.csv", b"GMC Number\r\n")}
            )
            return [sent.status_code, *[(await http.get(f"/api/registry/{path}")).status_code for path in paths]]

    assert await asks(ADMIN) == [403, 200, 404, 404]
    assert (await region.gets("imports", ADMIN))["items"] == []
    assert await asks(an_actor(Grant(Role.DME, "R0B"))) == [403, 403, 403, 403]
    assert await asks(ANALYST) == [202, 200, 200, 200]


async def test_a_file_appoints_to_no_role_that_its_sender_may_not_give(region: Registry) -> None:
    rows = [
        ("role", "name", "email", "organisation", "from"),
        ("dean", "Ann Lee", "ann.lee@nhs.example", "Y63", "01/01/2026"),
        ("deanery analyst", "Ann Lee", "ann.lee@nhs.example", "Y63", "01/01/2026"),
        ("champion", "Ann Lee", "ann.lee@nhs.example", "R0B", "01/01/2026"),
    ]
    async with region.driver.http(ANALYST) as http:
        sent = await http.post(
            "/api/registry/imports", data={"kind": "appointments"}, files={"file": ("a.csv", csv(rows))}
        )
    while await region.driver.run_job("imports"):
        pass

    report = (await region.gets(f"imports/{sent.json()['id']}"))["report"]
    assert [(fault["row"], fault["column"]) for fault in report["rejected"]] == [(2, "role"), (3, "role")]
    assert [made.role for made in await region.said(AppointmentMade)] == ["champion"]


async def test_placements_are_seen_by_those_who_need_them_and_hidden_from_all_others(region: Registry) -> None:
    await region.reports("placements", csv(sheet(CREATE, a_placement(**{"Clinical Supervisor": "7000020"}))))
    [announced] = await region.said(PlacementAnnounced)
    doctor, supervisor = announced.placement.doctor_id, announced.placement.clinical_supervisor_id
    seers = [
        an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=doctor),
        an_actor(Grant(Role.SUPERVISOR), person_id=supervisor),
        *(an_actor(Grant(role, "R0B")) for role in (Role.ROTA_COORDINATOR, Role.COLLEGE_TUTOR, Role.DME)),
        *(ADMIN, ANALYST, OPERATOR),
    ]
    others = [
        an_actor(Grant(Role.SUPERVISOR, "R0B")),
        an_actor(Grant(Role.RDPL, "R0B")),
        an_actor(Grant(Role.CHAMPION, "R0B")),
        an_actor(Grant(Role.RESIDENT_DOCTOR, "R0B")),
        an_actor(Grant(Role.TPD, "R0B")),
        an_actor(Grant(Role.DME, "RTD")),
    ]

    async def asks(actor: Any) -> set[int]:
        paths = (f"placements/{announced.placement.placement_id}", f"doctors/{doctor}/placements")
        async with region.driver.http(actor) as http:
            return {(await http.get(f"/api/registry/{path}")).status_code for path in paths}

    assert [await asks(actor) for actor in seers] == [{200}] * len(seers)
    assert [await asks(actor) for actor in others] == [{404}] * len(others)
