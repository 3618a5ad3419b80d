"""Who is told that a role is vacant, that a peer lead will leave (R74, R75), and that a trust is merged into theirs."""

import pytest

from contracts.vocabulary import Role
from tests.services.notifications.conftest import Notifications
from tests.unit.notifications.facts import (
    COORDINATOR,
    DOCTOR,
    OTHER_COORDINATOR,
    TPD,
    a_coordinator,
    a_person,
    an_appointment,
    an_organisation,
)
from tests.unit.notifications.registry_facts import a_merger, a_succession, a_vacancy

CHAMPION, LEAD, DEAN = COORDINATOR, OTHER_COORDINATOR, TPD


@pytest.fixture
async def board(notifications: Notifications) -> Notifications:
    """R0B with its champion and its lead for residents' experience, and the dean of its deanery."""
    await notifications.hears(
        an_organisation(),
        a_person(),
        a_coordinator(),
        a_person(LEAD, email="lead@example.org"),
        a_person(DEAN, email="dean@example.org"),
        an_appointment(CHAMPION, role=Role.CHAMPION),
        an_appointment(LEAD, role=Role.SLRDE),
        an_appointment(DEAN, role=Role.DEAN, code="Y63"),
    )
    return notifications


async def test_a_new_vacancy_is_the_trusts_to_fill(board: Notifications) -> None:
    [stamp] = await board.hears(a_vacancy())
    await board.sends()

    for reader in (CHAMPION, LEAD):
        assert (await board.told(reader))[stamp.id, "mail"] == "sent"
    assert await board.told(DEAN) == {}
    [item] = await board.inbox(LEAD)
    assert item["title"] == "No resident doctor peer lead at South Tyneside and Sunderland (R0B)"
    assert item["about"]["kind"] == "vacancy"
    [mail] = board.relay.to("lead@example.org")
    assert mail["Subject"] == "A role at your organisation is vacant"


@pytest.mark.parametrize(
    ("role", "title"),
    [
        (Role.DME, "No director of medical education at South Tyneside and Sunderland (R0B)"),
        (Role.GUARDIAN, "No guardian of safe working hours at South Tyneside and Sunderland (R0B)"),
    ],
    ids=["dme", "guardian"],
)
async def test_whoever_is_senior_is_told_by_name_which_of_the_statutory_roles_is_vacant(
    board: Notifications, role: Role, title: str
) -> None:
    await board.hears(a_vacancy(role=role))

    assert [(await board.inbox(reader))[0]["title"] for reader in (CHAMPION, LEAD)] == [title] * 2


async def test_one_that_lasts_is_the_regions_to_ask_about(board: Notifications) -> None:
    vacancy = a_vacancy(role=Role.CHAMPION, stage="region")
    [stamp] = await board.hears(vacancy)
    await board.sends()

    assert (await board.told(DEAN))[stamp.id, "mail"] == "sent"
    assert await board.told(CHAMPION) == await board.told(LEAD) == {}
    [item] = await board.inbox(DEAN)
    assert "Nobody has held it since: Sunday 22 November 2026" in item["lines"]


async def test_a_peer_lead_reads_that_their_time_ends_and_the_trust_is_asked_for_the_next(board: Notifications) -> None:
    [stamp] = await board.hears(a_succession())
    await board.sends()

    assert (await board.told(DOCTOR))[stamp.id, "mail"] == "withheld: inbox_only"
    assert (await board.told(LEAD))[stamp.id, "mail"] == "sent"
    [item] = await board.inbox(LEAD)
    assert "Peer lead now: Amara Patel, whose last day there is Sunday 17 January 2027" in item["lines"]
    [mail] = board.relay.to("lead@example.org")
    assert "Patel" not in mail["Subject"]


async def test_whoever_is_appointed_lead_hears_of_the_vacancy_that_waited(board: Notifications) -> None:
    [stamp] = await board.hears(a_vacancy(trust="RTD"))
    assert await board.told(DOCTOR) == {}

    await board.hears(an_appointment(DOCTOR, role=Role.SLRDE, code="RTD"))

    assert (await board.told(DOCTOR))[stamp.id, "inbox"] == "sent"


async def test_the_successors_people_are_told_of_what_comes_to_them(board: Notifications) -> None:
    await board.hears(an_organisation("RTD", "Newcastle"))

    [stamp] = await board.hears(a_merger())
    await board.sends()

    for reader in (CHAMPION, LEAD):
        assert (await board.told(reader))[stamp.id, "mail"] == "sent"
    assert await board.told(DEAN) == {}
    [item] = await board.inbox(LEAD)
    assert item["title"] == "Newcastle (RTD) is merged into South Tyneside and Sunderland (R0B)"


async def test_a_trust_that_only_closes_is_no_news_to_anybody(board: Notifications) -> None:
    await board.hears(a_merger(successor=None))

    assert await board.told(LEAD) == {}
