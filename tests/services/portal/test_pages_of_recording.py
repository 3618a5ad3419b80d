"""What a doctor led of their own accord is written down in five answers, and asked of who would know."""

import re
from typing import Any

import httpx
import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import COORDINATOR, DOCTOR, OTHER_DOCTOR, SENIOR, Town, day

NEW = "/activities/new"


@pytest.fixture
async def doctor(campus: Town) -> Browser:
    return await campus.signed_in(DOCTOR)


def shift(town: Town, **facts: Any) -> dict[str, str]:
    what = {"kind": "leading_a_shift", "title": "The night of the <b>pipe</b>", "hours": "12"}
    return what | day("first_day", town.in_days(-1)) | day("last_day", town.in_days(-1)) | facts


async def lead(town: Town, registration: str) -> str:
    return f"R0B/{(await town.person(registration)).person_id}"


def first_of(listed: httpx.Response) -> str:
    """The path of the newest in the list."""
    found = re.search(r'href="(/activities/[0-9a-f-]{36})"', listed.text)
    assert found is not None
    return found[1]


async def is_recorded(town: Town, doctor: Browser) -> httpx.Response:
    """Through all its pages, asked of the rota coordinator: the list that it ends on."""
    who = await doctor.send(await doctor.open(NEW), to=NEW, **shift(town))
    check = await doctor.send(who, to=NEW, step="who", lead=await lead(town, COORDINATOR))
    return await doctor.send(check, to=NEW, step="send")


async def test_five_answers_are_asked_of_who_would_know(campus: Town, doctor: Browser) -> None:
    begun = await doctor.open("/activities")
    who = await doctor.send(await doctor.open(NEW), to=NEW, **shift(campus, hours="7.5"))
    check = await doctor.send(who, to=NEW, step="who", lead=await lead(campus, COORDINATOR))
    listed = await doctor.send(check, to=NEW, step="send")
    waiting = await (await campus.signed_in(COORDINATOR)).open("/activities?waiting=true")

    assert f'href="{NEW}"' in begun.text
    assert "Robin Okoro</option>" in who.text
    assert "The night of the &lt;b&gt;pipe&lt;/b&gt;" in check.text
    assert all(said in check.text for said in ("Leading a shift", "7 hours 30 minutes", "Robin Okoro"))
    assert "You are told when it is answered" in listed.text
    assert "Waits to be confirmed" in listed.text
    assert "Dr Amara Okafor: The night of the" in waiting.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"title": ""}, "title"),
        ({"hours": "a night"}, "hours"),
        ({"hours": "0"}, "hours"),
        ({"hours": "1001"}, "hours"),
        ({"hours": "NaN"}, "hours"),
        ({"first_day-month": "13"}, "first_day-day"),
    ],
)
async def test_what_is_missing_is_told_at_its_field(
    campus: Town, doctor: Browser, wrong: dict[str, str], field: str
) -> None:
    told = await doctor.send(await doctor.open(NEW), to=NEW, **shift(campus, **wrong))

    assert (told.status_code, f'href="#{field}"' in told.text) == (422, True)


@pytest.mark.parametrize(("first", "last"), [(1, 1), (-1, -2), (-90, -90)], ids=["to come", "disordered", "not there"])
async def test_it_was_where_one_worked_and_is_over(campus: Town, doctor: Browser, first: int, last: int) -> None:
    days = day("first_day", campus.in_days(first)) | day("last_day", campus.in_days(last))

    told = await doctor.send(await doctor.open(NEW), to=NEW, **shift(campus) | days)

    assert (told.status_code, 'href="#last_day-day"' in told.text) == (422, True)


async def test_nobody_is_asked_whom_one_cannot_name(campus: Town, doctor: Browser) -> None:
    who = await doctor.send(await doctor.open(NEW), to=NEW, **shift(campus))
    nobody = await doctor.send(who, to=NEW, step="who")
    stranger = await doctor.send(who, to=NEW, step="send", lead=await lead(campus, OTHER_DOCTOR))

    assert (nobody.status_code, nobody.text.count("Select who can confirm it")) == (422, 2)
    assert stranger.status_code == 422
    assert "You have recorded nothing" in (await doctor.open("/activities")).text


async def test_of_two_trusts_each_person_stands_with_theirs(campus: Town, doctor: Browser) -> None:
    await campus.has_placement(DOCTOR, **{"National Post Number*": "NTH/RTD01/030/F2/9", "Site*": "ROYAL (RTD01)"})

    who = await doctor.send(await doctor.open(NEW), to=NEW, **shift(campus))

    assert "Robin Okoro, SOUTH TYNESIDE AND SUNDERLAND</option>" in who.text
    assert "Otto Gray, THE NEWCASTLE UPON TYNE HOSPITALS</option>" in who.text


async def test_what_was_written_is_there_again_to_change(campus: Town, doctor: Browser) -> None:
    chosen = await lead(campus, COORDINATOR)
    who = await doctor.send(await doctor.open(NEW), to=NEW, **shift(campus))
    check = await doctor.send(who, to=NEW, step="who", lead=chosen)
    form = await doctor.send(check, to=NEW, step="change")
    again = await doctor.send(form, to=NEW, **shift(campus, hours="11"))

    assert 'value="The night of the &lt;b&gt;pipe&lt;/b&gt;"' in form.text
    assert f'<option value="{chosen}" selected>' in again.text


async def test_what_is_not_confirmed_is_changed_and_another_is_asked(campus: Town, doctor: Browser) -> None:
    listed = await is_recorded(campus, doctor)
    path = first_of(listed)
    shown = await doctor.open(path)
    stale = await doctor.open(f"{path}/change")
    who = await doctor.send(stale, to=f"{path}/change", **shift(campus))
    check = await doctor.send(who, to=f"{path}/change", step="who", lead=await lead(campus, SENIOR))
    sent = await doctor.send(check, to=f"{path}/change", step="send")
    late = await doctor.send(check, to=f"{path}/change", step="send")

    assert f'href="{path}/change"' in shown.text
    assert "You are told when it is answered" in sent.text
    assert "nothing was sent" in late.text
    assert "Sana Iqbal" in (await doctor.open(path)).text
    assert (await (await campus.signed_in(COORDINATOR)).open(path)).status_code == 404


async def test_what_is_confirmed_stands_and_is_changed_by_nobody_else(campus: Town, doctor: Browser) -> None:
    listed = await is_recorded(campus, doctor)
    path = first_of(listed)
    coordinator = await campus.signed_in(COORDINATOR)
    confirmed = await coordinator.send(await coordinator.open(path), to=path, answer="yes")

    assert "Your answer is sent" in confirmed.text
    assert f"{path}/change" not in (await doctor.open(path)).text
    assert (await doctor.open(f"{path}/change")).status_code == 404
