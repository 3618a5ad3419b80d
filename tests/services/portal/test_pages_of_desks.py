"""Somebody who decides about leave is away: a colleague decides for them (R89)."""

import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import COORDINATOR, DIRECTOR, DOCTOR, TPD, Town, asks_for_leave, day, seen

PATH, FORM = "/out-of-office", "/out-of-office/new"


@pytest.fixture
async def director(town: Town) -> Browser:
    return await town.signed_in(DIRECTOR)


async def hands_over(town: Town, director: Browser, to: str, **answers: str) -> str:
    """For a week from today, to the coordinator of the same trust: the page that follows."""
    days = day("first_day", town.today) | day("last_day", town.in_days(6))
    whole = {"desk": "dme/R0B", "colleague": str((await town.person(to)).person_id)} | days | answers
    return seen(await director.send(await director.open(FORM), to=FORM, **whole))


async def test_a_colleague_decides_while_one_is_away_and_no_longer(town: Town, director: Browser) -> None:
    doctor, coordinator = await town.signed_in(DOCTOR), await town.signed_in(COORDINATOR)
    leave_id = await asks_for_leave(town, doctor)
    path = f"/approvals/{leave_id}"
    await coordinator.send(await coordinator.open(path), to=f"{path}/approve")
    programme = await town.signed_in(TPD)
    own = await programme.open(FORM)

    page = await hands_over(town, director, COORDINATOR)
    theirs = await coordinator.open(PATH)
    end = next(part for part in page.split('"') if part.endswith("/end"))
    ended = await director.send(await director.open(PATH), to=end)

    assert "Your desk is handed over" in page
    assert "Robin Okoro decides for you" in page
    assert "You decide for Dana Reid" in theirs.text
    assert "Director of medical education" in theirs.text
    assert "decides again" in ended.text
    assert "Nothing is handed over" in ended.text
    assert "Training programme director" in own.text


async def test_who_stands_in_finds_the_buttons_to_decide_with(town: Town) -> None:
    doctor, second = await town.signed_in(DOCTOR), await town.signed_in(DIRECTOR)
    leave_id = await asks_for_leave(town, doctor)
    coordinator = await town.signed_in(COORDINATOR)
    before = await second.open(f"/approvals/{leave_id}")

    page = await hands_over(town, coordinator, DIRECTOR, desk="rota_coordinator/R0B")
    queue, after = await second.open("/approvals"), await second.open(f"/approvals/{leave_id}")
    decided = await second.send(after, to=f"/approvals/{leave_id}/approve")

    assert "Your desk is handed over" in page
    assert before.status_code == 404 or f"/approvals/{leave_id}/approve" not in before.text
    assert leave_id in queue.text
    assert "You have agreed" in decided.text


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({"desk": ""}, "desk", "Select what you hand over"),
        ({"desk": "dme/RTD"}, "desk", "Select what you hand over"),
        ({"colleague": ""}, "colleague", "Select who decides"),
        ({"first_day-year": "2020"}, "first_day-day", "are no days from today"),
        ({"last_day-month": ""}, "last_day-month", "must include a month"),
        ({"last_day-year": "2030"}, "last_day-day", "are more than"),
    ],
)
async def test_what_is_wrong_with_it_is_told_at_its_field(
    town: Town, director: Browser, answers: dict[str, str], field: str, said: str
) -> None:
    page = await hands_over(town, director, COORDINATOR, **answers)

    assert f'href="#{field}"' in page
    assert page.count(said) >= 2
    assert "Nothing is handed over" in (await director.open(PATH)).text


async def test_nobody_is_offered_who_does_not_decide_there(town: Town, director: Browser) -> None:
    form = await director.open(FORM)
    page = await hands_over(town, director, DOCTOR)

    assert "Robin Okoro" in form.text
    assert "Gita Rao" not in form.text
    assert "Dana Reid" not in form.text.partition("<main")[2]
    assert 'href="#colleague"' in page
