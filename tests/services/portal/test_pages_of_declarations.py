"""Where no file has it, a doctor says where they work; medical education there confirms or refuses it."""

import httpx
import pytest

from tests.services.portal.browser import Browser
from tests.services.portal.town import DOCTOR, OTHER_OWNER, OWNER, Town, day, seen
from tests.unit.registry.sheets import PEOPLE, a_person, csv, sheet

FORM = "/declarations/new"
IN_NO_FILE = "7000040"


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


async def fills_in(town: Town, doctor: Browser, **answers: str) -> httpx.Response:
    """A year from the day after the placement of the file: the page that follows."""
    said = {"site": "rtd", "grade": "Foundation Year 2", "specialty": "", "wte": "0.8"}
    days = day("start", town.in_days(201)) | day("end", town.in_days(500))
    return await doctor.send(await doctor.open(FORM), to=FORM, **said | days | answers)


async def declared(town: Town, doctor: Browser) -> str:
    sent = await doctor.send(await fills_in(town, doctor), to=FORM, step="send")
    assert "You are told when the trust has answered" in sent.text, seen(sent)
    await town.settle()
    return sent.url.path


async def test_a_doctor_declares_a_placement_and_medical_education_confirms_it(town: Town, doctor: Browser) -> None:
    check = await fills_in(town, doctor, grade="Core <b>Training</b> Year 1")
    path = await declared(town, doctor)
    owner = await town.signed_in(OTHER_OWNER)
    waiting = await owner.open("/declarations")
    form = await owner.open(path)
    confirmed = await owner.send(form, to=f"{path}/confirm")
    await town.settle()
    late = await owner.send(form, to=f"{path}/confirm", _key="another")

    assert 'href="/declarations"' in (await doctor.open("/placements")).text
    for told in ("THE NEWCASTLE UPON TYNE HOSPITALS", "Core &lt;b&gt;Training&lt;/b&gt; Year 1", "0.8"):
        assert told in check.text
    assert "Dr Amara Okafor, THE NEWCASTLE UPON TYNE HOSPITALS" in waiting.text
    assert "It is a placement now" in confirmed.text
    assert "Nothing waits for your answer" in confirmed.text
    assert (late.status_code, "nothing was sent" in late.text) == (409, True)
    assert "THE NEWCASTLE UPON TYNE HOSPITALS" in (await doctor.open("/placements")).text
    assert "Confirmed" in (await doctor.open("/declarations")).text


async def test_who_holds_no_role_yet_declares_where_they_work(town: Town) -> None:
    await town.brings("people", csv(sheet(PEOPLE, a_person(**{"GMC Number": IN_NO_FILE}))))
    newcomer = await town.signed_in(IN_NO_FILE)
    home = await newcomer.open("/home")
    path = await declared(town, newcomer)

    assert "You hold no role today" in home.text
    assert 'href="/declarations"' in home.text
    assert "Waits for an answer" in (await newcomer.open(path)).text
    listed = await newcomer.open("/declarations")
    assert f'href="{path}"' in listed.text
    assert 'href="/placements"' not in listed.text
    assert (await newcomer.open("/placements")).status_code == 403


async def test_who_does_not_know_of_it_says_why(town: Town, doctor: Browser) -> None:
    path = await declared(town, doctor)
    owner = await town.signed_in(OTHER_OWNER)
    form = await owner.open(path)

    without = await owner.send(form, to=f"{path}/refuse", words=" ")
    refused = await owner.send(form, to=f"{path}/refuse", words="You start here in August.")
    mine = await doctor.open(path)

    assert (without.status_code, without.text.count("Write why")) == (422, 2)
    assert "Your answer is sent" in refused.text
    assert "You start here in August." in mine.text
    assert f"{path}/confirm" not in mine.text


async def test_who_is_to_answer_is_led_there_by_the_notice_and_nobody_else_sees_it(town: Town, doctor: Browser) -> None:
    path = await declared(town, doctor)
    owner, elsewhere = await town.signed_in(OTHER_OWNER), await town.signed_in(OWNER)

    which = (await owner.open("/inbox")).text.partition("/inbox/")[2][:36]

    assert f'href="{path}"' in (await owner.open(f"/inbox/{which}")).text
    assert (await elsewhere.open(path)).status_code == 404


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"site": ""}, "site"),
        ({"site": "XX9"}, "site"),
        ({"site": "../people"}, "site"),
        ({"grade": ""}, "grade"),
        ({"wte": "2"}, "wte"),
        ({"wte": "half"}, "wte"),
        ({"start-month": ""}, "start-month"),
        ({"end-year": "2020"}, "end-day"),
    ],
)
async def test_what_is_wrong_with_it_is_told_at_its_field(
    town: Town, doctor: Browser, answers: dict[str, str], field: str
) -> None:
    page = await fills_in(town, doctor, **answers)
    if page.status_code == 200:
        page = await doctor.send(page, to=FORM, step="send")

    assert (page.status_code, f'href="#{field}"' in page.text) == (422, True), seen(page)
    assert "You have declared nothing" in (await doctor.open("/declarations")).text
