"""An organisation signs the commitment, stands by it at each review, or withdraws it; who may, and who is told."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from contracts import Actor, Grant
from contracts.registry import CommitmentLapsing, CommitmentRenewed, CommitmentSigned, CommitmentWithdrawn
from contracts.vocabulary import BoardRole, Role, WithdrawalReason
from tests.services.driver import an_actor
from tests.services.registry.conftest import Registry

LEAD = an_actor(Grant(Role.SLRDE, "R0B"))
LEADER = an_actor(Grant(Role.SENIOR_LEADER, "R0B"))
OTHER_LEAD = an_actor(Grant(Role.SLRDE, "RTD"))
CHAMPION = an_actor(Grant(Role.CHAMPION, "R0B"))
ANALYST = an_actor(Grant(Role.DEANERY_ANALYST, "Y63"))
STRANGE_ANALYST = an_actor(Grant(Role.DEANERY_ANALYST, "Y56"))
PAPER = {"signatory": "Dame Ruth Ellis", "board_role": "chief_executive"}
WHY = {"reason": "board_decision", "words": "The board has chosen another scheme."}


@dataclass(frozen=True)
class Office:
    """A trust with a leadership champion, and the verbs of those who sign for it. Today is 22 November 2026."""

    registry: Registry
    champion_id: UUID

    async def posts(self, path: str, body: dict[str, Any], actor: Actor = LEAD, **headers: str) -> httpx.Response:
        async with self.registry.driver.http(actor, **headers) as http:
            return await http.post(f"/api/registry/{path}", json=body)

    async def reads(self, path: str, actor: Actor = LEAD, **params: Any) -> httpx.Response:
        async with self.registry.driver.http(actor) as http:
            return await http.get(f"/api/registry/{path}", params=params)

    async def signs(self, actor: Actor = LEAD, trust: str = "R0B", **body: Any) -> httpx.Response:
        return await self.posts(f"organisations/{trust}/commitment", PAPER | body, actor)

    async def has_signed(self, **body: Any) -> str:
        signed = await self.signs(**body)
        assert signed.status_code == 201, signed.text
        return str(signed.json()["id"])


async def appoint_a_champion(registry: Registry, **facts: Any) -> UUID:
    body = {"role": "champion", "name": "Joan Fry", "email": "joan.fry@nhs.example", "organisation": "R0B"}
    made = await registry.posts("appointments", {**body, "from": "2026-01-01", **facts})
    assert made.status_code == 201, made.text
    return UUID(made.json()["person_id"])


@pytest.fixture
async def office(region: Registry) -> Office:
    return Office(region, await appoint_a_champion(region))


async def test_a_signature_says_until_when_it_holds_and_not_who_signed(office: Office) -> None:
    commitment_id = await office.has_signed(signed_on="2026-11-02", endorsed_on="2026-11-01")

    [(said, row)] = await office.registry.driver.said_with_stamps(CommitmentSigned)
    assert (str(said.commitment_id), said.trust, said.deaneries) == (commitment_id, "R0B", ("Y63",))
    assert (said.champion_id, said.board_role) == (office.champion_id, BoardRole.CHIEF_EXECUTIVE)
    assert (said.signed_on.isoformat(), said.review_due.isoformat()) == ("2026-11-02", "2027-11-02")
    assert (row["topic"], row["key"], row["subject"]) == ("commitments.v1", "R0B", commitment_id)
    assert b"Ellis" not in row["data"]


@pytest.mark.parametrize(
    ("actor", "status"),
    [(LEADER, 201), (OTHER_LEAD, 403), (CHAMPION, 403), (ANALYST, 403), (an_actor(Grant(Role.DME, "R0B")), 403)],
)
async def test_the_senior_people_of_the_trust_sign_and_nobody_else(office: Office, actor: Actor, status: int) -> None:
    assert (await office.signs(actor)).status_code == status
    assert len(await office.registry.said(CommitmentSigned)) == (status == 201)


@pytest.mark.parametrize(
    "body",
    [
        {"signed_on": "2026-11-23"},
        {"endorsed_on": "2026-11-23"},
        {"review_due": "2026-11-22"},
        {"review_due": "2027-11-23"},
        {"champion_id": str(uuid4())},
        {"board_role": "janitor"},
        {"signatory": "Ruth\nEllis"},
    ],
)
async def test_what_cannot_be_signed_is_refused_with_what_is_wrong(office: Office, body: dict[str, str]) -> None:
    answer = await office.signs(**body)

    assert answer.status_code == 422, answer.text
    assert await office.registry.said(CommitmentSigned) == []


async def test_a_commitment_names_a_champion_in_post(region: Registry) -> None:
    office = Office(region, await appoint_a_champion(region, to="2026-11-21"))
    await appoint_a_champion(region, email="deputy@nhs.example", name="Ann Bell", deputy=True)

    answer = await office.signs()

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (422, "no-such-champion")
    assert "have one appointed first" in answer.json()["detail"]


async def test_of_two_champions_one_is_named(office: Office) -> None:
    second = await appoint_a_champion(office.registry, email="ann.bell@nhs.example", name="Ann Bell")

    unnamed = await office.signs()

    assert (unnamed.status_code, unnamed.json()["field"]) == (422, "champion_id")
    assert (await office.signs(champion_id=str(second))).status_code == 201
    [said] = await office.registry.said(CommitmentSigned)
    assert said.champion_id == second


async def test_a_site_does_not_sign_for_itself(office: Office) -> None:
    assert (await office.signs(an_actor(Grant(Role.SLRDE, "Y63")), trust="Y63")).status_code == 422
    assert (await office.signs(an_actor(Grant(Role.SLRDE, "QQQ")), trust="QQQ")).status_code == 404


async def test_of_two_who_sign_at_once_one_does(office: Office) -> None:
    answers = await asyncio.gather(office.signs(LEAD), office.signs(LEADER))

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len(await office.registry.said(CommitmentSigned)) == 1


async def test_a_renewal_holds_for_a_year_from_its_day_and_keeps_the_endorsement(office: Office) -> None:
    commitment_id = await office.has_signed(signed_on="2025-12-01", endorsed_on="2025-11-30")

    renewed = await office.posts(f"commitments/{commitment_id}/renewal", PAPER | {"board_role": "chair"}, LEADER)

    assert (renewed.status_code, renewed.json()["review_due"]) == (200, "2027-11-22")
    [said] = await office.registry.said(CommitmentRenewed)
    assert (said.signed_on.isoformat(), said.renewed_on.isoformat()) == ("2025-12-01", "2026-11-22")
    assert (said.board_role, said.endorsed_on.isoformat()) == (BoardRole.CHAIR, "2025-11-30")


async def test_who_renews_what_somebody_else_changed_reads_it_again(office: Office) -> None:
    commitment_id = await office.has_signed()
    etag = (await office.reads("organisations/R0B/commitment")).headers["etag"]
    path = f"commitments/{commitment_id}/renewal"

    answers = [await office.posts(path, PAPER, **{"If-Match": etag}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 412]
    assert len(await office.registry.said(CommitmentRenewed)) == 1


async def test_what_was_withdrawn_is_not_renewed_but_can_be_signed_again(office: Office) -> None:
    first = await office.has_signed()
    withdrawn = await office.posts(f"commitments/{first}/withdrawal", WHY)
    again = await office.posts(f"commitments/{first}/withdrawal", WHY)
    renewed = await office.posts(f"commitments/{first}/renewal", PAPER)

    assert [withdrawn.status_code, again.status_code, renewed.status_code] == [204, 409, 409]
    assert (await office.reads("organisations/R0B/commitment")).status_code == 404
    [(said, row)] = await office.registry.driver.said_with_stamps(CommitmentWithdrawn)
    assert (said.reason, said.deaneries) == (WithdrawalReason.BOARD_DECISION, ("Y63",))
    assert b"another scheme" not in row["data"]
    assert await office.has_signed() != first


async def test_another_trusts_commitment_is_nobody_elses_to_change(office: Office) -> None:
    commitment_id = await office.has_signed()

    for path, body in (("renewal", PAPER), ("withdrawal", WHY)):
        assert (await office.posts(f"commitments/{commitment_id}/{path}", body, OTHER_LEAD)).status_code == 404
        assert (await office.posts(f"commitments/{uuid4()}/{path}", body)).status_code == 404


@pytest.mark.parametrize(
    ("actor", "status"),
    [
        (CHAMPION, 200),
        (LEAD, 200),
        (an_actor(Grant(Role.RDPL, "R0B")), 200),
        (ANALYST, 200),
        (an_actor(Grant(Role.DEAN, "Y63")), 200),
        (STRANGE_ANALYST, 404),
        (OTHER_LEAD, 404),
        (an_actor(Grant(Role.RESIDENT_DOCTOR)), 403),
    ],
)
async def test_the_trust_and_its_deanery_read_it(office: Office, actor: Actor, status: int) -> None:
    await office.has_signed()

    answer = await office.reads("organisations/R0B/commitment", actor)

    assert answer.status_code == status
    if status == 200:
        shown = answer.json()
        assert (shown["signatory"], shown["champion"], shown["in_date"]) == ("Dame Ruth Ellis", "Joan Fry", True)
        assert (await office.reads("commitments", actor)).json()["items"] == [shown]


async def test_a_deanery_lists_its_trusts_page_by_page_and_nobody_elses(office: Office) -> None:
    await appoint_a_champion(office.registry, organisation="RTD")
    await office.has_signed()
    assert (await office.signs(OTHER_LEAD, trust="RTD")).status_code == 201

    first = (await office.reads("commitments", ANALYST, limit=1)).json()
    second = (await office.reads("commitments", ANALYST, limit=1, after=first["next"])).json()

    assert [one["trust"] for one in first["items"] + second["items"]] == ["R0B", "RTD"]
    assert (await office.reads("commitments", STRANGE_ANALYST)).json()["items"] == []
    assert [one["trust"] for one in (await office.reads("commitments", OTHER_LEAD)).json()["items"]] == ["RTD"]


async def test_a_review_that_comes_near_is_said_once_and_again_for_the_next(office: Office) -> None:
    """Eight weeks ahead: 2027-11-02 is due, so that is said from 2027-09-07 on."""
    commitment_id = await office.has_signed(signed_on="2026-11-02")
    said: list[int] = []
    for days in (288, 1, 1):  # to 6, 7 and 8 September
        office.registry.clock.forward(days=days)
        await office.registry.driver.run_job("reviews")
        said.append(len(await office.registry.said(CommitmentLapsing)))
    assert said == [0, 1, 1]

    assert (await office.posts(f"commitments/{commitment_id}/renewal", PAPER)).status_code == 200
    await office.registry.driver.run_job("reviews")
    office.registry.clock.forward(days=366 - 56)
    await office.registry.driver.run_job("reviews")

    lapsing = await office.registry.said(CommitmentLapsing)
    assert [one.review_due.isoformat() for one in lapsing] == ["2027-11-02", "2028-09-08"]


async def test_what_is_withdrawn_does_not_lapse(office: Office) -> None:
    commitment_id = await office.has_signed()
    await office.posts(f"commitments/{commitment_id}/withdrawal", WHY)
    office.registry.clock.forward(days=400)

    await office.registry.driver.run_job("reviews")

    assert await office.registry.said(CommitmentLapsing) == []


async def test_the_day_of_review_belongs_to_the_time_it_is_in_date(office: Office) -> None:
    await office.has_signed(review_due="2026-12-01")
    shown = []
    for days in (9, 1):
        office.registry.clock.forward(days=days)
        shown.append((await office.reads("organisations/R0B/commitment", CHAMPION)).json()["in_date"])
    assert shown == [True, False]


async def test_who_signs_reads_whom_they_can_name_as_champion(office: Office) -> None:
    second = await appoint_a_champion(office.registry, email="ann.bell@nhs.example", name="Ann Bell")
    await appoint_a_champion(office.registry, email="deputy@nhs.example", name="Al Deputy", deputy=True)

    offered = (await office.reads("organisations/R0B/champions")).json()["items"]

    expected = {(str(office.champion_id), "Joan Fry"), (str(second), "Ann Bell")}
    assert {(each["id"], each["name"]) for each in offered} == expected
    assert (await office.reads("organisations/R0B/champions", OTHER_LEAD)).status_code == 404
