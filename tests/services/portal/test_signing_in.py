"""Signing in through the issuer: the one way there is, and everything that must not come of it."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from tests.services.portal.browser import Browser, title
from tests.services.portal.region import Region


async def test_who_picks_a_person_comes_to_their_home_page(region: Region) -> None:
    region.somebody("7000010", ("resident_doctor", None))

    home = await region.browser.sign_in("7000010")

    assert (home.status_code, home.url.path, title(home)) == (200, "/home", "Home - Fairlead")
    assert "You are signed in as Amara Okafor" in home.text
    assert "resident doctor" in home.text


async def test_signing_in_leads_to_where_one_wanted_to_go(region: Region) -> None:
    region.somebody("7000010", ("resident_doctor", None))

    page = await region.browser.sign_in("7000010", to="/cookies")

    assert page.url.path == "/cookies"


@pytest.mark.parametrize("to", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"])
async def test_signing_in_leads_nowhere_else(region: Region, to: str) -> None:
    region.somebody("7000010", ("resident_doctor", None))

    page = await region.browser.sign_in("7000010", to=to)

    assert str(page.url) == "http://127.0.0.1:8000/home"


@pytest.mark.parametrize("typed", [b"person=%00", b"person=7000010%00", b"person=\xff\xfe", b"person=%FF"])
async def test_what_nobody_can_be_called_is_nobody_to_the_issuer(region: Region, typed: bytes) -> None:
    region.somebody("7000010", ("resident_doctor", None))
    there = await region.browser.leave()
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    page = await region.browser.client.post(there, content=typed, headers=form)

    assert page.status_code == 422
    assert "Nobody, or more than one, is known as" in page.text


async def test_a_page_for_people_who_are_signed_in_asks_to_sign_in_first(region: Region) -> None:
    page = await region.browser.open("/home")

    assert (page.status_code, page.url.path) == (200, "/sign-in")


async def test_the_database_holds_no_key_that_opens_a_session(region: Region) -> None:
    region.somebody("7000010", ("resident_doctor", None))
    await region.browser.sign_in("7000010")

    key = _key(region)
    async with region.portal.begin() as work:
        (row,) = await work.all(text("SELECT * FROM session"))
    assert key.encode() not in bytes(row["fingerprint"])
    assert key not in str(dict(row))


async def test_signing_in_again_gives_a_new_key_and_ends_the_old_session(region: Region) -> None:
    region.somebody("7000010", ("resident_doctor", None))
    await region.browser.sign_in("7000010")
    before = _key(region)

    await region.browser.open(await region.browser.pick("7000010", at=await region.browser.leave()))

    assert _key(region) != before
    assert (await _with_key(region, before).open("/home")).url.path == "/sign-in"
    assert (await region.browser.open("/home")).url.path == "/home"


async def test_signing_out_ends_the_session_wherever_its_key_is(region: Region) -> None:
    region.somebody("7000010", ("resident_doctor", None))
    home = await region.browser.sign_in("7000010")
    key = _key(region)
    assert (await _with_key(region, key).open("/home")).url.path == "/home"

    out = await region.browser.send(home, to="/sign-out")

    assert out.url.path == "/signed-out"
    assert (await _with_key(region, key).open("/home")).url.path == "/sign-in"


@pytest.mark.parametrize(("visits", "minutes", "path"), [(1, 31, "/sign-in"), (30, 25, "/sign-in"), (4, 25, "/home")])
async def test_a_session_ends_when_left_alone_or_after_a_working_day(
    region: Region, visits: int, minutes: int, path: str
) -> None:
    """Half an hour alone, or twelve hours in all, however busy."""
    region.somebody("7000010", ("resident_doctor", None))
    await region.browser.sign_in("7000010")

    for _ in range(visits):
        region.portal.clock.forward(minutes=minutes)
        page = await region.browser.open("/home")

    assert page.url.path == path


async def test_a_page_that_refreshes_itself_keeps_no_session_alive(region: Region) -> None:
    region.somebody("7000010", ("resident_doctor", None))
    await region.browser.sign_in("7000010")

    for _ in range(4):
        region.portal.clock.forward(minutes=10)
        page = await region.browser.open("/home", **{"Sec-Fetch-Mode": "cors"})

    assert page.url.path == "/sign-in"


async def test_roles_are_asked_for_again_after_five_minutes(region: Region) -> None:
    person = region.somebody("7000010", ("resident_doctor", None))
    await region.browser.sign_in("7000010")
    region.upstream.people[person]["grants"] = [{"role": "champion", "scope": "R0A"}]

    assert "resident doctor" in (await region.browser.open("/home")).text
    region.portal.clock.forward(minutes=5)

    assert "Your roles today: champion." in (await region.browser.open("/home")).text


async def test_an_answer_counts_once(region: Region) -> None:
    callback = await _back(region)
    cookies = dict(region.browser.client.cookies)
    assert (await region.browser.open(callback)).url.path == "/home"

    replay = region.another_browser()
    replay.client.cookies.update(cookies)

    page = await replay.open(callback)
    assert (page.status_code, title(page)) == (422, "You could not be signed in - Fairlead")


async def test_an_answer_is_for_the_browser_that_asked(region: Region) -> None:
    """Otherwise somebody could sign a victim in as themselves, and read what the victim then enters."""
    callback = await _back(region)

    assert (await region.another_browser().open(callback)).status_code == 422


async def test_an_answer_of_another_issuer_is_refused(region: Region) -> None:
    callback = await _back(region)

    page = await region.browser.open(callback.replace("&iss=", "&iss=http%3A%2F%2Felsewhere.example&was="))

    assert page.status_code == 422


async def test_a_sign_in_left_lying_for_ten_minutes_is_over(region: Region) -> None:
    callback = await _back(region)
    region.portal.clock.forward(minutes=10)

    assert (await region.browser.open(callback)).status_code == 422


async def test_a_token_that_has_run_out_is_not_believed(region: Region) -> None:
    region.somebody("7000010", ("resident_doctor", None))
    then = region.portal.clock.now().timestamp()
    region.issuer._seconds = lambda: then
    region.portal.clock.forward(minutes=6)

    page = await region.browser.sign_in("7000010")

    assert (page.status_code, title(page)) == (422, "You could not be signed in - Fairlead")


async def test_the_way_to_the_issuer_carries_state_nonce_and_a_challenge(region: Region) -> None:
    asked = await region.browser.leave()

    query = parse_qs(urlsplit(asked).query)
    assert query["code_challenge_method"] == ["S256"]
    assert all(len(query[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))


async def test_somebody_the_registry_does_not_know_is_told_so(region: Region) -> None:
    callback = await _back(region)
    region.upstream.people.clear()

    page = await region.browser.open(callback)

    assert (page.status_code, title(page)) == (422, "You could not be signed in - Fairlead")
    assert "your record is not here" in page.text


async def test_what_is_over_is_forgotten(region: Region) -> None:
    region.somebody("7000010", ("resident_doctor", None))
    await region.browser.sign_in("7000010")
    await region.another_browser().leave()
    region.portal.clock.set(region.portal.clock.now() + timedelta(hours=13))

    await region.portal.run_job("sessions")

    async with region.portal.begin() as work:
        assert await work.all(text("SELECT 1 FROM session")) == []
        assert await work.all(text("SELECT 1 FROM sign_in")) == []


async def _back(region: Region) -> str:
    """The address that leads back from the issuer to the portal, for somebody who has picked."""
    region.somebody("7000010", ("resident_doctor", None))
    return await region.browser.pick("7000010", at=await region.browser.leave())


def _key(region: Region) -> str:
    (key,) = [cookie.value for cookie in region.browser.client.cookies.jar if cookie.name == "session-8000"]
    assert key is not None
    return key


def _with_key(region: Region, key: str) -> Browser:
    browser = region.another_browser()
    browser.client.cookies.set("session-8000", key, domain="127.0.0.1")
    return browser
