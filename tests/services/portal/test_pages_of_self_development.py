"""Whoever plans the rota says how much self-development time there is, and its doctor whether they get it (R38)."""

import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import COORDINATOR, DIRECTOR, DOCTOR, TPD, Town

PATH, PLAN = "/self-development", "/self-development/plan"


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


async def is_planned(town: Town, doctor: Browser, minutes: str = "72") -> str:
    """By the rota coordinator: where they did."""
    path = f"{PLAN}/{await town.placement_of(doctor)}"
    coordinator = await town.signed_in(COORDINATOR)
    form = await coordinator.open(path)
    kept = await coordinator.send(form, to=path, minutes_per_week=minutes, in_work_schedule="yes")
    assert "It is kept" in kept.text
    await town.settle()
    return path


async def test_a_doctor_says_in_one_tap_whether_they_get_what_was_planned(town: Town, doctor: Browser) -> None:
    before = await doctor.open(PATH)
    path = await is_planned(town, doctor)
    planned = await doctor.open(PATH)

    not_had = await doctor.send(planned, to=PATH, gets_it="no")
    await town.settle()
    had = await doctor.send(not_had, to=PATH, gets_it="yes")

    assert "Not scheduled" in before.text
    assert 'name="gets_it"' not in before.text
    for told in ("1 hour 12 minutes", "Quality improvement", "Scheduled"):
        assert told in planned.text
    assert "Your answer is kept" in not_had.text
    assert "The doctor does not get it" in not_had.text
    assert "The doctor gets it" in had.text
    assert "The doctor gets it" in (await (await town.signed_in(DIRECTOR)).open(path)).text


async def test_who_plans_the_rota_is_led_from_the_notice_to_what_is_not_had(town: Town, doctor: Browser) -> None:
    path = await is_planned(town, doctor)
    await doctor.send(await doctor.open(PATH), to=PATH, gets_it="no")
    await town.settle()
    coordinator = await town.signed_in(COORDINATOR)

    notices = (await coordinator.open("/inbox")).text
    which = notices.partition("/inbox/")[2][:36]
    notice = await coordinator.open(f"/inbox/{which}")

    assert "Says that they do not get their time" in notice.text
    assert f'href="{path}"' in notice.text
    assert "Dr Amara Okafor" in (await coordinator.open(PLAN)).text


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"minutes_per_week": "some"}, "minutes_per_week", "Enter the minutes in whole numbers"),
        ({"minutes_per_week": "9999"}, "minutes_per_week", "2400"),
        ({"in_work_schedule": ""}, "in_work_schedule", "Select whether it is in the work schedule"),
    ],
)
async def test_what_is_wrong_with_a_plan_is_told_at_its_field(
    town: Town, doctor: Browser, facts: dict[str, str], field: str, said: str
) -> None:
    path = f"{PLAN}/{await town.placement_of(doctor)}"
    coordinator = await town.signed_in(COORDINATOR)
    whole = {"minutes_per_week": "72", "in_work_schedule": "yes"} | facts

    page = await coordinator.send(await coordinator.open(path), to=path, **whole)

    assert (page.status_code, f'href="#{field}"' in page.text, page.text.count(said) >= 2) == (422, True, True)


async def test_of_two_who_plan_at_the_same_time_the_later_reads_it_again(town: Town, doctor: Browser) -> None:
    path = await is_planned(town, doctor)
    director = await town.signed_in(DIRECTOR)
    form = await director.open(path)
    await is_planned(town, doctor, "90")

    late = await director.send(form, to=path, minutes_per_week="60", in_work_schedule="yes")

    assert (late.status_code, "nothing was sent" in late.text, 'value="90"' in late.text) == (409, True, True)


async def test_nobody_plans_elsewhere_or_answers_for_a_doctor(town: Town, doctor: Browser) -> None:
    path = await is_planned(town, doctor)

    assert (await doctor.open(path)).status_code == 403
    assert (await (await town.signed_in(TPD)).open(path)).status_code == 403
    assert (await (await town.signed_in(COORDINATOR)).open(PATH)).status_code == 403
