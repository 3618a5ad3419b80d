"""A doctor says that their placement is wrong, and the owner of the data answers; each guarantee once."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from contracts import Actor, Grant
from contracts.registry import PlacementAnnounced, PlacementChanged, PlacementDisputeClosed, PlacementDisputed
from contracts.vocabulary import DisputedField, DisputeOutcome, Role
from tests.services.driver import an_actor
from tests.services.registry.conftest import Registry
from tests.unit.registry.sheets import CREATE, a_placement, csv, sheet

OWNER = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
OTHER_OWNER = an_actor(Grant(Role.MEDED_ADMIN, "RTD"))
WRONG = {"fields": ["dates", "wte"], "words": "I start in September, and at 60 per cent."}
ANSWER = {"outcome": "corrected", "answer": "You are right; the deanery has been told."}


@dataclass(frozen=True)
class Office:
    """A doctor with one placement, and the office of the trust that answers for it."""

    registry: Registry
    doctor: Actor
    placement_id: UUID

    async def posts(self, actor: Actor, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        async with self.registry.driver.http(actor, **headers) as http:
            return await http.post(f"/api/registry/{path}", json=body)

    async def gets(self, actor: Actor, path: str, **params: Any) -> httpx.Response:
        async with self.registry.driver.http(actor) as http:
            return await http.get(f"/api/registry/{path}", params=params)

    async def disputes(self, **body: Any) -> httpx.Response:
        return await self.posts(self.doctor, f"placements/{self.placement_id}/disputes", WRONG | body)

    async def has_disputed(self, **body: Any) -> str:
        raised = await self.disputes(**body)
        assert raised.status_code == 201, raised.text
        return str(raised.json()["id"])

    async def mine(self) -> dict[str, Any]:
        answer = await self.gets(self.doctor, "people/me/placements")
        assert answer.status_code == 200, answer.text
        [placement] = answer.json()["items"]
        return dict(placement)


@pytest.fixture
async def office(region: Registry) -> Office:
    await region.reports("placements", csv(sheet(CREATE, a_placement())))
    [announced] = await region.said(PlacementAnnounced)
    doctor = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=announced.placement.doctor_id)
    return Office(region, doctor, announced.placement.placement_id)


async def test_a_dispute_says_who_which_and_what_and_not_a_word_of_the_doctors(office: Office) -> None:
    dispute_id = await office.has_disputed()

    [(said, row)] = await office.registry.driver.said_with_stamps(PlacementDisputed)
    assert (str(said.dispute_id), said.fields) == (dispute_id, (DisputedField.DATES, DisputedField.WTE))
    assert (row["key"], row["subject"]) == (str(office.doctor.person_id), str(office.placement_id))
    assert b"September" not in row["data"]


async def test_the_owner_of_the_data_reads_the_words_and_the_doctor_reads_the_answer(office: Office) -> None:
    dispute_id = await office.has_disputed()
    seen = (await office.gets(OWNER, f"disputes/{dispute_id}")).json()
    waiting = (await office.gets(OWNER, "disputes", waiting=True)).json()["items"]

    closed = await office.posts(OWNER, f"disputes/{dispute_id}/closure", ANSWER)

    assert seen["words"] == WRONG["words"]
    assert [one["id"] for one in waiting] == [dispute_id]
    assert closed.status_code == 204, closed.text
    assert (await office.gets(OWNER, "disputes", waiting=True)).json()["items"] == []
    [dispute] = (await office.mine())["disputes"]
    assert (dispute["outcome"], dispute["answer"]) == ("corrected", ANSWER["answer"])
    [said] = await office.registry.said(PlacementDisputeClosed)
    assert (said.outcome, said.placement.doctor_id) == (DisputeOutcome.CORRECTED, office.doctor.person_id)
    assert ANSWER["answer"] not in said.model_dump_json()


async def test_a_dispute_says_whether_anybody_at_its_trust_can_answer_it(office: Office) -> None:
    dispute_id = await office.has_disputed()
    before = (await office.gets(office.doctor, f"disputes/{dispute_id}")).json()["has_owner"]
    unowned = await office.mine()
    owner = {
        "role": "medical education manager",
        "name": "Mina Shah",
        "email": "mina@nhs.example",
        "organisation": "R0B",
    }

    made = await office.registry.posts("appointments", {**owner, "from": "2026-01-01"})

    assert made.status_code == 201, made.text
    mine = await office.mine()
    assert (before, unowned["has_owner"], unowned["disputes"][0]["has_owner"]) == (False, False, False)
    assert (mine["has_owner"], mine["disputes"][0]["has_owner"]) == (True, True)


async def test_a_dispute_changes_nothing_about_the_placement_nor_does_its_closing(office: Office) -> None:
    before = {name: value for name, value in (await office.mine()).items() if name != "disputes"}

    dispute_id = await office.has_disputed()
    await office.posts(OWNER, f"disputes/{dispute_id}/closure", ANSWER)

    after = {name: value for name, value in (await office.mine()).items() if name != "disputes"}
    assert after == before
    assert await office.registry.said(PlacementChanged) == []


async def test_what_is_in_dispute_cannot_be_disputed_again_but_another_field_can(office: Office) -> None:
    await office.has_disputed(fields=["dates"])

    again = await office.disputes(fields=["dates", "grade"])
    another = await office.disputes(fields=["grade"])

    assert (again.status_code, again.json()["fields"]) == (409, ["dates"])
    assert another.status_code == 201
    assert len(await office.registry.said(PlacementDisputed)) == 2


async def test_a_field_can_be_disputed_again_once_it_was_answered(office: Office) -> None:
    first = await office.has_disputed()
    await office.posts(OWNER, f"disputes/{first}/closure", ANSWER | {"outcome": "stands"})
    office.registry.clock.forward(minutes=1)

    second = await office.has_disputed()

    assert [one["id"] for one in (await office.mine())["disputes"]] == [second, first]
    assert len(await office.registry.said(PlacementDisputed)) == 2


async def test_a_dispute_sent_twice_at_the_same_moment_is_one(office: Office) -> None:
    answers = await asyncio.gather(*(office.disputes() for _ in range(2)))

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len(await office.registry.said(PlacementDisputed)) == 1


async def test_the_same_dispute_with_its_key_is_answered_as_it_was_first(office: Office) -> None:
    path, key = f"placements/{office.placement_id}/disputes", {"Idempotency-Key": "once"}

    first, second = [await office.posts(office.doctor, path, WRONG, **key) for _ in range(2)]

    assert first.json() == second.json()
    assert len(await office.registry.said(PlacementDisputed)) == 1


async def test_whoever_comes_second_is_told_by_name_who_was_first(office: Office) -> None:
    dispute_id = await office.has_disputed()
    tag = {"If-Match": (await office.gets(OWNER, f"disputes/{dispute_id}")).headers["etag"]}
    first = await office.registry.employs(Role.MEDED_ADMIN, "Joan Fry")
    path = f"disputes/{dispute_id}/closure"

    assert (await office.posts(first, path, ANSWER)).status_code == 204
    late, outdated = await office.posts(OWNER, path, ANSWER), await office.posts(OWNER, path, ANSWER, **tag)

    assert [(each.status_code, each.json()["closed_by"]) for each in (late, outdated)] == [
        (409, "Joan Fry"),
        (412, "Joan Fry"),
    ]


async def test_of_two_who_close_it_one_does_and_the_other_learns_so(office: Office) -> None:
    dispute_id = await office.has_disputed()
    tag = {"If-Match": (await office.gets(OWNER, f"disputes/{dispute_id}")).headers["etag"]}
    colleague = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
    path = f"disputes/{dispute_id}/closure"

    answers = await asyncio.gather(*(office.posts(who, path, ANSWER, **tag) for who in (OWNER, colleague)))
    late = await office.posts(colleague, path, ANSWER)

    assert sorted(answer.status_code for answer in answers) == [204, 412]
    assert late.status_code == 409
    assert len(await office.registry.said(PlacementDisputeClosed)) == 1


async def test_there_is_no_such_placement_or_dispute_for_anybody_else(office: Office) -> None:
    dispute_id = await office.has_disputed()
    another = an_actor(Grant(Role.RESIDENT_DOCTOR))

    assert (await office.posts(another, f"placements/{office.placement_id}/disputes", WRONG)).status_code == 404
    assert (await office.posts(office.doctor, f"placements/{uuid4()}/disputes", WRONG)).status_code == 404
    for actor in (another, OTHER_OWNER):
        assert (await office.gets(actor, f"disputes/{dispute_id}")).status_code == 404
        assert (await office.gets(actor, "disputes", waiting=True)).json()["items"] == []
    assert (await office.posts(OTHER_OWNER, f"disputes/{dispute_id}/closure", ANSWER)).status_code == 404
    assert (await office.posts(office.doctor, f"disputes/{dispute_id}/closure", ANSWER)).status_code == 403
    assert (await office.posts(OWNER, f"placements/{office.placement_id}/disputes", WRONG)).status_code == 403


async def test_nobody_answers_their_own_dispute_whatever_office_they_hold(office: Office) -> None:
    dispute_id = await office.has_disputed()
    both = an_actor(Grant(Role.RESIDENT_DOCTOR), Grant(Role.MEDED_ADMIN, "R0B"), person_id=office.doctor.person_id)

    assert (await office.posts(both, f"disputes/{dispute_id}/closure", ANSWER)).status_code == 404
    assert (await office.gets(both, "disputes", waiting=True)).json()["items"] == []


async def test_the_trust_that_was_told_answers_though_the_placement_has_moved_since(office: Office) -> None:
    dispute_id = await office.has_disputed(fields=["host"])
    moved = a_placement(**{"Site*": "FREEMAN HOSPITAL (RTD01)"})
    await office.registry.reports("placements", csv(sheet(CREATE, moved)))

    assert (await office.mine())["host"] == "RTD"
    assert (await office.posts(OTHER_OWNER, f"disputes/{dispute_id}/closure", ANSWER)).status_code == 404
    assert (await office.posts(OWNER, f"disputes/{dispute_id}/closure", ANSWER)).status_code == 204


async def test_a_cancelled_placement_can_be_disputed_and_stays_cancelled(office: Office) -> None:
    gone = a_placement(**{"Placement Status*": "DELETE"})
    await office.registry.reports("placements", csv(sheet(CREATE, gone)))

    await office.has_disputed(fields=["other"])
    again = await office.registry.brings("placements", csv(sheet(CREATE, gone)))

    assert again["report"]["unchanged"] == 1
    assert (await office.mine())["cancelled"] is True


@pytest.mark.parametrize(
    "body",
    [{"fields": []}, {"fields": ["colour"]}, {"words": ""}, {"words": " \u2800 "}, {"words": "x" * 2001}, {"more": 1}],
)
async def test_a_dispute_without_a_field_of_the_list_or_words_is_sent_back(office: Office, body: Any) -> None:
    assert (await office.disputes(**body)).status_code == 422
    assert await office.registry.said(PlacementDisputed) == []


async def test_each_of_many_disputes_is_on_one_page_once_though_all_came_at_one_moment(office: Office) -> None:
    raised = {await office.has_disputed(fields=[field]) for field in ("host", "site", "dates", "wte", "grade")}

    for actor, query in ((office.doctor, {}), (OWNER, {"waiting": True})):
        seen: list[str] = []
        after: dict[str, str] = {}
        while True:
            page = (await office.gets(actor, "disputes", limit=2, **query, **after)).json()
            seen += [one["id"] for one in page["items"]]
            if page["next"] is None:
                break
            after = {"after": page["next"]}
        assert len(seen) == len(set(seen))
        assert set(seen) == raised
