"""Who reads what is held and what was done about it, and who may do nothing."""

from dataclasses import replace

import httpx
import pytest

from chassis.audit import note_deed
from contracts import Grant
from contracts.vocabulary import Role
from tests.services.chassis.conftest import OPERATOR, Toy
from tests.services.chassis.test_held_repair import discard
from tests.services.chassis.toy import FEEDBACK, a_feedback
from tests.services.driver import an_actor


async def told(toy: Toy, place: str) -> list[tuple[str, str, str, str]]:
    """What an auditor of a place reads of what was done: which deed, about what, why, and where."""
    async with toy.http(an_actor(Grant(Role.AUDITOR, place))) as auditor:
        read = (await auditor.get("/api/toy/operator/deeds")).json()
    assert {deed["person_id"] for deed in read} == {str(OPERATOR.person_id)}
    return [(deed["deed"], deed["about"], deed["reason"], deed["place"]) for deed in read]


async def test_an_auditor_reads_why_a_record_of_their_own_place_was_discarded_and_of_others_that_it_was(
    toy: Toy, operator: httpx.AsyncClient
) -> None:
    """Section 5."""
    await toy.hears(a_feedback(trust="BAD"))
    [held] = await toy.held()
    await discard(operator, held.id, reason="sent by mistake")
    async with toy.begin() as work:
        await note_deed(work, "projection.rebuilt", by=OPERATOR.person_id, about="toy.seen", reason="the log was cut")

    rebuilt = ("projection.rebuilt", "toy.seen", "the log was cut", "")
    discarded = ("held.discarded", f"held {held.id}", "sent by mistake", "BAD")
    for theirs in ("BAD", "Y60"):
        assert await told(toy, theirs) == [rebuilt, discarded]
    for other in ("R0B", "Y61"):
        assert await told(toy, other) == [rebuilt, ("held.discarded", "", "", "")]


@pytest.mark.parametrize("named", [{}, {"ce_trustcode": b"\x00"}, {"ce_trustcode": None}], ids=["none", "odd", "null"])
async def test_of_a_record_that_names_no_place_an_auditor_learns_that_it_was_discarded_and_not_why(
    toy: Toy, operator: httpx.AsyncClient, named: dict[str, bytes | None]
) -> None:
    event = a_feedback(trust="BAD")
    record = toy.record(event, toy.stamped(event))
    others = [each for each in record.headers if each[0] != "ce_trustcode"]
    await toy.running.door.take([replace(record, headers=[*others, *named.items()])])
    [held] = await toy.held()
    await discard(operator, held.id, reason="sent by mistake by R0C")

    assert await told(toy, "R0B") == [("held.discarded", "", "", "")]
    read = (await operator.get("/api/toy/operator/deeds")).json()
    assert [deed["reason"] for deed in read] == ["sent by mistake by R0C"]


async def test_nothing_is_discarded_without_a_reason_or_by_somebody_else(toy: Toy, operator: httpx.AsyncClient) -> None:
    await toy.hears(a_feedback(trust="BAD"))
    [held] = await toy.held()

    assert (await discard(operator, held.id, reason="")).status_code == 422
    assert (await discard(operator, held.id + 1)).status_code == 404
    async with toy.http(an_actor(Grant(Role.DEAN))) as somebody:
        assert (await discard(somebody, held.id)).status_code == 403
        assert (await somebody.get("/api/toy/operator/held")).status_code == 403
    async with toy.http() as nobody:
        assert (await discard(nobody, held.id)).status_code == 401
    assert len(await toy.held()) == 1


async def test_an_operator_reads_what_is_held_and_what_was_done(toy: Toy, operator: httpx.AsyncClient) -> None:
    [stamp] = await toy.hears(a_feedback(trust="BAD"))
    [held] = (await operator.get("/api/toy/operator/held")).json()
    assert (held["event_id"], held["topic"], held["reason"]) == (str(stamp.id), FEEDBACK, "failed")
    shown = (await operator.get(f"/api/toy/operator/held/{held['id']}")).json()
    assert shown["headers"]["ce_id"] == str(stamp.id)

    await discard(operator, held["id"])

    assert (await operator.get("/api/toy/operator/held")).json() == []
    [deed] = (await operator.get("/api/toy/operator/deeds")).json()
    assert (deed["deed"], deed["person_id"]) == ("held.discarded", str(OPERATOR.person_id))


async def test_how_long_the_oldest_has_waited_is_told_until_none_is_left(toy: Toy) -> None:
    async def told() -> tuple[int, int, float | None]:
        state = await toy.running.readiness.state()
        shown = toy.running.telemetry.metrics.registry.get_sample_value("fairlead_held_oldest_age_seconds")
        return state["held"], state["held_seconds"], shown

    none = await told()
    await toy.hears(a_feedback(trust="BAD"))
    toy.clock.forward(hours=5)
    await toy.hears(a_feedback(trust="BAD"))
    toy.clock.forward(minutes=1)
    both, waiting = await told(), await toy.held()
    async with toy.http(OPERATOR) as operator:
        await discard(operator, waiting[0].id)
        younger = await told()
        await discard(operator, waiting[1].id)

    assert [none, both, younger] == [(0, 0, 0.0), (2, 18_060, 18_060.0), (1, 60, 60.0)]
    assert await told() == (0, 0, 0.0)
