"""A department's calendar on pages: checked against what its doctors are owed, published, and published anew (T-D1)."""

from html import unescape

import pytest

from chassis.clock import add_working_days
from tests.services.portal.browser import Browser, title
from tests.services.portal.town import (
    COORDINATOR,
    DOCTOR,
    OTHER_DOCTOR,
    OTHER_OWNER,
    OWNER,
    Town,
    asks_for_leave,
    day,
    seen,
)

PATH, NEW = "/calendars", "/calendars/new"
DEPARTMENT = "R0B/General (internal) medicine"


@pytest.fixture
async def coordinator(town: Town) -> Browser:
    await town.has_placement(OTHER_DOCTOR, **{"Grade*": "Specialty Training Year 3", "WTE*": "1.0"})
    return await town.signed_in(COORDINATOR)


def plan(town: Town, **facts: str) -> dict[str, str]:
    """From sixty days from now on, for sixty days."""
    days = day("first_day", town.in_days(60)) | day("last_day", town.in_days(119))
    return {"department": DEPARTMENT, **days, "most_away": "2", "exceptions": ""} | facts


async def publishes(town: Town, who: Browser, **facts: str) -> str:
    """The path of the calendar."""
    check = await who.send(await who.open(NEW), to=NEW, **plan(town, **facts))
    assert "Check what these days can hold" in check.text, seen(check)
    sent = await who.send(check, to=NEW, step="send")
    assert "The calendar is published" in sent.text, seen(sent)
    await town.settle()
    return sent.url.path


async def test_what_the_days_earn_is_held_against_what_they_can_hold_before_anything_is_published(
    town: Town, coordinator: Browser
) -> None:
    check = await coordinator.send(await coordinator.open(NEW), to=NEW, **plan(town, most_away="0"))
    back = await coordinator.send(check, to=NEW, step="change")
    before = await coordinator.open(PATH)
    sent = await coordinator.send(check, to=NEW, step="send")
    await town.settle()
    after = await coordinator.open(PATH)

    for page in (check, sent):
        assert "Study leave that these days earn them" in page.text
        assert ">0 days<" in seen(page).partition("Study leave that these days can hold")[2]
        assert "Too few" in page.text
    assert "Let more be away on some days before the roster is made" in check.text
    assert 'value="0"' in back.text
    assert "No calendar is published" in before.text
    assert "days too few" in seen(sent)
    assert "days too few" in seen(after)
    assert "General (internal) medicine" in after.text


async def test_where_there_is_room_for_all_the_calendar_says_so_and_who_is_away_on_its_days(
    town: Town, coordinator: Browser
) -> None:
    on = add_working_days(town.in_days(70), 1)
    path = await publishes(town, coordinator, exceptions=f"{on:%d/%m/%Y} 0")
    doctor = await town.signed_in(DOCTOR)
    await asks_for_leave(town, doctor, **day("first_day", on), **day("last_day", on))

    page = seen(await coordinator.open(path))

    assert "Room for all" in page
    row = page.partition(f"{on.day} {on:%B %Y} (full)")[2].partition("</tr>")[0]
    assert [part.partition("<")[0] for part in row.split('numeric">')[1:]] == ["0", "0", "1"]


async def test_whoever_plans_rotas_there_is_told_and_led_to_it(town: Town, coordinator: Browser) -> None:
    path = await publishes(town, coordinator, most_away="0")
    owner = await town.signed_in(OWNER)

    item = await owner.open("/inbox/" + (await owner.open("/inbox")).text.partition("/inbox/")[2][:36])

    assert f'href="{path}"' in item.text
    assert "See the calendar" in item.text


async def test_it_is_published_anew_from_the_same_day_on_with_the_numbers_it_has(
    town: Town, coordinator: Browser
) -> None:
    first, second = add_working_days(town.in_days(70), 1), add_working_days(town.in_days(70), 2)
    path = await publishes(town, coordinator, exceptions=f"{first:%d/%m/%Y} 0\n{second:%d/%m/%Y} 0")
    anew = f"{path}/anew"

    form = await coordinator.open(anew)
    fields = {"most_away": "3", "exceptions": f"{first:%d/%m/%Y} 1"} | day("last_day", town.in_days(130))
    check = await coordinator.send(form, to=anew, **fields)
    sent = await coordinator.send(check, to=anew, step="send")

    assert f"{first:%d/%m/%Y} to {second:%d/%m/%Y} 0</textarea>" in form.text
    assert 'value="2"' in form.text
    assert 'name="first_day-day"' not in form.text
    assert "What this is held against" in check.text
    assert sent.url.path == path
    assert f"{town.in_days(130).day} {town.in_days(130):%B %Y}" in seen(sent)
    assert "(full)" not in sent.text


async def test_of_two_who_publish_anew_the_second_reads_how_it_stands(town: Town, coordinator: Browser) -> None:
    anew = f"{await publishes(town, coordinator)}/anew"
    fields = {"most_away": "3", "exceptions": ""} | day("last_day", town.in_days(130))
    checks = [await coordinator.send(await coordinator.open(anew), to=anew, **fields) for _ in range(2)]
    await coordinator.send(checks[0], to=anew, step="send")

    second = await coordinator.send(checks[1], to=anew, step="send")

    assert "has changed since you opened it" in second.text


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"department": ""}, "department", "Select the department"),
        ({"department": "RTD/General (internal) medicine"}, "department", "Select the department"),
        ({"most_away": "some"}, "most_away", "Enter how many may be away"),
        ({"most_away": "1000"}, "most_away", "Enter how many may be away"),
        ({"exceptions": "Christmas 1"}, "exceptions", "Line 1: write a day and a number"),
        ({"exceptions": "24/12/2099 1"}, "exceptions", "is no working day of this calendar"),
        ({"first_day-month": ""}, "first_day-month", "must include a month"),
        ({"last_day-year": "2020"}, "last_day-day", "is before"),
        ({"last_day-year": "2099"}, "last_day-day", "are more than 371 days"),
    ],
    ids=["none", "elsewhere", "words", "many", "line", "outside", "half", "order", "long"],
)
async def test_what_is_wrong_with_it_is_told_at_its_field(
    town: Town, coordinator: Browser, facts: dict[str, str], field: str, said: str
) -> None:
    page = await coordinator.send(await coordinator.open(NEW), to=NEW, **plan(town, **facts))

    assert page.status_code == 422
    assert title(page) == "Error: Publish a calendar - Fairlead"
    assert f'href="#{field}"' in page.text
    assert unescape(page.text).count(said) == 2
    assert "No calendar is published" in (await coordinator.open(PATH)).text


async def test_a_day_is_in_one_calendar_and_that_is_told_before_it_is_sent(town: Town, coordinator: Browser) -> None:
    await publishes(town, coordinator)
    days = day("first_day", town.in_days(80)) | day("last_day", town.in_days(140))

    page = await coordinator.send(await coordinator.open(NEW), to=NEW, **plan(town, **days))

    assert 'href="#first_day-day"' in page.text
    assert "is in another calendar of General (internal) medicine" in unescape(page.text)


async def test_elsewhere_nobody_finds_it(town: Town, coordinator: Browser) -> None:
    path = await publishes(town, coordinator)
    other, doctor = await town.signed_in(OTHER_OWNER), await town.signed_in(DOCTOR)

    assert [(await other.open(each)).status_code for each in (path, f"{path}/anew")] == [404, 404]
    assert "Nobody is placed where you plan" in (await other.open(PATH)).text
    assert (await doctor.open(PATH)).status_code == 403
    assert PATH not in (await doctor.open("/home")).text
    assert f'href="{PATH}"' in (await coordinator.open("/home")).text
