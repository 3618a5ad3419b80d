"""A doctor sees how much leave is left and how that was worked out; a dean grants more of it (R1-R7, R26)."""

import pytest

from contracts.vocabulary import Role
from tests.services.portal.browser import Browser
from tests.services.portal.town import COORDINATOR, DIRECTOR, DOCTOR, Town, asks_for_leave, day, seen

DEAN = "7000031"
GRANTED = {
    "registration": DOCTOR,
    "type": "study",
    "change": "more",
    "days": "2.5",
    "reason": "Given back for <a> strike.",
}


@pytest.fixture
async def dean(town: Town) -> Browser:
    header = "role,name,email,registration,organisation,programme,from,to,deputy"
    row = f"Dean,Doris Quinn,doris.quinn@deanery.example,{DEAN},Y63,,2026-01-01,,"
    await town.brings("appointments", f"{header}\n{row}\n".encode())
    return await town.signed_in(DEAN)


async def test_a_dean_grants_days_and_the_doctor_is_told_and_reads_why(town: Town, dean: Browser) -> None:
    answers = GRANTED | day("on", town.today)
    check = await dean.send(await dean.open("/entitlements"), to="/entitlements", **answers)
    changed = await dean.send(check, to="/entitlements", step="change")
    sent = await dean.send(check, to="/entitlements", step="send")
    await town.settle()
    doctor = await town.signed_in(DOCTOR)

    account = seen(await doctor.open("/leave/entitlement"))
    inbox = seen(await doctor.open("/inbox"))

    for told in ("Dr Amara Okafor, 7000010", "Study leave", "In the whole year", "Left"):
        assert told in seen(check)
    assert 'value="2.5"' in changed.text
    assert "The doctor is told, and reads your reason" in sent.text
    assert "2.5 days more, by the postgraduate dean of " in account
    assert "Given back for &lt;a&gt; strike." in account
    assert "You have more days of leave" in inbox
    assert "strike" not in inbox


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"registration": "7999999"}, "registration", "Enter the registration number of a doctor who is known"),
        ({"change": ""}, "change", "Select whether there are more days or fewer"),
        ({"days": ""}, "days", "Enter days as a number"),
        ({"days": "many"}, "days", "Enter days as a number"),
        ({"days": "-3"}, "days", "Enter a number above 0"),
        ({"reason": ""}, "reason", "Write why, for the doctor to read"),
        ({"on-day": ""}, "on-day", "must include a day"),
    ],
    ids=["nobody", "more or fewer", "no days", "no number", "below nothing", "no reason", "half a day"],
)
async def test_what_is_missing_is_told_at_its_field(
    town: Town, dean: Browser, facts: dict[str, str], field: str, said: str
) -> None:
    answers = GRANTED | day("on", town.today) | facts
    page = await dean.send(await dean.open("/entitlements"), to="/entitlements", **answers)

    assert (page.status_code, f'href="#{field}"' in page.text) == (422, True)
    assert page.text.count(said) == 2


async def test_what_the_leave_service_says_no_to_is_told_at_its_field(town: Town, dean: Browser) -> None:
    pages = []
    for facts in ({"change": "fewer", "days": "30"}, {"reason": "Because."}, {"type": "professional"}):
        answers = GRANTED | day("on", town.today) | facts
        check = await dean.send(await dean.open("/entitlements"), to="/entitlements", **answers)
        pages.append(await dean.send(check, to="/entitlements", step="send"))

    for page, field in zip(pages, ("days", "reason", "type"), strict=True):
        assert (page.status_code, f'href="#{field}"' in page.text) == (422, True)


async def test_of_a_trainee_the_director_of_their_trust_is_told_that_others_grant(town: Town) -> None:
    director = await town.signed_in(DIRECTOR)
    form = await director.open("/entitlements")
    page = await director.send(form, to="/entitlements", **GRANTED | day("on", town.today))

    assert (page.status_code, 'href="#registration"' in page.text) == (422, True)
    assert page.text.count("What this doctor&#39;s leave year holds is for others to set") == 2


async def test_who_decides_from_a_page_of_before_a_cut_reads_how_many_days_are_beyond_the_entitlement(
    town: Town, dean: Browser
) -> None:
    leave_id = await asks_for_leave(town, await town.signed_in(DOCTOR), days="1.5")
    coordinator, path = await town.signed_in(COORDINATOR), f"/approvals/{leave_id}"
    before = await coordinator.open(path)
    async with town.services["leave"].http(await town.person(DOCTOR, Role.RESIDENT_DOCTOR)) as http:
        year = (await http.get("/api/leave/entitlement", params={"on": str(town.in_days(60))})).json()
    answers = GRANTED | day("on", town.in_days(60)) | {"change": "fewer", "days": str(year["accounts"][0]["left"])}
    check = await dean.send(await dean.open("/entitlements"), to="/entitlements", **answers)
    assert "The doctor is told" in (await dean.send(check, to="/entitlements", step="send")).text

    after = await coordinator.send(before, to=f"{path}/approve")

    assert "Beyond the entitlement" not in before.text
    assert after.status_code == 409
    assert "Beyond the entitlement" in seen(after)
    assert "1.5 days" in seen(after).partition("Beyond the entitlement")[2][:120]


async def test_what_is_left_is_shown_with_its_sum(town: Town) -> None:
    doctor = await town.signed_in(DOCTOR)
    before = await doctor.open("/leave/entitlement")
    await asks_for_leave(town, doctor, **day("first_day", town.in_days(43)), **day("last_day", town.in_days(47)))

    page = await doctor.open("/leave/entitlement")

    assert 'href="/leave/entitlement"' in (await doctor.open("/leave")).text
    for told in ("Study leave", "In the whole year", "Left", "you work 0.6", "SOUTH TYNESIDE AND SUNDERLAND"):
        assert told in page.text
    assert "Waiting for a decision" not in before.text
    assert "Waiting for a decision" in page.text


async def test_the_years_beside_it_are_a_link_away(town: Town) -> None:
    doctor = await town.signed_in(DOCTOR)
    page = await doctor.open("/leave/entitlement")
    years = [part.partition('"')[0] for part in page.text.split('href="')[1:] if "?on=" in part.partition('"')[0]]

    before, after = [await doctor.open(year) for year in years]

    assert len({seen.text.partition("<h1")[2].partition("</h1>")[0] for seen in (before, page, after)}) == 3
    assert (await doctor.open("/leave/entitlement?on=1066-01-01")).status_code == 404
    assert (await (await town.signed_in(COORDINATOR)).open("/leave/entitlement")).status_code == 403
