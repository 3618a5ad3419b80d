"""The People sheet: persons and their programmes, whole state said on change."""

import pytest

from contracts.registry import AppointmentMade, PersonContactChanged, PersonRegistered, PlacementAnnounced
from tests.services.registry.conftest import Registry, counts
from tests.unit.registry.sheets import CREATE, PEOPLE, a_person, a_placement, csv, sheet, xls, xlsx


async def test_a_person_is_said_with_name_and_address_and_nothing_else(registry: Registry) -> None:
    private = a_person(**{"Date of Birth": "01/01/1990", "NI number": "QQ123456C", "Religious Belief": "private"})

    report = await registry.reports("people", xlsx(sheet(PEOPLE, private)))

    assert counts(report) == {"rows": 1, "added": 1}
    [person] = await registry.said(PersonRegistered)
    assert (person.given_names, person.family_name, person.email) == ("Anna Maria", "Bell", "anna.bell@nhs.example")
    assert person.confirmed


async def test_the_same_people_again_are_unchanged_whatever_the_format(registry: Registry) -> None:
    table = sheet(PEOPLE, a_person(**{"Programme Number": "NTH/1", "Programme End Date": "01/08/2028"}))
    await registry.reports("people", xlsx(table))
    said = len(await registry.said(PersonRegistered, PersonContactChanged))

    for file in (xls(table), csv(table), csv(table, delimiter=";"), csv(table, encoding="utf-8-sig")):
        assert counts(await registry.reports("people", file)) == {"rows": 1, "unchanged": 1}

    assert len(await registry.said(PersonRegistered, PersonContactChanged)) == said


async def test_one_person_in_several_rows_is_one_person_on_several_programmes(registry: Registry) -> None:
    rows = [a_person(**{"Programme Number": number}) for number in ("NTH/1", "NTH/2", "NTH/2")]

    report = await registry.reports("people", csv(sheet(PEOPLE, *rows)))

    assert counts(report) == {"rows": 3, "added": 1, "changed": 1, "unchanged": 1}
    assert len(await registry.said(PersonRegistered)) == 1


async def test_a_person_with_several_numbers_is_known_by_the_gmcs(registry: Registry) -> None:
    both = a_person(**{"GDC Number": "123456", "Public Health Number": "FR123"})

    assert counts(await registry.reports("people", xlsx(sheet(PEOPLE, both)))) == {"rows": 1, "added": 1}
    assert counts(await registry.reports("people", xlsx(sheet(PEOPLE, a_person())))) == {"rows": 1, "unchanged": 1}

    [person] = await registry.said(PersonRegistered)
    assert (await registry.finds(registration="7000010"))["id"] == str(person.person_id)


async def test_a_name_with_what_no_name_has_is_rejected_with_its_cell_and_what_to_write(registry: Registry) -> None:
    rows = a_person(**{"Surname *": "Bell/Ball", "Known As": "Annie 2"}), a_person(**{"Surname *": "O’Neil"})  # noqa: RUF001

    report = await registry.reports("people", xlsx(sheet(PEOPLE, *rows)))

    what_to_write = "is in no name; write it with letters, apostrophe, hyphen, space and full stop alone"
    assert report["rejected"] == [
        {"row": 2, "column": "Surname *", "value": "Bell/Ball", "reason": f"'/' {what_to_write}"},
        {"row": 2, "column": "Known As", "value": "Annie 2", "reason": f"'2' {what_to_write}"},
    ]
    [person] = await registry.said(PersonRegistered)
    assert person.family_name == "O'Neil"


async def test_a_military_training_number_is_no_obstacle_and_is_not_said(region: Registry) -> None:
    """Those of Defence begin with TSD. People are known by their registration; their posts keep their own numbers."""
    military = a_person(**{"Training Number": "TSD/00A/7000010/C"})
    await region.reports("people", csv(sheet((*PEOPLE, "Training Number"), military)))

    report = await region.reports(
        "placements", csv(sheet(CREATE, a_placement(**{"National Post Number*": "TSD/R0B01/00A/STR/001"})))
    )

    assert counts(report) == {"rows": 1, "added": 1}
    [person], [announced] = await region.said(PersonRegistered), await region.said(PlacementAnnounced)
    assert announced.placement.doctor_id == person.person_id
    assert (announced.placement.post, announced.placement.host) == ("TSD/R0B01/00A/STR/001", "R0B")
    assert [said for said in await region.said() if b"TSD/00A" in said.write()] == []


async def test_rows_that_disagree_about_a_person_do_not_take_turns(registry: Registry) -> None:
    file = csv(sheet(PEOPLE, a_person(), a_person(**{"Email Address": "other@nhs.example"})))

    report = await registry.reports("people", file)

    assert report["warnings"] == [
        "rows about the same registration number give different mail addresses; the first counts (row 3)"
    ]
    assert counts(await registry.reports("people", file)) == {"rows": 2, "unchanged": 2}


async def test_an_address_with_a_trailing_semicolon_is_cleaned(registry: Registry) -> None:
    await registry.reports("people", xlsx(sheet(PEOPLE, a_person(**{"Email Address": "anna.bell@nhs.example;"}))))

    assert [person.email for person in await registry.said(PersonRegistered)] == ["anna.bell@nhs.example"]


async def test_a_wrong_address_rejects_its_row_only(registry: Registry) -> None:
    rows = [a_person(**{"Email Address": "anna.bell"}), a_person(**{"GMC Number": "7000011"})]

    report = await registry.reports("people", xlsx(sheet(PEOPLE, *rows)))

    assert report["added"] == 1
    assert report["rejected"] == [
        {
            "row": 2,
            "column": "Email Address",
            "value": "anna.bell",
            "reason": "not a mail address; write it as name@organisation.example",
        }
    ]


async def test_a_person_met_as_a_number_is_confirmed_by_the_people_sheet(region: Registry) -> None:
    await region.reports("placements", xlsx(sheet(CREATE, a_placement())))

    report = await region.reports("people", xlsx(sheet(PEOPLE, a_person())))

    assert counts(report) == {"rows": 1, "changed": 1}
    [number] = await region.said(PersonRegistered)
    [known] = await region.said(PersonContactChanged)
    assert (known.person_id, known.confirmed, known.family_name) == (number.person_id, True, "Bell")


async def test_an_empty_address_clears_none_that_is_known(registry: Registry) -> None:
    await registry.reports("people", xlsx(sheet(PEOPLE, a_person())))

    report = await registry.reports("people", xlsx(sheet(PEOPLE, a_person(**{"Email Address": ""}))))

    assert counts(report) == {"rows": 1, "unchanged": 1}


SHARED = "rota@nhs.example"


@pytest.mark.parametrize("name", ["Joan Fry", ""])
async def test_a_shared_mailbox_gives_nobody_the_roles_of_somebody_else(region: Registry, name: str) -> None:
    joan = csv([("role", "name", "email", "organisation", "from"), ("dme", name, SHARED, "R0B", "01/01/2026")])
    await region.reports("appointments", joan)
    people = csv(sheet(PEOPLE, a_person(**{"Email Address": SHARED})))

    report = await region.reports("people", people)

    assert counts(report) == {"rows": 1, "added": 1}
    [warning] = report["warnings"]
    assert warning.startswith("Email Address: this address is also that of somebody appointed under another family")
    assert warning.endswith("(row 2)")
    assert (await region.finds(registration="7000010"))["roles"] == []
    assert counts(await region.reports("people", people)) == {"rows": 1, "unchanged": 1}
    assert counts(await region.reports("appointments", joan)) == {"rows": 1, "unchanged": 1}
    assert len(await region.said(AppointmentMade)) == 1


async def test_an_address_with_an_accent_is_rejected_with_what_is_wrong_with_it(registry: Registry) -> None:
    report = await registry.reports("people", csv(sheet(PEOPLE, a_person(**{"Email Address": "zoë@nhs.example"}))))

    [fault] = report["rejected"]
    assert (fault["row"], fault["column"], fault["value"]) == (2, "Email Address", "zoë@nhs.example")
    assert "'ë'" in fault["reason"]
