"""What a doctor saves to be shown first."""

from contracts import Actor
from tests.services.opportunities.conftest import Trust


async def test_a_search_is_saved_read_and_deleted_by_its_doctor_alone(trust: Trust) -> None:
    saved = await trust.post(trust.doctor, "/searches", {"kinds": ["guardian_panel"], "chairing": True})
    which = saved.json()["id"]
    [seen] = (await trust.get(trust.doctor, "/searches")).json()["items"]

    async def deletes(actor: Actor) -> int:
        async with trust.opportunities.http(actor) as http:
            return (await http.delete(f"/api/opportunities/searches/{which}")).status_code

    assert (seen["id"], seen["kinds"], seen["chairing"]) == (which, ["guardian_panel"], True)
    assert await trust.ids(trust.co_producer, "/searches") == []
    assert [await deletes(trust.co_producer), await deletes(trust.doctor), await deletes(trust.doctor)] == [
        404,
        204,
        404,
    ]
    assert await trust.ids(trust.doctor, "/searches") == []


async def test_a_search_for_everything_is_none(trust: Trust) -> None:
    assert (await trust.post(trust.doctor, "/searches", {})).status_code == 422


async def test_there_is_an_end_to_how_many_are_kept(trust: Trust) -> None:
    answers = [(await trust.post(trust.doctor, "/searches", {"chairing": True})).status_code for _ in range(21)]

    assert answers == [201] * 20 + [409]
    assert (await trust.post(trust.co_producer, "/searches", {"chairing": True})).status_code == 201
