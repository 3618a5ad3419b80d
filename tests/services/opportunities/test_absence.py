"""Its lead records who had a place and did not take part; a confirmation puts that right."""

from uuid import UUID

from contracts.opportunities import InterestAnswered, ParticipationConfirmed, ParticipationMissed
from tests.services.opportunities.conftest import CONFIRMED, Trust


async def test_who_did_not_take_part_is_recorded_once_and_waits_no_more(trust: Trust) -> None:
    participation_id = await trust.has_offered(places=1)
    path = f"/participations/{participation_id}/absence"

    missed = await trust.post(trust.lead, path)
    again = await trust.post(trust.champion, path)

    assert (missed.status_code, again.status_code) == (204, 409)
    assert again.json()["missed_by"] == str(trust.lead.person_id)
    (said,) = await trust.opportunities.said(ParticipationMissed)
    assert (said.participation_id, said.doctor_id) == (UUID(participation_id), trust.doctor.person_id)
    assert (said.recorded_by, said.title) == (trust.lead.person_id, "Patient safety meeting")
    assert await trust.ids(trust.lead, "/participations", waiting=True) == []
    assert await trust.ids(trust.lead, "/participations", missed=True) == [participation_id]
    assert await trust.ids(trust.doctor, "/participations", missed=True) == []
    shown = (await trust.get(trust.doctor, f"/participations/{participation_id}")).json()
    assert (shown["status"], shown["missed_by"]) == ("no_show", str(trust.lead.person_id))
    assert (await trust.post(trust.doctor, f"/participations/{participation_id}/withdrawal")).status_code == 409


async def test_a_confirmation_puts_right_that_somebody_did_not_take_part_and_never_the_other_way(trust: Trust) -> None:
    participation_id = await trust.has_offered()
    path = f"/participations/{participation_id}"
    await trust.post(trust.lead, f"{path}/absence")

    confirmed = await trust.post(trust.lead, f"{path}/confirmation", CONFIRMED)
    taken_back = await trust.post(trust.lead, f"{path}/absence")

    assert (confirmed.status_code, taken_back.status_code) == (204, 409)
    assert len(await trust.opportunities.said(ParticipationConfirmed)) == 1
    shown = (await trust.get(trust.doctor, path)).json()
    assert (shown["status"], shown["missed_by"], shown["missed_at"]) == ("confirmed", None, None)


async def test_nobody_missed_what_is_not_taking_place(trust: Trust) -> None:
    opportunity_id = await trust.publishes()
    participation_id = await trust.is_asked(opportunity_id)
    await trust.offers(participation_id)
    await trust.post(trust.lead, f"/participations/{participation_id}/absence")

    closed = await trust.post(trust.champion, f"/published/{opportunity_id}/closure", {"reason": "not_taking_place"})

    assert closed.status_code == 204
    shown = (await trust.get(trust.doctor, f"/participations/{participation_id}")).json()
    assert (shown["status"], shown["reason"]) == ("declined", "not_taking_place")
    assert (shown["missed_by"], shown["missed_at"]) == (None, None)
    assert await trust.ids(trust.lead, "/participations", missed=True) == []
    said = await trust.opportunities.said(InterestAnswered)
    assert [one.doctor_id for one in said] == [trust.doctor.person_id] * 2, "they are told that it is not taking place"


async def test_who_did_not_come_needs_nothing_for_it_any_more_and_keeps_the_place(trust: Trust) -> None:
    opportunity_id = await trust.publishes(places=1)
    participation_id, other = await trust.is_asked(opportunity_id), await trust.a_resident()
    asked_too = await trust.is_asked(opportunity_id, by=other)
    await trust.offers(participation_id)
    needs = {"needs": "A room with an induction loop."}
    await trust.put(trust.doctor, f"/participations/{participation_id}/adaptation", needs)

    await trust.post(trust.lead, f"/participations/{participation_id}/absence")

    assert (await trust.offers(asked_too)).json()["type"].endswith("no-place-left")
    [adaptation] = (await trust.get(trust.doctor, "/adaptations")).json()["items"]
    assert (adaptation["status"], adaptation["needs"]) == ("withdrawn", "")
