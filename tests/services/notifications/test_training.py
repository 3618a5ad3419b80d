"""What doctors, organisers and rota coordinators hear of a course; why release was refused stays behind sign-in."""

from datetime import date
from uuid import uuid4

import pytest

from contracts.vocabulary import Role
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    DOCTOR,
    DOCTOR_ADDRESS,
    a_coordinator,
    a_person,
    an_appointment,
    an_organisation,
)
from tests.unit.notifications.training_facts import (
    a_cancelled_course,
    a_refused_release,
    a_seat,
    a_seat_given_back,
    an_absence,
    an_answer_about_release,
    an_appeal_about_release,
    an_attendance,
)

ORGANISER, ROTA = COORDINATOR, uuid4()
INBOX_ONLY = {"mail": "withheld: inbox_only", "inbox": "sent", "push": "withheld: not_urgent"}
AT_ONCE = {"mail": "sent", "inbox": "sent", "push": "withheld: no_subscription"}


@pytest.fixture(autouse=True)
async def everybody(notifications: Notifications) -> None:
    await notifications.hears(
        a_person(),
        a_coordinator(ORGANISER),
        an_appointment(ORGANISER, role=Role.COLLEGE_TUTOR),
        a_coordinator(ROTA, email="duty@example.nhs.uk"),
        an_appointment(ROTA),
        an_organisation(),
    )


async def test_the_rota_coordinators_learn_in_the_inbox_whom_to_release(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(a_seat())
    await notifications.sends()

    assert await notifications.told(ROTA) == decided(stamp, **INBOX_ONLY)
    assert await notifications.told(DOCTOR) == await notifications.told(ORGANISER) == {}
    [item] = await notifications.inbox(ROTA)
    assert item["title"] == "Release for a course: Dr Amara Patel"
    assert "When: Tuesday 1 December 2026 to Tuesday 8 December 2026" in item["lines"]


async def test_a_seat_given_back_is_told_to_who_runs_it_and_to_the_rota(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(a_seat_given_back())

    for reader, title in ((ORGANISER, "Given back"), (ROTA, "No release needed any more")):
        assert await notifications.told(reader) == decided(stamp, **INBOX_ONLY)
        assert [one["title"] for one in await notifications.inbox(reader)] == [f"{title}: Dr Amara Patel"]


async def test_of_a_refused_release_the_mail_says_that_there_is_a_decision_and_not_which(
    notifications: Notifications,
) -> None:
    [stamp] = await notifications.hears(a_refused_release())
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(stamp, **AT_ONCE)
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "There is a decision on your release for a course"
    assert not any(word in mail.as_string().lower() for word in ("refused", "not released", "staffing"))
    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == "You are not released for your course"
    assert "Reason: minimum staffing could not be kept" in item["lines"]
    assert await notifications.told(ORGANISER) == decided(stamp, **INBOX_ONLY)


async def test_an_appeal_about_release_is_the_directors_and_its_answer_is_told_to_both(
    notifications: Notifications,
) -> None:
    director = uuid4()
    await notifications.hears(
        a_coordinator(director, email="dme@example.nhs.uk"), an_appointment(director, role=Role.DME)
    )
    [asked] = await notifications.hears(an_appeal_about_release())
    [answered] = await notifications.hears(an_answer_about_release())
    await notifications.sends()

    assert await notifications.told(director) == decided(asked, **AT_ONCE)
    assert await notifications.told(DOCTOR) == decided(answered, **AT_ONCE)
    assert await notifications.told(ROTA) == decided(answered, **INBOX_ONLY)
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert "released" not in mail.as_string().lower(), "what was answered stays behind sign-in"
    titles = {reader: (await notifications.inbox(reader))[0]["title"] for reader in (DOCTOR, ROTA, director)}
    assert titles == {
        DOCTOR: "You are released for your course",
        ROTA: "Released on appeal: Dr Amara Patel",
        director: "Appeal about release for a course: Dr Amara Patel",
    }


async def test_an_appeal_that_is_dismissed_is_told_to_both_too(notifications: Notifications) -> None:
    await notifications.hears(an_answer_about_release(outcome="dismissed", seated=False))

    [doctors], [rotas] = [await notifications.inbox(reader) for reader in (DOCTOR, ROTA)]
    assert (doctors["title"], rotas["title"]) == (
        "Your appeal is dismissed: you are not released",
        "Not released: Dr Amara Patel",
    )


async def test_upheld_without_its_seat_nobody_is_told_why_there_is_none(notifications: Notifications) -> None:
    """None was left, or they took another, or it has begun: the fact says only that this booking has none."""
    await notifications.hears(an_answer_about_release(seated=False))

    [doctors], [rotas] = [await notifications.inbox(reader) for reader in (DOCTOR, ROTA)]
    assert "This booking has no seat any more. Your courses show whether you have another." in doctors["lines"]
    assert "The list of who booked shows whether they have a seat." in rotas["lines"]


async def test_who_waits_for_an_answer_about_release_hears_that_the_course_is_cancelled_once(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_cancelled_course(DOCTOR, appealing=(DOCTOR,)))
    await notifications.hears(a_cancelled_course(bookings=(), appealing=(DOCTOR,)))

    told = [item["title"] for item in await notifications.inbox(DOCTOR)]
    assert told == ["This course is not taking place"] * 2
    assert len(await notifications.inbox(ROTA)) == 1, "of the one that had somebody to release"


async def test_instead_of_an_organiser_who_has_left_medical_education_is_told(notifications: Notifications) -> None:
    gone, meded = uuid4(), uuid4()
    await notifications.hears(
        a_coordinator(gone, email="gone@example.nhs.uk"),
        an_appointment(gone, role=Role.COLLEGE_TUTOR, ends_on=date(2026, 11, 21)),
        a_coordinator(meded, email="meded@example.nhs.uk"),
        an_appointment(meded, role=Role.MEDED_ADMIN),
    )

    await notifications.hears(a_seat_given_back(organiser_id=gone))

    assert await notifications.told(gone) == {}
    assert len(await notifications.inbox(meded)) == 1


@pytest.mark.parametrize(
    ("event", "title", "line"),
    [
        (an_attendance(), "You are recorded as having come", "Recorded: 6 hours"),
        (
            an_absence(),
            "You are recorded as not having come",
            "If you were there, ask your medical education team to put the register right.",
        ),
    ],
    ids=["attended", "missed"],
)
async def test_the_doctor_reads_in_the_inbox_what_the_register_says(
    notifications: Notifications, event: object, title: str, line: str
) -> None:
    [stamp] = await notifications.hears(event)  # type: ignore[arg-type]

    assert await notifications.told(DOCTOR) == decided(stamp, **INBOX_ONLY)
    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == title
    assert line in item["lines"]


async def test_a_cancelled_course_is_told_to_all_whom_it_concerned(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(a_cancelled_course())
    await notifications.sends()

    assert await notifications.told(DOCTOR) == await notifications.told(ORGANISER) == decided(stamp, **AT_ONCE)
    assert await notifications.told(ROTA) == decided(stamp, **INBOX_ONLY)
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert "teaches" not in mail.as_string()
    assert "Reason: whoever teaches it cannot be there" in (await notifications.inbox(DOCTOR))[0]["lines"]


async def test_who_cancelled_it_is_not_told_and_of_an_empty_course_no_rota_is(notifications: Notifications) -> None:
    await notifications.hears(a_cancelled_course(cancelled_by=ORGANISER, bookings=()))

    assert await notifications.told(ORGANISER) == await notifications.told(ROTA) == {}
