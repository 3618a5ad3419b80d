"""What an operator does about held records: once, in order, written down, and again after any interruption."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from chassis.audit import Deed, deeds
from chassis.door.repair import AppliedAlready, Repair
from tests.services.chassis.conftest import OPERATOR, Flaky, Toy
from tests.services.chassis.toy import a_feedback, with_headers


async def replay(operator: httpx.AsyncClient, held_id: int, **asked: Any) -> dict[str, Any]:
    answer = await operator.post(f"/api/toy/operator/held/{held_id}/replay", json=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def discard(operator: httpx.AsyncClient, held_id: int, *, reason: str = "sent by mistake") -> httpx.Response:
    return await operator.post(f"/api/toy/operator/held/{held_id}/discard", json={"reason": reason})


async def done(toy: Toy) -> list[Deed]:
    async with toy.begin() as work:
        return await deeds(work)


async def position(toy: Toy, subject: str) -> int:
    async with toy.begin() as work:
        query = text("SELECT sequence FROM stream_position WHERE subject = :subject")
        return int((await work.one(query.bindparams(subject=subject)))["sequence"])


async def test_a_replay_applies_a_key_in_order_once_and_says_who_asked(
    toy: Toy, flaky: Flaky, operator: httpx.AsyncClient
) -> None:
    event = a_feedback(trust="FLAKY")
    stamps = await toy.hears(event) + await toy.hears(a_feedback(doctor_id=event.doctor_id))
    first, behind = await toy.held()
    flaky.fails = False

    for held_id, applied in ((behind.id, 2), (behind.id, 0), (first.id, 0)):
        answer = await replay(operator, held_id, reason="fixed in 1.4")
        assert answer == {"discarded": 0, "replayed": applied, "still_held": 0, "because": None}

    assert await toy.effects() == [stamp.id for stamp in stamps]
    [deed] = await done(toy)
    assert (deed.person_id, deed.deed, deed.about) == (OPERATOR.person_id, "held.replayed", f"held {behind.id}")
    assert (deed.outcome, deed.reason) == ("2 applied", "fixed in 1.4")


async def test_what_still_fails_stays_held_with_its_key_and_nothing_is_written_down(
    toy: Toy, flaky: Flaky, operator: httpx.AsyncClient
) -> None:
    event = a_feedback(trust="FLAKY")
    await toy.hears(event)
    await toy.hears(a_feedback(doctor_id=event.doctor_id))
    first, _ = await toy.held()

    answer = await replay(operator, first.id)

    assert answer == {
        "discarded": 0,
        "replayed": 0,
        "still_held": 2,
        "because": "failed: RuntimeError when it was replayed",
    }
    assert (await toy.effects(), await done(toy)) == ([], [])


async def test_a_good_record_does_not_wait_for_a_bad_one_behind_it(
    toy: Toy, flaky: Flaky, operator: httpx.AsyncClient
) -> None:
    event = a_feedback(trust="FLAKY")
    same: dict[str, UUID] = {"doctor_id": event.doctor_id}
    [good] = await toy.hears(event)
    [fine] = await toy.hears(a_feedback(**same))
    await toy.hears(a_feedback(trust="BAD", **same))
    [last] = await toy.hears(a_feedback(**same))
    held = await toy.held()
    flaky.fails = False

    answer = await replay(operator, held[0].id)
    assert (answer["replayed"], answer["still_held"]) == (2, 2)
    assert await toy.effects() == [good.id, fine.id]

    assert (await discard(operator, held[2].id)).json()["replayed"] == 1
    assert await toy.effects() == [good.id, fine.id, last.id]


async def test_a_discarded_record_takes_no_effect_and_its_stream_goes_on(toy: Toy, operator: httpx.AsyncClient) -> None:
    event = a_feedback(trust="BAD")
    [bad] = await toy.hears(event)
    [good] = await toy.hears(a_feedback(feedback_id=event.feedback_id, doctor_id=event.doctor_id))
    first, behind = await toy.held()

    for discarded, replayed in ((1, 1), (0, 0)):
        answer = (await discard(operator, first.id)).json()
        assert answer == {"discarded": discarded, "replayed": replayed, "still_held": 0, "because": None}

    assert await toy.effects() == [good.id]
    assert await position(toy, str(event.feedback_id)) == good.sequence
    assert [deed.deed for deed in await done(toy)] == ["held.replayed", "held.discarded"]
    assert (await done(toy))[-1].reason == "sent by mistake"
    await toy.hears(event, stamp=bad)
    assert await toy.effects() == [good.id], "a late duplicate of what was discarded stays out"
    assert (await discard(operator, behind.id)).json()["type"] == "/problems/applied-already"


async def test_only_the_first_of_a_key_can_be_discarded(toy: Toy, operator: httpx.AsyncClient) -> None:
    event = a_feedback(trust="BAD")
    await toy.hears(event)
    await toy.hears(a_feedback(doctor_id=event.doctor_id))
    first, behind = await toy.held()

    answer = await discard(operator, behind.id)

    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/not-the-first-held")
    assert str(first.id) in answer.json()["detail"]
    assert (len(await toy.held()), await done(toy)) == (2, [])


async def test_a_gap_that_nobody_will_fill_is_left_behind_only_when_told_so(
    toy: Toy, operator: httpx.AsyncClient
) -> None:
    event = a_feedback()
    toy.stamped(event)  # said, and lost on its way
    [second] = await toy.hears(event)
    [held] = await toy.held()

    assert (await replay(operator, held.id))["because"] == "gap: version 2 came after 0"
    refused = await discard(operator, held.id)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/waits-for-a-version")
    for applied in (1, 0):
        answer = await replay(operator, held.id, skip_gap=True, reason="the log was cut")
        assert (answer["replayed"], answer["still_held"]) == (applied, 0)

    assert await toy.effects() == [second.id]
    assert [deed.deed for deed in await done(toy)] == ["held.replayed", "held.gap_skipped"]
    assert (await done(toy))[-1].outcome == "went on without version 1 to 1"


async def test_a_record_without_a_readable_stream_is_discarded_and_its_gap_skipped(
    toy: Toy, operator: httpx.AsyncClient
) -> None:
    event = a_feedback()
    record = with_headers(toy.record(event, toy.stamped(event)), ce_subject=None)
    await toy.running.door.take([record])
    [second] = await toy.hears(event)
    unreadable, behind = await toy.held()

    answer = (await discard(operator, unreadable.id)).json()
    assert (answer["discarded"], answer["because"]) == (1, "gap: version 2 came after 0")
    await replay(operator, behind.id, skip_gap=True)

    assert await toy.effects() == [second.id]


async def test_a_repair_that_was_killed_after_its_discard_is_finished_by_the_next_round(
    toy: Toy, operator: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = a_feedback(trust="BAD")
    await toy.hears(event)
    [good] = await toy.hears(a_feedback(doctor_id=event.doctor_id))
    first, _ = await toy.held()

    async def killed(*_: Any, **__: Any) -> int:
        raise KeyboardInterrupt

    repair = Repair(toy.running.door, toy.running.database, toy.running.telemetry)
    monkeypatch.setattr(repair, "_replay", killed)
    with pytest.raises(KeyboardInterrupt):
        await repair.discard(first.id, by=OPERATOR.person_id, reason="killed at once")
    assert [held.reason for held in await toy.held()] == ["behind"]

    await toy.run_job("release gaps")

    assert (await toy.effects(), await toy.held()) == ([good.id], [])


async def test_a_record_that_slips_in_behind_one_just_ended_is_not_forgotten(toy: Toy) -> None:
    """The consumer saw the key held, and wrote its record behind it after the replay had read the key."""
    event = a_feedback(trust="BAD")
    await toy.hears(event)
    [good] = await toy.hears(a_feedback(doctor_id=event.doctor_id))
    async with toy.begin() as work:
        await work.run(text("UPDATE held SET state = 'discarded' WHERE reason = 'failed'"))

    await toy.run_job("release gaps")

    assert await toy.effects() == [good.id]


async def test_a_replayed_record_is_not_discarded_by_whoever_comes_second(toy: Toy, flaky: Flaky) -> None:
    await toy.hears(a_feedback(trust="FLAKY"))
    [held] = await toy.held()
    flaky.fails = False
    repair = Repair(toy.running.door, toy.running.database, toy.running.telemetry)
    assert (await repair.replay(held.id, by=OPERATOR.person_id, reason="")).replayed == 1
    with pytest.raises(AppliedAlready):
        await repair.discard(held.id, by=OPERATOR.person_id, reason="too late")


async def test_a_body_that_is_poison_is_discarded_with_its_position(toy: Toy, operator: httpx.AsyncClient) -> None:
    event = a_feedback()
    poison = replace(toy.record(event, toy.stamped(event)), value=b"{")
    await toy.running.door.take([poison])
    [held] = await toy.held()
    await discard(operator, held.id)
    [second] = await toy.hears(event)
    assert (await toy.effects(), await toy.held()) == ([second.id], [])
