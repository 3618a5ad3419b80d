"""A course is planned, checked and called off on pages (O-E2)."""

from uuid import UUID

import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import (
    CHAMPION,
    COORDINATOR,
    DOCTOR,
    OWNER,
    Town,
    day,
)
from tests.services.portal.training import books, scheduled

PLAN = {
    "trust": "R0B",
    "kind": "leadership",
    "title": "Chairing <b>well</b>",
    "seats": "12",
    "grades": "Foundation Year 2\nCore Training Year 1",
}
NEW = "/training/new"


@pytest.fixture
async def course_id(campus: Town) -> UUID:
    return await scheduled(campus)


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


def session(town: Town, days: int, *, which: int = 1, starts: str = "9:30", ends: str = "12:00") -> dict[str, str]:
    return {**day(f"session_{which}", town.in_days(days)), f"starts_{which}": starts, f"ends_{which}": ends}


async def test_a_course_of_two_sessions_is_planned_checked_and_booked_by_a_doctor(
    campus: Town, doctor: Browser
) -> None:
    champion = await campus.signed_in(CHAMPION)
    form = await champion.open(NEW)
    first, second = session(campus, 30), session(campus, 37, which=2, ends="11.30")

    more = await champion.send(form, to=NEW, step="another-session", **PLAN | first)
    check = await champion.send(more, to=NEW, **PLAN | first | second)
    back = await champion.send(check, to=NEW, step="change")
    planned = await champion.send(check, to=NEW, step="send")
    await campus.settle()
    await books(doctor, UUID(planned.url.path.rpartition("/")[2]))

    assert 'value="R0B" selected' in form.text
    assert (more.status_code, 'name="starts_2"' in more.text) == (200, True)
    for page in (check, planned):
        assert "Chairing &lt;b&gt;well&lt;/b&gt;" in page.text
        assert "09:30 to 12:00" in page.text
        assert "09:30 to 11:30" in page.text
        assert "Foundation Year 2, Core Training Year 1" in page.text
    assert "Core Training Year 1</textarea>" in back.text
    assert "The course is offered" in planned.text


async def test_a_session_that_is_left_empty_is_none(campus: Town) -> None:
    champion = await campus.signed_in(CHAMPION)
    first = session(campus, 30)
    more = await champion.send(await champion.open(NEW), to=NEW, step="another-session", **PLAN | first)

    check = await champion.send(more, to=NEW, **PLAN | first)
    half = await champion.send(more, to=NEW, **PLAN | first, starts_2="9:30")
    planned = await champion.send(check, to=NEW, step="send")

    assert "The course is offered" in planned.text
    assert (half.status_code, 'href="#session_2-day"' in half.text) == (422, True)


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"trust": "RTD"}, "trust", "Select where it is"),
        ({"kind": ""}, "kind", "Select what it teaches"),
        ({"title": ""}, "title", "Enter what it is called"),
        ({"title": "x" * 201}, "title", "Write at most 200 characters"),
        ({"seats": "0"}, "seats", "Enter how many seats there are"),
        ({"seats": "201"}, "seats", "A course has at most 200 seats."),
        ({"grades": "x" * 81}, "grades", "Write at most 30 grades"),
        ({"session_1-month": ""}, "session_1-month", "must include a month"),
        ({"starts_1": "soon"}, "starts_1", "Enter the time it starts"),
        ({"ends_1": "9:30"}, "ends_1", "must be after the time it starts"),
        ({"session_1-year": "2020"}, "session_1-day", "The first session starts after now."),
    ],
    ids=["elsewhere", "kind", "title", "long", "none", "many", "grades", "day", "start", "end", "past"],
)
async def test_what_is_wrong_with_a_plan_is_told_at_its_field(
    campus: Town, facts: dict[str, str], field: str, said: str
) -> None:
    champion = await campus.signed_in(CHAMPION)
    page = await champion.send(await champion.open(NEW), to=NEW, **PLAN | session(campus, 30) | facts)
    if "Check your answers" in page.text:  # what only its service knows is said when it is sent
        page = await champion.send(page, to=NEW, step="send")

    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert f'id="{field}"' in page.text
    assert page.text.count(said) == 2


async def test_a_course_is_called_off_by_who_keeps_it_and_by_nobody_else(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    path = f"/training/{course_id}/call-off"
    await books(doctor, course_id)
    owner, coordinator = await campus.signed_in(OWNER), await campus.signed_in(COORDINATOR)
    elsewhere = [(await each.open(path)).status_code for each in (doctor, coordinator)]
    form = await owner.open(path)

    without = await owner.send(form, to=path)
    called_off = await owner.send(form, to=path, reason="too_few_booked")
    again = await owner.open(path)
    await campus.settle()

    assert elsewhere == [404, 404]
    assert (without.status_code, without.text.count("Select why it does not take place")) == (422, 2)
    assert "The course is called off" in called_off.text
    assert "Too few doctors had booked" in called_off.text
    assert path not in called_off.text
    assert again.status_code == 404
    assert "Does not take place" in (await doctor.open("/training/seats")).text
    assert "Book a seat" not in (await doctor.open(f"/training/{course_id}")).text


async def test_who_booked_meanwhile_is_seen_before_a_course_is_called_off(
    campus: Town, doctor: Browser, course_id: UUID
) -> None:
    path = f"/training/{course_id}/call-off"
    owner = await campus.signed_in(OWNER)
    form = await owner.open(path)
    await books(doctor, course_id)

    late = await owner.send(form, to=path, reason="too_few_booked")

    assert "has changed since you opened it" in late.text
    assert "Booked" in (await doctor.open(f"/training/{course_id}")).text


async def test_the_way_to_plan_a_course_is_shown_to_who_may(campus: Town, doctor: Browser, course_id: UUID) -> None:
    champion, coordinator = await campus.signed_in(CHAMPION), await campus.signed_in(COORDINATOR)

    assert f'href="{NEW}"' in (await champion.open("/training")).text
    assert f"/training/{course_id}/call-off" in (await champion.open(f"/training/{course_id}")).text
    for other in (doctor, coordinator):
        assert NEW not in (await other.open("/training")).text
        assert (await other.open(NEW)).status_code == 403
