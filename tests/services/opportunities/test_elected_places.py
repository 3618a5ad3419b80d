"""Seats that are elected or nominated: a lead says which it was (the catalogue's entry rules)."""

import pytest

from contracts.opportunities import InterestAnswered
from contracts.vocabulary import PlaceBasis
from tests.services.opportunities.conftest import Trust


async def test_a_seat_on_the_negotiating_committee_is_not_given_for_the_asking(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes(kind="local_negotiating_committee"))
    path = f"/participations/{participation_id}/answer"

    bare = await trust.offers(participation_id)
    elected = await trust.post(trust.lead, path, {"answer": "offered", "basis": "elected"})
    seen = (await trust.get(trust.doctor, f"/participations/{participation_id}")).json()

    assert (bare.status_code, bare.json()["type"], elected.status_code) == (422, "/problems/wrong-basis", 204)
    assert seen["basis"] == "elected"
    (said,) = await trust.opportunities.said(InterestAnswered)
    assert said.basis == PlaceBasis.ELECTED


@pytest.mark.parametrize(
    ("kind", "basis", "status"),
    [
        ("guardian_panel", "elected", 422),
        ("guardian_panel", "nominated", 204),
        ("quality_and_safety_meeting", "elected", 422),
    ],
)
async def test_each_kind_has_its_own_way_to_a_place(trust: Trust, kind: str, basis: str, status: int) -> None:
    participation_id = await trust.is_asked(await trust.publishes(kind=kind))

    body = {"answer": "offered", "basis": basis}

    assert (await trust.post(trust.lead, f"/participations/{participation_id}/answer", body)).status_code == status


async def test_whoever_was_not_elected_is_declined_without_a_basis(trust: Trust) -> None:
    participation_id = await trust.is_asked(await trust.publishes(kind="local_negotiating_committee"))
    body = {"answer": "declined", "reason": "elected_or_nominated"}

    assert (await trust.post(trust.lead, f"/participations/{participation_id}/answer", body)).status_code == 204
