"""Medical education at host or employer reads what is asked of its trust, and has no say in it."""

import pytest

from contracts import Actor, Grant
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.leave.conftest import REFUSAL, Ward
from tests.services.leave.stories import announced
from tests.services.leave.test_lost_time import REPORT

HERE = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
ELSEWHERE = an_actor(Grant(Role.MEDED_ADMIN, "RXF"))


async def at_their_trust(ward: Ward, actor: Actor) -> list[str]:
    return [item["id"] for item in (await ward.get(actor, "/at-my-trust")).json()["items"]]


async def test_they_read_what_waits_and_what_is_agreed_and_nobody_elsewhere_does(ward: Ward) -> None:
    waiting, agreed = await ward.asks(), await ward.has_approved()

    assert sorted(await at_their_trust(ward, HERE)) == sorted([waiting, agreed])
    assert (await ward.get(HERE, f"/{waiting}")).json()["activity"] == "Leading teams"
    assert await at_their_trust(ward, ELSEWHERE) == []
    assert (await ward.get(ELSEWHERE, f"/{waiting}")).status_code == 404


async def test_who_employs_reads_what_is_asked_where_the_doctor_works(ward: Ward) -> None:
    await ward.leave.hears(announced(ward.placement.model_copy(update={"employer": "RXF"})))
    leave_id = await ward.asks()

    assert await at_their_trust(ward, ELSEWHERE) == await at_their_trust(ward, HERE) == [leave_id]
    assert (await ward.get(ELSEWHERE, f"/{leave_id}")).status_code == 200


async def test_what_is_refused_or_taken_back_is_read_one_by_one_alone(ward: Ward) -> None:
    leave_id = await ward.asks()
    await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL)

    assert await at_their_trust(ward, HERE) == []
    assert (await ward.get(HERE, f"/{leave_id}")).json()["status"] == "refused"


@pytest.mark.parametrize("path", ["approval", "refusal", "withdrawal"])
async def test_they_decide_nothing_of_it(ward: Ward, path: str) -> None:
    leave_id = await ward.asks()

    answer = await ward.post(HERE, f"/{leave_id}/{path}", REFUSAL if path == "refusal" else None)

    assert answer.status_code == 403
    shown = (await ward.get(HERE, f"/{leave_id}")).json()
    assert (shown["status"], shown["waits_for_you"]) == ("waiting", False)


async def test_a_rota_coordinator_of_another_trust_gains_nothing_by_administering_here(ward: Ward) -> None:
    both = an_actor(Grant(Role.MEDED_ADMIN, "R0B"), Grant(Role.ROTA_COORDINATOR, "RXF"))
    leave_id = await ward.asks()

    assert (await ward.get(both, f"/{leave_id}")).status_code == 200
    assert (await ward.post(both, f"/{leave_id}/approval")).status_code == 404


async def test_their_own_is_not_in_the_list_of_the_trust(ward: Ward) -> None:
    itself = an_actor(Grant(Role.MEDED_ADMIN, "R0B"), person_id=ward.doctor.person_id)
    await ward.asks()

    assert await at_their_trust(ward, itself) == []


async def test_of_lost_time_they_read_nothing(ward: Ward) -> None:
    async with ward.leave.http(ward.doctor) as http:
        report = (await http.post("/api/leave/lost-time", json=REPORT)).json()["id"]
    async with ward.leave.http(HERE) as http:
        assert (await http.get("/api/leave/lost-time/at-my-trust")).status_code == 403
        assert (await http.get(f"/api/leave/lost-time/{report}")).status_code == 404
