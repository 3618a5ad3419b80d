"""What a doctor does on pages: reads, says that a placement is wrong, asks for leave, takes it back."""

import pytest

from tests.services.portal.browser import Browser, title
from tests.services.portal.region import Region
from tests.services.portal.town import (
    COORDINATOR,
    DOCTOR,
    OTHER_DOCTOR,
    OWNER,
    Town,
    asks_for_leave,
    day,
    seen,
    wish,
)

WRONG = {"fields": "wte", "words": "I work at 80 per cent.\nSince January."}


@pytest.fixture
async def doctor(town: Town) -> Browser:
    return await town.signed_in(DOCTOR)


async def test_what_changed_is_in_the_inbox_and_unread_until_it_is_opened(town: Town, doctor: Browser) -> None:
    await town.has_placement(DOCTOR, **{"WTE*": "0.8"})

    inbox = await doctor.open("/inbox")
    address = inbox.text.partition('href="/inbox/')[2].partition('"')[0]
    item = await doctor.open(f"/inbox/{address}")
    again = await doctor.open("/inbox")

    assert "2 are unread" in seen(inbox)
    assert title(item) == "Your placement has changed - Fairlead"
    assert "Working time (WTE): was 0.6, now 0.8" in seen(item)
    assert "Notice: none, it has already started" in seen(item)
    assert "/placements#placement-" in item.text
    assert "1 is unread" in seen(again)


async def test_my_placements_show_what_was_told_of_them_and_nobody_elses(town: Town, doctor: Browser) -> None:
    await town.has_placement(DOCTOR, **{"WTE*": "0.8"})
    await town.has_placement(OTHER_DOCTOR, **{"Grade*": "Foundation Year 1"})

    mine = seen(await doctor.open("/placements"))
    others = seen(await (await town.signed_in(OTHER_DOCTOR)).open("/placements"))

    assert "Foundation Year 2 at SUNDERLAND ROYAL HOSPITAL" in mine
    assert "Your placement has changed" in mine
    assert "Foundation Year 1" not in mine
    assert "Foundation Year 1" in others
    assert "Foundation Year 2" not in others


async def test_a_placement_is_disputed_by_way_of_answers_to_check(town: Town, doctor: Browser) -> None:
    path = f"/placements/{await town.placement_of(doctor)}/dispute"

    check = await doctor.send(await doctor.open(path), to=path, **WRONG)
    sent = await doctor.send(check, to=path, step="send")
    await town.settle()

    assert title(check) == "Check your answers before sending - Fairlead"
    assert "The working time (WTE)" in seen(check)
    assert title(sent) == "Sent to the trust - Fairlead"
    assert "Waiting for an answer" in seen(await doctor.open("/placements"))
    told = await (await town.signed_in(OWNER)).open("/inbox")
    assert "Placement disputed: Dr Amara Okafor" in seen(told)


async def test_where_nobody_answers_for_a_trust_the_doctor_is_told_whom_to_write_to(
    town: Town, doctor: Browser
) -> None:
    await town.has_placement(DOCTOR, **{"Site*": "HEXHAM GENERAL HOSPITAL (RTF01)"})
    path = f"/placements/{await town.placement_of(doctor)}/dispute"

    check = await doctor.send(await doctor.open(path), to=path, **WRONG)
    sent = await doctor.send(check, to=path, step="send")
    dispute = await doctor.open(sent.url.path.removesuffix("/sent"))

    assert title(sent) == "Kept for the trust - Fairlead"
    for page in (check, sent, dispute):
        assert "is entered as its medical education team yet" in seen(page)
        assert "Write to the programmes team of the deanery" in seen(page)


async def test_answers_can_be_changed_before_they_are_sent(town: Town, doctor: Browser) -> None:
    path = f"/placements/{await town.placement_of(doctor)}/dispute"
    check = await doctor.send(await doctor.open(path), to=path, **WRONG)

    form = await doctor.send(check, to=path, step="change")

    assert form.status_code == 200
    assert "I work at 80 per cent." in form.text
    assert "checked" in form.text.partition('value="wte"')[2].partition(">")[0]


async def test_the_same_dispute_sent_twice_is_told_once(town: Town, doctor: Browser) -> None:
    path = f"/placements/{await town.placement_of(doctor)}/dispute"
    check = await doctor.send(await doctor.open(path), to=path, **WRONG)

    first, second = [await doctor.send(check, to=path, step="send") for _ in range(2)]
    another = await doctor.send(await doctor.open(path), to=path, **WRONG)

    assert first.url.path == second.url.path
    assert another.status_code == 422
    assert "The working time (WTE): you have said so, and there is no answer yet" in seen(another)


@pytest.mark.parametrize("key", ["é", "a\nb", "a\0b"])
async def test_a_form_whose_key_was_tampered_with_is_taken_without_one(town: Town, doctor: Browser, key: str) -> None:
    path = f"/placements/{await town.placement_of(doctor)}/dispute"
    check = await doctor.send(await doctor.open(path), to=path, **WRONG)

    sent = await doctor.send(check, to=path, step="send", _key=key)

    assert title(sent) == "Sent to the trust - Fairlead"


async def test_a_dispute_without_anything_ticked_or_written_is_told_what_is_missing(
    town: Town, doctor: Browser
) -> None:
    path = f"/placements/{await town.placement_of(doctor)}/dispute"

    page = await doctor.send(await doctor.open(path), to=path)

    assert page.status_code == 422
    assert title(page).startswith("Error: ")
    assert 'href="#fields"' in page.text
    assert 'href="#words"' in page.text
    assert page.text.count("Select what is wrong") == 2  # at the top, and beside the field


async def test_the_doctor_reads_the_answer_in_the_inbox(town: Town, doctor: Browser) -> None:
    path = f"/placements/{await town.placement_of(doctor)}/dispute"
    sent = await doctor.send(await doctor.send(await doctor.open(path), to=path, **WRONG), to=path, step="send")
    dispute = sent.url.path.removesuffix("/sent")
    owner = await town.signed_in(OWNER)
    said = {"outcome": "stands", "answer": "The rota has you at 60 per cent."}
    answered = await owner.send(await owner.open(dispute), to=dispute, **said)
    await town.settle()

    inbox = await doctor.open("/inbox")
    address = inbox.text.partition('href="/inbox/')[2].partition('"')[0]
    item = seen(await doctor.open(f"/inbox/{address}"))

    assert "Your answer is sent" in seen(answered)
    assert "The answer: it stands as it is" in item
    assert "The rota has you at 60 per cent." in item
    assert "Mina Shah" in item


async def test_it_takes_three_taps_from_home_to_ask_for_leave(town: Town, doctor: Browser) -> None:
    """Home, the form, the answers to check: and there the button."""
    assert 'href="/leave/new"' in (await doctor.open("/home")).text
    check = await doctor.send(await doctor.open("/leave/new"), to="/leave/new", **wish(town))
    sent = await doctor.send(check, to="/leave/new", step="send")
    request = await doctor.open(sent.url.path.removesuffix("/sent"))

    assert title(check) == "Check your answers before sending - Fairlead"
    assert title(sent) == "Request sent - Fairlead"
    assert "The rota coordinator decides by" in seen(sent)
    assert "Waiting for a decision" in seen(request)
    assert "60 days before it starts" in seen(request)
    assert "Leading teams through change" in seen(await doctor.open("/leave"))


async def test_asking_again_for_the_same_days_is_warned_of(town: Town, doctor: Browser) -> None:
    await asks_for_leave(town, doctor)

    check = await doctor.send(await doctor.open("/leave/new"), to="/leave/new", **wish(town))

    assert "Is this the same?" in seen(check)


async def test_what_is_missing_or_not_real_is_told_beside_its_field(town: Town, doctor: Browser) -> None:
    for field, facts in {
        "purpose": {"purpose": ""},
        "leadership": {"leadership": ""},
        "activity": {"activity": " "},
        "provider": {"provider": "x" * 201},
        "first_day-day": {"first_day-day": "31", "first_day-month": "2"},
        "first_day-month": {"first_day-month": ""},
        "last_day-day": {"last_day-day": "", "last_day-month": "", "last_day-year": ""},
    }.items():
        page = await doctor.send(await doctor.open("/leave/new"), to="/leave/new", **wish(town, **facts))

        assert page.status_code == 422
        assert f'href="#{field}"' in page.text
        assert f'id="{field}"' in page.text


async def test_days_that_cannot_be_are_told_beside_their_field_before_the_answers_are_to_be_checked(
    town: Town, doctor: Browser
) -> None:
    """In the wrong order, today, at short notice without a reason, or where no placement covers them."""
    for field, first, last in (
        ("last_day-day", 61, 60),
        ("first_day-day", 0, 1),
        ("short_notice_reason", 5, 6),
        ("first_day-day", 300, 301),
    ):
        days = {**day("first_day", town.in_days(first)), **day("last_day", town.in_days(last))}

        page = await doctor.send(await doctor.open("/leave/new"), to="/leave/new", **wish(town, **days))

        assert page.status_code == 422
        assert f'href="#{field}"' in page.text
        assert "Leading teams through change" in page.text


async def test_days_that_no_placement_covers_are_named_as_the_page_writes_days(town: Town, doctor: Browser) -> None:
    first = town.in_days(300)
    days = {**day("first_day", first), **day("last_day", first)}

    page = await doctor.send(await doctor.open("/leave/new"), to="/leave/new", **wish(town, **days))

    assert f"No placement of yours covers {first.day} {first:%B %Y}, so" in seen(page)


async def test_of_a_day_that_is_too_soon_the_page_says_which_is_the_first(town: Town, doctor: Browser) -> None:
    """As the place's own rule has it (R9)."""
    first, earliest = town.in_days(0), town.in_days(1)
    days = {**day("first_day", first), **day("last_day", first)}

    page = await doctor.send(await doctor.open("/leave/new"), to="/leave/new", **wish(town, **days))

    assert f"{earliest.day} {earliest:%B %Y} is the first day that can be asked for" in seen(page)


async def test_a_reason_for_short_notice_is_optional_until_the_days_are_at_short_notice(
    town: Town, doctor: Browser
) -> None:
    form = await doctor.open("/leave/new")
    soon = {**day("first_day", town.in_days(5)), **day("last_day", town.in_days(6))}

    asked = await doctor.send(form, to="/leave/new", **wish(town, **soon))
    explained = wish(town, **soon, short_notice_reason="A place became free.")
    check = await doctor.send(asked, to="/leave/new", **explained)

    assert "why? (optional)" in seen(form)
    assert "Why do you ask at short notice?" in seen(asked)
    assert "why? (optional)" not in seen(asked)
    assert "You ask 5 days ahead" in seen(check)


async def test_leave_is_taken_back_after_being_asked_once_more(town: Town, doctor: Browser) -> None:
    leave_id = await asks_for_leave(town, doctor)
    form = await doctor.open(f"/leave/{leave_id}/withdraw")

    withdrawn = await doctor.send(form, to=f"/leave/{leave_id}/withdraw")

    assert "Nobody has to agree" in seen(form)
    assert "Your withdrawal is sent" in seen(withdrawn)
    assert "Withdrawn" in seen(withdrawn)
    assert (await doctor.open(f"/leave/{leave_id}/withdraw")).url.path == f"/leave/{leave_id}"


async def test_what_is_not_ones_own_is_not_there(town: Town, doctor: Browser) -> None:
    await town.has_placement(OTHER_DOCTOR)
    leave_id = await asks_for_leave(town, doctor)
    placement = await town.placement_of(doctor)
    path = f"/placements/{placement}/dispute"
    sent = await doctor.send(await doctor.send(await doctor.open(path), to=path, **WRONG), to=path, step="send")
    inbox = await doctor.open("/inbox")
    item = inbox.text.partition('href="/inbox/')[2].partition('"')[0]
    other, coordinator = await town.signed_in(OTHER_DOCTOR), await town.signed_in(COORDINATOR)

    for page in (f"/leave/{leave_id}", f"/leave/{leave_id}/withdraw", path, sent.url.path, f"/inbox/{item}"):
        assert (await other.open(page)).status_code == 404
    assert (await other.open("/approvals")).status_code == 403
    assert (await coordinator.open(f"/leave/{leave_id}")).status_code == 403
    assert (await other.open("/leave/nonsense")).status_code == 404


@pytest.mark.parametrize("path", ["/inbox", "/placements", "/leave", "/leave/new", "/disputes", "/approvals"])
async def test_nobody_sees_a_page_of_these_without_signing_in(region: Region, path: str) -> None:
    page = await region.browser.open(path)

    assert page.url.path == "/sign-in"
