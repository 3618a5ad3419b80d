"""A doctor says with a tap whether they can report exceptions where they work, and is asked until they have (R49)."""

from chassis.rules import Rule, set_rule
from tests.services.portal.browser import title
from tests.services.portal.town import COORDINATOR, DOCTOR, OTHER_DOCTOR, Town, seen

PATH = "/exception-access"
CARD = "Say if you can report exceptions"


async def test_home_asks_until_it_is_answered_and_again_once_the_doctor_is_elsewhere(town: Town) -> None:
    doctor = await town.signed_in(DOCTOR)
    home = await doctor.open("/home")
    page = await doctor.open(PATH)

    answered = await doctor.send(page, to=PATH, has_access="yes")
    quiet = await doctor.open("/home")
    await town.has_placement(DOCTOR, **{"Site*": "SOUTH TYNESIDE DISTRICT HOSPITAL (R0B02)"})
    again = await doctor.open("/home")

    assert f'href="{PATH}"' in home.text
    assert CARD in home.text
    assert title(page) == "Can you report exceptions? - Fairlead"
    assert "Access is overdue" in seen(page)
    assert "Your answer is kept" in seen(answered)
    assert "You can" in seen(answered)
    assert "Access is due by" not in seen(answered)
    assert CARD not in quiet.text
    assert CARD in again.text


async def test_who_cannot_get_in_reads_by_when_they_should_and_can_say_otherwise(town: Town) -> None:
    async with town.services["leave"].begin() as work:
        await set_rule(work, Rule("lost_time.exception_system", "R0B", work.today, "Rota <b>One</b>"), reason="ours")
    doctor = await town.signed_in(DOCTOR)
    due = town.in_days(-53)

    no = await doctor.send(await doctor.open(PATH), to=PATH, has_access="no")
    yes = await doctor.send(no, to=PATH, has_access="yes")

    assert "Access is overdue" in seen(no)
    assert f"{due.day} {due:%B %Y}" in seen(no)
    assert "Rota &lt;b&gt;One&lt;/b&gt;" in no.text
    assert "Access is overdue" not in seen(yes)
    assert f'href="{PATH}"' in (await doctor.open("/private")).text


async def test_nobody_answers_for_another_and_nothing_else_is_an_answer(town: Town) -> None:
    doctor = await town.signed_in(DOCTOR)
    page = await doctor.open(PATH)
    await town.has_placement(OTHER_DOCTOR)
    other, coordinator = await town.signed_in(OTHER_DOCTOR), await town.signed_in(COORDINATOR)
    theirs = page.text.partition('name="placement" value="')[2][:36]

    taken = await other.send(await other.open(PATH), to=PATH, placement=theirs, has_access="yes")
    unread = [
        await doctor.send(page, to=PATH, **wrong)
        for wrong in ({"has_access": "perhaps"}, {"has_access": "yes", "placement": "mine"})
    ]

    assert taken.status_code == 404
    assert [answer.status_code for answer in unread] == [404, 404]
    assert (await coordinator.open(PATH)).status_code == 403
    assert CARD not in (await coordinator.open("/home")).text
    assert CARD in (await doctor.open("/home")).text
