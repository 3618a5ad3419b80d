"""A request returned by who decides, changed by its doctor in the form it came from, and sent again."""

import html

import pytest

from contracts.leave import LeaveResubmitted
from tests.services.portal.browser import Browser, filled_in, looks_done
from tests.services.portal.town import COORDINATOR, DOCTOR, Town, asks_for_leave, day, seen

MISSING = {"missing": "Say which of the two <b>courses</b> it is."}


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


async def returns(town: Town, leave_id: str) -> None:
    coordinator, path = await town.signed_in(COORDINATOR), f"/approvals/{leave_id}"
    done = await coordinator.send(await coordinator.open(path), to=f"{path}/return", **MISSING)
    assert "You have returned it" in done.text, seen(done)
    await town.settle()


async def test_a_doctor_reads_what_is_missing_finds_their_answers_in_the_form_and_sends_them_again(
    town: Town, doctor: Browser
) -> None:
    off = {**day("off_1", town.in_days(60)), **day("instead_1", town.in_days(70)), "within_hours": "yes"}
    asked = {**off, "cost-travel": "49.99", "days": "1.5", "days-off": "1", "location": "Leeds"}
    leave_id = await asks_for_leave(town, doctor, **asked)
    await returns(town, leave_id)
    path = f"/leave/{leave_id}"
    request, form = await doctor.open(path), await doctor.open(f"{path}/change")

    check = await doctor.send(form, to=f"{path}/change", **filled_in(form, f"{path}/change") | {"remote": "yes"})
    changed = await doctor.send(check, to=f"{path}/change", step="change")
    sent = await doctor.send(check, to=f"{path}/change", step="send")
    await town.settle()

    assert "sent it again" not in request.text
    for page in (request, form):
        assert MISSING["missing"] in html.unescape(seen(page))
        assert "<b>" not in page.text
    for said in ("Leeds, joined remotely", "Travel £49.99", "1.5", "Leading teams through change"):
        assert said in html.unescape(seen(check))
    assert 'value="Leeds"' in changed.text
    assert "Request sent" in seen(sent)
    coordinator = await town.signed_in(COORDINATOR)
    theirs = html.unescape(seen(await coordinator.open(f"/approvals/{leave_id}")))
    assert "Robin Okoro, returned" in theirs
    assert "The doctor sent it again" in theirs
    assert "Leeds, joined remotely" in theirs
    assert f'action="/approvals/{leave_id}/approve"' in theirs


async def test_release_from_duty_is_changed_in_its_own_form(town: Town, doctor: Browser) -> None:
    answers = {
        "purpose": "recruitment_panel",
        "activity": "Interviews for a consultant post",
        "location": "The boardroom",
        **day("first_day", town.in_days(30)),
        **day("last_day", town.in_days(30)),
    }
    check = await doctor.send(await doctor.open("/leave/release"), to="/leave/release", **answers)
    sent = await doctor.send(check, to="/leave/release", step="send")
    await town.settle()
    leave_id = sent.url.path.split("/")[2]
    await returns(town, leave_id)
    path = f"/leave/{leave_id}/change"

    form = await doctor.open(path)
    check = await doctor.send(form, to=path, **filled_in(form, path) | {"activity": "Two interviews"})
    anew = await doctor.send(check, to=path, step="send")

    assert 'value="The boardroom"' in form.text
    assert "Request sent" in seen(anew)
    assert "Two interviews" in seen(await doctor.open(f"/leave/{leave_id}"))


async def test_what_is_missing_has_to_be_said(town: Town, doctor: Browser) -> None:
    leave_id = await asks_for_leave(town, doctor)
    coordinator, path = await town.signed_in(COORDINATOR), f"/approvals/{leave_id}"
    page = await coordinator.open(path)

    for missing in ("", "No."):
        told = await coordinator.send(page, to=f"{path}/return", missing=missing)
        assert told.status_code == 422
        assert 'href="#missing"' in told.text
    assert f"/leave/{leave_id}/change" not in (await doctor.open(f"/leave/{leave_id}")).text
    assert (await doctor.open(f"/leave/{leave_id}/change")).url.path == f"/leave/{leave_id}"


async def test_sent_twice_by_a_second_click_it_is_sent_once_and_said_to_be(town: Town, doctor: Browser) -> None:
    leave_id = await asks_for_leave(town, doctor)
    await returns(town, leave_id)
    path = f"/leave/{leave_id}/change"
    form = await doctor.open(path)
    check = await doctor.send(form, to=path, **filled_in(form, path))

    pages = [await doctor.send(check, to=path, step="send") for _ in range(2)]

    for page in pages:
        assert page.url.path == f"/leave/{leave_id}/sent"
        assert "Request sent" in seen(page)
    assert len(await town.services["leave"].said(LeaveResubmitted)) == 1


async def test_other_answers_from_a_second_tab_are_not_taken_for_those_that_were_sent(
    town: Town, doctor: Browser
) -> None:
    leave_id = await asks_for_leave(town, doctor)
    await returns(town, leave_id)
    path = f"/leave/{leave_id}/change"
    form = await doctor.open(path)
    leeds, york = [
        await doctor.send(form, to=path, **filled_in(form, path) | {"location": place}) for place in ("Leeds", "York")
    ]

    sent, told = [await doctor.send(check, to=path, step="send") for check in (leeds, york)]

    assert "Request sent" in seen(sent)
    assert told.url.path == f"/leave/{leave_id}"
    assert "nothing was sent" in seen(told)
    assert "Leeds" in seen(told)
    assert len(await town.services["leave"].said(LeaveResubmitted)) == 1


async def test_a_form_that_was_opened_before_it_was_sent_again_is_told_so_before_it_is_sent(
    town: Town, doctor: Browser
) -> None:
    leave_id = await asks_for_leave(town, doctor)
    await returns(town, leave_id)
    path = f"/leave/{leave_id}/change"
    form = await doctor.open(path)
    check = await doctor.send(form, to=path, **filled_in(form, path))
    await doctor.send(check, to=path, step="send")
    await town.settle()

    again = await doctor.send(form, to=path, **filled_in(form, path) | {"location": "Leeds"})

    assert "nothing was sent" in seen(again)
    assert again.url.path == f"/leave/{leave_id}"


async def test_what_was_written_is_kept_where_it_was_returned_once_more_meanwhile(town: Town, doctor: Browser) -> None:
    leave_id = await asks_for_leave(town, doctor)
    await returns(town, leave_id)
    path = f"/leave/{leave_id}/change"
    form = await doctor.open(path)
    first = await doctor.send(form, to=path, **filled_in(form, path))
    await doctor.send(first, to=path, step="send")
    await town.settle()
    await returns(town, leave_id)

    told = await doctor.send(form, to=path, **filled_in(form, path) | {"location": "Leeds"})
    check = await doctor.send(told, to=path, **filled_in(told, path))
    sent = await doctor.send(check, to=path, step="send")

    assert (told.status_code, looks_done(told)) == (409, False)
    assert "nothing was sent" in seen(told)
    assert 'value="Leeds"' in told.text
    assert "Request sent" in seen(sent)
    assert "Leeds" in seen(await doctor.open(f"/leave/{leave_id}"))


async def test_remote_leave_abroad_is_told_at_its_field(town: Town, doctor: Browser) -> None:
    leave_id = await asks_for_leave(town, doctor)
    await returns(town, leave_id)
    path = f"/leave/{leave_id}/change"
    form = await doctor.open(path)

    told = await doctor.send(form, to=path, **filled_in(form, path) | {"remote": "yes", "international": "yes"})

    assert told.status_code == 422
    assert 'href="#remote"' in told.text
