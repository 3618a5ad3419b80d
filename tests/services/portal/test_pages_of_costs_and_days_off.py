"""What leave is to cost, and the days off that it falls on: asked, checked, and read by whoever decides (R21, R23)."""

from datetime import date
from html import unescape

import pytest

from tests.services.deaneries import a_deanery
from tests.services.portal.browser import Browser
from tests.services.portal.test_pages_of_asking import has_rule
from tests.services.portal.town import COORDINATOR, DOCTOR, Town, day, seen, wish

PATH = "/leave/new"
COSTS = {"cost-course_fee": "£1,350.5", "cost-exam_fee": "450", "cost-travel": "0"}


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


def written(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def in_lieu(town: Town, off: int, instead: int, *, which: int = 1) -> dict[str, str]:
    """A pair, counted in days from today: the leave is from the 60th to the 61st."""
    days = day(f"off_{which}", town.in_days(off)) | day(f"instead_{which}", town.in_days(instead))
    return {**days, "within_hours": "yes"}


async def test_costs_and_days_off_are_checked_changed_sent_and_read_by_whoever_decides(
    town: Town, doctor: Browser
) -> None:
    form = await doctor.open(PATH)
    check = await doctor.send(form, to=PATH, **wish(town, **COSTS, **in_lieu(town, 61, 63)))
    changed = await doctor.send(check, to=PATH, step="change")
    sent = await doctor.send(check, to=PATH, step="send")
    coordinator = await town.signed_in(COORDINATOR)

    request = seen(await coordinator.open(sent.url.path.replace("/leave/", "/approvals/").removesuffix("/sent")))

    days_off = f"{written(town.in_days(63))} for {written(town.in_days(61))}"
    for page in (seen(check), request):
        assert "Course fee £1,350.50, exam fee £450.00" in page
        assert days_off in page
    assert "travel £" not in seen(check)
    assert "The study budget never pays for an exam: £450.00" in seen(check)
    assert "The study budget may pay £1,350.50 of it" in request
    assert 'value="£1,350.5"' in changed.text
    assert "checked" in changed.text.partition('name="within_hours"')[2].partition(">")[0]


async def test_without_any_the_answers_say_so_and_the_request_does_not_speak_of_them(
    town: Town, doctor: Browser
) -> None:
    check = await doctor.send(await doctor.open(PATH), to=PATH, **wish(town))
    sent = await doctor.send(check, to=PATH, step="send")

    request = seen(await doctor.open(sent.url.path.removesuffix("/sent")))

    assert seen(check).count("Not provided") == 3  # with the reason of short notice
    assert "Expected costs" not in request
    assert "Days off instead" not in request


async def test_what_share_is_funded_is_told_on_the_form_to_check_and_to_whoever_decides(
    town: Town, doctor: Browser
) -> None:
    before = await doctor.open(PATH)
    await town.services["leave"].hears(a_deanery("NTH", "R0B"))
    shares = {"curriculum_required": 100, "curriculum_supporting": None, "discretionary": 50}
    await has_rule(town, "funded_percent", "NTH", shares)
    form = await doctor.open(PATH)
    check = await doctor.send(form, to=PATH, **wish(town, **COSTS, purpose="discretionary"))
    exam = await doctor.send(form, to=PATH, **wish(town, **COSTS, purpose="taster"))
    sent = await doctor.send(check, to=PATH, step="send")
    path = sent.url.path.removesuffix("/sent")
    decides = await town.signed_in(COORDINATOR)

    assert "the study budget funds" not in seen(before)
    assert (
        "At SOUTH TYNESIDE AND SUNDERLAND, the study budget funds 100% of a course or event that the curriculum "
        "requires; 50% of another course or event, such as one in leadership." in seen(form)
    )
    assert "50%" in seen(check).partition("Funded by the study budget")[2].partition("</dd>")[0]
    assert "Funded by the study budget" not in seen(exam)
    for page in (await doctor.open(path), await decides.open(path.replace("/leave/", "/approvals/"))):
        funded = seen(page).partition("Funded by the study budget")[2].partition("</dd>")[0]
        assert "50%, £675.25 of £1,350.50" in funded


async def test_there_is_room_for_another_day_off_and_what_was_typed_stays(town: Town, doctor: Browser) -> None:
    typed = wish(town, **COSTS, **in_lieu(town, 60, 63))
    more = await doctor.send(await doctor.open(PATH), to=PATH, step="another-day", **typed)
    check = await doctor.send(more, to=PATH, **typed | in_lieu(town, 61, 64, which=2))
    back = await doctor.send(check, to=PATH, step="change")

    assert more.status_code == 200
    assert "There is a problem" not in more.text
    assert 'value="£1,350.5"' in more.text
    assert f"{written(town.in_days(64))} for {written(town.in_days(61))}" in seen(check)
    assert 'name="off_2-day"' in back.text
    assert 'name="off_3-day"' not in back.text


@pytest.mark.parametrize("amount", ["many", "-1", "1.999", "1e3", "1 000", "\u0661"])
async def test_what_is_no_amount_is_told_at_its_field(town: Town, doctor: Browser, amount: str) -> None:
    page = await doctor.send(await doctor.open(PATH), to=PATH, **wish(town, **{"cost-travel": amount}))

    assert page.status_code == 422
    assert 'href="#cost-travel"' in page.text
    assert page.text.count("Enter pounds as a number") == 2
    assert f'value="{amount}"' in page.text


async def test_an_amount_beyond_what_is_taken_is_told_at_its_field(town: Town, doctor: Browser) -> None:
    page = await doctor.send(await doctor.open(PATH), to=PATH, **wish(town, **{"cost-other": "100000.01"}))

    assert 'href="#cost-other"' in page.text
    assert "Enter at most £100,000.00" in page.text


@pytest.mark.parametrize(
    ("off", "instead", "more", "field", "said"),
    [
        (62, 63, {}, "off_1-day", "is no day of this leave"),
        (61, 60, {}, "instead_1-day", "is a day of this leave"),
        (61, 0, {}, "instead_1-day", "must be after today"),
        (61, 63, {"off_1-year": ""}, "off_1-year", "must include a year"),
        (61, 63, {"within_hours": ""}, "within_hours", "Say that your hours keep to their limits"),
    ],
    ids=["no day of it", "a day of it", "today", "half a day", "hours"],
)
async def test_days_off_that_do_not_fit_are_told_at_their_field(
    town: Town, doctor: Browser, off: int, instead: int, more: dict[str, str], field: str, said: str
) -> None:
    page = await doctor.send(await doctor.open(PATH), to=PATH, **wish(town, **in_lieu(town, off, instead) | more))

    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert f'id="{field}"' in page.text
    assert unescape(page.text).count(said) == 2


async def test_where_a_day_off_has_no_other_none_is_asked_for_and_what_was_typed_before_is_told(
    town: Town, doctor: Browser
) -> None:
    before = await doctor.open(PATH)
    await town.services["leave"].hears(a_deanery("NTH", "R0B"))
    await has_rule(town, "days_in_lieu", "NTH", value=False)

    now = await doctor.open(PATH)
    told = await doctor.send(before, to=PATH, **wish(town, **in_lieu(town, 61, 63)))
    check = await doctor.send(now, to=PATH, **wish(town))

    assert ['name="off_1-day"' in page.text for page in (before, now, told)] == [True, False, True]
    assert ["Add another day off" in page.text for page in (before, now, told)] == [True, False, True]
    assert (told.status_code, 'href="#off_1-day"' in told.text) == (422, True)
    assert told.text.count("a day off has no other day instead") == 2
    assert "Check your answers" in check.text


async def test_a_day_named_twice_is_told_where_it_stands_the_second_time(town: Town, doctor: Browser) -> None:
    more = await doctor.send(await doctor.open(PATH), to=PATH, step="another-day", **wish(town))
    pairs = in_lieu(town, 60, 63) | in_lieu(town, 61, 63, which=2)

    page = await doctor.send(more, to=PATH, **wish(town, **pairs))

    assert 'href="#instead_2-day"' in page.text
    assert "is named twice" in page.text


async def test_pairs_that_are_left_empty_move_no_fault_to_another_field(town: Town, doctor: Browser) -> None:
    more = await doctor.send(await doctor.open(PATH), to=PATH, step="another-day", **wish(town))
    yet_more = await doctor.send(more, to=PATH, step="another-day", **wish(town))
    pairs = in_lieu(town, 60, 63) | in_lieu(town, 61, 63, which=3)

    page = await doctor.send(yet_more, to=PATH, **wish(town, **pairs))

    assert 'href="#instead_3-day"' in page.text
    assert "is named twice" in page.text


async def test_however_many_are_sent_no_more_are_shown_than_can_be_asked_for(town: Town, doctor: Browser) -> None:
    form = await doctor.open(PATH)
    page = await doctor.send(form, to=PATH, step="another-day", **wish(town), **{"days-off": "999999"})

    assert 'name="off_60-day"' in page.text
    assert 'name="off_61-day"' not in page.text
