"""What a trust's people keep: hours they offer, fellows, the commitment, a forum, and roles that nobody holds."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from playwright.async_api import expect

from contracts.vocabulary import Role
from fairlead.demo.cast import Player
from services.registry.store import tables
from tests.web.browsing import PHONE, Town
from tests.web.conftest import SignedIn
from tests.web.leave import fill_day
from tests.web.test_daily_acts import are_whole, is_whole
from tests.web.test_what_doctors_begin import opens_the_first, path_of


def appointed(town: Town, role: str, number: int) -> Player:
    """Somebody more at the trust that nobody else here changes, with this office."""
    player = Player("Nell", "Byrne", str(number), f"nell.{number}@trust.example")
    named = {"name": f"{player.given} {player.family}", "email": player.email, "registration": player.registration}
    since = {"organisation": town.cast.new_trust, "from": town.cast.today.isoformat()}
    analyst = town.cast.players["analyst"]
    town.stage.post(analyst, "deanery_analyst", "/api/registry/appointments", {"role": role} | named | since)
    town.stage.settle()
    return player


def founded(town: Town, convener: Player) -> str:
    """The path of the trust's forum, which may have been founded before."""
    known = town.stage.get(convener, "champion", "/api/opportunities/forums")["items"]
    here = [one for one in known if one["trust"] == town.cast.new_trust]
    body: dict[str, Any] = {"trust": town.cast.new_trust}
    made = here[0] if here else town.stage.post(convener, "champion", "/api/opportunities/forums", body)
    return f"/forums/{made['id']}"


def set_up(town: Town, guardian: Player, director: Player) -> str:
    """The path of the trust's residents' forum, which may have been set up before."""
    api = "/api/opportunities/forums"
    known = town.stage.get(guardian, "guardian", api)["items"]
    here = [one for one in known if (one["trust"], one["kind"]) == (town.cast.new_trust, "residents")]
    if here:
        return f"/forums/{here[0]['id']}"
    made = town.stage.post(guardian, "guardian", api, {"trust": town.cast.new_trust, "kind": "residents"})
    town.stage.post(director, "dme", f"{api}/{made['id']}/founding", {})
    return f"/forums/{made['id']}"


def agreed(town: Town, convener: Player, forum: str) -> str:
    """The path of what the forum agreed, after it met just now."""
    api, begins = "/api/opportunities/forums", datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=5)
    hours = {"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=1)).isoformat()}
    met = town.stage.post(convener, "champion", f"{api}/{forum.rpartition('/')[2]}/meetings", hours)
    time.sleep(max(0.0, (begins - datetime.now(UTC)).total_seconds() + 1))
    there: dict[str, Any] = {"attendance": [{"role": "resident_doctor", "count": 4}]}
    town.stage.post(convener, "champion", f"{api}/meetings/{met['id']}/record", there)
    said = {"you_said": "Nobody tells us when the board meets.", "owner_id": town.stage.person_id(convener)}
    action = town.stage.post(convener, "champion", f"{api}/meetings/{met['id']}/actions", said)
    return f"{forum}/actions/{action['id']}"


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


async def test_the_commitment_is_signed_and_read(signed_in: SignedIn, town: Town, *, javascript: bool) -> None:
    number = 8_000_000 + int(javascript)
    await asyncio.to_thread(appointed, town, "Champion", number + 10)
    player = await asyncio.to_thread(appointed, town, "Senior leader", number)
    senior = await signed_in(player.registration, viewport=PHONE)
    path = f"/commitments/{town.cast.new_trust}"
    await are_whole(senior, ["/commitments", path, f"{path}/sign"])
    await senior.page.get_by_label("Name of who signs").fill("")
    await senior.press("Continue")
    await senior.goes_from_the_errors_to("Enter who signs it", "signatory")
    await senior.page.get_by_label("Name of who signs").fill("Nell Byrne")
    await senior.page.get_by_label("Chief executive").check()
    champions = senior.page.get_by_label("Leadership champion")
    if await champions.count():  # the other time's is in post as well
        await champions.select_option(index=1)
    await senior.press("Continue")
    await senior.sees("Check your answers before sending")
    await is_whole(senior)
    await senior.press("Sign it")
    await senior.sees("It is signed")
    await is_whole(senior)
    await are_whole(senior, [f"{path}/withdraw"])


async def test_a_forum_meets_and_agrees_what_is_done(signed_in: SignedIn, town: Town, *, javascript: bool) -> None:
    player = await asyncio.to_thread(appointed, town, "Champion", 8_000_020 + int(javascript))
    path = await asyncio.to_thread(founded, town, player)
    convener = await signed_in(player.registration, viewport=PHONE)
    await are_whole(convener, [path, f"{path}/quorum"])
    await convener.page.get_by_label("Quorum").fill("3")
    await convener.press("Note it")
    await convener.sees("It is noted how many")
    await are_whole(convener, [path, f"{path}/call"])
    await fill_day(convener, "On which day?", town.cast.today + timedelta(days=30 if javascript else 40))
    await convener.page.get_by_label("When does it start?").fill("14:00")
    await convener.page.get_by_label("When does it end?").fill("15:30")
    await convener.press("Call the meeting")
    await convener.sees("The meeting is called")
    meeting = await opens_the_first(convener, f"{path}/meetings")
    await expect(convener.page.get_by_role("button", name="Call it off")).to_be_visible()
    await convener.press("Call it off")
    await convener.sees("The meeting is called off")
    await is_whole(convener)
    await are_whole(convener, [meeting])

    await are_whole(convener, [await asyncio.to_thread(agreed, town, player, path)])
    await convener.press("Continue")
    await convener.goes_from_the_errors_to("Select what came of it", "outcome")
    await convener.page.get_by_label("We did").fill("The dates stand on the trust's page.")
    await convener.page.get_by_role("radio").first.check()
    await convener.press("Continue")
    await convener.sees("What came of it")
    await is_whole(convener)
    await convener.press("Send")
    await convener.sees("What came of it stands here")
    await convener.sees("The quorum of 3 was met")
    await is_whole(convener)

    await opens_the_first(convener, f"{path}/meetings")
    await convener.page.get_by_label("Link to the minutes").fill("https://intranet.trust.example/minutes")
    await convener.press("Note it")
    await convener.sees("It is noted where the minutes are")
    await is_whole(convener)


async def test_who_sits_in_the_residents_forum_is_noted(signed_in: SignedIn, town: Town, *, javascript: bool) -> None:
    guardian, director = [
        await asyncio.to_thread(appointed, town, role, number + int(javascript))
        for role, number in (("Guardian", 8_000_030), ("DME", 8_000_040))
    ]
    path = await asyncio.to_thread(set_up, town, guardian, director)
    convener = await signed_in(guardian.registration, viewport=PHONE)
    await are_whole(convener, [path, f"{path}/members"])
    await convener.page.get_by_label("Residents, elected").fill("6")
    await convener.press("Note it")
    await convener.sees("It is noted who sits in it")
    await is_whole(convener)


async def test_whoever_is_senior_sees_which_role_nobody_holds(signed_in: SignedIn, town: Town) -> None:
    path = await vacant(town)
    champion = await signed_in("champion", viewport=PHONE)
    await champion.choose("See roles that nobody holds")
    await is_whole(champion)
    assert await opens_the_first(champion, "/vacancies") == path
    await champion.sees("enters them")
