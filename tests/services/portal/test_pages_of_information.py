"""What is due before placements is recorded for many at once, and a doctor says that it has not come (R30 to R33)."""

from datetime import date

import httpx
import pytest

from contracts.registry import PlacementInformationNotReceived, PlacementInformationRecorded
from contracts.vocabulary import PlacementInformation
from services.portal.pages import facts
from tests.services.portal.browser import Browser
from tests.services.portal.town import COORDINATOR, DOCTOR, OTHER_DOCTOR, OWNER, TPD, Town, day, seen

PATH = "/information"


@pytest.fixture
async def coordinator(town: Town) -> Browser:
    """Where both doctors start in five weeks: every clock has run out."""
    for registration in (DOCTOR, OTHER_DOCTOR):
        post = {"National Post Number*": f"NTH/R0B01/030/F2/9{registration[-2:]}"}
        dates = {"Date From*": town.in_days(35), "Date To*": town.in_days(150)}
        await town.has_placement(registration, **(post | dates))
    return await town.signed_in(COORDINATOR)


async def starting(coordinator: Browser) -> list[str]:
    """The placements that wait on the page, the soonest first."""
    page = await coordinator.open(PATH)
    return [part[:36] for part in page.text.split('name="placements" type="checkbox" value="')[1:]]


async def records(browser: Browser, which: list[str], on: date, **fields: str) -> httpx.Response:
    page = await browser.open(PATH)
    filled = {"information": "rota", **day("on", on), **fields}
    return await browser.send(page, to=PATH, placements=which, **filled)  # type: ignore[arg-type]


async def test_a_rota_is_recorded_for_many_at_once_and_their_doctors_see_it(town: Town, coordinator: Browser) -> None:
    which = await starting(coordinator)
    done = await records(coordinator, which, town.today)
    doctor = await town.signed_in(DOCTOR)
    mine = seen(await doctor.open("/placements"))

    assert len(which) == 2
    assert "It is recorded" in done.text, seen(done)
    assert seen(done).count(f"Rota: {town.today.day} ") == 2
    said = await town.services["registry"].said(PlacementInformationRecorded)
    assert {(one.information, one.happened_on) for one in said} == {(PlacementInformation.ROTA, town.today)}
    assert len(said) == 2
    due = f"Rota: due by {facts.day(town.in_days(-7))}, recorded for {facts.day(town.today)}"
    assert (due in mine, "7 days late" in mine) == (True, True), mine
    assert "Work schedule: due by" in mine
    assert "Not recorded" in mine


async def test_who_records_what_was_sent_is_led_to_asking_whoever_starts(coordinator: Browser) -> None:
    page = await coordinator.open(PATH)
    whom = await coordinator.open("/enquiries/new")

    assert 'href="/enquiries/new">Ask a doctor who starts' in page.text
    assert "Dr Amara Okafor" in whom.text


async def test_who_has_not_got_their_rota_says_so_and_who_owes_it_is_led_to_it(
    town: Town, coordinator: Browser
) -> None:
    doctor = await town.signed_in(DOCTOR)
    page = await doctor.open("/placements")
    action = page.text.partition('/information/rota/not-received"')[0].rpartition('action="')[2] + (
        "/information/rota/not-received"
    )

    said_so = await doctor.send(page, to=action)
    again = await doctor.send(page, to=action, _key="another")
    [said] = await town.services["registry"].said(PlacementInformationNotReceived)
    await town.settle()
    told = await coordinator.open("/inbox")
    item = await coordinator.open("/inbox/" + told.text.partition('href="/inbox/')[2][:36])
    listed = await coordinator.open(PATH)

    assert "Who owes it to you is told" in said_so.text
    assert "You said that it has not come" in said_so.text
    assert f'action="{action}"' not in said_so.text
    assert "nothing was sent" in again.text
    assert said.information is PlacementInformation.ROTA
    assert f'href="/information?since={town.in_days(35)}"' in item.text, seen(item)
    assert "Rota: the doctor says that it has not come" in listed.text


async def test_what_is_not_owed_or_not_due_cannot_be_missed(town: Town) -> None:
    dates = {"Date From*": town.in_days(50), "Date To*": town.in_days(150)}
    await town.has_placement(DOCTOR, **{"National Post Number*": "NTH/R0B01/030/F2/950", **dates})
    doctor = await town.signed_in(DOCTOR)

    page = await doctor.open("/placements")

    assert "Not due yet" in page.text, seen(page)
    coming = page.text.partition("NTH/R0B01/030/F2/950")[2].partition("</section>")[0]
    assert ("work_schedule/not-received" in coming, "rota/not-received" in coming) == (True, False)
    assert "details/not-received" not in page.text


@pytest.mark.parametrize(
    ("fields", "none", "faults"),
    [
        ({"information": "", "on-day": ""}, True, ["placements", "information", "on-day"]),
        ({"information": "tea"}, False, ["information"]),
        ({"on-year": "2999"}, False, ["on-day"]),
    ],
    ids=["empty", "no such thing", "to come"],
)
async def test_recording_is_told_what_it_lacks_and_keeps_what_was_chosen(
    town: Town, coordinator: Browser, fields: dict[str, str], none: bool, faults: list[str]
) -> None:
    which = [] if none else await starting(coordinator)

    page = await records(coordinator, which, town.today, **fields)

    assert page.status_code == 422
    shown = ("placements", "information", "on-day", "on-month", "on-year")
    assert [field for field in shown if f'href="#{field}"' in page.text] == faults, seen(page)
    assert page.text.count(" checked") == len(which) + ("information" not in fields)
    assert await town.services["registry"].said(PlacementInformationRecorded) == []


async def test_a_day_before_the_doctor_spoke_is_what_they_contradict(town: Town, coordinator: Browser) -> None:
    which = await starting(coordinator)
    doctor = await town.signed_in(DOCTOR)
    page = await doctor.open("/placements")
    before, _, _ = page.text.partition('/information/rota/not-received"')
    await doctor.send(page, to=before.rpartition('action="')[2] + "/information/rota/not-received")

    refused = await records(coordinator, which, town.in_days(-1))

    assert (refused.status_code, "The doctor has said since that it did not come" in refused.text) == (422, True)


async def test_the_page_is_for_who_records_and_shows_what_has_begun_where_asked(
    town: Town, coordinator: Browser
) -> None:
    owner, director = await town.signed_in(OWNER), await town.signed_in(TPD)

    begun = await owner.open(f"{PATH}?since={town.in_days(-90)}")

    assert len(await starting(owner)) == 2
    assert begun.text.count('type="checkbox"') == 3
    assert f'href="{PATH}?since=' in (await owner.open(PATH)).text
    assert (await director.open(PATH)).status_code == 403
    assert (await owner.open(f"{PATH}?since=never")).status_code == 404
