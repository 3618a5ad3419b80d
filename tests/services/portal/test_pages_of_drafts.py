"""The resident an opportunity was made with reads its draft, and confirms it or hands it back (O-E1)."""

from uuid import UUID

import pytest

from contracts.opportunities import OpportunityPublished, OpportunityTurnedDown
from contracts.vocabulary import Role, TurnDownReason
from tests.services.opportunities.conftest import Trust
from tests.services.portal.browser import Browser
from tests.services.portal.town import CHAMPION, COORDINATOR, DOCTOR, OTHER_DOCTOR, Town, seen

TITLE = "Patient safety meeting"


@pytest.fixture
async def trust(campus: Town) -> Trust:
    """Where both doctors work; one of them makes with it what a rota coordinator is to lead."""
    await campus.has_placement(OTHER_DOCTOR)
    return Trust(
        campus.services["opportunities"],
        champion=await campus.person(CHAMPION, Role.CHAMPION),
        lead=await campus.person(COORDINATOR),
        co_producer=await campus.person(OTHER_DOCTOR, Role.RESIDENT_DOCTOR),
    )


@pytest.fixture
async def draft_id(campus: Town, trust: Trust) -> UUID:
    made = await trust.drafts(first_day=campus.in_days(-30).isoformat())
    await campus.settle()
    return UUID(made)


@pytest.fixture
async def maker(campus: Town, draft_id: UUID) -> Browser:
    return await campus.signed_in(OTHER_DOCTOR)


async def test_their_word_publishes_what_they_read(campus: Town, maker: Browser, draft_id: UUID) -> None:
    path = f"/drafts/{draft_id}"
    form = await maker.open(path)
    confirmed = await maker.send(form, to=f"{path}/confirm")
    late = await maker.send(form, to=f"{path}/hand-back", _key="another")

    assert (TITLE in form.text, "Robin Okoro" in form.text) == (True, True)
    assert "It is published" in confirmed.text, seen(confirmed)
    assert (late.status_code, "does not wait for you any more" in late.text) == (409, True)
    [said] = await campus.services["opportunities"].said(OpportunityPublished)
    assert said.opportunity_id == draft_id


async def test_what_is_not_as_agreed_is_handed_back(campus: Town, maker: Browser, draft_id: UUID) -> None:
    path = f"/drafts/{draft_id}"

    back = await maker.send(await maker.open(path), to=f"{path}/hand-back")

    assert "You have handed it back" in back.text, seen(back)
    [said] = await campus.services["opportunities"].said(OpportunityTurnedDown)
    assert (said.opportunity_id, said.reason) == (draft_id, TurnDownReason.NOT_AS_AGREED)


async def test_nobody_confirms_what_was_changed_since_they_opened_it(
    campus: Town, trust: Trust, maker: Browser, draft_id: UUID
) -> None:
    path = f"/drafts/{draft_id}"
    form = await maker.open(path)
    plan = trust.plan(first_day=campus.in_days(-30).isoformat(), title="Another meeting")
    assert (await trust.put(trust.champion, f"/drafts/{draft_id}", plan)).status_code == 204

    late = await maker.send(form, to=f"{path}/confirm")

    assert (late.status_code, "nothing was sent" in late.text, "Another meeting" in late.text) == (409, True, True)
    assert await campus.services["opportunities"].said(OpportunityPublished) == []


async def test_a_draft_is_nobody_elses_and_nobody_can_ask_for_it(campus: Town, maker: Browser, draft_id: UUID) -> None:
    doctor = await campus.signed_in(DOCTOR)

    assert (await doctor.open(f"/drafts/{draft_id}")).status_code == 404
    assert "Say that you would like to take part" not in (await maker.open(f"/opportunities/{draft_id}")).text
