"""What a trust's people keep: hours they offer, fellows, and roles that nobody holds."""

from datetime import timedelta
from uuid import uuid4

from contracts.vocabulary import Role
from services.registry.store import tables
from tests.web.browsing import PHONE, Town
from tests.web.conftest import SignedIn
from tests.web.leave import fill_day
from tests.web.test_daily_acts import are_whole, is_whole
from tests.web.test_what_doctors_begin import opens_the_first, path_of


async def vacant(town: Town) -> str:
    """The path of a role that nobody holds at the champion's trust, as the job that looks every hour would find it."""
    vacancy = {"vacancy_id": uuid4(), "trust": town.cast.old_trust, "role": Role.RDPL, "since": town.cast.today}
    told = {"trust_told": True, "region_told": False}
    async with town.stage.here.work("registry") as work:
        await work.run(tables.vacancy.delete())
        await work.run(tables.vacancy.insert().values(vacancy | told))
    return f"/vacancies/{vacancy['vacancy_id']}"


async def test_hours_are_offered(signed_in: SignedIn, town: Town) -> None:
    host = await signed_in("champion", viewport=PHONE)
    await host.choose("Let doctors shadow you")
    await host.press("Offer hours")
    await is_whole(host)
    await host.press("Continue")
    await host.goes_from_the_errors_to("Select what is seen", "kind")
    await host.page.get_by_label("Clinical leadership").check()
    await host.page.get_by_label("What do you call it?").fill("A morning on the wards")
    for edge, hour in (("start", "9:00"), ("end", "13:00")):
        await fill_day(host, f"On which day does it {edge}?", town.cast.today + timedelta(days=20))
        await host.page.get_by_label(f"When does it {edge}?").fill(hour)
    await host.press("Continue")
    await host.sees("Check your answers before sending")
    await is_whole(host)
    await host.press("Offer these hours")
    await host.sees("These hours are offered")
    await is_whole(host)


async def test_a_fellow_is_entered_and_says_how_much_time_there_is(
    signed_in: SignedIn, town: Town, *, javascript: bool
) -> None:
    keeper = await signed_in("administrator", viewport=PHONE)
    await keeper.choose("See the leadership fellows")
    await keeper.press("Enter a fellow")
    await is_whole(keeper)
    await keeper.press("Continue")
    await keeper.goes_from_the_errors_to("Select which post it is", "kind")
    await keeper.page.get_by_label("Leadership fellow of the trust").check()
    await keeper.page.get_by_label("Registration number of the doctor").fill(town.known_by("steady"))
    await keeper.page.get_by_label("How much of their time is promised for leading?").fill("40")
    await fill_day(keeper, "First day", town.cast.today - timedelta(days=10 if javascript else 20))
    await fill_day(keeper, "Last day", town.cast.today + timedelta(days=100))
    await keeper.press("Continue")
    await keeper.sees("Check your answers before sending")
    await is_whole(keeper)
    await keeper.press("Enter this fellow")
    await keeper.sees("It is entered")
    await is_whole(keeper)
    path = path_of(keeper)
    await keeper.press("Continue")
    await keeper.goes_from_the_errors_to("Select why it ends", "reason")

    fellow = await signed_in("steady", viewport=PHONE)
    await are_whole(fellow, ["/fellowships", path])
    await fellow.press("Say so")
    await fellow.goes_from_the_errors_to("Enter a whole number from 0 to 100", "percent")


async def test_whoever_is_senior_sees_which_role_nobody_holds(signed_in: SignedIn, town: Town) -> None:
    path = await vacant(town)
    champion = await signed_in("champion", viewport=PHONE)
    await champion.choose("See roles that nobody holds")
    await is_whole(champion)
    assert await opens_the_first(champion, "/vacancies") == path
    await champion.sees("enters them")
