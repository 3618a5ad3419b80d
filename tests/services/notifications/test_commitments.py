"""Who is told of the commitment that a trust signs, renews, withdraws or is due to review."""

from uuid import UUID

import pytest

from contracts import Event
from contracts.vocabulary import Role
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    OTHER_COORDINATOR,
    TPD,
    a_coordinator,
    a_person,
    an_appointment,
    an_organisation,
)
from tests.unit.notifications.registry_facts import (
    a_lapsing_commitment,
    a_renewed_commitment,
    a_signed_commitment,
    a_withdrawn_commitment,
)

CHAMPION, LEAD, ANALYST = COORDINATOR, OTHER_COORDINATOR, TPD


@pytest.fixture
async def board(notifications: Notifications) -> Notifications:
    """R0B with its champion, its lead for residents' experience, and the analyst of its deanery."""
    await notifications.hears(
        an_organisation(),
        a_coordinator(),
        a_person(LEAD, email="lead@example.org"),
        a_person(ANALYST, email="analyst@example.org"),
        an_appointment(CHAMPION, role=Role.CHAMPION),
        an_appointment(LEAD, role=Role.SLRDE),
        an_appointment(ANALYST, role=Role.DEANERY_ANALYST, code="Y63"),
    )
    return notifications


@pytest.mark.parametrize("event", [a_signed_commitment(), a_renewed_commitment()], ids=["signed", "renewed"])
async def test_a_signature_is_read_in_the_inbox_by_champion_lead_and_deanery(
    board: Notifications, event: Event
) -> None:
    [stamp] = await board.hears(event)
    await board.sends()

    for reader in (CHAMPION, LEAD, ANALYST):
        quiet = {"mail": "withheld: inbox_only", "inbox": "sent", "push": "withheld: not_urgent"}
        assert await board.told(reader) == decided(stamp, **quiet)
    [item] = await board.inbox(ANALYST)
    assert "Organisation: South Tyneside and Sunderland (R0B)" in item["lines"]
    assert "Leadership champion: Robin Okoro" in item["lines"]


async def test_a_withdrawal_is_mailed_to_champion_lead_and_deanery(board: Notifications) -> None:
    await board.hears(a_withdrawn_commitment())
    await board.sends()

    for address in (COORDINATOR_ADDRESS, "lead@example.org", "analyst@example.org"):
        [mail] = board.relay.to(address)
        assert mail["Subject"] == "A leadership commitment is withdrawn"


async def test_a_review_that_comes_near_is_the_trusts_to_do_and_not_the_deanerys(board: Notifications) -> None:
    [stamp] = await board.hears(a_lapsing_commitment())
    await board.sends()

    for reader in (CHAMPION, LEAD):
        assert (await board.told(reader))[stamp.id, "mail"] == "sent"
    assert await board.told(ANALYST) == {}
    [item] = await board.inbox(LEAD)
    assert any(line.startswith("Renew it by: Saturday 20 November 2027") for line in item["lines"])


async def test_a_champion_who_has_left_is_not_told_and_the_present_one_is(board: Notifications) -> None:
    gone = UUID("00000000-0000-7000-8000-000000000009")
    await board.hears(a_person(gone, email="gone@example.org"))

    [stamp] = await board.hears(a_lapsing_commitment(champion_id=gone))

    assert await board.told(gone) == {}
    assert (stamp.id, "inbox") in await board.told(CHAMPION)


async def test_a_trust_without_a_lead_leaves_the_review_waiting_for_one(board: Notifications) -> None:
    [stamp] = await board.hears(a_lapsing_commitment(trust="RTD", champion_id=CHAMPION))
    assert await board.told(DOCTOR) == {}

    await board.hears(a_person(), an_appointment(DOCTOR, role=Role.SLRDE, code="RTD"))

    assert (await board.told(DOCTOR))[stamp.id, "inbox"] == "sent"
