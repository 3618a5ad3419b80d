"""What leave is for, half days, exams, leave abroad; what a region asks beside, and where it decides (R11, R29)."""

import html
from datetime import timedelta
from typing import Any

import pytest

from chassis.rules import Rule, set_rule
from tests.services.portal.browser import Browser, title
from tests.services.portal.region import Region
from tests.services.portal.town import COORDINATOR, DOCTOR, Town, asks_for_leave, day, seen, wish

FORM = "/leave/new"


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


async def has_rule(town: Town, name: str, of: str, value: Any) -> None:
    async with town.services["leave"].begin() as work:
        await set_rule(work, Rule(f"leave.{name}", of, work.today, value), reason="as agreed")


async def asks(town: Town, doctor: Browser, **answers: str) -> Any:
    return await doctor.send(await doctor.open(FORM), to=FORM, **wish(town, **answers))


@pytest.mark.parametrize(
    ("purpose", "kind", "what"),
    [
        ("curriculum_required", "Study leave", "A course or event that the curriculum requires"),
        ("taster", "Study leave", "A taster, or presenting"),
        ("professional_duty", "Professional leave", "A duty for a professional or public body"),
    ],
)
async def test_what_it_is_for_says_which_leave_it_is(
    town: Town, doctor: Browser, purpose: str, kind: str, what: str
) -> None:
    request = seen(await doctor.open(f"/leave/{await asks_for_leave(town, doctor, purpose=purpose)}"))

    assert kind in request
    assert what in request


async def test_private_study_needs_the_day_of_its_exam_and_nothing_else_does(town: Town, doctor: Browser) -> None:
    exam = town.in_days(70)

    without = await asks(town, doctor, purpose="private_study")
    check = await asks(town, doctor, purpose="private_study", **day("exam_on", exam))
    other = await asks(town, doctor, purpose="exam")

    assert (without.status_code, without.text.count("Enter the day of the exam")) == (422, 2)
    assert 'id="exam_on-day"' in without.text
    assert "Day of the exam" in seen(check)
    assert f"{exam.day} {exam:%B %Y}" in seen(check)
    assert title(other).startswith("Check your answers")


async def test_the_day_of_an_exam_is_kept_whatever_the_leave_is_for(town: Town, doctor: Browser) -> None:
    exam = town.in_days(70)

    check = await asks(town, doctor, purpose="exam", **day("exam_on", exam))
    half = await asks(town, doctor, purpose="exam", **{"exam_on-day": "31"})

    assert f"{exam.day} {exam:%B %Y}" in seen(check)
    assert (half.status_code, half.text.count("The day of the exam must include a month")) == (422, 2)


async def test_half_days_leave_abroad_and_fewer_days_are_asked_for_and_read_by_who_decides(
    town: Town, doctor: Browser
) -> None:
    leave_id = await asks_for_leave(town, doctor, from_midday="yes", international="yes", days="0.5")

    request = html.unescape(seen(await (await town.signed_in(COORDINATOR)).open(f"/approvals/{leave_id}")))

    assert ", from midday of the first" in request
    assert "until midday" not in request
    assert "0.5 days" in request
    assert "Abroad" in request


async def test_halves_and_days_that_cannot_be_are_told_at_their_field(town: Town, doctor: Browser) -> None:
    on = day("first_day", town.in_days(60)) | day("last_day", town.in_days(60))
    for field, answers in {
        "until_midday": {**on, "from_midday": "yes", "until_midday": "yes"},
        "days": {"days": "1.3"},
    }.items():
        told = await asks(town, doctor, **answers)

        assert told.status_code == 422
        assert f'href="#{field}"' in told.text
        assert f'id="{field}"' in told.text
    for typed in ("two", "NaN", "1e9999", "123456"):
        told = await asks(town, doctor, days=typed)

        assert (told.status_code, told.text.count("Enter days as a number")) == (422, 2)


async def test_what_is_ticked_is_still_ticked_when_the_answers_are_changed(town: Town, doctor: Browser) -> None:
    check = await asks(town, doctor, until_midday="yes")

    form = await doctor.send(check, to=FORM, step="change")

    assert "checked" in form.text.partition('id="until_midday"')[2].partition(">")[0]
    assert "checked" not in form.text.partition('id="from_midday"')[2].partition(">")[0]


async def test_what_a_region_has_agreed_first_is_asked_for_and_said_to_who_decides(town: Town, doctor: Browser) -> None:
    before = await doctor.open(FORM)
    await has_rule(town, "declarations", "NTH030", ["supervisor_agrees", "rota_agrees"])
    form = await doctor.open(FORM)

    without = await asks(town, doctor, supervisor_agrees="yes")
    leave_id = await asks_for_leave(town, doctor, supervisor_agrees="yes", rota_agrees="yes")

    assert 'id="rota_agrees"' not in before.text
    assert 'id="rota_agrees"' in form.text
    assert (without.status_code, 'href="#rota_agrees"' in without.text) == (422, True)
    assert without.text.count("Say that whoever plans your rota agrees") == 2
    decides = seen(await (await town.signed_in(COORDINATOR)).open(f"/approvals/{leave_id}"))
    assert "My educational supervisor agrees that it is of value" in decides


async def test_what_is_agreed_beforehand_is_listed_where_a_programme_keeps_a_list(town: Town, doctor: Browser) -> None:
    before = await doctor.open(FORM)
    listed = ["Advanced life support", "Leading <people>"]
    lists = dict.fromkeys(("f1", "f2", "gp", "other", "local"), listed)
    await has_rule(town, "standard_activities", "NTH030", lists)

    after = html.unescape((await doctor.open(FORM)).text)

    assert "agreed beforehand" not in before.text
    assert "agreed beforehand if what they are for is standard there: Advanced life support; Leading <people>." in after


async def test_of_leave_abroad_whoever_decides_reads_what_is_usual(town: Town, doctor: Browser) -> None:
    other = town.in_days(80)
    await asks_for_leave(town, doctor, international="yes", **day("first_day", other), **day("last_day", other))
    leave_id = await asks_for_leave(town, doctor, international="yes")

    decides = seen(await (await town.signed_in(COORDINATOR)).open(f"/approvals/{leave_id}"))

    assert "Asked for 1 more in the same leave year; 1 in all is usual" in decides
    assert "What the curriculum requires comes first" in decides


async def test_where_another_system_decides_every_page_says_so_and_leave_is_noted_with_its_reference(
    town: Town, doctor: Browser
) -> None:
    before = [await doctor.open(path) for path in (FORM, "/leave")]
    await has_rule(town, "system_of_record", "R0B", "mirror")
    after = [await doctor.open(path) for path in (FORM, "/leave")]
    began = day("first_day", town.today - timedelta(days=3)) | day("last_day", town.today - timedelta(days=3))

    without = await asks(town, doctor)
    check = await asks(town, doctor, external_ref="ALM 10023", **began)
    noted = await doctor.send(check, to=FORM, step="send")
    request = seen(await doctor.open(noted.url.path.removesuffix("/sent")))

    for page in before:
        assert "another system" not in page.text
    for page in after:
        assert "At SOUTH TYNESIDE AND SUNDERLAND, leave is decided in another system" in seen(page)
    assert (without.status_code, without.text.count("Enter its reference in the other system")) == (422, 2)
    assert "Nobody decides about it here" in seen(check)
    assert title(noted) == "Noted - Fairlead"
    assert "waits for a decision" not in seen(noted)
    assert "In another system. What stands here is a record of it." in request
    assert "ALM 10023" in request


async def test_a_check_before_another_system_decides_is_said_to_be_one(town: Town, doctor: Browser) -> None:
    await has_rule(town, "system_of_record", "R0B", "pre_check")

    check = await asks(town, doctor)
    sent = await doctor.send(check, to=FORM, step="send")
    path = sent.url.path.removesuffix("/sent")
    decides = await town.signed_in(COORDINATOR)

    assert 'id="external_ref"' not in (await doctor.open(FORM)).text
    assert "ask in the other system, which decides" in seen(check)
    assert title(sent) == "Request sent - Fairlead"
    queue, request = [await decides.open(one) for one in ("/approvals", path.replace("/leave/", "/approvals/"))]
    for page in (sent, await doctor.open(path), queue, request):
        assert "a check before that: ask there too" in seen(page)
    assert "At SOUTH TYNESIDE AND SUNDERLAND, leave is decided in another system" in seen(queue)


async def test_release_from_duty_is_decided_here_whatever_decides_about_leave(town: Town, doctor: Browser) -> None:
    await has_rule(town, "system_of_record", "R0B", "mirror")
    days = day("first_day", town.in_days(30)) | day("last_day", town.in_days(30))
    answers = {"purpose": "recruitment_panel", "activity": "Interviews", **days}

    form = await doctor.open("/leave/release")
    check = await doctor.send(form, to="/leave/release", **answers)
    await doctor.send(check, to="/leave/release", step="send")
    queue = seen(await (await town.signed_in(COORDINATOR)).open("/approvals"))

    assert "It is decided here, also where other leave is decided in another system." in seen(form)
    assert "Release from duty for a recruitment panel" in queue
    assert "another system" not in queue


async def test_a_leave_service_of_before_is_asked_all_the_same(region: Region) -> None:
    region.somebody("7000010", ("resident_doctor", None))
    await region.browser.sign_in("7000010")
    region.upstream.answers[("GET", "/api/leave/form")] = (404, {"type": "/problems/not-found"})
    region.upstream.answers[("GET", "/api/leave/requests")] = (200, {"items": [], "next": None})

    form, mine = [await region.browser.open(path) for path in (FORM, "/leave")]

    assert title(form) == "Ask for leave - Fairlead"
    assert "You have not asked for any leave" in seen(mine)
