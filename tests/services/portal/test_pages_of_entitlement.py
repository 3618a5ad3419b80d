"""A doctor sees how much leave is left, and how that was worked out (R1-R7)."""

from tests.services.portal.town import COORDINATOR, DOCTOR, Town, asks_for_leave, day


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
