"""What co-producers, leads and doctors hear of opportunities; whether one is offered a place stays behind sign-in."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from contracts import Event
from contracts.vocabulary import DeclineReason, Role
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    CHAMPION,
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    TPD,
    a_coordinator,
    a_person,
    an_appointment,
    an_organisation,
)
from tests.unit.notifications.opportunity_facts import (
    a_confirmed_draft,
    a_confirmed_participation,
    a_draft,
    a_match,
    a_missed_participation,
    a_pack,
    a_planned_catalogue,
    a_released_catalogue,
    a_review_to_come,
    a_suggestion,
    a_suggestion_turned_down,
    a_withdrawn_interest,
    an_answered_interest,
    an_interest,
    an_opportunity,
    an_overdue_interest,
)

IN_THE_INBOX_ONLY = ["sent", "withheld: inbox_only", "withheld: not_urgent"]


@pytest.fixture(autouse=True)
async def everybody(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_coordinator(), an_organisation(), an_appointment(role=Role.SENIOR_LEADER))


async def test_the_champion_reads_in_the_inbox_what_a_resident_suggests(notifications: Notifications) -> None:
    await notifications.hears(an_appointment(role=Role.CHAMPION), a_suggestion())

    assert sorted((await notifications.told(COORDINATOR)).values()) == IN_THE_INBOX_ONLY
    [item] = await notifications.inbox(COORDINATOR)
    assert item["title"] == "Suggested by: Dr Amara Patel"
    assert "Kind: quality and safety meeting" in item["lines"]


async def test_the_mail_says_that_a_suggestion_is_answered_and_not_how(notifications: Notifications) -> None:
    await notifications.hears(a_suggestion_turned_down(suggested_by=DOCTOR))
    await notifications.sends()

    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "There is an answer to your suggestion"
    assert not any(word in mail.as_string().lower() for word in ("not taken up", "nobody was found"))
    [item] = await notifications.inbox(DOCTOR)
    assert "Reason: nobody was found to lead it" in item["lines"]


async def test_the_co_producer_is_asked_to_confirm_what_they_helped_to_make(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(a_draft(suggested_by=DOCTOR))
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == "An opportunity you helped to make is yours to confirm"
    assert "Led by: Robin Okoro" in item["lines"]


async def test_whoever_worked_on_a_draft_reads_that_another_gave_it_up(notifications: Notifications) -> None:
    both = {"co_producer_id": DOCTOR, "drafted_by": COORDINATOR}
    await notifications.hears(a_suggestion_turned_down(**both, turned_down_by=DOCTOR, reason="not_as_agreed"))

    assert await notifications.inbox(DOCTOR) == []
    [item] = await notifications.inbox(COORDINATOR)
    assert "Reason: it was not as agreed" in item["lines"]


async def test_whoever_drafted_it_reads_that_it_is_confirmed_and_its_lead_that_it_is_live(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_confirmed_draft(), an_opportunity())

    titles = [item["title"] for item in await notifications.inbox(COORDINATOR)]
    assert sorted(titles) == [
        "An opportunity that you lead is published",
        "An opportunity you drafted is confirmed and published",
    ]
    assert await notifications.inbox(DOCTOR) == []


async def test_each_trusts_team_reads_by_when_what_it_offers_is_public_and_that_it_is(
    notifications: Notifications,
) -> None:
    await notifications.hears(an_appointment(role=Role.MEDED_ADMIN), a_planned_catalogue())
    await notifications.forward(seconds=1)
    await notifications.hears(a_released_catalogue())

    released, planned = await notifications.inbox(COORDINATOR)
    assert "Its catalogue is to be public by: Monday 4 January 2027" in planned["lines"]
    assert "Opportunities in it: 31" in released["lines"]


async def test_a_starter_reads_in_the_inbox_what_is_open_to_them(notifications: Notifications) -> None:
    await notifications.hears(a_pack())
    await notifications.forward(days=21)
    await notifications.hears(a_pack(occasion="week_four", opportunities=1, matches=1))

    assert sorted((await notifications.told(DOCTOR)).values()) == sorted(IN_THE_INBOX_ONLY * 2)
    again, first = await notifications.inbox(DOCTOR)
    assert first["title"] == "What you can lead, chair, watch or learn where you work"
    assert first["lines"][1:] == ["Open to you now: 12 opportunities"]
    assert again["lines"][1:] == ["Open to you now: 1 opportunity", "Found by a search that you saved: 1"]


async def test_of_all_that_a_search_finds_its_doctor_is_told_in_one_mail_and_one_item(
    notifications: Notifications,
) -> None:
    [stamp] = await notifications.hears(a_match("Ethics committee", "Rota panel"))
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "A search that you saved finds something new"
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            written = part.get_payload(decode=True).decode()
            assert all(title in written for title in ("Ethics committee, at ", "Rota panel, at ")), (
                part.get_content_type()
            )
    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == "2 opportunities are new to your searches"
    assert (item["about"]["kind"], len(item["lines"])) == ("search", 3)


async def test_the_lead_is_told_who_is_interested_and_by_when_to_answer(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(an_interest())
    await notifications.sends()

    assert await notifications.told(COORDINATOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    [mail] = notifications.relay.to(COORDINATOR_ADDRESS)
    assert mail["Subject"] == "A doctor's interest waits for your answer"
    [item] = await notifications.inbox(COORDINATOR)
    assert item["title"] == "Interested: Dr Amara Patel"
    assert "Answer by: Sunday 6 December 2026" in item["lines"]


async def test_of_an_overdue_answer_the_lead_gets_a_mail_and_the_champion_an_item(notifications: Notifications) -> None:
    champion = uuid4()
    await notifications.hears(
        a_coordinator(champion, email="champion@example.nhs.uk"), an_appointment(champion, role=Role.CHAMPION)
    )

    [stamp] = await notifications.hears(an_overdue_interest())
    await notifications.sends()

    assert (await notifications.told(COORDINATOR))[stamp.id, "mail"] == "sent"
    [mail] = notifications.relay.to(COORDINATOR_ADDRESS)
    assert mail["Subject"] == "An answer to a doctor's interest is overdue"
    assert sorted((await notifications.told(champion)).values()) == IN_THE_INBOX_ONLY
    [item] = await notifications.inbox(champion)
    assert item["title"] == "Answer overdue: Dr Amara Patel"
    assert "It was to be answered by: Saturday 21 November 2026" in item["lines"]


async def test_the_doctor_reads_that_they_are_recorded_as_not_having_taken_part(notifications: Notifications) -> None:
    await notifications.hears(a_missed_participation())

    assert sorted((await notifications.told(DOCTOR)).values()) == IN_THE_INBOX_ONLY
    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == "It is recorded that you did not take part"
    assert "If you took part, ask whoever leads it to put this right." in item["lines"]


async def test_the_lead_reads_in_the_inbox_who_withdrew(notifications: Notifications) -> None:
    await notifications.hears(a_withdrawn_interest())

    assert sorted((await notifications.told(COORDINATOR)).values()) == IN_THE_INBOX_ONLY


@pytest.mark.parametrize("event", [an_interest, an_overdue_interest, a_withdrawn_interest])
async def test_instead_of_a_lead_who_has_left_the_champion_is_told(
    notifications: Notifications, event: Callable[..., Event]
) -> None:
    champion, gone = uuid4(), uuid4()
    await notifications.hears(
        a_coordinator(champion, email="champion@example.nhs.uk"),
        an_appointment(champion, role=Role.CHAMPION),
        a_coordinator(gone, email="gone@example.nhs.uk"),
        an_appointment(gone, role=Role.SENIOR_LEADER, ends_on=date(2026, 11, 21)),
        an_appointment(gone, role=Role.SENIOR_LEADER, code="RXF"),
    )

    await notifications.hears(event(lead_id=gone))

    assert await notifications.told(gone) == {}
    assert len(await notifications.inbox(champion)) == 1


async def test_an_overdue_answer_without_lead_and_champion_waits_once_for_the_next_champion(
    notifications: Notifications,
) -> None:
    champion = uuid4()

    await notifications.hears(an_overdue_interest(lead_id=uuid4()))
    await notifications.hears(
        a_coordinator(champion, email="champion@example.nhs.uk"), an_appointment(champion, role=Role.CHAMPION)
    )
    await notifications.sends()

    assert len(await notifications.inbox(champion)) == 1
    assert len(notifications.relay.to("champion@example.nhs.uk")) == 1


@pytest.mark.parametrize(
    ("answer", "reason", "title"),
    [
        ("offered", None, "You are offered a place"),
        ("declined", DeclineReason.NO_PLACE_LEFT, "You are not offered a place"),
        ("declined", DeclineReason.NOT_TAKING_PLACE, "This opportunity is not taking place"),
    ],
)
async def test_the_mail_says_that_there_is_an_answer_and_not_which(
    notifications: Notifications, answer: str, reason: DeclineReason | None, title: str
) -> None:
    [stamp] = await notifications.hears(an_answered_interest(answer=answer, reason=reason))
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert not any(word in mail.as_string().lower() for word in ("offered", "declined", "taken", "taking place"))
    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == title
    assert any(line.startswith("Reason: ") for line in item["lines"]) == (reason is not None)


async def test_the_doctor_reads_in_the_inbox_what_was_confirmed(notifications: Notifications) -> None:
    await notifications.hears(a_confirmed_participation())
    await notifications.sends()

    assert sorted((await notifications.told(DOCTOR)).values()) == IN_THE_INBOX_ONLY
    [item] = await notifications.inbox(DOCTOR)
    assert "You chaired it: Thursday 12 November 2026" in item["lines"]
    assert "Time spent: 1 hour 30 minutes" in item["lines"]


async def test_lead_and_champion_are_mailed_once_that_a_review_comes_near(notifications: Notifications) -> None:
    champion_address = "champion@example.org"
    await notifications.hears(
        a_coordinator(CHAMPION, email=champion_address),
        an_appointment(CHAMPION, role=Role.CHAMPION),
        a_review_to_come(),
    )
    await notifications.sends()

    for address in (COORDINATOR_ADDRESS, champion_address):
        [mail] = notifications.relay.to(address)
        assert mail["Subject"] == "An opportunity is to be reviewed"
    [item] = await notifications.inbox(COORDINATOR)
    assert "Look at it again by: Sunday 6 December 2026" in item["lines"]


async def test_where_the_lead_is_gone_the_champion_hears_of_it_once(notifications: Notifications) -> None:
    await notifications.hears(an_appointment(COORDINATOR, role=Role.CHAMPION), a_review_to_come(lead_id=TPD))

    assert len(await notifications.inbox(COORDINATOR)) == 1
