"""Of approved leave: until when its costs are claimed, when they were, and when they were paid (R24)."""

from datetime import timedelta

import pytest

from tests.services.portal.browser import Browser, title
from tests.services.portal.town import COORDINATOR, DOCTOR, TPD, Town, asks_for_leave, day, seen


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


async def approved(town: Town, doctor: Browser) -> str:
    """The path of the doctor's own page about it."""
    leave_id = await asks_for_leave(town, doctor)
    for who in (COORDINATOR, TPD):
        decider = await town.signed_in(who)
        await decider.send(await decider.open(f"/approvals/{leave_id}"), to=f"/approvals/{leave_id}/approve")
        await town.settle()
    return f"/leave/{leave_id}"


async def test_a_claim_has_its_last_day_and_then_the_day_by_which_it_is_paid(town: Town, doctor: Browser) -> None:
    path = await approved(town, doctor)
    page = await doctor.open(path)
    last, due = town.in_days(61) + timedelta(days=56), town.today + timedelta(days=42)

    noted = await doctor.send(page, to=f"{path}/claim", **day("claimed_on", town.today), attended="yes")
    paid = await doctor.send(
        noted, to=f"{path}/claim", **day("claimed_on", town.today), **day("paid_on", town.today), attended="no"
    )

    assert "Claim by" in seen(page)
    assert f"{last.day} {last:%B %Y}" in seen(page)
    assert "Your claim is noted" in seen(noted)
    assert "To be paid by" in seen(noted)
    assert f"{due.day} {due:%B %Y}" in seen(noted)
    assert f'value="{town.today.year}"' in noted.text
    assert "Paid on" in seen(paid)
    assert "To be paid by" not in seen(paid)
    assert "Did you go?" in seen(paid)


async def test_days_that_cannot_be_are_told_at_their_field_and_kept(town: Town, doctor: Browser) -> None:
    path = await approved(town, doctor)
    page, today = await doctor.open(path), town.today
    for field, answers in {
        "claimed_on-day": {**day("claimed_on", today + timedelta(days=1))},
        "claimed_on-month": {"claimed_on-day": "1"},
        "paid_on-day": {**day("claimed_on", today), **day("paid_on", today - timedelta(days=1))},
        "paid_on-year": {**day("claimed_on", today), "paid_on-day": "1", "paid_on-month": "2"},
        "attended": {**day("claimed_on", today), "attended": ""},
    }.items():
        told = await doctor.send(page, to=f"{path}/claim", **{"attended": "yes", **answers})

        assert told.status_code == 422
        assert title(told).startswith("Error: ")
        assert f'href="#{field}"' in told.text
        assert f'id="{field}"' in told.text
        assert "To be paid by" not in told.text


async def test_there_is_nothing_to_claim_before_leave_is_approved(town: Town, doctor: Browser) -> None:
    waiting = f"/leave/{await asks_for_leave(town, doctor)}"
    form = await doctor.open(waiting)
    path = await approved(town, doctor)

    assert f"{waiting}/claim" not in form.text
    assert "Its costs" not in form.text
    assert f"{path}/claim" in (await doctor.open(path)).text


async def test_a_claim_of_what_has_changed_meanwhile_is_not_taken(town: Town, doctor: Browser) -> None:
    path = await approved(town, doctor)
    stale = await doctor.open(path)
    await doctor.send(await doctor.open(path), to=f"{path}/claim", **day("claimed_on", town.today), attended="yes")

    late = await doctor.send(stale, to=f"{path}/claim", **day("claimed_on", town.today), attended="no")

    assert "has changed since you opened it" in seen(late)
    assert "Did you go?" not in seen(late)
