"""Somebody says which of their addresses mail goes to; one that no register has waits."""

from contracts.registry import PersonContactChanged
from tests.services.portal.browser import looks_done
from tests.services.portal.town import COORDINATOR, DOCTOR, Town, seen
from tests.unit.registry.sheets import PEOPLE, csv, sheet

PATH, OLD, NEW = "/addresses", "amara.okafor@doctors.example", "amara@trust.example"
FOLLOW = "Send my mail where the registers say"


async def a_file_names(town: Town, address: str) -> None:
    amara = {"Forenames *": "Amara", "Surname *": "Okafor", "GMC Number": DOCTOR, "Email Address": address}
    await town.brings("people", csv(sheet(PEOPLE, amara)))


async def test_a_doctor_chooses_among_what_registers_name_and_removes_one(town: Town) -> None:
    await a_file_names(town, NEW)
    doctor = await town.signed_in(DOCTOR)
    page = await doctor.open(PATH)

    chosen = await doctor.send(page, to=PATH, address=OLD)
    said = [one.email for one in await town.services["registry"].said(PersonContactChanged)]
    removed = await doctor.send(chosen, to=f"{PATH}/remove", address=OLD)

    assert (said, looks_done(chosen), looks_done(removed)) == ([OLD], True, True)
    assert OLD in chosen.text
    assert OLD not in removed.text
    assert NEW in removed.text
    assert "Your mail goes here. The registers have this one." in seen(removed)


async def test_who_chose_one_has_their_mail_follow_the_registers_again(town: Town) -> None:
    await a_file_names(town, NEW)
    doctor = await town.signed_in(DOCTOR)
    page = await doctor.open(PATH)
    chosen = await doctor.send(page, to=PATH, address=OLD)

    follows = await doctor.send(chosen, to=PATH, registers="yes")
    await a_file_names(town, "third@trust.example")
    there = await doctor.open(PATH)

    assert [FOLLOW in each.text for each in (page, chosen, follows)] == [False, True, False]
    assert looks_done(follows)
    assert 'third@trust.example</h2> <p class="fl-list__text">Your mail goes here.' in seen(there)


async def test_one_that_no_register_has_waits_until_one_does(town: Town) -> None:
    doctor = await town.signed_in(DOCTOR)

    waits = await doctor.send(await doctor.open(PATH), to=PATH, address=NEW)
    assert f'{NEW}</h2> <p class="fl-list__text">Waits' in seen(waits)
    assert FOLLOW in waits.text
    await a_file_names(town, NEW)
    there = await doctor.open(PATH)

    assert "Waits" not in there.text
    assert "Your mail goes here. The registers have this one." in seen(there)


async def test_what_is_no_address_is_said_beside_its_field_and_kept_there(town: Town) -> None:
    doctor = await town.signed_in(DOCTOR)
    page = await doctor.open(PATH)

    for written, fault in (("", "Enter a mail address"), ("amara", "Enter one mail address")):
        refused = await doctor.send(page, to=PATH, address=written)
        assert (refused.status_code, 'href="#address"' in refused.text) == (422, True)
        assert fault in refused.text
        assert f'value="{written}"' in refused.text or not written


async def test_what_the_registers_have_is_not_removed_and_that_is_said(town: Town) -> None:
    await a_file_names(town, NEW)
    doctor = await town.signed_in(DOCTOR)

    refused = await doctor.send(await doctor.open(PATH), to=f"{PATH}/remove", address=NEW)

    assert (refused.status_code, looks_done(refused)) == (409, False)
    assert "It would be back with the next file" in refused.text
    assert NEW in refused.text


async def test_nobody_elses_addresses_are_on_the_page(town: Town) -> None:
    coordinator = await town.signed_in(COORDINATOR)

    page = await coordinator.open(PATH)

    assert "robin.okoro@trust.example" in page.text
    assert OLD not in page.text
